"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.reading.front import front_page
from media.made_of import kept

from .responses import page


@kept()
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page, laid out from what readers may see now."""
    shown = front_page()
    return page(request, "articles/front.html", shown.chrome, {"edition": shown.edition, "front": True})
