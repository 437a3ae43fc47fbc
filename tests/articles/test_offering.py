"""What is offered for an embed, asked of a real server."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.fetching import Network
from articles.offering import Offer, offer_for
from tests.articles.provider import Handler, provider

TUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
URL = "/admin/articles/article/embed/"


@pytest.fixture(autouse=True)
def asks(settings: Any) -> None:
    """Let providers be asked."""
    settings.ASKS_PROVIDERS = True


def offered(folder: Path, address: str, told: Any, status: int = 200) -> Offer:
    """Return what is offered where a provider answers this."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    with provider(folder, lambda handler: handler.say(body, status)) as found:
        return offer_for(address, found.network)


def test_a_title_is_the_providers_and_the_address_as_it_writes_it(tmp_path: Path) -> None:
    def answer(handler: Handler) -> None:
        handler.say(json.dumps({"title": " The  barrier &amp; the sea\u202e ", "author_name": "Port"}).encode())

    with provider(tmp_path, answer) as found:
        assert offer_for("https://youtu.be/dQw4w9WgXcQ?si=x&t=1m", found.network) == (
            f"{TUBE}&t=60s",
            "The barrier & the sea",
            "The title is YouTube’s. Change it as you like.",
        )
        query = "format=json&omit_script=1&dnt=true"
        link = "https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ%26t%3D60s"
        assert found.asked == [f"https://www.youtube.com/oembed?url={link}&{query}"]


def test_a_post_is_called_by_who_wrote_it(tmp_path: Path) -> None:
    post = "https://x.com/halmouth_port/status/20"
    assert offered(tmp_path, post, {"author_name": "Port of Halmouth"}).title == "Port of Halmouth on X"
    toot = "https://toots.example/@port/111742453011325543"
    assert offered(tmp_path, toot, {"title": "New post by Port", "author_name": "Port"}).title == "New post by Port"


def test_a_place_is_called_as_its_address_says_and_nobody_is_asked(tmp_path: Path) -> None:
    found = offered(tmp_path, "https://www.google.com/maps/place/Halmouth+Harbour/@53.5,9.9,15z", {"title": "No"})
    assert found.title == "Halmouth Harbour"


@pytest.mark.parametrize(
    ("told", "status", "words"),
    [
        ({}, 200, "YouTube says no title. The link works; give it a title."),
        ({"title": 5}, 200, "YouTube says no title. The link works; give it a title."),
        ([], 200, "YouTube answered something else. The link works; give it a title."),
        (b"<html>", 200, "YouTube answered something else. The link works; give it a title."),
        (b"[" * 100_000, 200, "YouTube answered something else. The link works; give it a title."),
        (b"\xff\xfe\x00", 200, "YouTube answered something else. The link works; give it a title."),
        ({}, 500, "YouTube did not answer. The link works; give it a title."),
        ({}, 401, "YouTube tells nothing of it: it may be private, or gone. The link works; give it a title."),
    ],
)
def test_in_vain_it_is_said_why(tmp_path: Path, told: Any, status: int, words: str) -> None:
    assert offered(tmp_path, TUBE, told, status) == (TUBE, "", words)


def test_without_a_network_everything_is_done_by_hand() -> None:
    assert offer_for(TUBE, Network(lambda host, patience: [])) == (
        TUBE,
        "",
        "YouTube cannot be found. The link works; give it a title.",
    )


def test_nobody_is_asked_where_the_settings_say_so(tmp_path: Path, settings: Any) -> None:
    settings.ASKS_PROVIDERS = False
    with provider(tmp_path, lambda handler: handler.say(b"{}")) as found:
        assert offer_for(TUBE, found.network) == (TUBE, "", "The link works; give it a title.")
        assert found.asked == []


@pytest.mark.parametrize("address", ["https://video.example/1", "javascript:x", "", "https://127.0.0.1/@a/1"])
def test_nobody_is_asked_about_other_addresses(tmp_path: Path, address: str) -> None:
    with provider(tmp_path, lambda handler: handler.say(b"{}")) as found:
        told = offer_for(address, found.network)
        assert told == (address, "", "This is a link, and is shown as one. The link works; give it a title.")
        assert found.asked == []


def test_a_long_title_is_shortened(tmp_path: Path) -> None:
    title = offered(tmp_path, TUBE, {"title": "word " * 400}).title
    assert len(title) <= 200
    assert title.endswith("…")


def test_the_desk_is_told(client: Client, ana: User, settings: Any) -> None:
    settings.ASKS_PROVIDERS = False
    client.force_login(ana)
    response = client.post(URL, {"address": "https://youtu.be/dQw4w9WgXcQ"})
    assert response.json() == {"address": TUBE, "title": "", "told": "The link works; give it a title."}
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert client.get(URL).status_code == 405


def test_only_those_who_write_stories_may_ask(client: Client, pia: User) -> None:
    assert client.post(URL, {"address": TUBE}).status_code == 302
    User.objects.create_user("guest", is_staff=True)
    client.force_login(User.objects.get(username="guest"))
    assert client.post(URL, {"address": TUBE}).status_code == 403
