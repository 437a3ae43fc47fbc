"""The sample edition's files hold together: what they promise is there, and everything named is used."""

import datetime as dt
import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from articles import wire

FOLDER = Path(wire.__file__).parent / "sample"
STORIES: list[dict[str, Any]] = [json.loads(line) for line in (FOLDER / "edition.jsonl").read_text().splitlines()]
EDITION: dict[str, Any] = json.loads((FOLDER / "edition.json").read_text())
PICTURES = sorted((FOLDER / "pictures").glob("*.jpg"))
BY_ID = {story["id"]: story for story in STORIES}
EDITION_DAY = dt.date(2026, 11, 24)
LONG_READ = "meridian-003"


def words(body: str) -> int:
    """Count a body's words without its captions."""
    text = re.sub(r"<figure.*?</figure>", " ", body, flags=re.DOTALL)
    return len(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def byline(story: dict[str, Any]) -> str:
    """Give a byline as one text, however it is written."""
    line = story["byline"]
    return line if isinstance(line, str) else " ".join(credit.get("author", "") for credit in line)


def photos(story: dict[str, Any]) -> list[str]:
    """List the files that a story shows, the lead first."""
    lead = [story["photo"]["file"]] if "photo" in story else []
    return lead + re.findall(r'data-photo="([^"]+)"', story["body"])


def acts(kind: str) -> list[dict[str, Any]]:
    """List the acts of one kind."""
    return [act for act in EDITION["acts"] if act["act"] == kind]


def test_there_is_a_newspaper_full_of_it() -> None:
    assert len(STORIES) >= 36
    assert len(BY_ID) == len(STORIES)
    assert len(EDITION["sections"]) == 6
    assert len(EDITION["authors"]) == 12
    assert len(EDITION["agencies"]) == 3
    assert len(EDITION["tags"]) == 50
    assert len(PICTURES) == 40


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_a_story_has_its_length_and_names_only_what_is_there(story: dict[str, Any]) -> None:
    assert 2800 <= words(story["body"]) <= 3200 if story["id"] == LONG_READ else 150 <= words(story["body"]) <= 700
    assert story["section"] in {section["name"] for section in EDITION["sections"]}
    assert 3 <= len(story["tags"]) <= 6
    assert set(story["tags"]) <= {tag["name"] for tag in EDITION["tags"]}
    assert set(story.get("related", [])) <= BY_ID.keys() - {story["id"]}
    assert all((FOLDER / name).is_file() for name in photos(story))


def test_every_section_is_full_and_every_author_and_tag_used() -> None:
    live = [story for story in STORIES if "published" in story]
    filed = Counter(story["section"] for story in live)
    assert all(filed[section["name"]] >= 5 for section in EDITION["sections"])
    for author in EDITION["authors"]:
        assert any(author["name"] in byline(story) for story in live), author["name"]
        assert 60 <= len(author["biography"].split()) <= 100, author["name"]
    assert {tag for story in live for tag in story["tags"]} == {tag["name"] for tag in EDITION["tags"]}


def test_a_series_has_parts_to_read_and_one_to_come() -> None:
    (series,) = EDITION["series"]
    assert (FOLDER / series["picture"]).is_file()
    parts = {story["part"]: story for story in STORIES if story.get("series") == series["name"]}
    assert sorted(parts) == [1, 2, 3, 4]
    assert ["published" in parts[part] for part in (1, 2, 3, 4)] == [True, True, True, False]
    assert parts[4]["id"] in {act["story"] for act in acts("schedule")}


def test_the_special_stories_are_there() -> None:
    assert len(set(photos(BY_ID[LONG_READ]))) == 6
    assert {"ar", "fr", "en"} == {story["language"] for story in STORIES}
    assert any("photo" not in story for story in STORIES)
    assert any(byline(story) == "By Northwire" for story in STORIES)
    assert sum("data-embed" in story["body"] for story in STORIES) >= 1
    assert any(story["body"].count('class="gallery"') > 2 for story in STORIES)
    drafts = {story["id"] for story in STORIES if "published" not in story}
    scheduled = {act["story"] for act in acts("schedule")}
    assert len(scheduled) == 1
    assert scheduled < drafts
    assert len(acts("withdraw")) == 1
    assert {act["story"] for act in acts("correct")} == {"meridian-001", "meridian-005", "meridian-050"}
    assert {BY_ID[story["translation_of"]]["language"] for story in STORIES if "translation_of" in story} == {"en"}


def test_replacements_fit_the_text_that_stands_at_their_time() -> None:
    for story_id in {act["story"] for act in EDITION["acts"]}:
        body = BY_ID[story_id]["body"]
        mine = [act for act in EDITION["acts"] if act["story"] == story_id]
        assert [act["at"] for act in mine] == sorted(act["at"] for act in mine)
        for act in mine:
            for old, new in act.get("changes", {}).get("body_replace", []):
                assert body.count(old) == 1, old
                body = body.replace(old, new)


def test_everything_is_published_by_the_morning_of_the_edition_day() -> None:
    """So that the day on which it is loaded can be the edition day from seven in the morning on."""
    for story in STORIES:
        for key in ("published", "updated"):
            if key in story:
                at = dt.datetime.fromisoformat(story[key])
                assert at.utcoffset() == dt.timedelta(hours=1)
                assert at.date() < EDITION_DAY or (at.date() == EDITION_DAY and at.hour < 7)
                assert at.date() >= EDITION_DAY - dt.timedelta(days=9)


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_small_and_knows_its_facts(path: Path) -> None:
    assert path.stat().st_size <= 120_000
    with Image.open(path) as image:
        assert (image.format, image.size) == ("JPEG", (1600, 1067))
        xmp = image.info["xmp"].decode()
        iptc = image.info["photoshop"][0x0404]
    for name in ("dc:description", "dc:rights", "photoshop:Credit", "photoshop:Headline", "AltTextAccessibility"):
        assert name in xmp
    for number in (5, 25, 105, 110, 115, 116, 120):
        assert bytes([0x1C, 2, number]) in iptc


def test_every_picture_is_shown_somewhere() -> None:
    shown = {name for story in STORIES for name in photos(story)} | {
        author["portrait"] for author in EDITION["authors"]
    }
    assert shown == {f"pictures/{path.name}" for path in PICTURES}


def test_no_text_names_a_day_that_a_later_loading_would_make_wrong() -> None:
    days = re.compile(
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b20[0-9]{2}\b|\b\d{1,2} (?:Jan|Nov|Dec)", re.IGNORECASE
    )
    for story in STORIES:
        text = re.sub(r"<[^>]+>", " ", " ".join((story["headline"], story["standfirst"], story["body"])))
        assert not days.search(text), (story["id"], days.search(text))
