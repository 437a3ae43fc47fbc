"""A month as a calendar prints it: weeks in the order of the active language, and the days that lead somewhere."""

import calendar
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format


@dataclass(frozen=True)
class CalendarDay:
    """A day, whether it is of the month, and whether it leads to a page."""

    date: dt.date
    inside: bool
    link: bool


def month_table(first: dt.date, linked: Collection[dt.date]) -> dict[str, Any]:
    """Return the weekdays, each short and whole, and the weeks of the month of a day, the week's first day first."""
    # Django counts from Sunday, calendar from Monday.
    starts = (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7
    weeks = calendar.Calendar(starts).monthdatescalendar(first.year, first.month)
    return {
        "weekdays": [(WEEKDAYS_ABBR[day % 7], WEEKDAYS[day % 7]) for day in range(starts, starts + 7)],
        "weeks": [[_day(day, first, linked) for day in week] for week in weeks],
    }


def _day(day: dt.date, first: dt.date, linked: Collection[dt.date]) -> CalendarDay:
    inside = day.month == first.month
    return CalendarDay(day, inside, inside and day in linked)
