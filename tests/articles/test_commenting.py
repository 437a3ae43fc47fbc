"""Commenting: what is shown, what waits and why, what a moderator does, and what one place may do."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles import erasing_comments
from articles.commenting import ClosedError, NotThereError, TooManyError, answer, move, report, set_discussion
from articles.holding import Refused
from articles.models import Act, Article, Comment, CommentState, Discussion, Record, Version
from tests.articles.commented import HERE, count_of, take_comments, write
from tests.articles.makers import make_article
from tests.articles.site.stories import DAY, HOUR, NOON, put_all_live, put_live

pytestmark = pytest.mark.django_db
COUNTS = 'SELECT COUNT(*) AS "__count" FROM "articles_comment"'
MINUTE = dt.timedelta(minutes=1)
SHOWN, WAITING, SPAM = CommentState.SHOWN, CommentState.WAITING, CommentState.SPAM


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


class TestWriting:
    def test_it_is_shown_at_once_where_the_site_says_so(self, story: Version) -> None:
        comment = write(story)
        assert (comment.state, comment.why, comment.parent, count_of(story)) == (SHOWN, "", None, 1)

    def test_it_waits_where_an_editor_reads_first(self, story: Version) -> None:
        take_comments("before")
        assert write(story).state == WAITING
        assert count_of(story) == 0

    def test_a_story_may_have_a_rule_of_its_own(self, story: Version, ben: User) -> None:
        set_discussion(story.article, by=ben, openness="", taking="before")
        assert write(story).state == WAITING
        take_comments("before")
        set_discussion(story.article, by=ben, openness="", taking="after")
        assert write(story, "At last.").state == SHOWN

    @pytest.mark.parametrize(
        ("values", "why"),
        [
            ({"text": "https://a.example www.b.example http://c.example"}, "It has 3 links; 2 are let through."),
            ({"text": "Best CASÎNOS in town"}, "It has “casino*”, which is on the list of words."),
            ({"text": "Oh hell, no."}, "It has “oh  hell”, which is on the list of words."),
            ({"name": "The Méridian desk"}, "Its writer goes by the newsroom’s name."),
        ],
    )
    def test_some_words_wait(self, story: Version, values: dict[str, str], why: str) -> None:
        take_comments(comment_words="casino*\n\noh  hell\n*")
        comment = write(story, **values)
        assert (comment.state, comment.why) == (WAITING, why)

    def test_others_do_not(self, story: Version) -> None:
        take_comments(comment_words="hell\ncasino")
        assert write(story, "Hello, casinos! https://a.example https://b.example").state == SHOWN

    def test_what_a_machine_fills_in_is_put_aside(self, story: Version) -> None:
        assert write(story, trapped=True).state == SPAM

    def test_twice_is_once(self, story: Version) -> None:
        one, again = write(story, address=HERE), write(story, address=HERE)
        assert one == again
        assert count_of(story) == 1
        assert write(story, address="192.0.2.8") != one

    def test_its_day_passes_and_nothing_tells_where_it_came_from(self, story: Version, clock: Any) -> None:
        comment = write(story, address=HERE)
        assert HERE not in str(Comment.objects.values().get())
        clock.shift(DAY - dt.timedelta(microseconds=1))
        assert erasing_comments.forget() == (0, 0)
        clock.shift(dt.timedelta(microseconds=1))
        assert erasing_comments.forget() == (1, 0)
        comment.refresh_from_db()
        assert (comment.sender, comment.once, comment.state) == ("", "", SHOWN)

    def test_the_name_of_a_place_is_another_one_tomorrow(self, story: Version, clock: Any) -> None:
        one = write(story, address=HERE)
        clock.shift(DAY)
        assert write(story, "Next day.", address=HERE).sender != one.sender


class TestAnswering:
    def test_an_answer_stands_in_its_thread(self, story: Version) -> None:
        first = write(story)
        reply = write(story, "So was mine.", answers=first)
        deeper = write(story, "And mine.", answers=reply)
        assert (reply.parent, deeper.parent) == (first, first)
        assert count_of(story) == 3

    def test_what_is_not_shown_cannot_be_answered(self, story: Version, ben: User) -> None:
        hidden = write(story)
        move(hidden, CommentState.DELETED, by=ben)
        elsewhere = write(put_live("Ferry sails", slug="ferry"))
        for one in (hidden, elsewhere, 999_999, 2**62):
            with pytest.raises(NotThereError):
                write(story, "Hello?", answers=one)
        assert count_of(story) == 0

    def test_the_database_keeps_it_one_level_deep(self, story: Version) -> None:
        reply = write(story, "So was mine.", answers=write(story))
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=reply.pk).update(replies=1)

    def test_the_newsroom_answers_marked(self, story: Version, ben: User, ana: User) -> None:
        take_comments("before")
        comment = write(story)
        written = answer(comment, "We have asked the <port>.\0", by=ben)
        comment.refresh_from_db()
        assert (written.staff, written.name, written.text) == (True, "Ben", "We have asked the <port>.")
        assert (comment.state, written.parent, count_of(story)) == (SHOWN, comment, 2)
        assert Record.objects.filter(act=Act.COMMENT_ANSWERED, who=ben.pk).count() == 1
        for text in ("", " \u200d ", "x" * 5001):
            with pytest.raises(Refused):
                answer(comment, text, by=ben)
        with pytest.raises(PermissionDenied):
            answer(comment, "Hello.", by=ana)


class TestClosing:
    def test_by_age_to_the_second(self, story: Version, clock: Any) -> None:
        take_comments(comment_days=2)
        clock.move_to(NOON + 2 * DAY - dt.timedelta(seconds=1))
        write(story)
        clock.move_to(NOON + 2 * DAY)
        with pytest.raises(ClosedError):
            write(story, "Too late.")
        take_comments(comment_days=None)
        assert write(story, "Not so.").state == SHOWN

    @pytest.mark.parametrize(("openness", "takes"), [("", False), ("open", True), ("closed", False), ("off", False)])
    def test_by_hand(self, story: Version, clock: Any, ben: User, openness: str, takes: bool) -> None:
        set_discussion(story.article, by=ben, openness=openness, taking="")
        clock.shift(99 * DAY)
        if takes:
            assert write(story).state == SHOWN
        else:
            with pytest.raises(ClosedError):
                write(story)

    def test_it_is_on_record_once(self, story: Version, ben: User, ana: User) -> None:
        for _ in range(2):
            set_discussion(story.article, by=ben, openness="closed", taking="before")
        entry = Record.objects.get(act=Act.COMMENTS_SET)
        assert entry.after == {"Comments": "Closed", "Readers see them": "An editor reads each one first"}
        with pytest.raises(PermissionDenied):
            set_discussion(story.article, by=ana, openness="", taking="")

    def test_a_site_without_comments_takes_none(self, story: Version, ben: User) -> None:
        set_discussion(story.article, by=ben, openness="open", taking="after")
        take_comments("off")
        with pytest.raises(ClosedError):
            write(story)


class TestHowMuch:
    def test_five_in_ten_minutes_from_one_place(self, story: Version, clock: Any) -> None:
        for number in range(5):
            write(story, f"Number {number}", address=HERE)
            clock.shift(MINUTE)
        with pytest.raises(TooManyError) as refused:
            write(story, "Number 6", address=HERE)
        assert refused.value.again == NOON + HOUR + 10 * MINUTE
        write(story, "Number 4", address=HERE)
        write(story, "From elsewhere")
        clock.move_to(refused.value.again)
        assert write(story, "Number 6", address=HERE).state == SHOWN

    def test_over_midnight_too(self, story: Version, clock: Any) -> None:
        clock.move_to(NOON + 12 * HOUR - MINUTE)
        for number in range(5):
            write(story, f"Number {number}", address=HERE)
        clock.shift(2 * MINUTE)
        with pytest.raises(TooManyError):
            write(story, "Number 6", address=HERE)

    def test_a_household_is_one_place(self, story: Version) -> None:
        for number in range(5):
            write(story, f"Number {number}", address=f"2001:db8:0:7::{number}")
        with pytest.raises(TooManyError):
            write(story, "Number 6", address="2001:db8:0:7:abcd::9")
        write(story, "The neighbour", address="2001:db8:0:8::1")

    def test_no_table_is_read_from_end_to_end(self, story: Version) -> None:
        first = write(story, address=HERE)
        report(story, first.pk, "abuse", address=HERE)
        asked: list[tuple[str, Any]] = []

        def note(execute: Any, sql: str, params: Any, *rest: Any) -> Any:
            asked.append((sql, params))
            return execute(sql, params, *rest)

        with connection.execute_wrapper(note):
            write(story, address=HERE)
            write(story, "Again.", address=HERE)
            report(story, first.pk, "abuse", address="192.0.2.8")
            erasing_comments.forget()
        if connection.vendor == "sqlite":  # PostgreSQL reads a table of a few rows as a whole
            # `write` itself counts the comments for an address of its own each time.
            assert {sql for sql, params in asked if "SCAN" in plan_of(sql, params)} <= {COUNTS}


def plan_of(sql: str, params: Any) -> str:
    """Return how SQLite looks for the comments or reports that a statement is about; "" for any other statement."""
    if not re.match("(SELECT|UPDATE|DELETE) .*articles_(comment|report)\\b", sql):
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return str(cursor.fetchall())


class TestModerating:
    def test_every_state_leads_to_every_other_on_record(self, story: Version, ben: User) -> None:
        comment = write(story)
        for to in (WAITING, CommentState.REJECTED, SHOWN, SPAM, CommentState.DELETED, SHOWN):
            assert move(comment, to, by=ben)
            assert count_of(story) == (to == SHOWN)
        assert not move(comment, SHOWN, by=ben)
        acts = list(Record.objects.about(comment).newest_first().values_list("act", "name", "title"))
        assert [act for act, *_ in acts[:2]] == [Act.COMMENT_APPROVED, Act.COMMENT_DELETED]
        assert len(acts) == 6
        assert {title for *_, title in acts} == {f"Comment {comment.pk} on “Harbour opens”"}

    def test_who_is_slower_is_told(self, story: Version, ben: User) -> None:
        comment = write(story)
        move(comment, SPAM, by=ben)
        with pytest.raises(Refused, match="Somebody else was quicker: it is spam now"):
            move(comment, SHOWN, by=ben, seen=WAITING)

    def test_not_everybody_may(self, story: Version, ana: User, pia: User) -> None:
        for person in (ana, pia):
            with pytest.raises(PermissionDenied):
                move(write(story, f"By {person}"), SPAM, by=person)

    def test_one_that_is_gone(self, story: Version, ben: User) -> None:
        comment = write(story)
        Comment.objects.all().delete()
        with pytest.raises(Refused, match="gone"):
            move(comment, SPAM, by=ben)


class TestReporting:
    def test_enough_places_hide_it(self, story: Version) -> None:
        comment = write(story)
        for number in (1, 1, 2, 2):
            report(story, comment.pk, "abuse", address=f"192.0.2.{number}")
        assert count_of(story) == 1
        report(story, comment.pk, "spam", address="192.0.2.3")
        comment.refresh_from_db()
        assert (comment.state, comment.why, count_of(story)) == (WAITING, "Reported from 3 places.", 0)
        assert "192.0.2" not in str(list(comment.reported.values()))

    def test_not_one_that_an_editor_has_read(self, story: Version, ben: User) -> None:
        comment = write(story)
        report(story, comment.pk, "abuse", address="192.0.2.9")
        assert move(comment, SHOWN, by=ben)
        for number in range(1, 6):
            report(story, comment.pk, "abuse", address=f"192.0.2.{number}")
        comment.refresh_from_db()
        assert (comment.state, comment.reports) == (SHOWN, 5)
        assert list(Comment.objects.reported()) == [comment]
        assert move(comment, SHOWN, by=ben)
        assert not Comment.objects.reported().exists()

    def test_nor_the_newsroom_s_own(self, story: Version, ben: User) -> None:
        own = answer(write(story), "We have asked.", by=ben)
        for number in range(1, 6):
            report(story, own.pk, "false", address=f"192.0.2.{number}")
        assert count_of(story) == 2

    def test_what_is_not_shown_cannot_be_reported(self, story: Version, ben: User) -> None:
        comment = write(story)
        other = put_live("Ferry sails", slug="ferry")
        with pytest.raises(NotThereError):
            report(other, comment.pk, "abuse", address=HERE)
        move(comment, SPAM, by=ben)
        with pytest.raises(NotThereError):
            report(story, comment.pk, "abuse", address=HERE)

    def test_one_place_does_not_report_everything(self, story: Version, clock: Any) -> None:
        take_comments(comment_reports=None)
        comments = [write(story, f"Number {number}") for number in range(11)]
        for comment in comments[:10]:
            report(story, comment.pk, "abuse", address=HERE)
        with pytest.raises(TooManyError):
            report(story, comments[10].pk, "abuse", address=HERE)
        clock.shift(HOUR)
        report(story, comments[10].pk, "abuse", address=HERE)
        assert count_of(story) == 11


STEPS = ["write", "answer", "hold", "show", "reject", "spam", "delete", "report", "erase", "forget", "staff"]
TO = {"hold": WAITING, "show": SHOWN, "reject": CommentState.REJECTED, "spam": SPAM, "delete": CommentState.DELETED}


@settings(max_examples=25, print_blob=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([("write", 0), ("staff", 0), ("erase", 0), ("erase", 0)])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9)), max_size=25))
def test_the_count_is_what_readers_see_after_any_acts(db: None, chosen: list[tuple[str, int]]) -> None:
    with transaction.atomic(), time_machine.travel(NOON + HOUR, tick=False) as clock:
        take_comments(comment_reports=1)
        stories = put_all_live(make_article("Harbour opens"), make_article("Ferry sails"), at=NOON - HOUR)
        for step, (act, which) in enumerate(chosen):
            there = list(Comment.objects.order_by("pk"))
            one = there[which % len(there)] if there else None
            version = next(
                (story for story in stories if one and story.article_id == one.article_id), stories[which % 2]
            )
            try:
                if act == "write":
                    write(stories[which % 2], f"Words {step}")
                elif act == "forget":
                    clock.shift(31 * DAY if which == 0 else MINUTE)
                    erasing_comments.forget()
                elif one is None:
                    continue
                elif act == "answer":
                    write(version, f"Words {step}", answers=one)
                elif act == "staff":
                    answer(one, f"Words {step}", by=None)
                elif act == "report":
                    report(version, one.pk, "spam", address=f"192.0.2.{which}")
                elif act == "erase":
                    erasing_comments.erase([one.pk, one.thread], by=None)
                else:
                    move(one, TO[act], by=None)
            except (Refused, NotThereError, ClosedError):
                pass
            for story in stories:
                count_of(story)
        transaction.set_rollback(True)


def test_a_story_that_goes_takes_its_comments_along(story: Version) -> None:
    write(story)
    Version.objects.all().delete()
    Article.objects.all().delete()
    assert not Comment.objects.exists()
    assert not Discussion.objects.exists()
