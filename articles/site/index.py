"""Names from A to Z, and on through every other script."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from articles.models import Tag

DIGITS, SIGNS = "0–9", "#"


@dataclass(frozen=True)
class Group:
    """The names under one initial. anchor: its id on the page."""

    initial: str
    anchor: str
    tags: list[Tag]


def by_initial(tags: Iterable[Tag]) -> list[Group]:
    """Return tags in groups by initial: signs, digits, then letters in the order of Unicode, accents disregarded."""
    placed = sorted(((_rank(tag.plain), tag) for tag in tags), key=lambda pair: (pair[0], pair[1].plain, pair[1].pk))
    groups = enumerate(groupby(placed, key=lambda pair: pair[0][1]), 1)
    return [Group(initial, f"i-{number}", [tag for _, tag in members]) for number, (initial, members) in groups]


def _rank(plain: str) -> tuple[int, str]:
    first = plain[:1]
    if unicodedata.category(first or "-").startswith("L"):
        return 2, first.upper()
    return (1, DIGITS) if first.isdigit() else (0, SIGNS)
