"""The audit of a crawl finds what is wrong with a site, and its archive has all that stories have."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from articles.models import Version
from tests.articles.wire.makers import Run
from tests.audit import archive, budgets, kinds, machines
from tests.audit.kept import Kept, different, pages

SITE = "http://127.0.0.1"
PAGE = '<!doctype html><html lang="en" dir="ltr"><link rel="stylesheet" href="/a.css"><p class="{}">Text'
LONG = "<p>" + "".join(random.Random(1).choices("0123456789abcdef", k=30_000))
STORY = "/2026/03/02/harbour-opens/"


def keep(folder: Path, *told: tuple[str, str], weight: int = 900) -> list[Kept]:
    """Keep pages, each an address and its HTML, as a crawl does."""
    lines = []
    for number, (path, html) in enumerate(told):
        (folder / f"{number}.html").write_text(html)
        line = {"address": SITE + path, "kind": "text/html", "file": f"{number}.html", "weight": weight, "queries": "7"}
        lines.append(json.dumps(line) + "\n")
    (folder / "kept.jsonl").write_text("".join(lines))
    return pages(folder)


def test_pages_are_told_apart_by_what_stands_on_them(tmp_path: Path) -> None:
    same, other = PAGE.format("a"), PAGE.format("b")
    turned = same.replace('dir="ltr"', 'dir="rtl"')
    told = [("/tag/a/", same), ("/tag/b/", same), ("/tag/c/", other), ("/tag/d/", turned), ("/author/a/", same)]
    found = [page.path for page in different(keep(tmp_path, *told))]
    assert found == ["/tag/a/", "/tag/c/", "/tag/d/", "/author/a/"]


def test_one_page_of_every_kind_is_found(tmp_path: Path) -> None:
    told = [
        ("/", PAGE),
        (STORY, PAGE),
        (STORY + "comments/?reply=3", PAGE),
        ("/search/?q=a", PAGE),
        ("/search/?q=a&tag=b", PAGE),
        ("/2026/03/02/x/", PAGE + ' dir="rtl">'),
    ]
    assert kinds.kinds(keep(tmp_path, *told)).keys() == {
        "front", "story", "story, right to left", "comments?reply", "search?q", "not there",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("weight", "queries", "script", "said"),
    [
        (13_000, 7, "", []),
        (14_000, 7, "", []),
        (14_000, 7, LONG, ["bytes of HTML and style sheets, photos aside"]),
        (13_000, 9, "", ["9 queries, more than 8"]),
        (13_000, 7, '<script src="/a.js" defer></script>', ["7000 bytes of scripts"]),
        (13_000, 7, '<script src="/b.js"></script>', ["a script that is not deferred"]),
    ],
)
def test_what_is_over_a_budget_is_told(tmp_path: Path, weight: int, queries: int, script: str, said: list[str]) -> None:
    (tmp_path / "story.html").write_text(PAGE + script)
    page = Kept(SITE + STORY, "text/html", tmp_path / "story.html", weight, queries)
    weights = {f"{SITE}/a.css": 400, f"{SITE}/a.js": 7000, f"{SITE}/b.js": 60}
    found = [*budgets.faults(page, weights, budgets.limits())]
    assert [fault.lstrip("0123456789 ") if "aside" in fault else fault for fault in found] == said


def test_a_feed_that_breaks_a_rule_is_told(tmp_path: Path) -> None:
    told: dict[str, Any] = {"version": "1.1", "title": "A", "home_page_url": "/", "feed_url": "/", "items": []}
    told["items"] = [{"id": "1", "url": SITE + STORY, "title": "A", "content_html": "A", "authors": []}]
    (tmp_path / "feed").write_text(json.dumps(told))
    feed = Kept(f"{SITE}/feed.json", machines.JSON_FEED, tmp_path / "feed", 1, None)
    assert [*machines.feed_faults(feed, {SITE + STORY})] == [f"{SITE}{STORY} lacks {{'date_published'}}"]
    assert len([*machines.feed_faults(feed, set())]) == 2
    (tmp_path / "feed").write_text("<rss><channel><title>A</channel></rss>")
    broken = Kept(f"{SITE}/feed.xml", "application/rss+xml", tmp_path / "feed", 1, None)
    assert "feedparser: " in next(machines.feed_faults(broken, set()))


def test_a_story_that_tells_machines_nothing_is_told(tmp_path: Path) -> None:
    (page,) = keep(tmp_path, (STORY, PAGE))
    found = [*machines.data_faults(page, set())]
    assert "describes itself as []" in found
    assert "is no article with its place in the site, but set()" in found


@pytest.mark.django_db
def test_the_archive_is_loaded_without_a_word(tmp_path: Path) -> None:
    from articles.wire.load import load_stories

    archive.write(tmp_path, 40)
    again = tmp_path / "again"
    archive.write(again, 40)
    assert (again / "stories.jsonl").read_bytes() == (tmp_path / "stories.jsonl").read_bytes()
    run = Run()
    load_stories(tmp_path / "stories.jsonl", run)
    missing = {number for number, reason in run.warnings.items() if "neither in the file" not in reason}
    assert (run.refused, missing) == ({}, set())
    live = Version.objects.live()
    assert live.count() == 40
    assert {version.language for version in live} == {"en", "fr", "ar", "de", "es"}
