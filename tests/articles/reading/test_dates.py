"""Moments as readers read them."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone, translation

from articles.reading.dates import machine, printed

PARIS = ZoneInfo("Europe/Paris")
NOW = dt.datetime(2026, 11, 19, 12, 0, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def thursday_noon_in_paris() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False), timezone.override(PARIS), translation.override("en"):
        yield


def at(day: int, hour: int = 23, minute: int = 14, month: int = 11, year: int = 2026) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=PARIS).astimezone(dt.UTC)


def test_a_moment_has_its_day_in_the_sites_zone() -> None:
    moment = dt.datetime(2026, 11, 18, 23, 30, tzinfo=dt.UTC)
    assert printed(moment, "full") == "19 Nov 2026, 00:30"
    assert machine(moment) == "2026-11-19T00:30+01:00"


def test_a_day_has_no_time() -> None:
    assert printed(dt.date(2026, 11, 19), "day") == "Thursday 19 November 2026"
    assert machine(dt.date(2026, 11, 19)) == "2026-11-19"
    assert machine(dt.date(871, 1, 2)) == "0871-01-02"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(19, 11, 42), "Today, 11:42"),
        (at(19, 0, 0), "Today, 00:00"),
        (at(18), "Yesterday, 23:14"),
        (at(17), "Tuesday, 23:14"),
        (at(13), "Friday, 23:14"),
        (at(12), "12 November"),
        (at(1, month=1), "1 January"),
        (at(31, month=12, year=2025), "31 December 2025"),
        (at(20, 1), "20 November"),
    ],
)
def test_what_is_near_is_told_by_its_distance(moment: dt.datetime, words: str) -> None:
    assert printed(moment, "near") == words


def test_the_latest_of_today_need_no_day() -> None:
    assert printed(at(19, 11, 42), "latest") == "11:42"
    assert printed(at(18), "latest") == "Yesterday, 23:14"


def test_in_other_languages() -> None:
    with translation.override("fr"):
        assert printed(at(18), "day") == "mercredi 18 novembre 2026"
        assert printed(at(18), "near") == "Hier, 23:14"
    with translation.override("ar"):
        assert printed(at(18), "full") == "١٨ نوفمبر ٢٠٢٦، ٢٣:١٤"
        assert machine(at(18)) == "2026-11-18T23:14+01:00"
