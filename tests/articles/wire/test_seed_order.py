"""A story as other systems send it, loaded from a file: its page prints every element, in the order asked for."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from articles.commenting import Words, post
from articles.models import Site, Version
from tests.articles.site.stories import words
from tests.articles.wire.makers import load, make_line
from tests.media.makers import make_jpeg

pytestmark = pytest.mark.django_db

CAPTION = "FILE - A huge flag is carried over a square on the anniversary of the republic"
CREDIT = "Copyright North Korean handout"
PARAGRAPHS = ["A delegation will come on Saturday.", "Nobody said who else was asked.", "“We are glad,” said the host."]
RELATED = ["What do the balloons mean?", "A leader remembers his speaker", "A visit at an early date"]


@pytest.fixture
def printed(client: Client, tmp_path: Path) -> str:
    """The HTML of the story's page, with a comment, three related stories, and where else the newsroom is found."""
    Site.objects.create(
        name="The Meridian",
        comments="after",
        comment_days=None,
        find_us=[{"label": "Mastodon", "url": "https://social.example/@us"}],
    )
    (tmp_path / "flag.jpg").write_bytes(make_jpeg())
    told = load(
        tmp_path,
        *(make_line(name, name) for name in RELATED),
        make_line(
            "seed",
            "An envoy is to visit the capital shortly after a rare journey",
            kicker="Diplomacy",
            standfirst="The delegation will come soon after the president’s journey abroad.",
            paragraphs=PARAGRAPHS,
            byline="By Daniel Bellamy with AP",
            photo={"file": "flag.jpg", "caption": CAPTION, "alt": "A flag over a square", "copyright": CREDIT},
            tags=["Parades"],
            related=RELATED,
        ),
    )
    assert (told.refused, told.warnings) == ({}, {})
    version = Version.objects.live().select_related("section", "article").get(article__source_id="seed")
    post(version, Words("Cleo", "I was there."), address="2001:db8::1")
    response = client.get(version.get_absolute_url())
    return response.content.decode() + "\n" + words(response)


def test_every_element_stands_in_its_place(printed: str) -> None:
    text, place = printed.rpartition("\n")[2], 0
    for part in [
        "Mastodon",
        "World",
        "Diplomacy",
        "An envoy is to visit the capital shortly after a rare journey",
        f"{CAPTION} {CREDIT}",
        "By Daniel Bellamy with AP",
        "Published 2 Mar 2026",
        "Share this article",
        "Comments 1",
        "The delegation will come soon after the president’s journey abroad.",
        *PARAGRAPHS,
        "Parades",
        "Share this article",
        "Comments 1",
        "You might also like",
        *RELATED,
        "Share this article",
        "×",
    ]:
        found = text.find(part, place)
        assert found >= 0, f"{part!r} is not there, or not in its place: {text[place : place + 300]}"
        place = found + len(part)


def test_its_parts_are_what_they_should_be(printed: str) -> None:
    found = _Tags()
    found.feed(printed.rpartition("\n")[0])
    # Both comment buttons and both authors lead somewhere; the photo is named to who cannot see it.
    assert found.links.count("comments/") == 2
    assert "/author/daniel-bellamy/" in found.links
    assert "/agency/ap/" in found.links
    assert "A flag over a square" in found.alts
    assert found.tags.count("details") == 2
    assert found.tags.count("dialog") == 1


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.alts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag == "a":
            address = told.get("href", "")
            self.links.append("comments/" if address.endswith("/comments/") else address)
        if tag == "img":
            self.alts.append(told.get("alt", ""))
