"""The renditions of photos: for readers where a live page shows the photo, for the desk always."""

import datetime as dt
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseGone, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.models import Author, Section, Site, Slot, Version, instant
from media.models import Photo
from media.renditions import FORMATS, address, current_name, open_rendition

from .series import shown_series

# A photo that was withdrawn or killed is gone at once from every cache that many readers share: those ask each time. A
# browser that has it shows it for ten minutes more where it still knows a page with it, then asks without fetching it.
FRESH = 600
FOR_THE_DESK = "private, no-store"


@require_safe
def photo(request: HttpRequest, photo_id: int, name: str) -> HttpResponseBase:
    """Send one rendition; lead on from the name that it had before a crop or a credit changed."""
    found = get_object_or_404(with_public_flag(), pk=photo_id)
    if found.killed_at and not sees_killed(request):
        return HttpResponseGone("This photo is gone.", content_type="text/plain", headers={"Cache-Control": "no-store"})
    now = instant()
    for_readers = found.is_public and found.is_shown(now)
    if not for_readers and not sees_all(request):
        if found.is_public:
            return HttpResponseGone("This photo is not shown any more.", headers={"Cache-Control": "no-store"})
        raise Http404
    cached = _for_readers(found, now) if for_readers else FOR_THE_DESK
    current = current_name(found, name)
    if current != name:
        return _led_on(found, current, cached)
    etag = f'"{name}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged:
        unchanged["Cache-Control"], unchanged["ETag"] = cached, etag
        return unchanged
    file = open_rendition(found.pk, name)
    if file is None:  # others may stand since the photo was looked up
        found.refresh_from_db(fields=["standing"])
        current = current_name(found, name)
        return _led_on(found, current if current != name else None, cached)
    headers = {"Cache-Control": cached, "ETag": etag, "Content-Length": str(file.size)}
    return FileResponse(file, content_type=FORMATS[name.rpartition(".")[2]], headers=headers)


def with_public_flag() -> QuerySet[Any]:
    """Return photos with `is_public`: a story, front or series shows it, or it is a portrait, the logo, a stand-in."""
    shown = Version.objects.live().filter(photos__photo=OuterRef("pk"))
    portrait = Author.objects.filter(portrait=OuterRef("pk"))
    of_site = Site.objects.filter(Q(logo=OuterRef("pk")) | Q(fallback_photo=OuterRef("pk")))
    stands_in = Section.objects.filter(fallback_photo=OuterRef("pk"))
    of_series = shown_series().filter(picture=OuterRef("pk"))
    placed = Slot.objects.shown().filter(photo=OuterRef("pk"))
    ways = (shown, placed, portrait, of_site, stands_in, of_series)
    return Photo.objects.annotate(is_public=reduce(or_, (Exists(one) for one in ways)))


def sees_all(request: HttpRequest) -> bool:
    """Say whether somebody from the photo desk asks. Without a session's cookie no session is looked for."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.has_perm("media.view_photo")


def sees_killed(request: HttpRequest) -> bool:
    """Say whether somebody asks who may bring a killed photo back, and so has to see which one it is."""
    return sees_all(request) and request.user.has_perm("media.kill_photo")


def _for_readers(found: Photo, now: dt.datetime) -> str:
    """Return for how long a cache may keep it: never past the second in which its rights end."""
    left = (found.allowed_until - now).total_seconds() if found.allowed_until else FRESH
    return f"public, max-age={int(min(FRESH, left))}, s-maxage=0"


def _led_on(found: Photo, current: str | None, cached: str) -> HttpResponseRedirect:
    if current is None:
        raise Http404
    return HttpResponseRedirect(address(found.pk, current), headers={"Cache-Control": cached})
