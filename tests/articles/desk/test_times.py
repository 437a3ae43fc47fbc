"""Times as the site's clocks show them, also where clocks leap or are put back."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine

from articles.desk.times import MissingTimeError, Moment, readings

PARIS = ZoneInfo("Europe/Paris")
NOW = dt.datetime(2026, 11, 25, 13, 30, tzinfo=dt.UTC)
LATE = dt.datetime(2026, 11, 24, 22, 59, 59, tzinfo=dt.UTC)

on_the_clock = dt.datetime.fromisoformat


@pytest.mark.parametrize(
    ("at", "words", "exact"),
    [
        (NOW, "14:30", "25 November, 14:30:00 Europe/Paris"),
        (dt.datetime(2026, 11, 24, 23, tzinfo=dt.UTC), "00:00", "25 November, 00:00:00 Europe/Paris"),
        (
            dt.datetime(2026, 11, 24, 22, 59, 59, tzinfo=dt.UTC),
            "24 November, 23:59",
            "24 November, 23:59:59 Europe/Paris",
        ),
        (dt.datetime(2027, 1, 2, 8, tzinfo=dt.UTC), "2 January 2027, 09:00", "2 January 2027, 09:00:00 Europe/Paris"),
    ],
)
def test_a_moment_is_told_by_the_sites_clocks(at: dt.datetime, words: str, exact: str) -> None:
    with time_machine.travel(NOW, tick=False):
        moment = Moment(at, PARIS)
        assert (moment.words, moment.exact) == (words, exact)


def test_a_moment_for_machines_has_its_offset() -> None:
    assert Moment(NOW, PARIS).iso == "2026-11-25T14:30:00+01:00"


def test_an_ordinary_time_is_one_instant() -> None:
    assert readings(on_the_clock("2026-11-25T14:30"), PARIS) == [NOW]


def test_a_time_that_comes_twice_is_two_instants() -> None:
    first, second = readings(on_the_clock("2026-10-25T02:30"), PARIS)
    assert (first, second - first) == (dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC), dt.timedelta(hours=1))


@pytest.mark.parametrize("minute", [0, 30, 59])
def test_a_time_the_clocks_leap_over_is_missing(minute: int) -> None:
    with pytest.raises(MissingTimeError) as missing:
        readings(on_the_clock(f"2026-03-29T02:{minute:02}"), PARIS)
    assert missing.value.before.astimezone(PARIS).time() == dt.time(1, 59, 59)
    assert missing.value.after.astimezone(PARIS).time() == dt.time(3)


def test_the_seconds_around_a_leap_are_there() -> None:
    assert len(readings(on_the_clock("2026-03-29T01:59:59"), PARIS)) == 1
    assert len(readings(on_the_clock("2026-03-29T03:00"), PARIS)) == 1


def test_half_hour_leaps_and_skipped_days() -> None:
    with pytest.raises(MissingTimeError):
        readings(on_the_clock("2026-10-04T02:15"), ZoneInfo("Australia/Lord_Howe"))
    with pytest.raises(MissingTimeError) as missing:
        readings(on_the_clock("2011-12-30T12:00"), ZoneInfo("Pacific/Apia"))
    assert missing.value.after.astimezone(ZoneInfo("Pacific/Apia")).date() == dt.date(2011, 12, 31)
