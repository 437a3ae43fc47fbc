"""Words that were typed and not saved: offered, compared, put back, thrown away. Nothing is put back by itself."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.deleting import delete_story
from articles.models import Article, Tag
from tests.articles.desk.browsing import credit, words
from tests.articles.desk.opening import NEW_STORY, Window, browser_of, compared, offered, open_story
from tests.articles.makers import TEXT, edit, make_article, make_author, make_section
from tests.media.makers import make_photo

pytestmark = pytest.mark.first_database

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def article(clock: Any, db: None) -> Article:
    return make_article()


def discard(window: Window, **data: str) -> Any:
    return window.client.post(f"/admin/unsaved/{window.form}/discard/", data, follow=True)


def test_unsaved_words_are_offered_and_say_what_differs(ben: User, article: Article, clock: Any) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes", body=f"{TEXT}<p>Two.</p><p>Three.</p>")
    window.tell(left="1")
    clock.shift(MINUTE)
    told = offered(window)
    assert "You typed here until 13:00:00, and it is not saved. Headline, two paragraphs." in told
    assert "Put it backSee what differsThrow away…" in told
    assert "another window" not in told
    assert (
        f'href="/admin/articles/article/{article.pk}/change/?unsaved={window.form}"'
        in window.client.get(f"/admin/unsaved/?page={window.page}").content.decode()
    )


def test_a_form_that_is_still_open_elsewhere_says_so(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    assert "It may still be open in another window." in offered(window)


def test_a_form_is_not_offered_its_own_words(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    assert offered(window, **{"not": str(window.form)}) == ""


def test_words_that_say_what_is_saved_are_not_offered(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.writes(article)
    assert offered(window) == ""
    window.writes(article, headline=" Harbour  opens ", body=TEXT.replace("</p>", "\r\n</p>"))
    assert offered(window) == ""
    edit(article, headline="Harbour closes")
    window.writes(article)
    assert offered(window) == ""


def test_what_others_saved_since_is_no_difference(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    edit(article, standfirst="At noon.", kicker="Ports")
    assert "it is not saved. Headline. It may" in offered(window)
    assert "At noon." not in words(compared(window))


def test_what_differs_is_shown_word_by_word(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    section, tag, photo = make_section("Business"), Tag.objects.create(name="ports"), make_photo(title="Quay")
    window.writes(
        article,
        headline="Harbour closes",
        body=TEXT.replace("noon", "dusk"),
        section=section.pk,
        tags=[str(tag.pk), "+strikes"],
        lead_photo=photo.pk,
        lead_alt="A quay",
        **credit(0, who=f"author:{make_author('Ana Verhallow').pk}", name="Ana Verhallow"),
        **credit(1, role="with", name="Cleo Newman"),
    )
    html = compared(window).content.decode()
    for part in (
        "opens</del>",
        "closes</ins>",
        "noon</del>",
        "dusk</ins>",
        "<del>World</del>",
        "<ins>Business</ins>",
        "<ins>ports</ins>",
        "<ins>strikes</ins>",
        "<ins>Quay</ins>",
        "<ins>A quay</ins>",
        "<li>By Ana Verhallow</li>",
        "<ins>with Cleo Newman</ins>",
    ):
        assert part in html, part


def test_words_of_a_story_that_was_never_saved(ben: User, clock: Any) -> None:
    author = make_author(user=ben)
    window = Window(browser_of(ben), NEW_STORY)
    own = credit(0, who=f"author:{author.pk}", name=author.name)
    window.writes(**own)
    assert offered(window) == ""
    window.writes(headline="Harbour closes", **own)
    assert "it is not saved. Headline." in offered(window)
    assert "Unsaved words: New story" in words(compared(window))


def test_throwing_away_and_bringing_back(ben: User, article: Article, clock: Any) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    clock.shift(MINUTE)
    page = words(discard(window))
    assert "Thrown away. For 30 days you can bring it back." in page
    assert offered(window) == ""
    assert "Bring it back" in words(compared(window))
    assert "here again" in words(discard(window, undo="1"))
    assert "it is not saved. Headline." in offered(window)


def test_words_that_are_gone_on_with_are_compared_to_what_is_saved_now(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    edit(article, headline="Harbour closes")
    assert "It says just what is saved." in words(compared(window))


def test_the_latest_words_come_first_and_old_ones_are_not_piled_up(ben: User, article: Article, clock: Any) -> None:
    for number in range(7):
        open_story(ben, article).writes(article, headline=f"Headline {number}")
        clock.shift(MINUTE)
    told = offered(open_story(ben, article))
    times = re.findall(r"until (13:\d\d):00", told)
    assert times == ["13:06", "13:05", "13:04", "13:03", "13:02"]


def test_words_of_a_deleted_story_are_found_until_it_is_gone(ben: User, article: Article, clock: Any) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    delete_story(article, by=ben)
    assert "The story is deleted." in words(window.client.get("/admin/"))
    assert "The story is deleted: bring it back" in words(compared(window))
    clock.shift(dt.timedelta(days=31))
    assert "Not saved yet" not in words(browser_of(ben).get("/admin/"))
    Window(browser_of(ben), window.page).tell(404)


def test_words_that_are_saved_hide_no_older_ones(ben: User, article: Article, clock: Any) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    for _ in range(7):
        clock.shift(MINUTE)
        open_story(ben, article).writes(article)
    assert "it is not saved. Headline." in offered(open_story(ben, article))


@pytest.mark.parametrize("query", ["", "?page=", "?page=articles.article/x", "?page=auth.user/1"])
def test_offers_are_of_a_page(ben: User, query: str) -> None:
    response = browser_of(ben).get(f"/admin/unsaved/{query}")
    assert response.status_code == 400
    assert response.json()["message"]


def test_a_client_of_nobody_sees_no_words(client: Client, ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    assert client.get(f"/admin/unsaved/{window.form}/").url.startswith("/admin/login/")
