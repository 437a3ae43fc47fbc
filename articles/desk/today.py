"""The first page's changing part: printed with the page, and asked for again by itself while it is open."""

import hashlib
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache

from articles.desk.day import day, now_told, place
from articles.desk.offers import unsaved_today
from articles.desk.whose import site_record
from articles.models import Article

# Says the time of day with every answer, also where nothing else has changed.
CLOCK = "Desk-Clock"


def as_shown(request: HttpRequest, site: AdminSite) -> dict[str, Any]:
    """Return the page's context with its changing part as HTML and the tag of that; {} for who may see no stories."""
    if not site.is_registered(Article) or not site.get_model_admin(Article).has_view_permission(request):
        return {}
    context = {**day(request.user, site_record(request)), "unsaved": unsaved_today(request, site)}
    fragment = render_to_string("admin/_day.html", context, request)
    return {
        "today": timezone.localdate(),
        "clock": now_told(),
        "place": place(),
        "fragment": mark_safe(fragment),
        "tag": f'"{hashlib.sha256(fragment.encode()).hexdigest()[:32]}"',
    }


@never_cache
def today(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Return the changing part, or that nothing has changed since its tag. Raises PermissionDenied."""
    shown = as_shown(request, site)
    if not shown:
        raise PermissionDenied
    same = request.headers.get("If-None-Match") == shown["tag"]
    response = HttpResponseNotModified() if same else HttpResponse(shown["fragment"])
    response.headers["ETag"], response.headers[CLOCK] = shown["tag"], shown["clock"]
    return response
