"""Putting an act on record: one row, inside the transaction of the act, so that neither is there without the other."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Q
from django.utils import timezone

from articles.models import TAKEN_AWAY, Act, Article, Record, Site, Version, person
from articles.models.record import NAME_LENGTH, TITLE_LENGTH

# What a fact was before and after an act: by an editor's word for it, what it is in words, a list where it is several.
Facts = dict[str, Any]


def record(
    by: Any,
    act: Act,
    about: Any,
    *,
    before: Facts | None = None,
    after: Facts | None = None,
    reason: str = "",
    address: str | None = None,
    at: dt.datetime | None = None,
) -> Record:
    """Write who did what to what; return the entry. Call it in the transaction of the act.

    by: the person, None for the newsroom's own machinery. about: a saved thing, or words where there is none.
    address: where the request came from; the database refuses it for anything but log-ins. at: aware, None is now.
    """
    who = by if by is not None and by.pk is not None else None
    thing = None if isinstance(about, str) else about
    return Record.objects.create(
        at=at or timezone.now(),
        who=who.pk if who else None,
        name=person(who)[:NAME_LENGTH],
        act=Act(act),
        kind=thing._meta.label_lower if thing is not None else "",
        key=str(thing.pk) if thing is not None else "",
        title=_clean(str(about))[:TITLE_LENGTH],
        before=before,
        after=after,
        reason=_clean(reason),
        address=address,
    )


@contextmanager
def on_record(article: Article, by: Any, act: Act, reason: str = "") -> Iterator[None]:
    """Record what is done to a story inside, with what readers see and are to see of it before and after."""
    now = timezone.now()
    before = outlook(article, now)
    yield
    record(by, act, article, before=before, after=outlook(article, now), reason=reason)


def outlook(article: Article, at: dt.datetime) -> Facts:
    """Return what readers see of a story from an instant (aware) on, in words; one query."""
    zone = Site.objects.current().tz
    ahead = article.versions.not_killed().filter(Q(live_until__isnull=True) | Q(live_until__gt=at))
    versions = list(ahead.order_by("live_from").defer("body", "standfirst"))
    # What an act puts live begins at its own reading of the clock, which is a little later than this one.
    began = timezone.now()
    shown = [version for version in versions if version.live_from <= began]
    due = [version for version in versions if version.live_from > began]
    ends = [version.live_until for version in versions if version.end in TAKEN_AWAY and version.live_until]
    facts: Facts = {"Readers see": _told(shown[-1]) if shown and _open(shown[-1], began) else "nothing"}
    if due:
        facts["Scheduled"] = [f"{_told(version)}, {_when(version.live_from, zone)}" for version in due]
    if ahead_of := [_when(end, zone) for end in ends if end > began]:
        facts["To be withdrawn"] = ahead_of
    return facts


def _open(version: Version, at: dt.datetime) -> bool:
    return version.live_until is None or version.live_until > at


def _told(version: Version) -> str:
    return f"version {version.number}, “{version.headline}”"


def _when(at: dt.datetime, zone: dt.tzinfo) -> str:
    return f"{at.astimezone(zone):%-d %B %Y, %H:%M:%S} ({zone})"


def _clean(words: str) -> str:
    # PostgreSQL takes no NUL, and a name that somebody tried to log in with may be anything.
    return words.replace("\0", "")
