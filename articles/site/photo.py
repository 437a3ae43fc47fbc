"""The renditions of photos: for readers where a live page shows the photo, for the desk always."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseGone, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.models import Author, Section, Site, Slot, Version, instant
from articles.watched import CHROME, FRONTS
from media.made_of import kept_in_front, note, note_until
from media.models import Photo
from media.renditions import FORMATS, address, current_name, open_rendition

from .series import shown_series

# A photo that was withdrawn or killed is gone at once from every cache that many readers share: those ask each time, or
# are told. A browser that has it shows it for ten minutes more where it still knows a page with it, then asks without
# fetching it; so in front it may be kept until ten minutes before its rights end.
FRESH = 600
FOR_THE_DESK = "private, no-store"


@kept_in_front
@require_safe
def photo(request: HttpRequest, photo_id: int, name: str) -> HttpResponseBase:
    """Send one rendition; lead on from the name that it had before a crop or a credit changed."""
    found = get_object_or_404(with_what_shows_it(), pk=photo_id)
    if found.killed_at and not sees_killed(request):
        return HttpResponseGone("This photo is gone.", content_type="text/plain", headers={"Cache-Control": "no-store"})
    now = instant()
    for_readers = found.shown_by and found.is_shown(now)
    if not for_readers and not sees_all(request):
        if found.shown_by:
            return HttpResponseGone("This photo is not shown any more.", headers={"Cache-Control": "no-store"})
        raise Http404
    cached = _for_readers(found, now) if for_readers else FOR_THE_DESK
    note(*_made_of(found))
    note_until(found.allowed_until and found.allowed_until - dt.timedelta(seconds=FRESH))
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


def with_what_shows_it() -> QuerySet[Any]:
    """Return photos with `shown_by`: the word of the first thing that shows one to readers now; None for nothing.

    While that does not change it stays shown, whatever else does, see media.made_of.
    """
    shown = Version.objects.live().filter(photos__photo=OuterRef("pk"))
    placed = Slot.objects.shown().filter(photo=OuterRef("pk"))
    portrait = Author.objects.filter(portrait=OuterRef("pk"))
    of_site = Site.objects.filter(Q(logo=OuterRef("pk")) | Q(fallback_photo=OuterRef("pk")))
    stands_in = Section.objects.filter(fallback_photo=OuterRef("pk"))
    of_series = shown_series().filter(picture=OuterRef("pk"))
    ways = (
        _word(shown, "story-", "article_id"),
        _word(placed, FRONTS),
        _word(portrait, "author-", "pk"),
        _word(of_site, CHROME),
        _word(stands_in, CHROME),
        _word(of_series, "series-", "pk"),
    )
    return Photo.objects.annotate(shown_by=Coalesce(*ways))


def _word(rows: QuerySet[Any], word: str, number: str = "") -> Subquery:
    """Return the word of one of these rows: its kind's, and the number that stands in a column."""
    parts = [Cast(number, TextField())] if number else []
    told = Concat(Value(word), *parts, output_field=TextField()) if parts else Value(word, output_field=TextField())
    return Subquery(rows.order_by().annotate(told_as=told).values("told_as")[:1])


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


def _made_of(found: Any) -> list[str]:
    """Return the words of what lets it be shown. A series is one while readers see a story of it."""
    kind, _, number = (found.shown_by or "").rpartition("-")
    return [found.shown_by, *([f"series-stories-{number}"] if kind == "series" else [])] if found.shown_by else []


def _led_on(found: Photo, current: str | None, cached: str) -> HttpResponseRedirect:
    if current is None:
        raise Http404
    return HttpResponseRedirect(address(found.pk, current), headers={"Cache-Control": cached})
