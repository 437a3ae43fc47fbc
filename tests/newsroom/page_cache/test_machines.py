"""Two machines, one database: what begins, by an editor or the clock, is soon on both, and never early.

How soon is measured, by `python -m tests.benchmarks.instants`.
"""

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from articles import publishing
from tests.articles.makers import make_article

from .machines import Seen, early, read, serving, watching
from .test_doorbell import PATIENCE, port, redis_at
from .test_served import database_address

__all__ = ["port"]

PATHS = ("/", "/section/world/", "/feed.xml")


@pytest.fixture(params=[pytest.param("with a doorbell", marks=pytest.mark.needs("redis-server")), "without"])
def sites(request: pytest.FixtureRequest, transactional_db: None, port: int, tmp_path: Path) -> Iterator[list[str]]:
    """Two machines, of which this process is the first; the second hears of it through a Redis, or looks."""
    publishing.publish(make_article("Quay rebuilt"), by=None)
    with ExitStack() as running:
        told = {}
        if request.param == "with a doorbell":
            running.enter_context(redis_at(port, tmp_path))
            told["NEWSROOM_DOORBELL"] = f"redis://127.0.0.1:{port}"
        machines = [Path(settings.VAR), tmp_path / "other"]
        yield [running.enter_context(serving(var, database_address(), **told)) for var in machines]


def wait_for(seen: list[Seen], words: str) -> None:
    """Wait until every page has words."""
    end = time.monotonic() + PATIENCE
    while not all(words in page for page in {one.site: one.page for one in list(seen)}.values()) or not seen:
        assert time.monotonic() < end, words
        time.sleep(0.05)


def lost(seen: list[Seen], words: str) -> list[Seen]:
    """Return the answers without words that were asked for where they had been seen."""
    since: dict[str, float] = {}
    for one in seen:
        if words in one.page:
            since[one.site] = min(one.answered, since.get(one.site, one.answered))
    return [one for one in seen if words not in one.page and one.asked > since.get(one.site, one.asked)]


def test_what_begins_is_on_both_machines_and_never_early(sites: list[str]) -> None:
    for site in sites:
        assert "Quay rebuilt" in read(f"{site}/")
    articles = {name: make_article(f"{name} Quay") for name in ("North", "South", "East")}
    scheduled = timezone.now() + dt.timedelta(seconds=2)
    begins: dict[str, float] = {}
    for number, name in enumerate(("North", "South")):
        at = scheduled + number * dt.timedelta(seconds=0.7)
        publishing.schedule(articles[name], at, by=None)
        begins[f"{name} Quay"] = at.timestamp()
    with watching([site + path for site in sites for path in PATHS]) as seen:
        for words in begins:
            wait_for(seen, words)
        publishing.publish(articles["East"], by=None)
        wait_for(seen, "East Quay")
    assert len(seen) > 20
    for words, at in begins.items():
        assert not early(seen, words, at)
        assert not lost(seen, words)
    assert not lost(seen, "East Quay")
