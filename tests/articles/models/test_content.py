"""What the newsroom asserts, compared and kept."""

import json

from articles.models import Content

STORY = Content(headline="Harbour opens", bylines=(("by", "author", 1), ("with", "agency", 2)), tags=(3, 1), section=4)


def test_a_content_survives_being_kept() -> None:
    assert Content.from_json(json.loads(json.dumps(STORY.as_json()))) == STORY


def test_parts_added_later_take_their_defaults() -> None:
    assert Content.from_json({"headline": "Old", "forgotten": 1}) == Content(headline="Old")


def test_order_counts() -> None:
    turned = Content(headline="Harbour opens", bylines=STORY.bylines[::-1], tags=(1, 3), section=4)
    assert turned.digest != STORY.digest
    assert turned.changed_from(STORY) == ["byline", "tags"]


def test_what_changed_is_told_in_an_editors_words() -> None:
    changed = Content(headline="Harbour closes", lead_photo=7, section=4, slug="x", bylines=STORY.bylines, tags=(3, 1))
    assert changed.changed_from(STORY) == ["headline", "lead photo", "address"]
