"""Instants as editors read and type them: in the site's time zone, and in their own where that is another."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone


@dataclass(frozen=True)
class Moment:
    """An instant (aware), the zone in which it is told, and the reader's own where that is another."""

    at: dt.datetime
    zone: ZoneInfo
    mine: ZoneInfo | None = None

    @property
    def local(self) -> dt.datetime:
        """The instant on the zone's clocks."""
        return self.at.astimezone(self.zone)

    @property
    def iso(self) -> str:
        """For `<time datetime>`: ISO 8601 with the zone's offset, to the second."""
        return self.local.isoformat(timespec="seconds")

    @property
    def words(self) -> str:
        """“14:02” today, “24 November, 14:02” this year, “24 November 2025, 14:02” else."""
        return f"{self._day}{self.local:%H:%M}"

    @property
    def exact(self) -> str:
        """As `words`, with the day always, to the second, and with the zone; the reader's own after it."""
        beside = f" ({self.beside})" if self.mine else ""
        return f"{self._day or self._date}{self.local:%H:%M:%S} {self.zone.key}{beside}"

    @property
    def beside(self) -> str:
        """The instant on the reader's own clocks, with the day where it is another; "" where they are the same."""
        if self.mine is None:
            return ""
        other = Moment(self.at, self.mine)
        day = "" if other.local.date() == self.local.date() else other._date
        return f"{day}{other.local:%H:%M:%S} {self.mine.key}"

    @property
    def clock(self) -> str:
        """“14:22:31”, with the day before it when that is not today."""
        return f"{self._day}{self.local:%H:%M:%S}"

    @property
    def _today(self) -> dt.date:
        return timezone.now().astimezone(self.zone).date()

    @property
    def _date(self) -> str:
        year = "" if self.local.year == self._today.year else f" {self.local.year}"
        return f"{self.local:%-d %B}{year}, "

    @property
    def _day(self) -> str:
        return "" if self.local.date() == self._today else self._date


class MissingTimeError(ValueError):
    """A time that the clocks of a zone leap over; `before` and `after` are the instants around the leap."""

    def __init__(self, before: dt.datetime, after: dt.datetime) -> None:
        super().__init__("The clocks leap over this time.")
        self.before, self.after = before, after


def readings(local: dt.datetime, zone: ZoneInfo) -> list[dt.datetime]:
    """Return the instants, earliest first, at which a zone's clocks show a time: one, or two when they are put back.

    local: naive. Raises MissingTimeError when the clocks leap over it, as they do for an hour each spring.
    PEP 495: fold tells the two readings apart, and a missing time does not survive the way to UTC and back.
    """
    both = [local.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1)]
    shown = [at for at in both if at.astimezone(zone).replace(tzinfo=None, fold=0) == local]
    if not shown:
        leap = _leap_between(min(both), max(both), zone)
        raise MissingTimeError(leap - dt.timedelta(seconds=1), leap)
    return sorted(set(shown))


def read_clock(typed: str, zone: ZoneInfo) -> tuple[dt.datetime | None, str]:
    """Return the instant (aware) at which a zone's clocks show what was typed, None for nothing; or else what is wrong.

    A time that comes twice is the first of them.
    """
    if not typed:
        return None, ""
    try:
        return readings(dt.datetime.fromisoformat(typed).replace(microsecond=0, tzinfo=None), zone)[0], ""
    except MissingTimeError as missing:
        before, after = Moment(missing.before, zone).clock, Moment(missing.after, zone).clock
        return None, f"The clocks leap over this time: from {before} to {after}. Choose one of these."
    except (ValueError, OverflowError):
        return None, "Write a day and a time, as in 2026-11-29 18:00."


def _leap_between(start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the first second in (start, end] at which the zone's offset has changed."""
    old = start.astimezone(zone).utcoffset()
    while end - start > dt.timedelta(seconds=1):
        middle = (start + (end - start) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            start = middle
        else:
            end = middle
    return end
