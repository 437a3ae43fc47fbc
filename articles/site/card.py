"""The pictures of shared links: each for as long as its story, and its photo, are what readers see."""

import datetime as dt
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseGone, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.cards import Card, card_of, open_card
from articles.models import Version, instant

from .photo import FRESH

GONE = {"Cache-Control": "no-store"}


@require_safe
def card(request: HttpRequest, article: int, name: str) -> HttpResponseBase:
    """Send the card of a live story; lead on from an earlier one, and say that one with a photo taken away is gone."""
    now = instant()
    version = Version.objects.live(now).filter(article=article).defer("body").with_pictures().first()
    if version is None:
        return _without_story(article, now)
    site, photo = version.section.site, version.list_photo
    current = card_of(version, site, photo)
    if name != current.name:
        return _other(version, current, name)
    etag = f'"{name}"'
    response: Any = get_conditional_response(request, etag=etag)
    if response is None:
        file, whole = open_card(current, photo)
        response = FileResponse(file, content_type="image/jpeg", headers={"Content-Length": str(file.size)})
        if not whole:  # the same name is another picture as soon as the photo's file is there
            response["Cache-Control"] = "no-store"
            return response
    left = (photo.allowed_until - now).total_seconds() if photo and photo.allowed_until else FRESH
    response["Cache-Control"], response["ETag"] = f"public, max-age={int(min(FRESH, left))}, s-maxage=0", etag
    return response


def _other(version: Version, current: Card, name: str) -> HttpResponseBase:
    """Answer for a name that is not the card's: gone with its photo, or an earlier one."""
    lead = version.lead_photo.cropped(version.lead_crops) if version.lead_photo else None
    if lead and not lead.is_shown() and name == card_of(version, version.section.site, lead).name:
        return HttpResponseGone("This picture is not shown any more.", content_type="text/plain", headers=GONE)
    return HttpResponseRedirect(current.get_absolute_url(), headers={"Cache-Control": "no-cache"})


def _without_story(article: int, now: dt.datetime) -> HttpResponseBase:
    """Answer 410 for what readers have seen and see no more, and 404 for everything else."""
    withdrawn = Version.objects.withdrawn(now).filter(article=article)
    killed = Version.objects.seen_until_killed().filter(article=article).exclude(end=Version.End.REMOVED)
    if withdrawn.exists() or killed.exists():
        return HttpResponseGone("This story is gone.", content_type="text/plain", headers=GONE)
    raise Http404
