"""How a story stands, in the desk's words."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing
from articles.desk.standing import Standing, clock, due, standing, told, with_standing
from articles.models import Article
from tests.articles.makers import edit, make_article

pytestmark = pytest.mark.first_database

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)  # a Monday
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def noon() -> object:
    with time_machine.travel(NOON, tick=False) as traveller, timezone.override(ZoneInfo("Europe/Paris")):
        yield traveller


def stands(article: Article) -> Standing:
    return standing(with_standing(Article.objects.all()).get(pk=article.pk))


def test_a_draft(db: None) -> None:
    assert stands(make_article()) == Standing("draft", "Draft")


def test_live_says_version_and_since_when(db: None) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    assert stands(article) == Standing("live", "Live", "v1, 13:00")


def test_live_with_changes(db: None) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    edit(article, headline="Harbour opens early")
    assert stands(article) == Standing("live", "Live", "v1, changes not shown", changed=True)


def test_a_correction_is_told(db: None, noon: time_machine.Traveller) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    noon.shift(HOUR)
    publishing.correct(article, "It opened at one.", by=None)
    assert stands(article).note == "v2, corrected 14:00"


def test_scheduled_is_exact(db: None) -> None:
    article = make_article()
    publishing.schedule(article, NOON + 2 * HOUR + dt.timedelta(seconds=30), by=None)
    assert stands(article) == Standing("scheduled", "Today 15:00:30")


def test_a_scheduled_update_of_a_live_story(db: None) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    edit(article, headline="Harbour opens early")
    publishing.schedule(article, NOON + 24 * HOUR, by=None)
    assert stands(article) == Standing("live", "Live", "v1, update tomorrow 13:00", changed=True)


def test_an_end_that_lies_ahead(db: None) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    publishing.withdraw(article, by=None, at=NOON + HOUR)
    assert stands(article).note == "v1, until today 14:00"


def test_withdrawn_says_since_when(db: None, noon: time_machine.Traveller) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    publishing.withdraw(article, by=None, at=NOON + HOUR)
    noon.shift(26 * HOUR)
    assert stands(article) == Standing("withdrawn", "Withdrawn", "Mon 14:00")


def test_a_second_before_and_at_the_time(db: None, noon: time_machine.Traveller) -> None:
    article = make_article()
    publishing.schedule(article, NOON + HOUR, by=None)
    noon.shift(HOUR - dt.timedelta(seconds=1))
    assert stands(article).state == "scheduled"
    noon.shift(dt.timedelta(seconds=1))
    assert stands(article).state == "live"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (HOUR, "today 14:00"),
        (11 * HOUR, "tomorrow 00:00"),
        (48 * HOUR, "Wed 25 Nov, 13:00"),
        (24 * 14 * HOUR, "7 Dec, 13:00"),
        (24 * 60 * HOUR, "22 Jan 2027, 13:00"),
    ],
)
def test_due(ahead: dt.timedelta, words: str) -> None:
    assert due(NOON + ahead) == words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (HOUR, "12:00"),
        (14 * HOUR, "Sun 23:00"),
        (24 * 7 * HOUR, "16 Nov, 13:00"),
        (24 * 365 * HOUR, "23 Nov 2025, 13:00"),
    ],
)
def test_told(ago: dt.timedelta, words: str) -> None:
    assert told(NOON - ago) == words


def test_the_clock_has_seconds_only_where_there_are_any() -> None:
    assert clock(NOON) == "13:00"
    assert clock(NOON + dt.timedelta(seconds=5)) == "13:00:05"


def test_as_many_queries_for_many(django_assert_num_queries: object, ben: User) -> None:
    for number in range(5):
        publishing.publish(make_article(f"Harbour opens {number}"), by=ben)
    with django_assert_num_queries(1):
        assert {standing(one).state for one in with_standing(Article.objects.all())} == {"live"}
