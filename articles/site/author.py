"""The page of an author."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import Author
from articles.reading import chrome
from articles.reading.sharing import portrait_of
from articles.statements import Statement, given_words
from media.made_of import kept, note

from .absolute import root_of
from .following import Following
from .moved import stood_for
from .paging import listing
from .responses import list_page
from .subjects import subjects_of

NAMED = Statement(
    lambda: Author.objects.standing().select_related("portrait").filter(slug=given_words("slug")), shared=True
)


@kept("before", "after")
@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who an author is and what readers see of theirs, the newest first."""
    found = next(iter(NAMED.ask(slug=slug)), None)
    if found is None:
        return stood_for(request, "author", Author, slug)
    note(f"author-stories-{found.pk}")
    stories = listing(request, "author", found.pk)
    follow = Following("author_feed", found.name, slug)
    context = {"author": found, "follow": follow, "subjects": subjects_of(stories.stories)}
    portrait = found.portrait if found.portrait and found.portrait.is_shown() else None
    context["preview"] = portrait_of(portrait, root_of(request)) if portrait else None
    return list_page(request, "articles/author.html", chrome(), stories, context)
