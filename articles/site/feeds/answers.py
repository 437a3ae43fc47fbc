"""The response: everything is read, and only what somebody does not have yet is made and sent."""

import datetime as dt
import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from articles.models import Record, Site, Version, instant
from articles.site.absolute import root_of
from articles.site.responses import CACHE_CONTROL

from . import atom, json_feed, rss
from .channel import Channel
from .entries import Stories
from .feed import Feed

# Format: what writes it, and its media type.
FORMATS: dict[str, tuple[Any, str]] = {
    "xml": (rss.write, "application/rss+xml"),
    "atom": (atom.write, "application/atom+xml"),
    "json": (json_feed.write, "application/feed+json"),
}
# Counts up when the same facts make another feed.
RECIPE = 1


def answer(request: HttpRequest, fmt: str, site: Site, channel: Channel) -> HttpResponse:
    """Answer with a feed, or 304 to somebody who has it."""
    stories = Stories(channel, site, root_of(request))
    write, media_type = FORMATS[fmt]
    etag, changed = _etag(fmt, stories), _last_modified(stories)
    response: Any = get_conditional_response(request, etag=etag, last_modified=int(changed) if changed else None)
    if response is None:
        feed = _feed(request, stories)
        response = HttpResponse(write(feed), content_type=f"{media_type}; charset=utf-8")
    response["Cache-Control"], response["ETag"] = CACHE_CONTROL, etag
    if changed:
        response["Last-Modified"] = http_date(changed)
    if settings.HUB:
        response["Link"] = f'<{settings.HUB}>; rel="hub", <{stories.root}{request.path}>; rel="self"'
    return response


def _feed(request: HttpRequest, stories: Stories) -> Feed:
    channel, site, root = stories.channel, stories.site, stories.root
    return Feed(
        title=channel.title(site),
        about=channel.about,
        address=root + request.path,
        home=root + channel.home,
        root=f"{root}/",
        language=site.language,
        publisher=site.name,
        rights=site.legal,
        hub=settings.HUB,
        entries=stories.entries(),
    )


def _etag(fmt: str, stories: Stories) -> str:
    """Return a tag that changes with anything the feed is made of."""
    channel = stories.channel
    made_of = (RECIPE, fmt, settings.HUB, channel.title(stories.site), channel.about, *stories.facts())
    return f'"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}"'


def _last_modified(stories: Stories) -> float | None:
    """Return when the feed last changed at the latest, in seconds since 1970; None where it cannot be told by seconds.

    Readers see something else from an instant on that `Version.last_change` knows, that the record knows (a kill, a
    name that changed), or that is written on a photo. A change within the second that still lasts would be missed by
    somebody who has asked already, so that second is not told.
    """
    now = instant()
    at_the_desk = Record.objects.newest_first().values_list("at", flat=True).first()
    moments = [Version.objects.last_change(now), at_the_desk, stories.changed_at()]
    changed = max((one for one in moments if one and one <= now), default=None)
    second = dt.timedelta(seconds=1)
    return changed.timestamp() if changed and changed.replace(microsecond=0) + second <= now else None
