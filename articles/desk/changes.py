"""What changed between two contents, in an editor's words. Pure: no database, no request."""

from collections import Counter
from dataclasses import fields

from articles.body.blocks import Block, blocks
from articles.models.content import WORDS, Content

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# In the order in which the story is read.
PARTS = ("headline", "kicker", "standfirst", "lead_photo", "lead_caption", "lead_crops", "body", "bylines", "section",
         "series", "tags", "related", "language", "slug")  # fmt: skip


def name_of(part: str) -> str:
    """Return a part of a content in an editor's words."""
    return WORDS.get(part, part)


def changed_parts(before: Content, after: Content) -> list[str]:
    """Return the names of the parts that differ, in reading order."""
    known = {field.name for field in fields(Content)}
    return [part for part in PARTS if part in known and getattr(before, part) != getattr(after, part)]


def in_words(before: Content, after: Content) -> str:
    """Return what changed: “headline, two paragraphs, one caption”; "nothing" for equal contents."""
    told: list[str] = []
    for part in changed_parts(before, after):
        told += body_in_words(before.body, after.body) if part == "body" else [name_of(part)]
    return ", ".join(told) or "nothing"


def body_in_words(before: str, after: str) -> list[str]:
    """Return what changed in a body: paragraphs, photos that came or went, captions; without comparing word by word."""
    old, new = blocks(before), blocks(after)
    went, came = Counter(old) - Counter(new), Counter(new) - Counter(old)
    texts = max(_texts(went), _texts(came))
    shown, before_shown = _photos(came), _photos(went)
    kept = shown & before_shown
    counts = [
        (texts, "paragraph", ""),
        ((shown - kept).total(), "photo", " added"),
        ((before_shown - kept).total(), "photo", " removed"),
        (kept.total(), "caption", ""),
    ]
    told = [f"{counted(number, name)}{how}" for number, name, how in counts if number]
    return told or ["order of the paragraphs" if old != new else "body"]


def counted(number: int, name: str, names: str = "") -> str:
    """Return “one caption”, “two captions”, “12 captions”. names: of more than one, where an s does not make it."""
    return f"{NUMBERS[number] if number < len(NUMBERS) else number} {name if number == 1 else names or f'{name}s'}"


def _texts(some: Counter[Block]) -> int:
    return sum(number for block, number in some.items() if block.photo is None)


def _photos(some: Counter[Block]) -> Counter[int]:
    photos: Counter[int] = Counter()
    for block, number in some.items():
        if block.photo is not None:
            photos[block.photo] += number
    return photos
