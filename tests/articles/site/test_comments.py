"""The comments on a story, as Cleo, the reader, finds, writes, answers and reports them: no cookie, no script."""

import json
import re
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.commenting import LIMITS, answer, move, set_discussion
from articles.killing import kill_story
from articles.models import Comment, CommentState, Version
from articles.reading.talk import SIZE
from articles.site.form_token import OLD, QUICK
from tests.articles.commented import count_of, take_comments, write
from tests.articles.makers import edit
from tests.articles.site.stories import DAY, HOUR, NOON, put_live, words

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="token" value="([^"]+)"')


@pytest.fixture
def clock() -> Any:
    """The newsroom's clock, standing an hour after noon."""
    with time_machine.travel(NOON + HOUR, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story(clock: Any) -> Version:
    """A story of noon, on a site that shows comments at once."""
    take_comments()
    return put_live()


def page(client: Client, version: Version, query: str = "", status: int = 200) -> str:
    """Return the HTML of a story's comments."""
    response = client.get(version.get_comments_url() + query)
    assert response.status_code == status
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    return response.content.decode()


def send(client: Client, version: Version, clock: Any, *, wait: float = QUICK, token: str = "", **values: Any) -> Any:
    """Open the form, type for a while, and send it."""
    token = token or TOKEN.search(page(client, version))[1]
    clock.shift(wait)
    given = {"token": token, "name": "Cleo", "email": "", "text": "The ferry was late.", "website": "", **values}
    response = client.post(version.get_comments_url(), given)
    assert not response.cookies
    return response


def refused(response: HttpResponse, status: int = 400, kept: str = "The ferry was late.") -> str:
    """Return what a form that was not taken says, with all that was typed still in it."""
    assert (response.status_code, response["Cache-Control"]) == (status, "no-store")
    html = response.content.decode()
    assert f"\n{kept}</textarea>" in html
    assert re.search(r'<section class="note" role="alert" tabindex="-1" autofocus', html)
    assert "<title>Not sent yet: " in html
    return html


class TestTheStory:
    def test_it_leads_to_its_comments_twice_with_their_count(self, client: Client, story: Version) -> None:
        link = f'<a class="button" href="{story.get_comments_url()}">Comments</a>'
        html = client.get(story.get_absolute_url()).content.decode()
        assert html.count(link) == 2
        for number in range(3):
            write(story, f"Number {number}")
        html = client.get(story.get_absolute_url()).content.decode()
        assert html.count(link.replace("</a>", " <small>3</small></a>")) == 2
        told = json.loads(re.search(r'ld\+json">(.*?)</script>', html)[1])["@graph"][0]
        assert (told["commentCount"], told["discussionUrl"]) == (
            3,
            f"http://testserver{story.get_comments_url()}",
        )

    def test_not_where_there_are_none(self, client: Client, story: Version, ben: User, clock: Any) -> None:
        clock.shift(20 * DAY)
        assert "Comments" not in client.get(story.get_absolute_url()).content.decode()
        set_discussion(story.article, by=ben, openness="open", taking="")
        write(story)
        set_discussion(story.article, by=ben, openness="closed", taking="")
        assert "Comments" in client.get(story.get_absolute_url()).content.decode()
        set_discussion(story.article, by=ben, openness="off", taking="")
        html = client.get(story.get_absolute_url()).content.decode()
        assert "Comments" not in html
        assert "commentCount" not in html
        page(client, story, status=404)
        take_comments("off")
        page(client, story, status=404)

    def test_its_page_counts_nothing_and_sets_no_cookie(self, client: Client, story: Version) -> None:
        write(story)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(story.get_absolute_url())
        assert len(asked) == 5
        assert "articles_comment" not in "".join(query["sql"] for query in asked.captured_queries)
        assert not response.cookies


class TestReading:
    def test_threads_newest_first_and_answers_in_their_order(self, client: Client, story: Version, ben: User) -> None:
        first, second = write(story, "First."), write(story, "Second.", name="Dora")
        write(story, "Re first.", answers=first)
        answer(first, "From the desk.", by=ben)
        html = page(client, story)
        told = [html.index(one) for one in ("Second.", "First.", "Re first.", "From the desk.")]
        assert told == sorted(told)
        assert '<b dir="auto">Ben</b> <span class="desk">The Meridian</span>' in html
        assert f"?reply={second.pk}#write" in html

    def test_the_queries_do_not_grow(self, client: Client, story: Version, ben: User) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                page(client, story)
            assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
            assert not [query for query in asked.captured_queries if "COUNT(" in query["sql"].upper()]
            return len(asked)

        empty = cost()
        for number in range(SIZE):
            one = write(story, f"Number {number}")
            answer(one, "Indeed.", by=ben)
        assert (empty, cost()) == (3, 3)

    def test_every_comment_is_on_one_page(self, client: Client, story: Version) -> None:
        first = write(story, "Begins.")
        for number in range(SIZE + 10):
            write(story, f"Answer {number:03}.", answers=first)
        for number in range(SIZE):
            write(story, f"Later {number:03}.")
        found, query, pages = [], "", 0
        while True:
            html = page(client, story, query)
            found += re.findall(r'<p dir="auto">((?:Answer|Later) \d+|Begins)\.</p>', html)
            pages += 1
            following = re.search(r'href="(\?after=[^"]+)" rel="next"', html)
            if not following:
                break
            query = following[1]
        expected = [f"Later {number:03}" for number in reversed(range(SIZE))]
        assert found == [*expected, "Begins", *(f"Answer {number:03}" for number in range(SIZE + 10))]
        assert pages == 3
        assert "More answers to Cleo" in html
        assert "Newest comments" in html

    def test_what_was_taken_away_leaves_a_line_where_others_answered(
        self, client: Client, story: Version, ben: User
    ) -> None:
        alone, answered = write(story, "Alone."), write(story, "Secret.", name="Mallory")
        write(story, "An answer.", answers=answered)
        for to, told in (
            (CommentState.DELETED, "Removed by the editors."),
            (CommentState.SPAM, "Removed by the editors."),
            (CommentState.WAITING, "Hidden until an editor has read it."),
        ):
            for one in (alone, answered):
                move(one, to, by=ben)
            html = page(client, story)
            assert told in html
            assert "An answer." in html
            assert not {"Secret", "Mallory", "Alone"} & set(re.findall(r"\w+", html))

    @pytest.mark.parametrize("query", ["?after=", "?after=x", "?after=1", "?after=-1.2", "?after=1.2.3", "?after=%00"])
    def test_no_place_in_the_list(self, client: Client, story: Version, query: str) -> None:
        page(client, story, query, status=404)

    def test_a_place_beyond_everything(self, client: Client, story: Version) -> None:
        write(story)
        assert "No more comments." in page(client, story, "?after=0.0")
        assert "The ferry" in page(client, story, f"?after={'9' * 18}.{'9' * 18}")

    def test_machines_are_told(self, client: Client, story: Version, ben: User) -> None:
        one = write(story, "</script><b>&")
        write(story, "An answer.", answers=one)
        move(write(story, "Hidden."), CommentState.SPAM, by=ben)
        told = json.loads(re.search(r'ld\+json">(.*?)</script>', page(client, story))[1])["@graph"][0]
        assert (told["@type"], told["commentCount"], len(told["comment"])) == ("NewsArticle", 2, 2)
        assert told["comment"][0]["text"] == "</script><b>&"
        assert told["comment"][1]["parentItem"]["@id"] == told["comment"][0]["@id"]


class TestTheStorysWays:
    def test_they_come_and_go_with_the_story(self, client: Client, story: Version, clock: Any) -> None:
        write(story)
        clock.shift(HOUR)
        edit(story.article, slug="harbour-open")
        moved = publishing.update(story.article, by=None)
        response = client.get(story.get_comments_url())
        assert (response.status_code, response["Location"]) == (301, moved.get_comments_url())
        assert "The ferry" in page(client, moved)
        assert client.get(moved.get_comments_url().rstrip("/")).status_code == 301
        clock.shift(HOUR)
        publishing.withdraw(story.article, by=None)
        for version in (story, moved):
            assert "The ferry" not in page(client, version, status=410)

    def test_what_is_typed_while_the_story_moves_is_taken(self, client: Client, story: Version, clock: Any) -> None:
        token = TOKEN.search(page(client, story))[1]
        clock.shift(HOUR)
        edit(story.article, slug="harbour-open")
        moved = publishing.update(story.article, by=None)
        response = send(client, story, clock, token=token)
        assert response["Location"].startswith(f"{moved.get_comments_url()}?mine=")
        assert count_of(story) == 1

    def test_a_killed_story_says_nothing(self, client: Client, story: Version, clock: Any) -> None:
        write(story)
        token = TOKEN.search(page(client, story))[1]
        kill_story(story.article, by=None, reason="A court.")
        assert "The ferry" not in page(client, story, status=410)
        assert send(client, story, clock, token=token).status_code == 410


class TestWriting:
    def test_it_stands_there_and_its_writer_is_shown_it(self, client: Client, story: Version, clock: Any) -> None:
        response = send(client, story, clock, name=" Cleo  P. ", text="One.\r\n\r\n<b>Two</b> https://port.example/x.")
        assert response.status_code == 303
        assert response["Location"].endswith("#mine")
        seen = client.get(response["Location"])
        html = seen.content.decode()
        assert seen["Cache-Control"] == "private, no-store"
        assert "Your comment is here." in html
        assert '<meta name="robots" content="noindex">' in html
        said = (
            '<p dir="auto">One.</p><p dir="auto">&lt;b&gt;Two&lt;/b&gt; '
            '<a href="https://port.example/x" rel="ugc nofollow">https://port.example/x</a>.</p>'
        )
        assert said in page(client, story)

    def test_one_that_waits_is_shown_to_its_writer_alone(
        self, client: Client, story: Version, clock: Any, ben: User
    ) -> None:
        take_comments("before")
        mine = send(client, story, clock)["Location"]
        assert "The ferry" not in page(client, story)
        html = client.get(mine).content.decode()
        assert "Others see it when an editor has read it." in html
        assert "The ferry was late." in html
        move(Comment.objects.get(), CommentState.REJECTED, by=ben)
        assert "An editor has decided not to show your comment." in client.get(mine).content.decode()
        for forged in (f"{Comment.objects.get().pk}", mine.partition("mine=")[2][:-9], "x", "%00"):
            assert "The ferry" not in page(client, story, f"?mine={forged}")

    def test_pressed_twice_is_one(self, client: Client, story: Version, clock: Any) -> None:
        token = TOKEN.search(page(client, story))[1]
        led = {send(client, story, clock, token=token)["Location"].partition(".")[0] for _ in range(2)}
        assert len(led) == 1
        assert count_of(story) == 1

    def test_what_is_wrong_is_said_at_the_field(self, client: Client, story: Version, clock: Any) -> None:
        html = refused(send(client, story, clock, name=" ", email="cleo@"))
        assert '<a href="#name">Write the name that readers are to see.</a>' in html
        assert 'aria-invalid="true" aria-describedby="name-fault name-help"' in html
        assert 'value="cleo@"' in html
        assert '<p class="fault" id="email-fault">This is no e-mail address.' in html
        html = refused(send(client, story, clock, name="C" * 61))
        assert "A name has at most 60 characters; this one has 61." in html
        assert count_of(story) == 0

    @pytest.mark.parametrize("text", ["", "   \n ", "\u200d\u200b", "\0\0", "\u202e\u0301", "\u3164\u2800"])
    def test_nothing_is_no_comment(self, client: Client, story: Version, clock: Any, text: str) -> None:
        response = send(client, story, clock, text=text)
        assert response.status_code == 400
        assert "Write what you want to say." in response.content.decode()

    def test_hostile_words(self, client: Client, story: Version, clock: Any) -> None:
        html = refused(send(client, story, clock, text="x" * 1_000_000), kept="x" * 1_000_000)
        assert "A comment has at most 5000 characters; this one has 1000000." in html
        for number, text in enumerate(("a\0b\u202ec", "Z" + "\u0336" * 400, "<img src=x onerror=alert(1)>")):
            assert send(client, story, clock, text=text, name=f"N{number}\0\u202e").status_code == 303
        html = page(client, story)
        assert not {"\0", "\u202e", "\u0336" * 5, "<img"} & {
            one for one in ("\0", "\u202e", "\u0336" * 5, "<img") if one in html
        }
        links = send(client, story, clock, text="https://a.example/ " * 200)
        assert Comment.objects.last().state == CommentState.WAITING
        assert links.status_code == 303

    def test_a_form_that_nobody_could_have_sent(self, client: Client, story: Version, clock: Any) -> None:
        assert "quicker than anybody types" in refused(send(client, story, clock, wait=QUICK - 1))
        assert "open for more than a day" in refused(send(client, story, clock, wait=OLD + 1))
        other = TOKEN.search(page(client, put_live("Ferry sails", slug="ferry")))[1]
        for token in (other, "x", "1.2.3", TOKEN.search(page(client, story))[1][:-1]):
            assert "did not come from our own page" in refused(send(client, story, clock, token=token))
        client = Client(headers={"Sec-Fetch-Site": "cross-site"})
        assert "did not come from our own page" in refused(send(client, story, clock))
        assert count_of(story) == 0

    def test_the_form_that_comes_back_can_be_sent(self, client: Client, story: Version, clock: Any) -> None:
        html = refused(send(client, story, clock, wait=OLD + 1))
        assert send(client, story, clock, token=TOKEN.search(html)[1]).status_code == 303

    def test_a_field_that_people_do_not_see(self, client: Client, story: Version, clock: Any) -> None:
        mine = send(client, story, clock, website="https://spam.example")["Location"]
        assert Comment.objects.get().state == CommentState.SPAM
        assert "when an editor has read it" in client.get(mine).content.decode()

    def test_too_much_from_one_place(self, client: Client, story: Version, clock: Any) -> None:
        for number in range(LIMITS[0][0]):
            assert send(client, story, clock, text=f"Number {number}").status_code == 303
        html = refused(send(client, story, clock), status=429)
        assert "Too much came from your connection. You can go on at 14:10." in html

    def test_a_closed_story_keeps_what_was_typed(self, client: Client, story: Version, clock: Any, ben: User) -> None:
        token = TOKEN.search(page(client, story))[1]
        set_discussion(story.article, by=ben, openness="closed", taking="")
        assert "No more comments are taken" in refused(send(client, story, clock, token=token), status=403)
        assert "Comments on this story are closed." in page(client, story)
        assert "comment-form" not in page(client, story)

    def test_it_closes_by_age(self, client: Client, story: Version, clock: Any) -> None:
        write(story)
        clock.move_to(NOON + 14 * DAY)
        assert "Comments on this story are closed since 16 Mar 2026, 13:00." in words(
            client.get(story.get_comments_url())
        )


class TestAnswering:
    def test_the_page_to_answer_on(self, client: Client, story: Version, clock: Any) -> None:
        one = write(story, "A question?", name="Dora")
        html = page(client, story, f"?reply={one.pk}")
        assert "A question?" in html
        token = TOKEN.search(html)[1]
        send(client, story, clock, token=token, answers=one.pk)
        assert Comment.objects.last().parent == one

    def test_what_cannot_be_answered(self, client: Client, story: Version, clock: Any, ben: User) -> None:
        hidden = write(story, "Hidden.")
        move(hidden, CommentState.SPAM, by=ben)
        elsewhere = write(put_live("Ferry sails", slug="ferry"), "Elsewhere.")
        for asked in (hidden.pk, elsewhere.pk, 0, "x", "9" * 30, "-1", "٣"):
            assert "Elsewhere." not in page(client, story, f"?reply={asked}")
            html = refused(send(client, story, clock, answers=asked))
            assert "That comment is not shown any more." in html
            assert 'name="answers"' not in html
        assert Comment.objects.count() == 2


class TestReporting:
    def test_it_is_taken_with_thanks(self, client: Client, story: Version) -> None:
        one = write(story)
        html = page(client, story, f"?report={one.pk}")
        given = {"token": TOKEN.search(html)[1], "report": one.pk, "reason": "abuse"}
        response = client.post(story.get_comments_url(), given)
        assert (response.status_code, response.cookies) == (303, {})
        assert "An editor will look at it." in client.get(response["Location"]).content.decode()
        one.refresh_from_db()
        assert one.reports == 1

    def test_what_is_wrong_is_said(self, client: Client, story: Version, ben: User) -> None:
        one = write(story)
        token = TOKEN.search(page(client, story))[1]
        address = story.get_comments_url()
        for given, told in (
            ({"report": one.pk, "token": token}, "Choose what is wrong."),
            ({"report": one.pk, "reason": "abuse", "token": "x"}, "did not come from our own page"),
            ({"report": 99, "reason": "abuse", "token": token}, "That comment is not shown any more."),
            ({"report": "", "reason": "abuse", "token": token}, "That comment is not shown any more."),
        ):
            response = client.post(address, given)
            assert response.status_code == 400
            assert told in response.content.decode()
        page(client, story, "?report=99", status=404)
        move(one, CommentState.DELETED, by=ben)
        assert "The ferry" not in page(client, story, f"?report={one.pk}", status=404)


def test_nobody_s_address_is_printed(client: Client, story: Version, clock: Any) -> None:
    send(client, story, clock, email="cleo@post.example")
    assert "127.0.0.1" not in page(client, story)
    assert "cleo@post.example" not in page(client, story)
