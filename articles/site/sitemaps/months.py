"""Which months have how many stories that readers see, and when those last changed."""

import datetime as dt
from dataclasses import dataclass
from itertools import chain, groupby

from django.db.models import Count, Max, Q

from articles.models import Kill, Version, instant

from . import MOST


@dataclass(frozen=True)
class Month:
    """A month of the archive. count: its stories; changed: when readers last saw something else of any of them."""

    first: dt.date
    count: int
    changed: dt.datetime

    @property
    def parts(self) -> range:
        """The numbers of the files that it takes, from 1."""
        return range(1, -(-self.count // MOST) + 1)


def months() -> list[Month]:
    """Return the months in which a story was published that readers see, the newest first, in three queries."""
    now = instant()
    counts = dict(Version.objects.live(now).order_by().values_list("published_on").annotate(Count("pk")))
    changed = _changes(now)
    days = groupby(sorted(counts, reverse=True), key=_first)
    return [Month(first, sum(counts[day] for day in found), changed[first]) for first, found in days]


def _changes(now: dt.datetime) -> dict[dt.date, dt.datetime]:
    """Return when months last changed, by their first days, in two queries.

    A version began or ended, or its story was killed or brought back; so a story that left the month is told too.
    """
    windows = Version.objects.order_by().values_list("published_on").annotate(**_latest("live_from", "live_until", now))
    kills = Kill.objects.order_by().values_list("article__versions__published_on")
    found: dict[dt.date, dt.datetime] = {}
    for day, *moments in chain(windows, kills.annotate(**_latest("at", "revived_at", now))):
        for moment in filter(None, moments):
            first = _first(day)
            found[first] = max(moment, found.get(first, moment))
    return found


def _latest(begin: str, end: str, now: dt.datetime) -> dict[str, Max]:
    return {f"last_{one}": Max(one, filter=Q(**{f"{one}__lte": now})) for one in (begin, end)}


def _first(day: dt.date) -> dt.date:
    return day.replace(day=1)
