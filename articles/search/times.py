"""Times of first publication, and the facts of days, months and years that an index holds of them. Pure."""

import datetime as dt
from dataclasses import dataclass

TICK = dt.timedelta(microseconds=1)
ONE_DAY = dt.timedelta(days=1)
DAY, MONTH, YEAR = "~d", "~m", "~y"
# For each text that an index gives it looks at all facts that are asked for, so those are few: how long a span is at
# most that is told by its days, by its months and years, and by its years.
BY_DAYS, BY_MONTHS, BY_YEARS = (ONE_DAY * days for days in (16, 6 * 366, 60 * 366))


@dataclass(frozen=True)
class Span:
    """From an instant up to another one; both aware."""

    since: dt.datetime
    until: dt.datetime

    def bounds(self) -> dict[str, dt.datetime]:
        """Return what narrows versions down to it."""
        return {"first_published__gte": self.since, "first_published__lt": self.until}

    def before(self, until: dt.datetime, length: dt.timedelta) -> "Span":
        """Return the part that ends at an instant and is so long or longer: from where a day or the like begins."""
        length = min(length, until - self.since)
        began = (until - length).astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        if length > BY_DAYS:
            began = began.replace(day=1)
        if length > BY_MONTHS:
            began = began.replace(month=1)
        return Span(max(began, self.since), until)

    def facts(self) -> list[str]:
        """Return facts of which every instant of it has one; [] where those would be too many.

        Its days if it is short, otherwise its months, or its years, whole ones or not.
        """
        length = self.until - self.since
        if length > BY_YEARS:
            return []
        day, last = (one.astimezone(dt.UTC).date() for one in (self.since, self.until - TICK))
        if length > BY_MONTHS:
            return [f"{YEAR}{year:04}" for year in range(day.year, last.year + 1)]
        if length > BY_DAYS:
            return _months(day, last)
        days = (day + ONE_DAY * number for number in range((last - day).days + 1))
        return [f"{DAY}{one.year:04}{one:%m%d}" for one in days]


def _months(first: dt.date, last: dt.date) -> list[str]:
    """Return the facts of months, from that of one day up to that of another; twelve of a year are told as a year."""
    found = []
    for year in range(first.year, last.year + 1):
        one, other = first.month if year == first.year else 1, last.month if year == last.year else 12
        months = [f"{MONTH}{year:04}{month:02}" for month in range(one, other + 1)]
        found += [f"{YEAR}{year:04}"] if len(months) == 12 else months
    return found
