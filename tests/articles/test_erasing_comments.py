"""What is kept of people who comment: handed out, erased, and forgotten in time."""

from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection

from articles.commenting import answer, move
from articles.erasing_comments import KEPT_ASIDE, erase, export, forget
from articles.models import Act, Comment, CommentState, Record, Version
from tests.articles.commented import count_of, take_comments, write
from tests.articles.site.stories import DAY, HOUR, NOON, put_live

pytestmark = pytest.mark.django_db


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


def test_a_person_s_comments_are_found_and_handed_out(story: Version, ada: User, ben: User) -> None:
    write(story, email="Cleo@Post.example")
    write(story, "Signed otherwise.", name="C.", email="cleo@post.example")
    write(story, "No address.", name="cleo")
    mine = Comment.objects.of_person("CLEO@post.example").order_by("pk").select_related("article")
    handed = export(mine, by=ada)
    assert [one["text"] for one in handed] == ["The ferry was late again.", "Signed otherwise."]
    assert handed[0] | {"number": 0} == {
        "number": 0, "story": "Harbour opens", "posted": "2026-03-02T13:00:00+00:00", "name": "Cleo",
        "e-mail": "cleo@post.example", "text": "The ferry was late again.", "state": "Shown", "answers": None,
    }  # fmt: skip
    named = Comment.objects.of_person("CLEO").order_by("pk")
    assert [one.text for one in named] == ["The ferry was late again.", "No address."]
    assert list(Comment.objects.of_person("7", mine[1].pk)) == [mine[1]]
    assert not Comment.objects.of_person("").exists()
    with pytest.raises(PermissionDenied):
        export(mine, by=ben)


def test_what_is_erased_is_gone_and_answers_keep_their_place(story: Version, ada: User, ben: User) -> None:
    answered, alone, hidden = write(story), write(story, "Alone."), write(story, "Hidden.")
    reply = write(story, "So was mine.", name="Dora", answers=answered)
    own = answer(alone, "We have asked.", by=ben)
    move(hidden, CommentState.REJECTED, by=ben)
    Comment.objects.filter(pk=own.pk).update(parent=None, thread=own.pk)
    Comment.objects.filter(pk=alone.pk).update(replies=0)
    with pytest.raises(PermissionDenied):
        erase([answered.pk], by=ben)
    assert erase([answered.pk, alone.pk, hidden.pk, own.pk, 999], by=ada) == 3
    assert count_of(story) == 2
    answered.refresh_from_db()
    assert (answered.state, answered.name, answered.text, answered.listed) == (CommentState.ERASED, "", "", True)
    assert set(Comment.objects.values_list("pk", flat=True)) == {answered.pk, reply.pk, own.pk}
    entry = Record.objects.get(act=Act.COMMENTS_ERASED)
    assert (entry.title, entry.after) == ("A person’s comments", {"Comments": "3"})
    assert not Record.objects.filter(title__contains="Cleo").exists()


def test_what_was_put_aside_goes_after_thirty_days(story: Version, ben: User, clock: Any) -> None:
    answered, aside = write(story), write(story, "Buy this.")
    write(story, "So was mine.", answers=answered)
    for one in (answered, aside):
        move(one, CommentState.SPAM, by=ben)
    clock.shift(KEPT_ASIDE - DAY)
    forget()
    assert Comment.objects.count() == 3
    clock.shift(DAY)
    assert forget(dry_run=True) == (0, 2)
    call_command("thin", stdout=(said := StringIO()))
    assert said.getvalue().endswith("came from: 0. Comments put aside 30 days ago: 2.\n")
    answered.refresh_from_db()
    assert (answered.state, answered.text, count_of(story)) == (CommentState.ERASED, "", 1)
    assert forget() == (0, 0)


def test_what_an_editor_brings_back_meanwhile_stays(story: Version, ben: User, clock: Any) -> None:
    comment = write(story)
    move(comment, CommentState.SPAM, by=ben)
    clock.shift(KEPT_ASIDE)
    editors = [lambda: move(comment, CommentState.SHOWN, by=ben)]

    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        while editors and sql.startswith("SAVEPOINT"):
            editors.pop()()
        return execute(sql, *rest)

    with connection.execute_wrapper(meanwhile):
        assert forget() == (1, 0)
    assert (editors, count_of(story)) == ([], 1)
