"""Days, months and years of the archive, in the site's time zone."""

import datetime as dt
from dataclasses import dataclass
from itertools import chain
from zoneinfo import ZoneInfo

from django.db import connections
from django.db.models import Q
from django.db.models.expressions import RawSQL

from articles.models import Version

# The day in a story's address is never further than this from the same date in the zone the site has now.
MARGIN = dt.timedelta(days=2)


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True)
class Span:
    """The days from start up to, but not including, end."""

    start: dt.date
    end: dt.date
    zone: ZoneInfo

    def stories(self) -> Q:
        """Narrow versions down to those whose address has a day of this span, along the index of first publications."""
        return Q(
            published_on__gte=self.start,
            published_on__lt=self.end,
            first_published__gte=self._midnight(self.start) - MARGIN,
            first_published__lt=self._midnight(self.end) + MARGIN,
        )

    def neighbours(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the nearest days before and after the span on which something was published, in two queries."""
        live = Version.objects.live()
        before = live.filter(published_on__lt=self.start, first_published__lt=self._midnight(self.start) + MARGIN)
        after = live.filter(published_on__gte=self.end, first_published__gte=self._midnight(self.end) - MARGIN)
        return (
            before.newest_first().values_list("published_on", flat=True).first(),
            after.order_by("first_published", "pk").values_list("published_on", flat=True).first(),
        )

    def months(self) -> list[dt.date]:
        """Return the first days of the twelve months of a year."""
        return [self.start.replace(month=number) for number in range(1, 13)]

    def _midnight(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time.min, self.zone)


def day_span(day: dt.date, zone: ZoneInfo) -> Span:
    """Return one day."""
    return Span(day, day + dt.timedelta(days=1), zone)


def month_span(year: int, month: int, zone: ZoneInfo) -> Span:
    """Return one month. Raises ValueError where the calendar has none."""
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return Span(dt.date(year, month, 1), following, zone)


def year_span(year: int, zone: ZoneInfo) -> Span:
    """Return one year. Raises ValueError where the calendar has none."""
    return Span(dt.date(year, 1, 1), dt.date(year + 1, 1, 1), zone)


def days_with_stories(span: Span) -> set[dt.date]:
    """Return the days of a span on which something was published that readers see, in one query.

    Of each day it takes a step along an index, however many stories there are.
    """
    count = (span.end - span.start).days
    days = [span.start + dt.timedelta(days=number) for number in range(count)]
    live = Version.objects.live().filter(published_on=RawSQL("days.column2", ()))
    stories, values = live.order_by().values("pk").query.sql_with_params()
    rows = ", ".join(["(%s, %s)"] * count)
    sql = f"SELECT column1 FROM (VALUES {rows}) AS days WHERE EXISTS ({stories})"  # noqa: S608 names of our own
    connection = connections[Version.objects.db]
    given = [(number, connection.ops.adapt_datefield_value(day)) for number, day in enumerate(days)]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*chain.from_iterable(given), *values])
        return {days[number] for (number,) in cursor.fetchall()}
