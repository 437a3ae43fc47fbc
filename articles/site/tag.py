"""The pages of tags. A tag is there while readers see a story on it."""

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import Tag, Version, has_first, instant
from articles.reading import chrome
from articles.reading.front import besides, top_of
from articles.statements import Statement, given_moment, given_words
from media.lasting import lasting
from media.made_of import ANYTHING, kept, note

from .company import company_of
from .following import Following
from .index import by_initial
from .moved import stood_for
from .paging import listing
from .responses import list_page, page


@kept("before", "after")
@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what an editor put on top of a tag, the other stories on it, the newest first, and the company it keeps."""
    found = named(slug)
    if found is None:
        return stood_for(request, "tag", Tag, slug)
    top = top_of(None, found.pk)
    stories = listing(request, "tag", found.pk, besides(top))
    follow = Following("tag_feed", found.name, slug)
    company = company_of(found.pk)
    context = {"tag": found, "follow": follow, "subjects": company.tags, "authors": company.authors, "edition": top}
    return list_page(request, "articles/tag.html", chrome(), stories, context)


@kept()
@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """Show every tag that a live story has, from A to Z."""
    note(ANYTHING)
    groups = by_initial(shown_tags().only("name", "slug", "plain", "kind"))
    return page(request, "articles/tags.html", chrome(), {"groups": groups})


def shown_tags(at: Any = None) -> "QuerySet[Tag]":
    """Return the tags that a story readers see now, or at an instant, has."""
    live = Version.objects.live(at).filter(tags__tag=OuterRef("pk"))
    return Tag.objects.filter(has_first(live.order_by("-tags__first_published", "-tags__version_id")))


@lasting
def named(slug: str) -> Tag | None:
    """Return the tag whose page is at a slug; None without one, and while no story on it is live."""
    found = next(iter(NAMED.ask(at=instant(), slug=slug)), None)
    if found is not None:
        note(f"tag-stories-{found.pk}")
    return found


NAMED = Statement(lambda: shown_tags(given_moment("at")).filter(slug=given_words("slug")), shared=True)
