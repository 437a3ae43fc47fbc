"""Kept pages: who gets them, what they are told by, and that nothing is told that is no more so."""

import datetime as dt
import gzip
import threading
from pathlib import Path
from typing import Any

import brotli
import pytest
import time_machine
from django.db import DatabaseError

from articles import killing, publishing
from articles.models import Author, Version
from newsroom.page_cache import door
from newsroom.page_cache.log import Log
from tests.articles.makers import edit, make_article

from .asking import ask, make_door

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
TICK = dt.timedelta(microseconds=1)
# How a browser unpacks what it gets, by the encoding that it is told.
UNPACK = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


def published(headline: str = "Harbour opens", **values: Any) -> Version:
    """Return a story that readers see."""
    return publishing.publish(make_article(headline, **values), by=None)


def asked(gate: door.PageCache) -> list[str]:
    """Return what Django was asked for."""
    return gate.application.asked  # type: ignore[attr-defined]


def test_a_page_is_rendered_once(gate: door.PageCache) -> None:
    address = published().get_absolute_url()
    first, again = ask(gate, address), ask(gate, address)
    assert first.status == again.status == 200
    assert first.body == again.body
    assert b"Harbour opens" in again.body
    assert asked(gate) == [address]


def test_what_is_published_is_seen_at_once_and_other_pages_stay(gate: door.PageCache) -> None:
    harbour, bridge = published(tags=["ports"]), published("Bridge closes", section="Business", byline="Omar Quist")
    pages = [harbour.get_absolute_url(), bridge.get_absolute_url(), "/", "/section/business/", "/author/omar-quist/"]
    for page in pages:
        ask(gate, page)
    asked(gate).clear()
    publishing.update(edit(harbour.article, headline="Harbour opens late"), by=None)
    told = {page: ask(gate, page) for page in pages}
    assert b"Harbour opens late" in told["/"].body
    assert b"Harbour opens late" in told[harbour.get_absolute_url()].body
    assert asked(gate) == [harbour.get_absolute_url(), "/"]


def test_a_scheduled_story_is_seen_at_its_microsecond(gate: door.PageCache) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        published("Bridge closes")
        publishing.schedule(make_article(), NOON + SECOND, by=None)
        assert b"Harbour opens" not in ask(gate, "/").body
        clock.move_to(NOON + SECOND - TICK)
        assert b"Harbour opens" not in ask(gate, "/").body
        clock.move_to(NOON + SECOND)
        assert b"Harbour opens" in ask(gate, "/").body
        assert ask(gate, "/2026/03/02/harbour-opens/").status == 200


def test_a_story_is_gone_at_the_instant_of_its_withdrawal(gate: door.PageCache) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        version = published()
        publishing.withdraw(version.article, by=None, at=NOON + SECOND)
        clock.move_to(NOON + SECOND - TICK)
        assert ask(gate, version.get_absolute_url()).status == 200
        clock.move_to(NOON + SECOND)
        assert ask(gate, version.get_absolute_url()).status == 410


def test_a_killed_story_is_gone_from_every_page(gate: door.PageCache) -> None:
    version, other = published(tags=["ports"]), published("Bridge closes", tags=["ports"])
    assert b"Harbour opens" in ask(gate, other.get_absolute_url()).body
    killing.kill_story(version.article, by=None, reason="It is not ours.")
    assert b"Harbour opens" not in ask(gate, other.get_absolute_url()).body
    assert ask(gate, version.get_absolute_url()).status == 410


def test_a_name_is_changed_on_every_page_that_prints_it(gate: door.PageCache) -> None:
    address = published().get_absolute_url()
    ask(gate, address)
    Author.objects.filter(name="Ana Verhallow").update(name="Ana Verhallow-Quist")
    assert b"Ana Verhallow-Quist" in ask(gate, address).body


def test_who_has_a_cookie_or_a_login_is_not_answered_from_here(gate: door.PageCache) -> None:
    address = published().get_absolute_url()
    ask(gate, address)
    asked(gate).clear()
    ask(gate, address, HTTP_COOKIE="desk=1")
    ask(gate, address, HTTP_AUTHORIZATION="Basic x")
    assert asked(gate) == [address, address]
    ask(gate, "/about/", HTTP_COOKIE="desk=1")
    assert len(gate.plain) == 1


def test_what_a_page_does_not_understand_makes_no_other_page(gate: door.PageCache) -> None:
    address = published().get_absolute_url()
    for number in range(20):
        answered = ask(gate, f"{address}?utm_source=chat&n={number}")
        assert answered.status == 200
    assert asked(gate) == [address]
    published("Bridge closes")
    assert ask(gate, "/section/world/?after=0.1&utm=2").status == 200
    assert asked(gate)[-1] == "/section/world/?after=0.1"


def test_addresses_of_nothing_are_not_kept(gate: door.PageCache) -> None:
    published()
    for number in range(20):
        assert ask(gate, f"/section/nowhere-{number}/").status == 404
        assert ask(gate, f"/section/world/?before={number}").status == 404
    assert len(gate.plain) == len(gate.asked) == 0


def test_hosts_that_differ_in_the_port_cannot_fill_it(gate: door.PageCache) -> None:
    address = published().get_absolute_url()
    for port in range(1000, 1020):
        ask(gate, address, HTTP_HOST=f"testserver:{port}")
    assert len(gate.plain) == door.MOST_HOSTS
    asked(gate).clear()
    ask(gate, address)
    ask(gate, address)
    assert asked(gate) == [address], "whoever comes after them is kept in the smaller room"


def test_who_has_it_already_is_told_so(gate: door.PageCache) -> None:
    address = published().get_absolute_url()
    first = ask(gate, address)
    again = ask(gate, address, HTTP_IF_NONE_MATCH=f'"other", {first.headers["ETag"]}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert ask(gate, address, HTTP_IF_NONE_MATCH='"other"').status == 200
    assert len(asked(gate)) == 1


def test_a_head_has_the_headers_of_the_page_and_no_body(gate: door.PageCache) -> None:
    address = published().get_absolute_url()
    head, page = ask(gate, address, "HEAD"), ask(gate, address)
    assert head.body == b""
    assert head.headers == page.headers
    assert int(page.headers["Content-Length"]) == len(page.body)


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("br, gzip", "br"), ("gzip;q=0.5", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", ""), ("*", "br"), ("", "")],
)
def test_it_is_packed_as_a_browser_likes_it(gate: door.PageCache, accepted: str, packed: str) -> None:
    address = published().get_absolute_url()
    plain = ask(gate, address, HTTP_COOKIE="seen=1").body
    for _ in "anew", "kept":
        answered = ask(gate, address, HTTP_ACCEPT_ENCODING=accepted)
        assert answered.headers.get("Content-Encoding", "") == packed
        assert answered.headers["Vary"] == "Accept-Encoding"
        assert int(answered.headers["Content-Length"]) == len(answered.body)
        assert UNPACK[packed](answered.body) == plain


def test_a_kept_page_takes_less_room_than_it_has_bytes(gate: door.PageCache) -> None:
    answered = ask(gate, published(body="<p>The harbour opened at noon.</p>" * 500).get_absolute_url())
    assert gate.plain.filled < len(answered.body)


def test_within_its_bytes_what_was_asked_for_lately_stays(tmp_path: Path, db: None) -> None:
    addresses = [published(f"Harbour opens {number}").get_absolute_url() for number in range(24)]
    gate = make_door(tmp_path, room=2**17)
    for address in addresses:
        ask(gate, address)
        ask(gate, addresses[0])
    assert gate.plain.filled <= gate.plain.room
    assert 1 < len(gate.plain) < 24
    asked(gate).clear()
    ask(gate, addresses[0])
    assert asked(gate) == []


def test_nothing_is_kept_while_changes_cannot_be_read(gate: door.PageCache, monkeypatch: pytest.MonkeyPatch) -> None:
    address = published().get_absolute_url()
    ask(gate, address)

    def fail(self: Log) -> set[str]:
        raise DatabaseError("The log cannot be read.")

    with monkeypatch.context() as broken:
        broken.setattr(Log, "news", fail)
        asked(gate).clear()
        for _ in range(3):
            assert ask(gate, address).status == 200
        assert len(gate.plain) <= 1
    publishing.update(edit(Version.objects.get().article, headline="Harbour shut"), by=None)
    assert b"Harbour shut" in ask(gate, address).body


@pytest.mark.django_db(transaction=True)
def test_one_renders_however_many_wait(tmp_path: Path) -> None:
    address = published().get_absolute_url()
    gate = make_door(tmp_path)
    ask(gate, "/")
    begun, go_on = threading.Event(), threading.Event()
    real = gate.application.application  # type: ignore[attr-defined]

    def slowly(environ: Any, start_response: Any) -> Any:
        begun.set()
        assert go_on.wait(20)
        return real(environ, start_response)

    gate.application.application = slowly  # type: ignore[attr-defined]
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(ask(gate, address).body)) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert begun.wait(20)
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert len(set(answers)) == 1
    assert len(answers) == 8
    assert asked(gate).count(address) == 1


@pytest.mark.django_db(transaction=True)
def test_a_page_that_changed_while_it_was_rendered_is_not_kept(tmp_path: Path) -> None:
    version = published()
    address, gate = version.get_absolute_url(), make_door(tmp_path)
    real = gate.application.application  # type: ignore[attr-defined]

    def overtaken(environ: Any, start_response: Any) -> Any:
        parts = real(environ, start_response)
        gate.application.application = real  # type: ignore[attr-defined]
        publishing.update(edit(version.article, headline="Harbour shut"), by=None)
        return parts

    gate.application.application = overtaken  # type: ignore[attr-defined]
    assert b"Harbour opens" in ask(gate, address).body
    assert b"Harbour shut" in ask(gate, address).body
