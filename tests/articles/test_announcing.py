"""The hub is told of what changed in the feeds: when readers see it, once, and again until it has heard."""

import datetime as dt
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from unittest import mock
from urllib.parse import parse_qs

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles import announcing, publishing
from articles.announcing import FIRST_PAUSE, LONGEST_PAUSE, announce, happened
from articles.killing import kill_story, revive_story
from articles.models import Agency, Byline, HubState, Role, Series
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import DAY, HOUR, NOON

pytestmark = pytest.mark.django_db


class Hub(HTTPServer):
    """A hub on this machine. answer: the status it gives; heard: the feeds it was told of, by message."""

    def __init__(self) -> None:
        self.answer, self.heard = 204, []
        super().__init__(("127.0.0.1", 0), Ear)


class Ear(BaseHTTPRequestHandler):
    """Hears what is posted."""

    server: Hub

    def do_POST(self) -> None:
        told = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert told["hub.mode"] == ["publish"]
        self.server.heard.append(told["hub.url"])
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def hub(settings: Any) -> Iterator[Hub]:
    """A hub that hears."""
    with Hub() as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        settings.HUB, settings.ADDRESS = f"http://127.0.0.1:{server.server_port}/", "https://news.example"
        yield server
        server.shutdown()


@pytest.fixture
def clock(hub: Hub) -> Iterator[Any]:
    """The newsroom's clock, standing at noon; the hub was set a moment ago."""
    with time_machine.travel(NOON, tick=False) as traveller:
        announce()
        traveller.shift(HOUR)
        yield traveller


def feeds(*paths: str) -> list[str]:
    return [f"https://news.example/{path}feed.{fmt}" for path in paths for fmt in ("xml", "atom", "json")]


def test_what_is_published_is_told_once_with_every_feed_that_it_stands_in(hub: Hub, clock: Any) -> None:
    series = Series.objects.create(name="Harbour files")
    article = make_article("Harbour opens", tags=["Ports", "Été"], series=series)
    agency = Agency.objects.create(name="AP")
    Byline.objects.create(article=article, agency=agency, role=Role.WITH, position=1)
    publishing.publish(article, by=None)
    clock.shift(dt.timedelta(seconds=1))
    assert announce()
    (told,) = hub.heard
    lists = ("", "section/world/", "tag/ports/", "tag/%C3%A9t%C3%A9/", "author/ana-verhallow/", "agency/ap/")
    lists += ("series/harbour-files/",)
    assert sorted(told) == sorted(feeds(*lists))
    assert announce()
    assert len(hub.heard) == 1


def test_what_is_committed_a_little_later_is_not_missed(hub: Hub, clock: Any) -> None:
    late = publishing.publish(make_article("Late to commit"), by=None)
    announced = make_article("Quick")
    clock.shift(dt.timedelta(seconds=20))
    publishing.publish(announced, by=None)

    def not_seen_yet(*window: dt.datetime) -> list[announcing.Event]:
        return [event for event in happened(*window) if event.version != late.pk]

    with mock.patch.object(announcing, "happened", not_seen_yet):
        assert announce()
    clock.shift(dt.timedelta(seconds=20))
    assert announce()
    assert announce()
    assert len(hub.heard) == 2


def test_drafts_and_edits_on_the_desk_are_not_told(hub: Hub, clock: Any) -> None:
    edit(make_article("Harbour opens"), headline="Harbour opens late")
    assert announce()
    assert hub.heard == []


def test_what_is_scheduled_is_told_in_its_second_and_not_before(hub: Hub, clock: Any) -> None:
    due = NOON + DAY
    article = make_article("Harbour opens")
    publishing.schedule(article, due, by=None)
    publishing.withdraw(article, by=None, at=due + DAY)
    counts = []
    for at in (due - publishing.TICK, due, due + DAY - publishing.TICK, due + DAY):
        clock.move_to(at)
        announce()
        counts.append(len(hub.heard))
    assert counts == [0, 1, 1, 2]


def test_corrections_kills_and_what_is_brought_back_are_told(hub: Hub, clock: Any) -> None:
    article = make_article("Harbour opens")
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    announce()
    edit(article, standfirst="At noon.")
    acts = [
        lambda: publishing.correct(article, "It was noon.", by=None),
        lambda: kill_story(article, by=None, reason="Wrong."),
        lambda: revive_story(article, by=None),
        lambda: publishing.withdraw(article, by=None),
    ]
    for number, act in enumerate(acts, 2):
        act()
        clock.shift(HOUR)
        announce()
        assert len(hub.heard) == number
    assert "https://news.example/corrections/feed.xml" in hub.heard[1]


def test_what_failed_is_told_again_and_the_desk_knows_meanwhile(hub: Hub, clock: Any, client: Client, ben: Any) -> None:
    client.force_login(ben)
    hub.answer = 503
    publishing.publish(make_article("Harbour opens"), by=None)
    clock.shift(HOUR)
    assert not announce()
    assert not announce(), "and not at once"
    assert len(hub.heard) == 1
    page = client.get("/admin/").content.decode()
    assert "Feeds are not announced" in page
    assert "HTTP Error 503" in page
    clock.shift(FIRST_PAUSE)
    assert not announce()
    clock.shift(FIRST_PAUSE)
    assert not announce(), "the pause has grown"
    clock.shift(FIRST_PAUSE)
    hub.answer = 202
    assert announce()
    assert hub.heard[0] == hub.heard[1] == hub.heard[2]
    assert "Feeds are not announced" not in client.get("/admin/").content.decode()
    hub.answer = 500
    publishing.publish(make_article("Once more"), by=None)
    for _ in range(20):
        clock.shift(LONGEST_PAUSE)
        assert not announce()
    state = HubState.objects.get()
    assert state.not_before is not None
    assert state.not_before - timezone.now() == LONGEST_PAUSE


def test_a_hub_that_is_away_harms_nobody(clock: Any, settings: Any) -> None:
    settings.HUB = "http://127.0.0.1:1/"
    publishing.publish(make_article("Harbour opens"), by=None)
    clock.shift(HOUR)
    assert not announce()
    assert "refused" in HubState.objects.get().error


def test_a_hub_that_answers_nonsense_is_asked_again(hub: Hub, clock: Any) -> None:
    hub.answer = 7
    publishing.publish(make_article("Harbour opens"), by=None)
    clock.shift(HOUR)
    assert not announce()
    assert HubState.objects.get().tries == 1


def test_however_much_has_changed_all_of_it_is_told(hub: Hub, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "MOST", 2)
    for number in range(5):
        publishing.publish(make_article(f"Story {number}", tags=[f"Tag {number}"]), by=None)
        clock.shift(HOUR)
    assert announce()
    (told,) = hub.heard
    tags = [f"tag/tag-{number}/" for number in range(5)]
    assert sorted(told) == sorted(feeds("", "section/world/", "author/ana-verhallow/", *tags))


def test_one_process_at_a_time(hub: Hub, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    publishing.publish(make_article("Harbour opens"), by=None)
    clock.shift(HOUR)
    others: list[bool] = []
    tell = announcing.tell
    monkeypatch.setattr(
        announcing, "tell", lambda told: (others.append(announce()), tell(told)) if not others else None
    )
    assert announce()
    assert (others, len(hub.heard)) == ([False], 1)


def test_without_a_hub_nobody_looks(settings: Any) -> None:
    settings.HUB = ""
    announcing.watch()
    assert announcing._looker.thread is None
    assert announcing.trouble() is None


def test_what_changed_before_there_was_a_hub_is_not_told(hub: Hub) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        publishing.publish(make_article("Harbour opens"), by=None)
        clock.shift(HOUR)
        assert announce()
        assert announce()
    assert hub.heard == []
