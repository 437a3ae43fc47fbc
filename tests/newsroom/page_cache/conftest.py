"""A door before the newsroom, for tests that ask at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import signals
from django.db import close_old_connections

from newsroom.page_cache import door

from .asking import make_door


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a request keep the test's connection, and look for changes each time: a test's transaction never ends."""
    monkeypatch.setattr(door, "LOOK", 0)
    monkeypatch.setattr(door, "close_old_connections", lambda: None)
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@pytest.fixture
def gate(tmp_path: Path, db: None) -> door.PageCache:
    """A door before the newsroom."""
    return make_door(tmp_path)
