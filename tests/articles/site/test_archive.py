"""The archive."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from articles.models import Site
from tests.articles.makers import make_article
from tests.articles.site.stories import DAY, put_live, words

pytestmark = pytest.mark.django_db

TODAY = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def tenth_of_march() -> object:
    with time_machine.travel(TODAY, tick=False) as clock:
        yield clock


def at(month: int, day: int, hour: int = 12, year: int = 2026) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=dt.UTC)


def test_a_year_shows_its_months_a_month_its_days_a_day_its_stories(client: Client) -> None:
    put_live("In January", at(1, 15))
    put_live("In March", at(3, 2))
    put_live("Long ago", at(12, 31, year=1999))
    year = client.get("/archive/2026/")
    linked = re.findall(r'href="/archive/2026/([^"]+)"', year.content.decode())
    assert linked == ["01/", "01/15/", "03/", "03/02/"]
    assert "Earlier: 1999" in words(year)
    month = words(client.get("/archive/2026/03/"))
    assert "Monday 2" in month
    assert "Tuesday 3" not in month
    assert "Earlier: January 2026" in month
    day = words(client.get("/archive/2026/03/02/"))
    assert "Monday 2 March 2026" in day
    assert "In March" in day
    assert "In January" not in day
    assert "Earlier: 15 January 2026" in day
    assert "Later: 2 March 2026" in words(client.get("/archive/2026/01/15/"))


def test_days_are_those_of_the_sites_zone(client: Client) -> None:
    Site.objects.create(time_zone="Pacific/Auckland")
    put_live("Late in London", at(3, 2, hour=20))
    assert "Late in London" in words(client.get("/archive/2026/03/03/"))
    assert client.get("/archive/2026/03/02/").status_code == 404


def test_a_story_stays_on_the_day_of_its_address_when_the_zone_changes(client: Client) -> None:
    site = Site.objects.create(time_zone="Pacific/Auckland")
    version = put_live("Late in London", at(3, 2, hour=20))
    site.time_zone = "America/Los_Angeles"
    site.save()
    assert version.get_absolute_url().startswith("/2026/03/03/")
    assert "Late in London" in words(client.get("/archive/2026/03/03/"))
    assert "Tuesday 3" in words(client.get("/archive/2026/03/"))


def test_a_day_of_silence_leads_on(client: Client) -> None:
    put_live("First", at(3, 1))
    put_live("Last", at(3, 5))
    text = words(client.get("/archive/2026/03/03/"))
    assert "There are no stories here yet." in text
    assert "Later: 5 March 2026 Earlier: 1 March 2026" in text


def test_today_has_a_page_before_its_first_story(client: Client) -> None:
    put_live("Yesterday’s", TODAY - DAY)
    assert client.get("/archive/2026/03/10/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/archive/2026/03/11/",
        "/archive/2026/04/",
        "/archive/2027/",
        "/archive/2026/02/28/",
        "/archive/2025/",
        "/archive/2026/02/31/",
        "/archive/2026/13/",
        "/archive/2026/00/",
        "/archive/0000/",
        "/archive/0001/",
        "/archive/0001/01/01/",
        "/archive/9999/",
        "/archive/9999/12/",
        "/archive/9999/12/31/",
        "/archive/26/",
    ],
)
def test_days_outside_the_papers_life_are_not_there(client: Client, address: str) -> None:
    put_live("First", at(3, 1))
    assert client.get(address).status_code == 404


def test_an_empty_site_has_an_archive_of_today_alone(client: Client) -> None:
    make_article("A draft")
    for address in ("/archive/2026/", "/archive/2026/03/", "/archive/2026/03/10/"):
        response = client.get(address)
        assert response.status_code == 200
        assert "A draft" not in words(response)
    assert client.get("/archive/2026/03/09/").status_code == 404


def test_a_year_is_twelve_calendars(client: Client) -> None:
    for day in (dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 1, 31), dt.date(2025, 2, 1)):
        put_live(f"Of {day}", at(day.month, day.day, year=day.year))
    page = client.get("/archive/2025/").content.decode()
    months = re.findall(r"<caption><h2>(.*?)</h2></caption>(.*?)</table>", page, re.DOTALL)
    assert [re.sub("<[^>]+>", "", name) for name, _ in months][::11] == ["January", "December"]
    assert [name for name, _ in months if "<a" in name] == [
        f'<a href="/archive/2025/0{number}/">{name}</a>' for number, name in ((1, "January"), (2, "February"))
    ]
    days = [re.findall(r'<td>(?:<a href="([^"]+)">)?(?:<span aria-hidden="true">)?(\d+)', body) for _, body in months]
    assert [len(one) for one in days] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    # A day of another month that shares a week with this one is neither printed here nor a link.
    linked = [link for one in days for link, _ in one if link]
    assert linked == [f"/archive/2025/{day}/" for day in ("01/01", "01/31", "02/01")]


def test_a_calendar_has_the_digits_of_its_page(client: Client) -> None:
    Site.objects.create(language="ar")
    put_live()
    html = client.get("/archive/2026/03/").content.decode()
    assert '<span aria-hidden="true">٢</span>' in html
    assert "<td>٣١</td>" in html


def test_a_month_is_a_calendar(client: Client) -> None:
    put_live()
    html = client.get("/archive/2026/03/").content.decode()
    days = re.findall(r'<td>(?:<a href="([^"]+)">)?(?:<span aria-hidden="true">)?(\d+)', html)
    assert [day for _, day in days] == [str(day) for day in range(1, 32)]
    assert [(link, day) for link, day in days if link] == [("/archive/2026/03/02/", "2")]
    assert re.findall(r'<th scope="col" abbr="(\w+)"', html)[0] == "Sunday"
    Site.objects.update(language="fr")
    assert (
        re.findall(r'<th scope="col" abbr="(\w+)"', client.get("/archive/2026/03/").content.decode())[0].lower()
        == "lundi"
    )
