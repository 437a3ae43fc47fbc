"""Pages that are nobody's to keep are made of parts that are kept, and these are as exact as kept pages."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import killing, publishing
from articles.models import Author, Version
from media.lasting import Part
from media.made_of import MadeOf
from newsroom.page_cache import door
from newsroom.page_cache.flights import Flight, Flights
from newsroom.page_cache.pages import Shelf
from newsroom.page_cache.parts import Kept, Lent
from tests.articles.makers import edit, make_article

from .asking import Answered, ask

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
TICK = dt.timedelta(microseconds=1)
ADDRESSES = ["/", "/section/world/", "/tag/ports/", "/author/ana-verhallow/"]


def own(gate: door.PageCache, address: str) -> Answered:
    """Ask as somebody who has a cookie."""
    return ask(gate, address, HTTP_COOKIE="desk=1")


def published(headline: str = "Harbour opens", **values: Any) -> Version:
    """Return a story that readers see."""
    return publishing.publish(make_article(headline, **{"tags": ["ports"], **values}), by=None)


@pytest.mark.django_db
def test_a_page_is_made_anew_of_what_was_read_before(gate: door.PageCache) -> None:
    pages = [published().get_absolute_url(), *ADDRESSES]
    first = [own(gate, page).body for page in pages]
    with CaptureQueriesContext(connection) as asked:
        assert [own(gate, page).body for page in pages] == first
    assert [query["sql"] for query in asked if "media_change" not in query["sql"]] == []
    assert len(gate.plain) == 0


@pytest.mark.django_db
def test_every_change_is_seen_at_once(gate: door.PageCache) -> None:
    version = published()
    pages = [version.get_absolute_url(), *ADDRESSES]

    def told() -> str:
        return " ".join(own(gate, page).body.decode() for page in pages)

    assert told().count("Harbour opens</a>") == len(ADDRESSES)
    publishing.update(edit(version.article, headline="Harbour opens late"), by=None)
    assert told().count("Harbour opens late</a>") == len(ADDRESSES)
    Author.objects.update(name="Ana Verhallow-Quist")
    assert all("Ana Verhallow-Quist" in own(gate, page).body.decode() for page in pages)
    killing.kill_story(version.article, by=None, reason="It is not ours.")
    assert "Harbour" not in told()


@pytest.mark.django_db
def test_the_clock_is_kept_to_the_microsecond(gate: door.PageCache) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        published("Bridge closes")
        publishing.schedule(make_article(tags=["ports"]), NOON + SECOND, by=None)
        for moment, seen in ((NOON, False), (NOON + SECOND - TICK, False), (NOON + SECOND, True)):
            clock.move_to(moment)
            assert [b"Harbour opens" in own(gate, page).body for page in ADDRESSES] == [seen] * len(ADDRESSES)


@pytest.mark.django_db
def test_pages_that_are_never_kept_are_lent_nothing(gate: door.PageCache) -> None:
    published()
    own(gate, "/")
    kept = len(gate.parts)
    assert own(gate, "/search/?q=harbour").status == 200
    assert len(gate.parts) == kept > 0


def test_what_was_changed_while_it_was_read_is_not_kept() -> None:
    flights, flight, shelf = Flights(), Flight(), Shelf[Kept](2**20)
    parts = Lent(shelf, flights, flight, sure_until=float("inf"))
    with flights.under_way(flight):
        flights.touch({"story-1"})
        parts.keep("one", Part("one", MadeOf({"story-1", "tag-3"})))
        parts.keep("two", Part("two", MadeOf({"story-2", "tag-3"})))
    assert parts.find("one") is None
    assert parts.find("two") is not None


def test_a_part_ends_at_its_instant_and_where_nobody_is_sure_any_more() -> None:
    flights, shelf = Flights(), Shelf[Kept](2**20)
    with time_machine.travel(NOON, tick=False) as clock:
        parts = Lent(shelf, flights, Flight(), sure_until=(NOON + 2 * SECOND).timestamp())
        parts.keep("short", Part("short", MadeOf({"story-1"}, until=NOON + SECOND)))
        parts.keep("long", Part("long", MadeOf({"story-1"})))
        clock.move_to(NOON + SECOND - TICK)
        assert parts.find("short") is not None
        clock.move_to(NOON + SECOND)
        assert parts.find("short") is None
        assert parts.find("long") is not None
        clock.move_to(NOON + 2 * SECOND)
        assert parts.find("long") is None
