"""The first page's changing part, which is asked for again while the page is open."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from articles.reviewing import hand_over
from tests.articles.makers import make_article

TODAY = "/admin/today/"
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def bens(client: Client, ben: User) -> Client:
    client.force_login(ben)
    return client


@pytest.fixture
def story(ana: User) -> Article:
    return make_article("Harbour opens", created_by=ana)


def tag_of(client: Client) -> str:
    return client.get("/admin/").context["tag"]


def test_nothing_new_is_an_empty_answer_with_the_time(bens: Client, story: Article, clock: Any) -> None:
    tag = tag_of(bens)
    clock.shift(dt.timedelta(minutes=2))
    response = bens.get(TODAY, headers={"If-None-Match": tag})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["Desk-Clock"] == "13:02", "the clock goes on though nothing else has changed"


def test_a_story_that_was_handed_over_is_there_the_next_time(bens: Client, story: Article, ana: User) -> None:
    tag = tag_of(bens)
    hand_over(story, by=ana)
    response = bens.get(TODAY, headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert "waiting since 13:00" in response.content.decode()
    assert response.headers["ETag"] == tag_of(bens), "the page itself would now say the same"
    assert "<html" not in response.content.decode()


def test_the_answer_is_kept_nowhere(bens: Client) -> None:
    assert "no-store" in bens.get(TODAY).headers["Cache-Control"]


def test_only_for_those_who_may_see_stories(client: Client, django_user_model: Any) -> None:
    assert client.get(TODAY).status_code == 302
    client.force_login(django_user_model.objects.create_user("kit", is_staff=True))
    assert client.get(TODAY).status_code == 403


def test_it_is_only_asked_for(bens: Client) -> None:
    assert bens.post(TODAY).status_code == 405
