"""Which months have how many stories that readers see, and when those last changed."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Max, Q

from articles.models import Version, instant

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
    """Return the months in which a story was published that readers see, the newest first, in one query.

    A month has changed when a version began, ended or was killed, so that a story which left it is told too.
    """
    now = instant()
    shown = Q(kill=None, live_from__lte=now) & (Q(live_until=None) | Q(live_until__gt=now))
    days = (
        Version.objects.order_by("-published_on")
        .values_list("published_on")
        .annotate(
            count=Count("pk", filter=shown),
            begun=Max("live_from", filter=Q(live_from__lte=now)),
            ended=Max("live_until", filter=Q(live_until__lte=now)),
            killed=Max("kill__at", filter=Q(kill__at__lte=now)),
        )
    )
    found = [_month(first, list(rows)) for first, rows in groupby(days, key=lambda row: row[0].replace(day=1))]
    return [month for month in found if month.count]


def _month(first: dt.date, rows: list[tuple]) -> Month:
    moments = [moment for _, _, *told in rows for moment in told if moment]
    return Month(first, sum(row[1] for row in rows), max(moments, default=dt.datetime.min.replace(tzinfo=dt.UTC)))
