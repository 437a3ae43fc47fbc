"""Readers' pages travel compressed, and what holds secrets or is small already does not."""

import gzip
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from media.making import make_all
from tests.articles.site.stories import put_live
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]
GZIP = {"Accept-Encoding": "gzip, br"}


def answer(client: Client, address: str) -> Any:
    """Ask as a browser does."""
    return client.get(address, headers=GZIP)


@pytest.mark.parametrize("address", ["story", "/", "/feed.xml", "/feed.json", "/sitemap.xml", "/nothing/"])
def test_what_readers_and_machines_read_is_compressed(client: Client, address: str) -> None:
    story = put_live().get_absolute_url()
    address = story if address == "story" else address
    response, plain = answer(client, address), client.get(address)
    assert (response["Content-Encoding"], response["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(response.content)[:60] == plain.content[:60]
    assert int(response["Content-Length"]) == len(response.content) < len(plain.content)
    assert "Content-Encoding" not in plain
    assert plain["Vary"] == "Accept-Encoding"


def test_a_feed_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    put_live()
    seen = answer(client, "/feed.xml")["ETag"]
    assert seen.startswith("W/")
    assert client.get("/feed.xml", headers={**GZIP, "If-None-Match": seen}).status_code == 304


def test_pictures_and_the_desk_are_not(client: Client, ben: User) -> None:
    photo = make_photo()
    make_all()
    put_live(lead_photo=photo)
    client.force_login(ben)
    for address in (photo.rendition_url("card", 1200), "/admin/", "/admin/articles/article/"):
        response = answer(client, address)
        assert response.status_code == 200
        assert "Content-Encoding" not in response
