"""Copies of the database: read where they have seen what was heard, and otherwise nobody notices that they are there.

Here a copy is one that nothing of what the test writes has come to: so much does it lag behind. A real one follows,
stands still and is gone in tests/newsroom/deploy/test_together.py.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from articles import publishing
from newsroom import replicas
from newsroom.page_cache import door
from newsroom.replicas import Place, Replica, Replicas
from tests.articles.makers import edit, make_article
from tests.newsroom.page_cache.asking import ask, make_door
from tests.newsroom.page_cache.conftest import one_connection

__all__ = ["one_connection"]

SEEN, UNSEEN = Place(1, 2, "seen"), Place(1, 2, "unseen")


@pytest.fixture
def copy(tmp_path: Path, db: None) -> dict[str, Any]:
    """How a copy is reached: PostgreSQL by another connection, which sees what is committed; else a file of that."""
    told = connection.settings_dict
    if connection.vendor == "postgresql":
        return told
    file = str(tmp_path / "copy")
    with closing(sqlite3.connect(told["NAME"])) as original, closing(sqlite3.connect(file)) as other:
        original.backup(other)
    return {**told, "NAME": file}


@pytest.fixture
def gate(tmp_path: Path, copy: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[door.PageCache]:
    """A door with one replica, which has seen what was written up to SEEN, where the database is."""
    monkeypatch.setattr(replicas, "SEEN", "SELECT 1 = 1, %s < %s AND %s = 'seen'")
    monkeypatch.setattr(Replicas, "place", lambda self: SEEN)
    one = make_door(tmp_path)
    one.replicas = Replicas([copy])
    yield one
    for replica in one.replicas.each:
        replica._connections.close_all()


def published(headline: str = "Harbour opens") -> str:
    """Return the address of a story that readers see."""
    return publishing.publish(make_article(headline), by=None).get_absolute_url()


def test_a_page_is_read_from_a_replica_that_has_seen_what_was_heard(gate: door.PageCache) -> None:
    assert ask(gate, published()).status == 404  # as there: it never will see what is not committed
    assert gate.replicas.counted() == {"used": 1}
    assert connection.in_atomic_block  # and then this is the database again


def test_one_that_has_not_is_left_alone(gate: door.PageCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Replicas, "place", lambda self: UNSEEN)
    page = published()
    assert b"Harbour opens" in ask(gate, page).body
    assert b"Harbour opens" in ask(gate, page).body
    assert gate.replicas.counted() == {"behind": 1}  # the second answer was kept


def test_another_one_may_have(gate: door.PageCache, copy: dict[str, Any]) -> None:
    lost, found = gate.replicas.each[0], Replica(2, copy)
    gate.replicas.each.append(found)
    lost._is_away_until = float("inf")
    for page in ("/", "/section/world/"):
        ask(gate, page)
    assert (lost.counted, found.counted) == ({}, {"used": 2})


def test_what_readers_could_see_must_have_been_seen_and_a_draft_need_not(
    gate: door.PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(Replicas, "place", lambda self: asked.append(len(gate.plain)) or UNSEEN)
    article = make_article("Harbour opens")
    ask(gate, "/")
    assert asked == [0]
    edit(article, standfirst="At noon.")
    ask(gate, "/")
    assert asked == [0]
    publishing.publish(article, by=None)
    ask(gate, "/")
    assert asked == [0, 1]  # before the page from before was let go


def test_what_a_replica_cannot_answer_the_database_does(gate: door.PageCache, tmp_path: Path) -> None:
    empty = {**connection.settings_dict, "ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "empty")}
    gate.replicas = Replicas([{**empty, "OPTIONS": {}}])
    assert b"Harbour opens" in ask(gate, published()).body
    assert gate.replicas.counted() == {"used": 1}


def test_one_that_is_away_is_told_of_once_and_asked_again_later(
    gate: door.PageCache, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "newsroom.replicas")
    (replica,) = gate.replicas.each
    with monkeypatch.context() as gone:
        gone.setattr(replicas, "SEEN", "SELECT no_such_thing, %s, %s, %s")
        with monkeypatch.context() as soon:
            soon.setattr(replicas, "PAUSE", 0)
            assert not replica.has_seen(SEEN)
        assert [replica.has_seen(SEEN), replica.has_seen(SEEN)] == [False, False]
    assert replica.counted == {"away": 2}
    assert not replica.has_seen(SEEN)
    replica._is_away_until = 0
    assert replica.has_seen(SEEN)
    told = [record.getMessage() for record in caplog.records]
    assert [one.partition(" (")[0] for one in told] == ["Replica 1 is away", "Replica 1 is read again."]


def test_one_that_lags_is_told_of_after_a_while(
    gate: door.PageCache, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "newsroom.replicas")
    (replica,) = gate.replicas.each
    for late in (10, 10, 0, 0):
        monkeypatch.setattr(replicas, "LATE", late)
        assert not replica.has_seen(UNSEEN)
    assert replica.has_seen(SEEN)
    told = [record.getMessage() for record in caplog.records]
    assert told == ["Replica 1 has lagged behind for 0 s: its share is read elsewhere.", "Replica 1 is read again."]


@pytest.mark.django_db
def test_the_database_is_no_replica_of_itself(caplog: pytest.LogCaptureFixture) -> None:
    told: list[dict[str, Any]] = [connection.settings_dict]
    one = Replicas(told)
    is_postgresql = connection.vendor == "postgresql"
    place = one.place() if is_postgresql else SEEN
    assert one.read(lambda: connection.in_atomic_block, place, bool)
    words = "follows another database, or none" if is_postgresql else "is away"
    assert f"Replica 1 {words}" in caplog.text
    one.each[0]._connections.close_all()


def test_where_there_is_none_nothing_is_asked(tmp_path: Path, db: None) -> None:
    assert make_door(tmp_path).replicas.place() is None
