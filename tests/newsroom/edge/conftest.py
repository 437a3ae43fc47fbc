"""A door before the newsroom behind something that keeps pages."""

from pathlib import Path
from typing import Any

import pytest

from newsroom.edge.hooks import Varnish
from newsroom.page_cache import door
from tests.newsroom.page_cache.asking import make_door
from tests.newsroom.page_cache.conftest import one_connection

__all__ = ["one_connection"]


@pytest.fixture
def edge(settings: Any) -> Any:
    """Let a Varnish stand in front that keeps pages for ten minutes."""
    settings.EDGE, settings.EDGE_SECONDS = (Varnish("Varnish at nowhere", "http://127.0.0.1:9"),), 600
    return settings


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no thread tell, which would not see what a test has not committed."""
    monkeypatch.setattr(door, "begin", lambda: None)


@pytest.fixture
def gate(tmp_path: Path, db: None, edge: Any) -> door.PageCache:
    """A door before the newsroom."""
    return make_door(tmp_path)
