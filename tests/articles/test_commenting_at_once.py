"""Many who act on one story's comments at once, each on a connection of their own."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from articles.commenting import NotThereError, move, report
from articles.erasing_comments import erase
from articles.models import Comment, CommentState
from tests.articles.commented import HERE, count_of, take_comments, write
from tests.articles.site.stories import put_live


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of these at once; return what each gave."""
    start, given = threading.Barrier(len(acts)), []

    def does(act: Callable[[], Any]) -> None:
        try:
            start.wait()
            given.append(act())
        except NotThereError as gone:
            given.append(gone)
        finally:
            connection.close()

    threads = [threading.Thread(target=does, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


@pytest.mark.django_db(transaction=True)
def test_counts_stay_exact_and_nothing_is_there_twice() -> None:
    take_comments(comment_days=None)
    version = put_live()
    first = write(version)
    waiting = [write(version, f"Number {number}", answers=first) for number in range(2)]
    for one in waiting:
        move(one, CommentState.WAITING, by=None)
    sent = at_once(
        *(lambda: write(version, "Twice.", address=HERE) for _ in range(2)),
        *(
            lambda n=n: write(version, f"So was mine {n}.", address=f"192.0.2.{n + 10}", answers=first)
            for n in range(3)
        ),
        *(lambda one=one: move(one, CommentState.SHOWN, by=None) for one in waiting for _ in range(2)),
    )
    assert len(sent) == 9
    assert sorted(one for one in sent if isinstance(one, bool)) == [False, False, True, True]
    assert Comment.objects.filter(text="Twice.").count() == 1
    assert count_of(version) == 7
    reported = at_once(*(lambda n=n: report(version, first.pk, "spam", address=f"198.51.100.{n}") for n in range(4)))
    assert len(reported) == 4
    first.refresh_from_db()
    assert (first.state, count_of(version)) == (CommentState.WAITING, 6)


@pytest.mark.django_db(transaction=True)
def test_erasing_in_many_threads_waits_for_nobody_who_waits_for_it() -> None:
    take_comments(comment_days=None)
    version = put_live()
    firsts = [write(version, f"Thread {number}") for number in range(4)]
    answers = [write(version, f"So was mine {one.pk}.", answers=one) for one in firsts]
    sent = at_once(
        lambda: erase([one.pk for one in answers], by=None),
        *(
            lambda one=one, n=n: write(version, f"Mine not {n}.", address=f"192.0.2.{n}", answers=one)
            for n, one in enumerate(firsts * 2)
        ),
    )
    assert len(sent) == 9
    assert count_of(version) == 12
