"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.reading import chrome
from articles.reading.front import front_edition, sections_for_front
from articles.watched import STORIES
from media.made_of import kept, note

from .responses import page


@kept()
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page, laid out from what readers may see now."""
    note(STORIES)
    sections = sections_for_front()
    context = {"edition": front_edition(sections), "front": True}
    return page(request, "articles/front.html", chrome(sections), context)
