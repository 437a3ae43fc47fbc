"""What the newsroom asserts in a story: the facts that a version freezes and a revision keeps."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Self

# (role, "author" or "agency", primary key)
CreditFact = tuple[str, str, int]

CROPS_LENGTH = 200

# Parts that contents have had only since; one without them is what it was, down to its digest.
LATER = {"lead_crops", "series"}

# Made once: making it takes longer than writing a short content with it.
ENCODER = json.JSONEncoder(sort_keys=True)

WORDS = {
    "lead_photo": "lead photo",
    "lead_caption": "lead photo’s caption",
    "lead_crops": "lead photo’s crop",
    "bylines": "byline",
    "related": "related stories",
    "slug": "address",
}


@dataclass(frozen=True)
class Content:
    """A story's content, free of the row it was read from. Keys are primary keys; order counts.

    lead_crops: how this story crops its lead photo, see media.uses; "" as the photo itself is cropped.
    """

    kicker: str = ""
    headline: str = ""
    standfirst: str = ""
    body: str = ""
    lead_photo: int | None = None
    lead_caption: str = ""
    lead_crops: str = ""
    section: int | None = None
    series: int | None = None
    language: str = "en"
    slug: str = ""
    bylines: tuple[CreditFact, ...] = ()
    tags: tuple[int, ...] = ()
    related: tuple[int, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content, in hex: equal for equal content."""
        return hashlib.sha256(ENCODER.encode(self.as_json()).encode()).hexdigest()

    def changed_from(self, other: "Content") -> list[str]:
        """Return, in an editor's words, which parts differ from another content."""
        return [
            WORDS.get(field.name, field.name)
            for field in fields(self)
            if getattr(self, field.name) != getattr(other, field.name)
        ]

    def columns(self) -> dict[str, Any]:
        """Return what a desk copy or a version keeps in its own row, by attribute."""
        return {
            "kicker": self.kicker,
            "headline": self.headline,
            "standfirst": self.standfirst,
            "body": self.body,
            "lead_photo_id": self.lead_photo,
            "lead_caption": self.lead_caption,
            "lead_crops": self.lead_crops,
            "section_id": self.section,
            "series_id": self.series,
            "language": self.language,
            "slug": self.slug,
        }

    @classmethod
    def of(cls, row: Any, *, tags: Iterable[int], related: Iterable[int]) -> Self:
        """Return the content of a desk copy or a version: its columns and bylines, these tags and stories (keys)."""
        values = {name.removesuffix("_id"): getattr(row, name) for name in cls().columns()}
        bylines = tuple(credit.fact for credit in row.bylines.order_by("position", "pk"))
        return cls(**values, bylines=bylines, tags=tuple(tags), related=tuple(related))

    def as_json(self) -> dict[str, Any]:
        """Return the content as JSON types; what is empty of LATER is not named, as before there was any."""
        names = (field.name for field in fields(self) if field.name not in LATER or getattr(self, field.name))
        return {name: getattr(self, name) for name in names}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Return the content that `as_json` gave; parts that are missing take their defaults."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in data.items() if name in known}
        for name in ("tags", "related"):
            values[name] = tuple(values.get(name, ()))
        values["bylines"] = tuple((role, kind, pk) for role, kind, pk in values.get("bylines", ()))
        return cls(**values)
