"""Who has a story open: on its page, in the lists, and what happens when somebody takes over."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk.presence import place_in_words
from articles.desk.unsaved import take_over
from articles.models import Article, OpenForm, Tag
from tests.articles.desk.browsing import words
from tests.articles.desk.opening import Window, browser_of, offered, open_story
from tests.articles.makers import make_article

pytestmark = pytest.mark.first_database

MINUTE = dt.timedelta(minutes=1)
LIST, TODAY = "/admin/articles/article/", "/admin/"


@pytest.fixture
def article(clock: Any, db: None) -> Article:
    return make_article()


@pytest.fixture
def ben(ben: User) -> User:
    """Ben, by his whole name."""
    ben.last_name = "Okonkwo"
    ben.save()
    return ben


def test_each_sees_who_else_is_there_since_when_and_where(ana: User, ben: User, article: Article, clock: Any) -> None:
    hers, his = open_story(ana, article), open_story(ben, article)
    assert his.tell(place="standfirst")["others"] == []
    clock.shift(MINUTE)
    assert hers.tell()["others"] == [
        {
            "form": str(his.form),
            "name": "Ben Okonkwo",
            "initials": "BO",
            "hue": ben.pk % 4,
            "since": "13:00",
            "place": "standfirst",
        }
    ]
    assert [other["name"] for other in his.tell()["others"]] == ["Ana"]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("headline", "headline"),
        ("lead_caption", "lead photo’s caption"),
        ("bylines-0-name", "byline"),
        ("tags-typed", "tags"),
        ("source_agency", "source agency"),
        ("", ""),
        ("<b>x</b>", ""),
        ("x" * 60, ""),
    ],
)
def test_a_place_is_told_in_words(place: str, told: str) -> None:
    assert place_in_words(place) == told


def test_who_left_or_fell_silent_is_not_there(ana: User, ben: User, article: Article, clock: Any) -> None:
    hers, his = open_story(ana, article), open_story(ben, article)
    his.tell()
    assert hers.tell()["others"]
    his.tell(left="1")
    assert hers.tell()["others"] == []
    his.tell()
    clock.shift(2 * MINUTE)
    assert hers.tell()["others"] == []


def test_two_windows_are_one_person_and_one_s_own_are_nobody_else(ana: User, ben: User, article: Article) -> None:
    first, second, hers = open_story(ben, article), open_story(ben, article), open_story(ana, article)
    first.tell()
    assert second.tell()["others"] == []
    assert len(hers.tell()["others"]) == 1


def test_a_stock_form_shows_who_else_is_there(ada: User, ben: User, clock: Any) -> None:
    tag = Tag.objects.create(name="rail")
    Window(browser_of(ben), f"articles.tag/{tag.pk}").tell(place="description")
    page = words(browser_of(ada).get(f"/admin/articles/tag/{tag.pk}/change/"))
    assert "Ben Okonkwo has this open since 13:00, in the description" in page


def test_the_lists_show_who_has_a_story_open(ana: User, ben: User, article: Article) -> None:
    browser = browser_of(ana)
    for page in (LIST, TODAY):
        assert "this open" not in words(browser.get(page))
    open_story(ben, article).tell()
    open_story(ana, article).tell()
    for page in (LIST, TODAY):
        html = browser.get(page)
        assert "BOBen Okonkwo has this open" in words(html)
        assert 'class="presence"><span class="avatar"' in html.content.decode()
    assert "AAna has this open" in words(browser_of(ben).get(LIST))


def test_several_are_named_in_one_row(ana: User, ben: User, pia: User, article: Article, clock: Any) -> None:
    for user in (pia, ben):
        open_story(user, article).tell()
        clock.shift(dt.timedelta(seconds=1))
    assert "Pia and Ben Okonkwo have this open" in words(browser_of(ana).get(LIST))


@pytest.mark.parametrize("address", [LIST, TODAY])
def test_presence_is_one_query_for_all_rows(
    address: str, ana: User, ben: User, clock: Any, django_assert_num_queries: Any
) -> None:
    browser, stories = browser_of(ana), [make_article(f"Story {number}", byline=None) for number in range(8)]
    browser.get(address)
    with CaptureQueriesContext(connection) as before:
        browser.get(address)
        queries = len(before)
    for story in stories:
        open_story(ben, story).tell()
    with django_assert_num_queries(queries):
        assert words(browser.get(address)).count("has this open") == 8


# What is not saved yet, on Today.


def test_today_lists_what_is_not_saved_yet_of_every_page(ben: User, article: Article, clock: Any) -> None:
    browser = browser_of(ben)
    assert "Not saved yet" not in words(browser.get(TODAY))
    open_story(ben, article).writes(article, headline="Harbour closes")
    clock.shift(MINUTE)
    new = Window(browser, "articles.article/add")
    new.writes(headline="Bridge opens")
    page = browser.get(TODAY)
    assert "Not saved yet2" in words(page)
    assert "New story Headlinetyped until 13:01:00" in words(page)
    assert "Harbour opens Headlinetyped until 13:00:00" in words(page)
    assert f'href="/admin/articles/article/add/?unsaved={new.form}"' in page.content.decode()


def test_today_leaves_out_what_says_what_is_saved_and_what_may_not_be_changed(
    ben: User, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(ben)
    same, tag = open_story(ben, article), Tag.objects.create(name="rail")
    same.writes(article)
    window = Window(browser, f"articles.tag/{tag.pk}")
    window.types({"name": "Rails"})
    assert "rail Name" in words(browser.get(TODAY))
    tag.delete()
    assert "Not saved yet" not in words(browser.get(TODAY))


def test_today_leaves_out_words_on_what_may_not_be_changed_any_more(ana: User, article: Article) -> None:
    browser = browser_of(ana)
    open_story(ana, article).writes(article, headline="Harbour closes")
    assert "Harbour opens Headline" in words(browser.get(TODAY))
    ana.groups.clear()
    ana.user_permissions.add(Permission.objects.get(codename="view_article"))
    assert "Not saved yet" not in words(browser.get(TODAY))


def test_today_tells_those_who_see_no_stories_too(client: Client, django_user_model: type[User], clock: Any) -> None:
    keeper = django_user_model.objects.create_user("kit", is_staff=True)
    keeper.user_permissions.add(*Permission.objects.filter(codename__in=["change_tag", "view_tag"]))
    tag = Tag.objects.create(name="rail")
    client.force_login(keeper)
    Window(client, f"articles.tag/{tag.pk}").types({"name": "Rails"})
    page = words(client.get(TODAY))
    assert "You are not given any stories to see." in page
    assert "Not saved yet1" in page


# Taking over.


def taken(by: User, window: Window, article: Article) -> None:
    take_over(window.row, by=by, thing=article)


def test_a_form_that_was_taken_over_is_told(ana: User, ben: User, article: Article, clock: Any) -> None:
    hers, his = open_story(ana, article), open_story(ben, article)
    his.writes(article, headline="Harbour closes")
    clock.shift(MINUTE)
    taken(ana, his, article)
    assert his.tell()["taken"] == {"by": "Ana", "at": "13:01:00"}
    assert hers.tell()["others"] == []
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id, entry.change_message) == (ana, str(article.pk), "Took over from Ben Okonkwo.")
    assert "You took over what Ben Okonkwo typed until 13:00:00, and it is not saved. Headline." in offered(hers)
    assert offered(open_story(ben, article)) == ""


def test_writing_on_is_on_record_too(ana: User, ben: User, article: Article, clock: Any) -> None:
    his = open_story(ben, article)
    his.writes(article, headline="Harbour closes")
    clock.shift(MINUTE)
    taken(ana, his, article)
    assert his.tell(back="1")["taken"] is None
    assert LogEntry.objects.latest("pk").change_message == "Wrote on after Ana took over."
    assert offered(open_story(ana, article)) == ""
    assert "You typed here" in offered(open_story(ben, article))
    his.tell(back="1")
    assert LogEntry.objects.count() == 2


def test_words_typed_after_the_taking_stay_their_writer_s(ana: User, ben: User, article: Article, clock: Any) -> None:
    his = open_story(ben, article)
    his.writes(article, headline="Harbour closes")
    clock.shift(MINUTE)
    taken(ana, his, article)
    assert his.writes(article, headline="Harbour closes at once")["taken"]
    assert "You typed here" in offered(open_story(ben, article))
    assert offered(open_story(ana, article)) == ""


def test_a_stock_form_is_taken_over_by_its_button(ada: User, ben: User, clock: Any) -> None:
    tag = Tag.objects.create(name="rail", slug="rail")
    his = Window(browser_of(ben), f"articles.tag/{tag.pk}")
    his.types({"name": "rail", "kind": "topic", "description": "Trams.", "slug": "rail"})
    clock.shift(MINUTE)
    browser, address = browser_of(ada), f"/admin/articles/tag/{tag.pk}/change/"
    html = browser.get(address).content.decode()
    button = re.search(r'<button type="submit"[^>]*name="_take_over" value="([^"]+)" form="tag_form"', html)
    assert button
    data = {"name": "rail", "kind": "topic", "description": "", "slug": "rail", "_take_over": button[1]}
    page = browser.post(address, data, follow=True)
    assert page.redirect_chain == [(f"{address}?unsaved={his.form}", 302)]
    assert "Here is what Ben Okonkwo typed until 13:00:00. It is not saved yet." in words(page)
    assert "Trams." in page.content.decode()
    assert his.tell()["taken"]["by"] == "Ada"
    assert "Took over from Ben Okonkwo." in [entry.change_message for entry in LogEntry.objects.all()]


def test_one_s_own_form_and_a_new_one_are_not_taken_over(ada: User, ben: User, clock: Any) -> None:
    tag = Tag.objects.create(name="rail", slug="rail")
    mine, new = Window(browser_of(ada), f"articles.tag/{tag.pk}"), Window(browser_of(ben), "articles.tag/add")
    mine.tell()
    new.types({"name": "trams"})
    data = {"name": "rail", "kind": "topic", "description": "", "slug": "rail"}
    for key in (mine.form, new.form, "x", ""):
        mine.client.post(f"/admin/articles/tag/{tag.pk}/change/", data | {"_take_over": str(key)})
    assert not OpenForm.objects.filter(taken_at__isnull=False).exists()
