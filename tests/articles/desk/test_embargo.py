"""An embargo as Ben sets it in the box, and as everybody sees it."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles import publishing, timing
from articles.models import Article, Embargo, Version
from tests.articles.desk.browsing import HOUR, NOON, Desk, words
from tests.articles.makers import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

SIX = NOON + 6 * HOUR
TIME = {"ask-date": "2026-03-02", "ask-time": "19:00:00", "ask-note": "The <b>ministry</b>"}


def test_it_is_asked_about_and_set(clock: Any, desk: Desk) -> None:
    article = make_article()
    assert "An embargo is a promise" in desk.see(article)
    assert "Until then nobody can publish this story" in words(desk.press("_embargo", article))
    told = words(desk.press("_embargo_now", article, **TIME))
    assert "Under embargo: nobody can publish this story before 2 March, 19:00:00 Europe/Paris." in told
    assert "Under embargo until 2 March, 19:00:00 Europe/Paris: nobody can publish it for an earlier time." in told
    assert "Set by Ben." in told
    assert "The &lt;b&gt;ministry&lt;/b&gt;" in told
    assert Embargo.objects.get().until == SIX


def test_the_box_offers_no_publication_and_refuses_one_that_is_sent(clock: Any, desk: Desk) -> None:
    article = make_article()
    timing.set_embargo(article, SIX, by=None)
    response = desk.press("_publish_now", article, headline="Typed")
    assert "Embargoed until 2 March 2026, 19:00:00 (Europe/Paris): nobody can publish it" in words(response)
    assert not Version.objects.exists()
    assert Article.objects.get().headline == "Typed", "what was typed is saved all the same"
    assert 'name="_publish"' not in desk.client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    response = desk.press("_schedule", article)
    assert 'value="19:00:00"' in response.content.decode(), "its end is offered"
    response = desk.press("_schedule_now", article, **TIME | {"ask-time": "18:59:59"})
    assert "Embargoed until" in words(response)
    assert 'value="18:59:59"' in response.content.decode()
    desk.press("_schedule_now", article, **TIME)
    assert Version.objects.get().live_from == SIX


def test_what_is_scheduled_earlier_is_chosen_about(clock: Any, desk: Desk) -> None:
    article = make_article()
    publishing.schedule(article, NOON + HOUR, by=None)
    response = desk.press("_embargo_now", article, **TIME)
    assert "Choose what becomes of it" in words(response)
    assert not Embargo.objects.exists()
    desk.press("_embargo_now", article, **TIME, **{"ask-scheduled": "move"})
    assert Version.objects.get().live_from == Embargo.objects.get().until == SIX


def test_it_is_lifted(clock: Any, desk: Desk) -> None:
    article = make_article()
    timing.set_embargo(article, SIX, by=None)
    assert "That you lifted it is on record." in words(desk.press("_lift_embargo", article))
    assert "The embargo is lifted" in words(desk.press("_lift_embargo_now", article))
    assert not Embargo.objects.exists()


def test_a_live_story_says_that_its_changes_wait(clock: Any, desk: Desk, live: Article) -> None:
    timing.set_embargo(live, SIX, by=None)
    assert "nobody can publish changes to this story for an earlier time. Readers keep seeing version 1." in desk.see(
        live
    )


def test_list_and_today_mark_it(clock: Any, desk: Desk) -> None:
    article = make_article()
    timing.set_embargo(article, SIX, by=None)
    assert "embargo until today 19:00" in words(desk.client.get("/admin/articles/article/"))
    assert "embargo until today 19:00" in words(desk.client.get("/admin/"))
    publishing.schedule(article, SIX, by=None)
    assert "embargo until then" in words(desk.client.get("/admin/articles/article/"))


def test_a_reporter_sees_it_and_cannot_change_it(clock: Any, ana: User) -> None:
    article = make_article()
    timing.set_embargo(article, SIX, by=None)
    desk = Desk(ana)
    html = desk.client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert "Under embargo until" in html
    assert 'name="_embargo"' not in html
    assert "you may not do that" in words(desk.press("_lift_embargo_now", article))
    assert Embargo.objects.exists()
