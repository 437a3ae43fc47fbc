"""The page of a section."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.reading import chrome
from articles.reading.front import besides, top_of
from media.made_of import kept, note

from .following import Following
from .moved import led_on
from .paging import listing
from .responses import list_page
from .subjects import subjects_of


@kept("before", "after")
@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what an editor put on top of a section, and its other stories, the newest first."""
    head = chrome()
    found = next((one for one in head.sections if one.slug == slug), None)
    if found is None:
        return led_on(request)
    note(f"section-stories-{found.pk}")
    top = top_of(section=found)
    stories = listing(request, "section", found.pk, besides(top))
    follow = Following("section_feed", found.name, slug)
    context = {"section": found, "follow": follow, "subjects": subjects_of(stories.stories), "edition": top}
    return list_page(request, "articles/section.html", head, stories, context)
