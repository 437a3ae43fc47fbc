"""Telling the WebSub hub (https://www.w3.org/TR/websub/) which feeds have changed, so that nobody need ask them.

Nothing is queued: what is to be told follows from what readers see. One row says up to which instant the hub knows all,
and whatever began, ended, was killed or brought back since then is told next, scheduled versions in their second too.
What failed is told again, later and later; a server that died over it, or one that was not running, loses nothing.

A thread of each server looks every LOOK seconds, and at once where something was published in the same process.
"""

import datetime as dt
import logging
from http.client import HTTPException
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone

from articles.looking import Looker
from articles.models import Agency, Author, HubState, Kill, Section, Series, Tag, Version, free

logger = logging.getLogger(__name__)

FORMATS = ("xml", "atom", "json")
# Route of a feed: what it follows, and how that is related to versions.
FOLLOWED: dict[str, tuple[type[Model], str]] = {
    "section_feed": (Section, "versions"),
    "series_feed": (Series, "versions"),
    "tag_feed": (Tag, "versions__version"),
    "author_feed": (Author, "versionbylines__version"),
    "agency_feed": (Agency, "versionbylines__version"),
}
# For how long one process may be at it, and how long one question to the hub may last (seconds).
HELD, PATIENCE = dt.timedelta(seconds=120), 10
LOOK = 15.0
FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(seconds=30), dt.timedelta(hours=1)
# Addresses in one message, and versions whose feeds are asked for in one query.
BATCH, MOST = 100, 2000
# What was published a moment ago may be seen only later, when its transaction ends: so much is looked at again.
OVERLAP = dt.timedelta(seconds=60)


def watch() -> None:
    """See to it that this process tells the hub of what changes, and looks now. Returns at once."""
    if settings.HUB:
        _looker.wake()


def announce() -> bool:
    """Tell the hub which feeds have changed since it was last told; return whether it knows all now.

    The first time of all there is nothing to tell: feeds are known to nobody yet.
    """
    now = timezone.now()
    state, made = HubState.objects.get_or_create(pk=1, defaults={"told_until": now})
    events = [] if made else happened(state.told_until - OVERLAP, now)
    news = [event for event in events if event.told not in state.lately]
    if not news:
        return True
    if not HubState.objects.filter(free(now), told_until=state.told_until).update(not_before=now + HELD):
        return False
    try:
        tell(topics({event.version for event in news}))
    except (OSError, HTTPException, ValueError) as error:
        _failed(state, now, error)
        return False
    lately = [event.told for event in events if event.at > now - OVERLAP]
    HubState.objects.update(told_until=now, lately=lately, **HubState.after_success())
    return True


class Event(NamedTuple):
    """An instant at which readers began or ceased to see a version (its key)."""

    version: int
    at: dt.datetime

    @property
    def told(self) -> str:
        """What is remembered of it."""
        return f"{self.version} {self.at.isoformat()}"


def happened(since: dt.datetime, until: dt.datetime) -> list[Event]:
    """Return what readers began or ceased to see after an instant and up to another, in three queries."""
    found: list[tuple[int, dt.datetime]] = []
    for moment in ("live_from", "live_until"):
        window = {f"{moment}__gt": since, f"{moment}__lte": until}
        found += Version.objects.filter(**window).order_by(moment).values_list("pk", moment)
    kills = Kill.objects.filter(Q(at__gt=since, at__lte=until) | Q(revived_at__gt=since, revived_at__lte=until))
    for version, at, revived in kills.values_list("article__versions", "at", "revived_at"):
        found += [(version, moment) for moment in (at, revived) if moment and since < moment <= until]
    return [Event(*one) for one in found]


def topics(versions: set[int]) -> list[str]:
    """Return the whole addresses of the feeds in which versions (keys) stand, or stood."""
    keys = sorted(versions)
    parts = (keys[start : start + MOST] for start in range(0, len(keys), MOST))
    found = sorted(set().union(*(_feeds(part) for part in parts)))
    return [settings.ADDRESS + reverse(route, args=[*slug, fmt]) for route, *slug in found for fmt in FORMATS]


def tell(addresses: list[str]) -> None:
    """Tell the hub that feeds have changed. Raises OSError, HTTPException or ValueError where it does not hear."""
    for start in range(0, len(addresses), BATCH):
        told = [("hub.mode", "publish"), *(("hub.url", one) for one in addresses[start : start + BATCH])]
        # The address is the operator's own setting, checked as the newsroom starts.
        request = Request(settings.HUB, urlencode(told).encode(), {"User-Agent": "newsroom"})  # noqa: S310
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            answer.read(1)


def trouble() -> HubState | None:
    """Return what stands in the way of telling the hub; None where nothing does, or where there is no hub."""
    return HubState.objects.exclude(failing_since=None).first() if settings.HUB else None


def _feeds(versions: list[int]) -> set[tuple[str, ...]]:
    """Return the route of each feed in which versions stand, or stood, with the slug of what it follows, if any."""
    found: set[tuple[str, ...]] = {("feed",)}
    for route, (model, relation) in FOLLOWED.items():
        slugs = model._default_manager.filter(**{f"{relation}__in": versions}).values_list("slug", flat=True)
        found |= {(route, slug) for slug in slugs.distinct()}
    if Version.objects.filter(pk__in=versions, corrects=True).exists():
        found.add(("corrections_feed",))
    return found


def _failed(state: HubState, now: dt.datetime, error: Exception) -> None:
    words = str(error if isinstance(error, HTTPError) else getattr(error, "reason", error))
    columns = state.after_failure(words or type(error).__name__, now, FIRST_PAUSE, LONGEST_PAUSE)
    HubState.objects.update(**columns)
    logger.warning("The hub was not told: %s. It is tried again at %s.", words, columns["not_before"])


_looker = Looker("hub", announce, LOOK)
