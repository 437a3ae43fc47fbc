"""A story is withdrawn or killed: its translations stay, or go too where that is asked for."""

import datetime as dt
from typing import Any

import pytest

from articles import publishing
from articles.models import Article, Version
from tests.articles.desk.browsing import HOUR, Desk, words
from tests.articles.makers import make_article
from tests.articles.translated import make_translation

pytestmark = pytest.mark.first_database

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def article(db: None, clock: Any) -> Article:
    """A story that readers see since noon."""
    story = make_article("Harbour opens")
    publishing.publish(story, by=None)
    return story


def test_the_questions_name_the_translations_that_stay(desk: Desk, article: Article, clock: Any) -> None:
    draft = make_translation(article)
    clock.shift(HOUR)
    assert "1 translation is live" not in words(desk.press("_withdraw", article, "1"))
    publishing.publish(draft, by=None)
    told = "1 translation is live, and stays: French."
    assert told in words(desk.press("_withdraw", article, "1"))
    assert told in words(desk.client.get(f"/admin/kill/story/{article.pk}/"))
    assert "Withdraw it too" in words(desk.press("_withdraw", article, "1"))


@pytest.mark.parametrize("later", [False, True])
def test_they_are_withdrawn_too_where_that_is_asked_for(desk: Desk, article: Article, clock: Any, later: bool) -> None:
    french, draft = make_translation(article), make_translation(article, "de")
    clock.shift(HOUR)
    publishing.publish(french, by=None)
    clock.shift(MINUTE)
    answers = {"ask-note": "Wrong", "ask-when": "now", "ask-translations": "on"}
    answers |= {"ask-when": "at", "ask-date": "2026-03-02", "ask-time": "20:00:00"} if later else {}
    page = words(desk.press("_withdraw_now", article, **answers))
    assert ("Readers will lose this story on" in page, "Its translations go too: French." in page) == (later, True)
    assert Version.objects.live().count() == (2 if later else 0)
    clock.shift(8 * HOUR)
    live = Version.objects.live()
    assert not live.filter(article__in=[article, french]).exists()
    assert [one.end_note for one in french.versions.all()] == ["Wrong"]
    assert not draft.versions.exists()
