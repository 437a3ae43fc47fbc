"""Whoever stands in front is told of every change, once it is one, twice, and again until it has heard."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.db import connection

from articles import publishing
from articles.models import EdgeHook, Version
from media.made_of import ANYTHING
from newsroom.edge import telling
from newsroom.edge.hooks import Varnish
from newsroom.edge.telling import FIRST_PAUSE, HELD, Teller
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import HOUR, NOON

from .fronts import Front, standing

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)
TICK = dt.timedelta(microseconds=1)


@pytest.fixture
def front() -> Iterator[Front]:
    """Something that stands in front."""
    with standing() as one:
        yield one


@pytest.fixture
def clock() -> Iterator[Any]:
    """The newsroom's clock, standing at noon."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def teller(front: Front, clock: Any) -> Teller:
    """Who tells it, and has told it that it knows nothing."""
    one = Teller(Varnish("Varnish", front.at))
    for _ in range(3):
        one.look()
        clock.shift(SECOND)
    assert front.words() == [{"all"}] * 3
    return one


def test_what_changed_is_told_at_once_and_twice_within_two_seconds(teller: Teller, front: Front, clock: Any) -> None:
    version = publishing.publish(make_article("Harbour opens", tags=["ports"]), by=None)
    teller.look()
    (told,) = front.words()
    tag = version.tags.get().tag_id
    words = {f"story-{version.article_id}", "story", "stories", ANYTHING, f"tag-stories-{tag}", "tag-stories"}
    assert words <= told
    assert f"version-{version.pk}" not in told
    assert "all" not in told
    since = []
    for tenth in range(1, 31):
        clock.shift(SECOND / 10)
        teller.look()
        since += [tenth for words in front.words() if words == told]
    assert since == [6, 16]
    assert EdgeHook.objects.get().waiting == {}


def test_what_readers_do_not_see_is_not_told(teller: Teller, front: Front) -> None:
    article = make_article("Harbour opens")
    teller.look()
    front.words()
    edit(article, standfirst="At noon.")
    teller.look()
    assert front.words() == []


def test_what_is_scheduled_is_told_in_its_moment_too(teller: Teller, front: Front, clock: Any) -> None:
    article = make_article("Harbour opens")
    due = NOON + dt.timedelta(minutes=10)
    publishing.schedule(article, due, by=None)
    for _ in range(3):
        teller.look()
        clock.shift(SECOND)
    front.words()
    clock.move_to(due - TICK)
    teller.look()
    assert front.words() == []
    assert teller.wakes_at == due.timestamp()
    clock.move_to(due)
    teller.look()
    assert f"story-{article.pk}" in front.words()[0]


def test_what_came_by_the_clock_while_no_server_ran_is_told(teller: Teller, front: Front, clock: Any) -> None:
    article = make_article("Harbour opens")
    publishing.schedule(article, NOON + 10 * SECOND, by=None)
    for _ in range(3):
        teller.look()
        clock.shift(SECOND)
    front.words()
    clock.move_to(NOON + 60 * SECOND)
    Teller(teller.hook).look()
    assert f"story-{article.pk}" in front.words()[0]


def test_what_is_written_by_sql_is_told(teller: Teller, front: Front) -> None:
    version = publishing.publish(make_article("Harbour opens"), by=None)
    teller.look()
    front.words()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_section SET name = 'Abroad' WHERE id = %s", [version.section_id])
    teller.look()
    assert front.words() == [{"chrome", ANYTHING}]


def test_what_failed_is_told_again_later_also_by_a_server_that_starts(teller: Teller, front: Front, clock: Any) -> None:
    front.answer = 503
    first = publishing.publish(make_article("Harbour opens"), by=None)
    teller.look()
    teller.look()
    assert len(front.words()) == 1
    state = EdgeHook.objects.get()
    assert (state.tries, state.failing_since) == (1, NOON + 3 * SECOND)
    assert state.error == "It answered 503 Service Unavailable."
    assert f"story-{first.article_id}" in state.waiting
    clock.shift(FIRST_PAUSE)
    teller.look()
    assert len(front.words()) == 1
    assert EdgeHook.objects.get().not_before == NOON + 4 * SECOND + 2 * FIRST_PAUSE
    second = publishing.publish(make_article("Bridge closes"), by=None)
    front.answer = 200
    clock.shift(2 * FIRST_PAUSE)
    Teller(teller.hook).look()
    assert {f"story-{first.article_id}", f"story-{second.article_id}"} <= front.words()[0]
    state = EdgeHook.objects.get()
    assert (state.tries, state.failing_since, state.error, state.told_at) == (0, None, "", NOON + 6 * SECOND)


def test_nobody_there_is_told_in_words(clock: Any) -> None:
    Teller(Varnish("Varnish", "http://127.0.0.1:9")).look()
    assert EdgeHook.objects.get().error == "Connection refused"


def test_two_servers_tell_it_once(teller: Teller, front: Front) -> None:
    other, tell = Teller(teller.hook), Varnish.tell

    def meanwhile(hook: Varnish, words: list[str]) -> None:
        other.look()
        tell(hook, words)

    publishing.publish(make_article("Harbour opens"), by=None)
    with mock.patch.object(Varnish, "tell", meanwhile):
        teller.look()
    assert len(front.words()) == 1


def test_a_server_that_died_over_it_loses_nothing(teller: Teller, front: Front, clock: Any) -> None:
    publishing.publish(make_article("Harbour opens"), by=None)
    with mock.patch.object(Varnish, "tell", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        teller.look()
    other = Teller(teller.hook)
    other.look()
    assert front.words() == []
    clock.shift(HELD)
    other.look()
    assert len(front.words()) == 1


def test_who_was_thought_dead_writes_over_nothing(teller: Teller, front: Front, clock: Any) -> None:
    other, tell = Teller(teller.hook), Varnish.tell
    more: list[Version] = []

    def slowly(hook: Varnish, words: list[str]) -> None:
        tell(hook, words)
        if not more:
            clock.shift(HELD)
            more.append(publishing.publish(make_article("Bridge closes"), by=None))
            with mock.patch.object(Varnish, "tell", side_effect=OSError("down")):
                other.look()

    publishing.publish(make_article("Harbour opens"), by=None)
    with mock.patch.object(Varnish, "tell", slowly):
        teller.look()
    assert f"story-{more[0].article_id}" in EdgeHook.objects.get().waiting


def test_who_was_not_told_for_long_lets_go_everything(teller: Teller, front: Front, clock: Any) -> None:
    clock.shift(2 * HOUR)
    teller.look()
    assert front.words() == [{"all"}]


def test_where_nothing_happens_the_row_says_so_now_and_then(teller: Teller, front: Front, clock: Any) -> None:
    for _ in range(8):
        clock.shift(dt.timedelta(minutes=10))
        teller.look()
    assert front.words() == []


def test_too_much_is_everything(teller: Teller, front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "MOST", 3)
    publishing.publish(make_article("Harbour opens"), by=None)
    teller.look()
    assert front.words() == [{"all"}]
