"""The page for an address that leads nowhere."""

from django.http import HttpRequest, HttpResponse

from articles.models import Version
from articles.reading import chrome

from .responses import page

LATEST = 6


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 with the sections and the latest stories, in at most three queries."""
    latest = Version.objects.live().defer("body").with_pictures().newest_first()[:LATEST]
    return page(request, "404.html", chrome(), {"latest": latest, "canonical": ""}, status=404)
