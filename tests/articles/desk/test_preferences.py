"""One's own time zone: told beside the newsroom's, and typed in by choice."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import User

from articles.desk.questions import TimeQuestion
from articles.models import Preference, Version
from tests.articles.desk.browsing import HOUR, NOON, Desk, words
from tests.articles.makers import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")


@pytest.fixture
def abroad(clock: Any, desk: Desk) -> Desk:
    """Ben, who works in New York for a newsroom in Paris."""
    response = desk.client.post("/admin/preferences/", {"time_zone": "America/New_York"}, follow=True)
    assert "Your preferences are saved." in words(response)
    return desk


def test_a_zone_that_is_none_is_said_at_the_field(desk: Desk) -> None:
    response = desk.client.post("/admin/preferences/", {"time_zone": "Mars/Olympus"})
    assert "“Mars/Olympus” is not a time zone" in words(response)
    assert 'value="Mars/Olympus"' in response.content.decode()
    assert not Preference.objects.exists()


def test_it_is_ones_own(abroad: Desk, ana: User) -> None:
    assert Preference.objects.get().user.first_name == "Ben"
    assert (
        'value="America/New_York"'
        not in Desk(ana).client.get("/admin/preferences/").content.decode().split("<datalist")[0]
    )


def test_instants_are_told_in_both(abroad: Desk, ana: User) -> None:
    article = make_article()
    typed = {"ask-date": "2026-03-02", "ask-time": "18:00:00"}
    told = words(abroad.press("_schedule_now", article, **typed))
    assert told.count("2 March, 18:00:00 Europe/Paris (12:00:00 America/New_York)") >= 2
    assert "12:00:00 America/New_York" in words(abroad.client.get("/admin/articles/article/scheduled/"))
    assert "New_York" not in Desk(ana).see(article)


def test_one_types_in_the_zone_of_ones_choice(abroad: Desk) -> None:
    article = make_article()
    html = abroad.press("_schedule", article).content.decode()
    assert html.index(">Europe/Paris</option>") < html.index(">America/New_York</option>"), "the newsroom's comes first"
    typed = {"ask-date": "2026-03-02", "ask-time": "18:00:00", "ask-zone_name": "America/New_York"}
    abroad.press("_schedule_now", article, **typed)
    assert Version.objects.get().live_from == NOON + 11 * HOUR


def test_without_a_zone_of_ones_own_nothing_is_asked(desk: Desk) -> None:
    html = desk.press("_schedule", make_article()).content.decode()
    assert "Time in Europe/Paris" in html
    assert "zone_name" not in html


NIGHTS = [
    # zone; day, the time leapt over, where the clocks go; day, the time that comes twice, minutes between
    ("Europe/Berlin", "2026-03-29", "02:30:00", "03:00:00", "2026-10-25", "02:30:00", 60),
    ("America/New_York", "2026-03-08", "02:30:00", "03:00:00", "2026-11-01", "01:30:00", 60),
    ("Australia/Lord_Howe", "2026-10-04", "02:15:00", "02:30:00", "2026-04-05", "01:45:00", 30),
]


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize(("key", "spring", "missing", "goes_to", "autumn", "twice", "minutes"), NIGHTS)
def test_both_nights(
    own: bool, key: str, spring: str, missing: str, goes_to: str, autumn: str, twice: str, minutes: int
) -> None:
    zones = {"zone": PARIS, "mine": ZoneInfo(key)} if own else {"zone": ZoneInfo(key)}

    def asked(date: str, time: str, which: str = "") -> TimeQuestion:
        data = {"date": date, "time": time, "which": which, "zone_name": key if own else ""}
        form = TimeQuestion({f"ask-{name}": value for name, value in data.items()}, **zones)
        form.is_valid()
        return form

    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False):
        told = str(asked(spring, missing).errors["time"])
        assert f"{missing} does not exist on" in told
        assert f"straight to {goes_to}" in told
        assert "comes twice" in str(asked(autumn, twice).errors["time"])
        first, second = (asked(autumn, twice, which).cleaned_data["at"] for which in "01")
    assert second - first == dt.timedelta(minutes=minutes)
    assert {at.astimezone(ZoneInfo(key)).strftime("%H:%M:%S") for at in (first, second)} == {twice}


def test_a_zone_whose_clocks_are_never_changed() -> None:
    form = TimeQuestion(
        {"ask-date": "2026-10-25", "ask-time": "02:30:00", "ask-zone_name": "Asia/Tokyo"},
        zone=PARIS,
        mine=ZoneInfo("Asia/Tokyo"),
    )
    assert form.is_valid()
    assert form.cleaned_data["at"] == dt.datetime(2026, 10, 24, 17, 30, tzinfo=dt.UTC)
