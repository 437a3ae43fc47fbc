"""Whoever stands in front is told what a page is made of and how long it may live; browsers are told what they were."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine

from articles import killing, publishing
from articles.models import Author, Section, Series, Site
from newsroom.edge.hooks import Cloudflare, Fastly, Nginx, Varnish, Webhook
from newsroom.page_cache import door
from tests.articles.fronts import LEAD, box, put_on_front, spot
from tests.articles.makers import edit, make_article
from tests.media.makers import make_photo
from tests.newsroom.page_cache.asking import ask, make_door

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def lives(gate: door.PageCache, address: str) -> str | None:
    """Return what a page says of how long it may live in Varnish."""
    return ask(gate, address).headers.get("Surrogate-Control")


def test_a_page_says_what_it_is_made_of_and_how_long_it_may_live(gate: door.PageCache) -> None:
    with time_machine.travel(NOON, tick=False):
        version = publishing.publish(make_article("Harbour opens", tags=["ports"]), by=None)
        for told in (ask(gate, version.get_absolute_url()), ask(gate, version.get_absolute_url())):
            assert told.headers["Surrogate-Control"] == "max-age=600"
            assert {"all", "chrome", f"story-{version.article_id}"} <= set(told.headers["xkey"].split())
            assert told.headers["Cache-Control"] == "no-cache"
        known = ask(gate, version.get_absolute_url(), HTTP_IF_NONE_MATCH=told.headers["ETag"])
        assert known.status == 304
        assert {name: known.headers[name] for name in ("Surrogate-Control", "xkey", "Cache-Control")} == {
            name: told.headers[name] for name in ("Surrogate-Control", "xkey", "Cache-Control")
        }


def test_nothing_lives_longer_than_until_something_begins_or_ends(gate: door.PageCache) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        publishing.schedule(make_article("Harbour opens"), NOON + dt.timedelta(seconds=90), by=None)
        publishing.publish(make_article("Bridge closes"), by=None)
        seen = []
        for _ in range(4):
            seen.append(lives(gate, "/section/world/"))
            clock.shift(dt.timedelta(seconds=29.5))
        assert seen == ["max-age=89", "max-age=59", "max-age=30", None]
        clock.move_to(NOON + dt.timedelta(seconds=90))
        assert lives(gate, "/section/world/") == "max-age=600"


def test_a_day_ends_at_midnight_in_front_too(gate: door.PageCache) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 2, 22, 59, 30, tzinfo=dt.UTC), tick=False):
        publishing.publish(make_article("Bridge closes"), by=None)
        assert lives(gate, "/") == "max-age=29"


def test_a_page_that_changed_meanwhile_may_not_live_there(gate: door.PageCache) -> None:
    version = publishing.publish(make_article("Harbour opens"), by=None)
    real = gate.application.application  # type: ignore[attr-defined]

    def overtaken(environ: Any, start_response: Any) -> Any:
        parts = real(environ, start_response)
        publishing.update(edit(version.article, headline="Harbour shut"), by=None)
        return parts

    gate.application.application = overtaken  # type: ignore[attr-defined]
    assert lives(gate, version.get_absolute_url()) is None


def test_what_is_somebodys_own_and_what_is_not_there_may_not_live_there(gate: door.PageCache) -> None:
    version = publishing.publish(make_article("Harbour opens"), by=None)
    asked = [
        ask(gate, version.get_absolute_url(), HTTP_COOKIE="desk=1"),
        ask(gate, version.get_absolute_url(), HTTP_AUTHORIZATION="Basic x"),
        ask(gate, "/search/?q=harbour"),
        ask(gate, version.get_absolute_url() + "comments/"),
        ask(gate, "/nowhere/"),
        ask(gate, "/admin/"),
    ]
    for told in asked:
        assert {"surrogate-control", "xkey"}.isdisjoint(name.lower() for name in told.headers)


def test_each_is_told_in_its_own_words(gate: door.PageCache, edge: Any, tmp_path: Path) -> None:
    edge.EDGE = (
        Varnish("a", "http://127.0.0.1"),
        Nginx("b", tmp_path),
        Fastly("c", "service", "secret"),
        Cloudflare("d", "zone", "secret"),
        Webhook("e", "https://purge.example", "secret"),
    )
    with time_machine.travel(NOON, tick=False):
        told = ask(make_door(tmp_path), "/robots.txt").headers
    assert {name: value for name, value in told.items() if "600" in value} == {
        "Surrogate-Control": "max-age=600",
        "X-Accel-Expires": "600",
        "Cloudflare-CDN-Cache-Control": "max-age=600",
        "CDN-Cache-Control": "max-age=600",
    }
    assert [told[name] for name in ("xkey", "Surrogate-Key", "Cache-Tag")] == ["all"] * 3


def test_nothing_is_said_where_nothing_in_front_keeps_pages(gate: door.PageCache, edge: Any) -> None:
    edge.EDGE_SECONDS = 0
    told = ask(gate, "/robots.txt").headers
    assert {"surrogate-control", "xkey"}.isdisjoint(name.lower() for name in told)


def test_who_keeps_no_pages_here_still_says_how_long_they_live(tmp_path: Path, db: None, edge: Any) -> None:
    edge.PAGE_CACHE = 0
    gate = door.cached(make_door(tmp_path).application)
    for _ in range(2):
        assert "Surrogate-Control" in ask(gate, "/robots.txt").headers
    assert len(gate.plain) == 0  # type: ignore[attr-defined]
    edge.EDGE_SECONDS = 0
    assert door.cached(gate.application) is gate.application  # type: ignore[attr-defined]


def test_a_photo_may_live_there_as_long_as_what_shows_it_does(gate: door.PageCache) -> None:
    with time_machine.travel(NOON, tick=False):
        photo = make_photo()
        version = publishing.publish(make_article("Harbour opens", lead_photo=photo), by=None)
        address = photo.rendition_url("card", 320, "jpg")
        told = ask(gate, address)
        known = ask(gate, address, HTTP_IF_NONE_MATCH=told.headers["ETag"])
        assert (told.status, known.status) == (200, 304)
        for answer in (told, known):
            assert answer.headers["Surrogate-Control"] == "max-age=600"
            assert {"all", f"photo-{photo.pk}", f"story-{version.article_id}"} == set(answer.headers["xkey"].split())
            assert answer.headers["Cache-Control"] == "public, max-age=600, s-maxage=0"
        assert lives(gate, address + "?as=1") is lives(gate, "/photos/1/nothing") is None
        killing.kill_photo(photo, by=None, reason="It is not ours.")
        assert ask(gate, address).status == 410
        assert lives(gate, address) is None


def test_a_photo_lives_there_so_that_no_browser_has_it_when_its_rights_end(gate: door.PageCache) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        photo = make_photo(allowed_until=NOON + dt.timedelta(seconds=900))
        publishing.publish(make_article("Harbour opens", lead_photo=photo), by=None)
        seen = []
        for _ in range(4):
            told = ask(gate, photo.rendition_url("card", 320, "jpg"))
            seen.append((told.status, told.headers["Cache-Control"], told.headers.get("Surrogate-Control")))
            clock.shift(dt.timedelta(seconds=300))
    for_browsers = [f"public, max-age={seconds}, s-maxage=0" for seconds in (600, 600, 300)]
    lives_there = ["max-age=299", None, None]
    assert seen == [*zip([200] * 3, for_browsers, lives_there, strict=True), (410, "no-store", None)]


@pytest.mark.parametrize("shown", ["on the front", "as a portrait", "as the logo", "for a section", "by a series"])
def test_a_photo_is_made_of_whatever_shows_it(gate: door.PageCache, shown: str) -> None:
    photo = make_photo()
    series = Series.objects.create(name="Harbour files")
    version = publishing.publish(make_article("Harbour opens", series=series), by=None)
    word = "chrome"
    if shown == "on the front":
        put_on_front(box(LEAD, spot(version, photo=photo.pk)))
        word = "fronts"
    elif shown == "as a portrait":
        Author.objects.update(portrait=photo)
        word = f"author-{Author.objects.get().pk}"
    elif shown == "as the logo":
        Site.objects.update_or_create(defaults={"logo": photo})
    elif shown == "for a section":
        Section.objects.update(fallback_photo=photo)
    else:
        Series.objects.update(picture=photo)
        word = f"series-{series.pk} series-stories-{series.pk}"
    told = ask(gate, photo.rendition_url("card", 320, "jpg"))
    assert set(told.headers["xkey"].split()) == {"all", f"photo-{photo.pk}", *word.split()}


def test_a_photo_that_was_let_go_meanwhile_may_not_live_there(gate: door.PageCache) -> None:
    photo = make_photo()
    version = publishing.publish(make_article("Harbour opens", lead_photo=photo), by=None)
    real = gate.application.application  # type: ignore[attr-defined]

    def overtaken(environ: Any, start_response: Any) -> Any:
        parts = real(environ, start_response)
        publishing.withdraw(version.article, by=None)
        return parts

    gate.application.application = overtaken  # type: ignore[attr-defined]
    assert lives(gate, photo.rendition_url("card", 320, "jpg")) is None
