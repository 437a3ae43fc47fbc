"""The comments at the desk, as Ben reads, moves and answers them, and Ada hands out and erases them."""

import json
import re
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.commenting import move, report
from articles.desk import whose
from articles.desk.moderation import ON_A_PAGE
from articles.models import Comment, CommentState, Record, Version
from tests.articles.commented import count_of, take_comments, write
from tests.articles.site.stories import HOUR, NOON, put_live

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/comment/"


@pytest.fixture(autouse=True)
def clock() -> Any:
    """The newsroom's clock, standing an hour after noon."""
    with time_machine.travel(NOON + HOUR, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story(clock: Any) -> Version:
    """A story of noon, on a site whose comments an editor reads first."""
    take_comments("before")
    return put_live()


@pytest.fixture
def desk(ben: User) -> Client:
    """Ben's browser."""
    client = Client()
    client.force_login(ben)
    return client


def shown(client: Client, query: str = "") -> str:
    """Return the list's HTML."""
    response = client.get(LIST + query)
    assert response.status_code == 200
    return response.content.decode()


def texts(html: str) -> list[str]:
    """Return the comments that a list shows, in order."""
    return re.findall(r'<span class="title plain"><a [^>]*>([^<]*)</a>', html)


def test_what_waits_longest_is_first_and_says_why(desk: Client, story: Version) -> None:
    for number in range(3):
        write(story, f"Number {number}")
    html = shown(desk)
    assert texts(html) == ["Number 0", "Number 1", "Number 2"]
    assert "An editor reads every comment on this story first." in html
    assert texts(shown(desk, "?show=shown")) == []
    assert "No comment waits." not in html


def test_each_tab_and_search(desk: Client, story: Version, ben: User) -> None:
    assert "Nobody has commented yet." in shown(desk, f"?show=all&story={story.article_id}")
    comments = {state: write(story, f"It is {state}.", name=f"Cleo {state}") for state in CommentState.values[:5]}
    for state, comment in comments.items():
        move(comment, CommentState(state), by=ben)
    report(story, comments["shown"].pk, "abuse", address="192.0.2.9")
    for state in comments:
        assert texts(shown(desk, f"?show={state}")) == [f"It is {state}."]
    assert texts(shown(desk, "?show=reported")) == ["It is shown."]
    assert len(texts(shown(desk, "?show=all"))) == 5
    assert texts(shown(desk, "?show=all&q=cleo+spam")) == ["It is spam."]
    assert "No comment has “nothing”" in shown(desk, "?show=all&q=nothing")
    assert "No comment has “z z z" in shown(desk, f"?show=spam&q={'+'.join('z' * 2000)}")
    other = put_live("Ferry sails", slug="ferry")
    write(other, "Elsewhere.")
    assert texts(shown(desk, f"?show=all&story={other.article_id}")) == ["Elsewhere."]
    html = shown(desk, f"?show=all&story={other.article_id}&q=nothing")
    assert f'<a href="?show=all&amp;story={other.article_id}">Show all</a>' in html
    for query in ("?story=x", "?story=99"):
        assert desk.get(LIST + query).status_code == 404


def test_page_by_page(desk: Client, story: Version) -> None:
    for number in range(ON_A_PAGE + 2):
        write(story, f"Number {number:03}")
    html = shown(desk)
    assert len(texts(html)) == ON_A_PAGE
    following = re.search(r'<a href="(\?[^"]+)">More</a>', html)[1].replace("&amp;", "&")
    assert texts(shown(desk, following)) == [f"Number {number:03}" for number in (ON_A_PAGE, ON_A_PAGE + 1)]
    assert texts(shown(desk, "?show=all"))[0] == f"Number {ON_A_PAGE + 1:03}"


@pytest.mark.parametrize("many", [1, 30])
def test_the_queries_do_not_grow(desk: Client, story: Version, many: int, django_assert_max_num_queries: Any) -> None:
    for number in range(many):
        write(story, f"Number {number}")
    with django_assert_max_num_queries(7):
        shown(desk)


def test_one_press_moves_one_and_the_next_row_has_the_focus(desk: Client, story: Version) -> None:
    first, second = write(story, "One."), write(story, "Two.")
    html = shown(desk)
    assert f'value="shown:{first.pk}:{second.pk}"' in html
    response = desk.post(f"{LIST}act/", {"one": f"shown:{first.pk}:{second.pk}", "next": f"{LIST}?show=waiting&at=1"})
    assert response["Location"] == f"{LIST}?show=waiting&at={second.pk}"
    assert count_of(story) == 1
    html = desk.get(response["Location"]).content.decode()
    assert "1 comment approved." in html
    assert re.search(rf'/{second.pk}/change/" dir="auto" autofocus', html)


def test_many_at_once_and_back(desk: Client, story: Version) -> None:
    comments = [write(story, f"Number {number}") for number in range(3)]
    chosen = {"comment": [one.pk for one in comments], "next": LIST}
    seen = {f"seen-{one.pk}": "waiting" for one in comments}
    desk.post(f"{LIST}act/", {**chosen, **seen, "to": "spam"})
    assert set(Comment.objects.values_list("state", flat=True)) == {"spam"}
    html = shown(desk)
    assert "3 comments called spam." in html
    undo = re.findall(r'name="undo" value="([^"]+)"', html)
    move(comments[2], CommentState.SHOWN, by=None)
    response = desk.post(f"{LIST}act/", {"undo": undo, "to": "spam", "next": LIST}, follow=True)
    assert "2 comments as before." in response.content.decode()
    assert "Somebody else was quicker" in response.content.decode()
    assert list(Comment.objects.order_by("pk").values_list("state", flat=True)) == ["waiting", "waiting", "shown"]
    assert Record.objects.filter(name="Ben", act__startswith="comment").count() == 5
    assert "Undo" not in shown(desk)


def test_what_is_approved_again_offers_no_way_back(desk: Client, story: Version) -> None:
    one = write(story)
    move(one, CommentState.SHOWN, by=None)
    report(story, one.pk, "abuse", address="192.0.2.9")
    html = desk.post(f"{LIST}act/", {"one": f"shown:{one.pk}", "next": LIST}, follow=True).content.decode()
    assert "1 comment approved." in html
    assert ">Undo<" not in html


def test_who_is_slower_is_told(desk: Client, story: Version) -> None:
    one = write(story)
    move(one, CommentState.SHOWN, by=None)
    response = desk.post(f"{LIST}act/", {"one": f"spam:{one.pk}", f"seen-{one.pk}": "waiting"}, follow=True)
    assert "One comment by Cleo was left. Somebody else was quicker: it is shown now." in response.content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"to": "spam"}, {"to": "erased", "comment": "1"}, {"one": "x"}, {"one": "spam:99"}]
)
def test_nothing_chosen(desk: Client, story: Version, data: dict[str, str]) -> None:
    write(story)
    assert "No comment was chosen." in desk.post(f"{LIST}act/", data, follow=True).content.decode()
    assert desk.post(f"{LIST}act/", {"undo": ["x", "99:spam", "1:nowhere"], "to": "spam"}).status_code == 302


def test_a_comment_is_answered_on_its_page(desk: Client, story: Version) -> None:
    one = write(story, "Why?\n\n<b>https://port.example/</b>")
    address = f"{LIST}{one.pk}/change/"
    html = desk.get(address).content.decode()
    assert '<p dir="auto">Why?</p>' in html
    assert "&lt;b&gt;" in html
    response = desk.post(f"{LIST}{one.pk}/answer/", {"text": "   "})
    assert response.status_code == 400
    assert "Write what readers are to read." in response.content.decode()
    response = desk.post(f"{LIST}{one.pk}/answer/", {"text": "We have asked."}, follow=True)
    assert "Readers see your answer, as Ben of The Meridian." in response.content.decode()
    assert count_of(story) == 2
    assert "We have asked." in desk.get(address).content.decode()
    for key in ("x", "99", str(2**62)):
        assert desk.get(f"{LIST}{key}/change/").status_code == 404


def test_a_story_is_closed_by_hand(desk: Client, story: Version) -> None:
    write(story)
    html = shown(desk, f"?show=all&story={story.article_id}")
    assert f'href="{story.get_comments_url()}"' in html
    address = f"{LIST}story/{story.article_id}/"
    assert "Saved for “Harbour opens”." in desk.post(address, {"openness": "closed"}, follow=True).content.decode()
    assert "Comments: closed" in shown(desk, f"?show=all&story={story.article_id}")
    assert "That is no choice." in desk.post(address, {"openness": "x"}, follow=True).content.decode()


def test_today_shows_what_waits(desk: Client, story: Version, ana: User) -> None:
    assert "No comment waits." in desk.get("/admin/").content.decode()
    comments = [write(story, f"Number {number}") for number in range(6)]
    html = desk.get("/admin/").content.decode()
    assert '<h2 id="mod">Comments to moderate</h2><span class="count">6</span>' in html
    assert html.count('form="moderate-form"') == 8
    response = desk.post(f"{LIST}act/", {"one": f"shown:{comments[0].pk}", "next": "/admin/"}, follow=True)
    html = response.content.decode()
    assert "1 comment approved." in html
    assert "Number 0" not in html
    reporter = Client()
    reporter.force_login(ana)
    assert "Comments to moderate" not in reporter.get("/admin/").content.decode()


def test_every_page_tells_how_many_wait_to_a_point_and_asks_no_more_for_it(
    desk: Client, story: Version, pia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whose, "MOST_WAITING", 2)
    costs = []
    for told in ("", "1", "2", "2+", "2+"):
        with CaptureQueriesContext(connection) as asked:
            nav = desk.get("/admin/more/").content.decode().split('class="desk-nav"')[1].split("</nav>")[0]
        costs.append(len(asked))
        link = f' <span class="count">{told}<span class="visually-hidden"> waiting</span></span>' if told else ""
        assert f">Comments{link}</a>" in nav
        write(story, f"Number {told}")
    assert len(set(costs)) == 1
    photos = Client()
    photos.force_login(pia)
    assert 'class="count"' not in photos.get("/admin/more/").content.decode()


class TestOnePerson:
    @pytest.fixture
    def office(self, ada: User) -> Client:
        """Ada's browser."""
        client = Client()
        client.force_login(ada)
        return client

    def test_their_comments_are_found_and_handed_out(self, office: Client, story: Version) -> None:
        one = write(story, "Mine.", email="cleo@post.example")
        named = write(story, "Also mine.")
        for asked in ("CLEO@post.example", str(one.pk)):
            html = office.get(f"{LIST}person/", {"who": asked}).content.decode()
            assert "Mine." in html
            assert "Also mine." not in html
        assert "Also mine." in office.get(f"{LIST}person/", {"who": "cleo"}).content.decode()
        assert "Nobody has commented under “x”." in office.get(f"{LIST}person/", {"who": "x\0"}).content.decode()
        response = office.post(f"{LIST}person/", {"comment": [one.pk, named.pk], "export": "1"})
        assert [entry["text"] for entry in json.loads(response.content)] == ["Mine.", "Also mine."]
        assert response["Content-Disposition"] == 'attachment; filename="comments.json"'

    def test_they_are_erased_after_a_question(self, office: Client, story: Version) -> None:
        one = write(story, "Mine.", email="cleo@post.example")
        given = {"comment": one.pk, "who": "cleo@post.example"}
        html = office.post(f"{LIST}person/", given).content.decode()
        assert "Erase 1 comment?" in html
        assert Comment.objects.count() == 1
        html = office.post(f"{LIST}person/", {**given, "_confirmed": "1"}, follow=True).content.decode()
        assert "1 comment erased for good." in html
        assert not Comment.objects.exists()
        assert "No comment was chosen." in office.post(f"{LIST}person/", {}, follow=True).content.decode()

    def test_a_moderator_sees_no_e_mail(self, desk: Client, story: Version) -> None:
        one = write(story, "Mine.", email="cleo@post.example")
        assert desk.get(f"{LIST}person/").status_code == 403
        assert "post.example" not in shown(desk, "?show=all") + desk.get(f"{LIST}{one.pk}/change/").content.decode()
