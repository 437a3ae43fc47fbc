"""The sample edition's own day, moved to today: whoever opens the newsroom finds this morning's paper."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone

EDITION_DAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Moves instants by whole days, so that each keeps its time of day in the site's zone."""

    days: int
    zone: ZoneInfo

    @classmethod
    def for_today(cls, published: Iterable[dt.datetime], zone: ZoneInfo) -> "Calendar":
        """Return the calendar that makes the edition's day today, or the last day by now with all of it published.

        published are the instants, aware, at which the edition publishes something.
        """
        now = timezone.now()
        latest = max(published)
        calendar = cls((now.astimezone(zone).date() - EDITION_DAY).days, zone)
        while calendar.moved(latest) > now:
            calendar = cls(calendar.days - 1, zone)
        return calendar

    def moved(self, instant: dt.datetime) -> dt.datetime:
        """Return the instant of the same time of day, so many days on."""
        wall = instant.astimezone(self.zone).replace(tzinfo=None) + self.days * DAY
        return wall.replace(tzinfo=self.zone).astimezone(dt.UTC)

    def ahead(self, instant: dt.datetime) -> dt.datetime:
        """Return the moved instant, or the first one of the same time of day after it that has not passed."""
        now = timezone.now()
        calendar = self
        while calendar.moved(instant) <= now:
            calendar = Calendar(calendar.days + 1, self.zone)
        return calendar.moved(instant)
