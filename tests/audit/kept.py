"""What a crawl kept (tests/crawl.py), and which of its pages differ.

No page is named: whatever the site has is found by its links, and told apart by the view that answers and by what
stands on it.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.urls import resolve  # noqa: E402

HTML = "text/html"


@dataclass(frozen=True)
class Kept:
    """An answer of the site. weight: bytes on their way; queries: what it cost, None where nobody counted."""

    address: str
    kind: str
    file: Path
    weight: int
    queries: int | None

    @cached_property
    def text(self) -> str:
        return self.file.read_text()

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    @cached_property
    def view(self) -> str:
        """The name of the view that answers, as in "story"."""
        return resolve(unquote(self.path), "articles.site.urls").url_name or ""

    @property
    def sort(self) -> str:
        """The view and what is asked of it, as in "comments?reply"."""
        return "?".join([self.view, *sorted(parse_qs(urlsplit(self.address).query))])

    @cached_property
    def features(self) -> frozenset[tuple[str, ...]]:
        """What makes the page look as it does: its sort, and each element with its classes inside another."""
        looked = _Looks()
        looked.feed(self.text)
        return frozenset({("sort", self.sort), *looked.found})


def kept(directory: Path) -> list[Kept]:
    """Return everything that a crawl kept."""
    lines = map(json.loads, (directory / "kept.jsonl").read_text().splitlines())
    return [
        Kept(
            one["address"], one["kind"], directory / one["file"], one["weight"], one["queries"] and int(one["queries"])
        )
        for one in lines
    ]


def pages(directory: Path) -> list[Kept]:
    """Return the pages that a crawl kept."""
    return [one for one in kept(directory) if one.kind == HTML]


def different(pages: Iterable[Kept]) -> Iterator[Kept]:
    """Give the pages on which there is something that none before it has."""
    seen: set[tuple[str, ...]] = set()
    for page in pages:
        if not page.features <= seen:
            seen |= page.features
            yield page


class _Looks(HTMLParser):
    """Collects elements with their classes, each with the one it stands in and the direction of its text."""

    EMPTY = frozenset(["img", "source", "meta", "link", "input", "br", "hr", "wbr"])

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()
        self.inside = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        around, around_direction = self.inside[-1]
        name, direction = f"{tag}.{told.get('class') or ''}", told.get("dir") or around_direction
        self.found.add((around, name, direction))
        if tag not in self.EMPTY:
            self.inside.append((name, direction))

    def handle_endtag(self, tag: str) -> None:
        names = [name.partition(".")[0] for name, _ in self.inside]
        if tag in names:
            del self.inside[len(names) - 1 - names[::-1].index(tag) :]
