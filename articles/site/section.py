"""The page of a section."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.reading import chrome
from articles.reading.front import besides, top_of
from media.made_of import kept

from .following import Following
from .moved import led_on
from .paging import listing
from .responses import list_page


@kept("before", "after")
@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what an editor put on top of a section, and its other stories, the newest first."""
    head = chrome()
    found = next((one for one in head.sections if one.slug == slug), None)
    if found is None:
        return led_on(request)
    top = top_of(found.pk)
    stories = listing(request, "section", found.pk, besides(top), subjects=True)
    follow = Following("section_feed", found.name, slug)
    context = {"section": found, "follow": follow, "subjects": stories.subjects, "edition": top}
    return list_page(request, "articles/section.html", head, stories, context)
