"""Killing at the desk: the question that says what is touched, the act, its record, and bringing back."""

from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.killing import kill_photo, kill_story
from articles.models import Article, Kill, RelatedArticle, Version
from media.models import Photo
from tests.articles.desk.browsing import HOUR, NOON, Desk
from tests.articles.makers import make_article, make_author
from tests.articles.site.stories import put_all_live, put_live
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

REASON = {"reason": "The family asked."}


def text(client: Any, address: str) -> str:
    """Return a page, with single spaces."""
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def browser(client: Client, ben: User) -> Client:
    """Ben's browser."""
    client.force_login(ben)
    return client


def test_a_storys_question_says_what_readers_lose(browser: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        version = put_live("Harbour opens", at=NOON - HOUR)
        other = make_article("On ports")
        RelatedArticle.objects.create(article=other, other=version.article)
        put_all_live(other, at=NOON - HOUR)
        publishing.schedule(version.article, NOON + HOUR, by=None)
        assert f'href="/admin/kill/story/{version.article_id}/">Kill…</a>' in text(
            browser, f"/admin/articles/article/{version.article_id}/change/"
        )
        page = text(browser, f"/admin/kill/story/{version.article_id}/")
        assert f"Takes the page {version.get_absolute_url()} from the site" in page
        assert "Readers can no longer look up the 1 version of it that they have seen." in page
        due = "Version 2, scheduled for 2 March, 14:00:00 Europe/Paris, does not go out"
        assert f"{due}, unless the story is brought back before." in page
        assert "1 live story that names it as related does without it" in page
        assert ">On ports</a>" in page
        response = browser.post(f"/admin/kill/story/{version.article_id}/", {**REASON, "note": "Taken down."})
        assert response.status_code == 302
        clock.shift(HOUR)
    assert not Version.objects.live().filter(article=version.article).exists()
    killed = Kill.objects.get()
    assert (killed.reason, killed.note, killed.by.first_name) == ("The family asked.", "Taken down.", "Ben")
    assert LogEntry.objects.get().change_message == "Killed: The family asked."


def test_a_killed_story_says_so_and_comes_back(browser: Client, ben: User) -> None:
    version = put_live()
    kill_story(version.article, by=ben, reason="Wrong <b>person</b>.")
    form = f"/admin/articles/article/{version.article_id}/change/"
    page = text(browser, form)
    assert 'data-state="killed">Killed</span>' in page
    assert "Wrong &lt;b&gt;person&lt;/b&gt;." in page
    for absent in ('name="_publish"', 'name="_schedule"', 'name="_update"', "Kill…", "Withdraw…", "Delete…"):
        assert absent not in page
    assert "Killed" in text(browser, "/admin/articles/article/?state=killed")
    response = browser.post(f"/admin/revive/story/{version.article_id}/", follow=True)
    assert "Readers see version 1 again." in response.content.decode()
    assert Version.objects.live().get() == version


def test_a_photos_question_counts_and_links_what_it_touches(browser: Client) -> None:
    photo = make_photo(title="Quay")
    make_author("Eve", portrait=photo)
    put_all_live(*(make_article(f"Story {number}", lead_photo=photo) for number in range(24)))
    make_article("A draft with it", lead_photo=photo)
    page = text(browser, f"/admin/kill/photo/{photo.pk}/")
    assert "Takes this photo off 24 live stories and every list they stand in. They show no photo until" in page
    assert "1 other story on the desk" in page
    assert "Eve has no portrait." in page
    assert page.count(">Story ") == 20
    assert "and 4 more" in page
    assert Photo.objects.get().killed_at is None


@pytest.mark.parametrize("count", [1, 40])
def test_the_question_costs_the_same(browser: Client, django_assert_max_num_queries: Any, count: int) -> None:
    photo = make_photo()
    put_all_live(*(make_article(f"Story {number}", lead_photo=photo) for number in range(count)))
    with django_assert_max_num_queries(16):
        browser.get(f"/admin/kill/photo/{photo.pk}/")


def test_a_photo_is_killed_and_brought_back(client: Client, pia: User) -> None:
    client.force_login(pia)
    photo = make_photo()
    put_live(lead_photo=photo)
    form = f"/admin/media/photo/{photo.pk}/change/"
    assert f'href="/admin/kill/photo/{photo.pk}/">Kill…</a>' in text(client, form)
    client.post(f"/admin/kill/photo/{photo.pk}/", REASON)
    page = text(client, form)
    assert "Killed by <b>Pia</b>" in page
    assert "The family asked." in page
    assert "Bring it back" in page
    assert photo.rendition_url("card", 320) not in text(client, "/admin/media-tools/picker/")
    assert "Killed" in text(client, "/admin/media/photo/?rights=killed")
    client.post(f"/admin/revive/photo/{photo.pk}/")
    assert "Kill…" in text(client, form)
    assert Photo.objects.get().killed_at is None


def test_no_reason_no_kill_and_nothing_typed_is_lost(browser: Client) -> None:
    version = put_live()
    response = browser.post(f"/admin/kill/story/{version.article_id}/", {"reason": " ", "note": "Kept words"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Say why, for those who come after you." in page
    assert "Kept words" in page
    assert version.is_live()
    assert not Kill.objects.exists()


def test_the_form_of_a_story_warns_of_a_killed_photo(browser: Client) -> None:
    photo = make_photo()
    version = put_live(lead_photo=photo)
    kill_photo(photo, by=None, reason="Wrong.")
    page = text(browser, f"/admin/articles/article/{version.article_id}/change/")
    assert "This photo is killed: readers may not see it. Choose another." in page
    assert f"/photos/{photo.pk}/" not in page


def test_killing_twice_is_told(browser: Client) -> None:
    version = put_live()
    kill_story(version.article, by=None, reason="Wrong.")
    response = browser.post(f"/admin/kill/story/{version.article_id}/", REASON, follow=True)
    assert "This story is killed already." in response.content.decode()
    assert Kill.objects.count() == 1


@pytest.mark.parametrize("act", ["kill", "revive"])
@pytest.mark.parametrize("kind", ["story", "photo"])
def test_who_may(client: Client, ana: User, pia: User, ben: User, act: str, kind: str) -> None:
    photo = make_photo()
    article: Article = put_live(lead_photo=photo).article
    address = f"/admin/{act}/{kind}/{photo.pk if kind == 'photo' else article.pk}/"
    assert client.post(address, REASON).status_code == 302
    assert not Kill.objects.exists()
    for somebody, may in ((ana, False), (pia, kind == "photo"), (ben, True)):
        client.force_login(somebody)
        assert client.post(address, REASON).status_code == (302 if may else 403), somebody
        if not may and act == "kill":
            assert client.get(address).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ben)
    assert strict.post(address, REASON).status_code == 403


def test_nothing_to_kill_is_404(desk: Desk, browser: Client) -> None:
    for kind in ("story", "photo"):
        assert browser.get(f"/admin/kill/{kind}/999/").status_code == 404
        assert browser.get(f"/admin/revive/{kind}/1/").status_code == 405


def test_today_shows_what_was_killed_in_the_last_days(browser: Client, ben: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert "Killed in the last days" not in text(browser, "/admin/")
        kill_story(put_live("Harbour opens", at=NOON - HOUR).article, by=ben, reason="A court order.")
        kill_photo(make_photo(title="Quay"), by=None, reason="The family asked.")
        page = text(browser, "/admin/")
        for word in ("Killed in the last days", "Harbour opens", "A court order.", "Quay", "The family asked."):
            assert word in page
        clock.shift(7 * 24 * HOUR + HOUR)
        browser.force_login(ben)
        assert "Killed in the last days" not in text(browser, "/admin/")


def test_a_killed_photo_in_the_text_is_told_too(browser: Client) -> None:
    photo = make_photo(title="Quay")
    article = put_live(body=f'<p>Text.</p><figure data-photo="{photo.pk}"><figcaption></figcaption></figure>').article
    kill_photo(photo, by=None, reason="Wrong.")
    page = text(browser, f"/admin/articles/article/{article.pk}/change/")
    assert "The photo “Quay” is killed: readers see this story without it." in page
