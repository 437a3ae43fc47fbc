"""Two machines, one database: what begins, by an editor or the clock, is on both within the second, never early."""

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

from .machines import Seen, early, late, read, serving, watching
from .test_doorbell import port, redis_at
from .test_served import database_address

__all__ = ["port"]

PATHS = ("/", "/section/world/", "/feed.xml")


@pytest.fixture(params=["with a doorbell", "without"])
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


def wait_for(seen: list[Seen], at: float) -> None:
    """Wait until every page was asked for two seconds after an instant."""
    while {one.site for one in seen if one.asked > at + 2} != {one.site for one in seen} or not seen:
        time.sleep(0.05)


def test_what_begins_is_on_both_machines_within_the_second_and_never_early(sites: list[str]) -> None:
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
        wait_for(seen, max(begins.values()))
        publishing.publish(articles["East"], by=None)
        published = time.time()
        wait_for(seen, published)
    assert len(seen) > 20
    for words, at in begins.items():
        assert not early(seen, words, at)
        assert not late(seen, words, at)
    assert not late(seen, "East Quay", published)
