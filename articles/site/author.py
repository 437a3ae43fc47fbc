"""The page of an author."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import Author
from articles.reading import chrome
from articles.reading.sharing import portrait_of
from articles.statements import Statement, given_words
from media.lasting import lasting
from media.made_of import kept

from .absolute import root_of
from .following import Following
from .moved import stood_for
from .paging import listing
from .responses import list_page

NAMED = Statement(
    lambda: Author.objects.standing().select_related("portrait").filter(slug=given_words("slug")), shared=True
)


@lasting
def named(slug: str) -> Author | None:
    """Return the author whose page is at a slug; None without one."""
    return next(iter(NAMED.ask(slug=slug)), None)


@kept("before", "after")
@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who an author is and what readers see of theirs, the newest first."""
    found = named(slug)
    if found is None:
        return stood_for(request, "author", Author, slug)
    stories = listing(request, "author", found.pk, subjects=True)
    follow = Following("author_feed", found.name, slug)
    context = {"author": found, "follow": follow, "subjects": stories.subjects}
    portrait = found.portrait if found.portrait and found.portrait.is_shown() else None
    context["preview"] = portrait_of(portrait, root_of(request)) if portrait else None
    return list_page(request, "articles/author.html", chrome(), stories, context)
