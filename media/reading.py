"""The photo and its file: what each says, and which of them an editor is believed over.

One rule: a column that differs from what the file said when it was last read has been changed by an editor. Nothing
marks it as changed, so nothing can mark it wrongly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from media import kinds, pixels
from media.facts import BY_NAME, FACTS, Fact
from media.instants import instant
from media.metadata import Told, read_metadata
from media.models import Photo, Reading
from media.sources import SOURCES, source_code

URLS = URLValidator(["http", "https"])
NEVER_CUT = {"digital_source_type", "web_statement", "licensor_url"}
# How many characters the columns hold that hold few; of these the ones that are cut, not left empty, by more.
LENGTHS = {column.name: column.max_length for column in Photo._meta.concrete_fields if column.max_length}
CUT = {name: LENGTHS[name] for name in BY_NAME if name in LENGTHS and name not in NEVER_CUT}


@dataclass(frozen=True)
class Line:
    """One fact of a photo: what the column says, and what the file. edited: an editor said otherwise than the file."""

    name: str
    label: str
    now: Any
    file: Any
    edited: bool

    @property
    def now_in_words(self) -> Any:
        """What the photo says, as an editor reads it."""
        return _in_words(self.name, self.now)

    @property
    def file_in_words(self) -> Any:
        """What the file says, as an editor reads it."""
        return _in_words(self.name, self.file)

    @property
    def differs(self) -> bool:
        """Whether reading the file would change the column. A file that is silent changes nothing."""
        return self.file not in ("", None) and self.now != self.file


def _in_words(name: str, value: Any) -> Any:
    return SOURCES.get(value, value) if name == "digital_source_type" else value


def as_columns(facts: Mapping[str, str]) -> dict[str, Any]:
    """Return what a file tells as the columns hold it: cut to their lengths, without what they can't hold."""
    values = {fact.name: _as_column(fact, facts[fact.name]) for fact in FACTS if fact.name in facts}
    return {name: value for name, value in values.items() if value not in ("", None)}


def _as_column(fact: Fact, text: str) -> Any:
    if fact.name == "taken_at":
        return instant(text)
    if fact.name == "digital_source_type":
        return source_code(text)
    if fact.name in {"web_statement", "licensor_url"}:
        return _address(text)
    return text[: CUT.get(fact.name)].rstrip()


def _address(text: str) -> str:
    """Return a web address, completed if the file leaves out its beginning; "" for anything else, as for a script."""
    whole = text if "://" in text else f"https://{text}"
    try:
        URLS(whole)
    except ValidationError:
        return ""
    return whole if len(whole) <= LENGTHS["web_statement"] else ""


def notes_on(told: Told) -> list[str]:
    """Return the sentences for an editor about what the file tells and no column holds as it is."""
    kept, notes = as_columns(told.facts), list(told.notes)
    for name, text in told.facts.items():
        label, short = BY_NAME[name].label, f"“{text[:100]}…”" if len(text) > 100 else f"“{text}”"
        if name not in kept:
            notes.append(f"{label}: the file says {short}, which can’t be kept here.")
        elif name in CUT and len(kept[name]) < len(text):
            notes.append(f"{label}: the file has {len(text):,} characters, of which {len(kept[name]):,} were kept.")
    return notes


def remember(photo: Photo, told: Told, at: datetime) -> None:
    """Keep what the photo's file says as what it said at that moment."""
    facts, notes = dict(told.facts), notes_on(told)
    Reading.objects.update_or_create(photo=photo, defaults={"facts": facts, "notes": notes, "read_at": at})


def lines(photo: Photo, facts: Mapping[str, str]) -> list[Line]:
    """Return every fact that the file tells beside what the photo says, in the table's order.

    The photo's `reading` is what `edited` is decided by; a photo whose file was never read has been edited wherever it
    says anything.
    """
    reading = getattr(photo, "reading", None)
    said, says = as_columns(reading.facts) if reading else {}, as_columns(facts)
    return [
        Line(
            fact.name,
            fact.label,
            now := getattr(photo, fact.name),
            says[fact.name],
            now not in ("", None) and now != said.get(fact.name),
        )
        for fact in FACTS
        if fact.name in says
    ]


def file_lines(photo: Photo) -> dict[str, Line]:
    """Return the facts that the file told when it was last read, by column."""
    reading = getattr(photo, "reading", None)
    return {line.name: line for line in lines(photo, reading.facts)} if reading else {}


def read_file(photo: Photo) -> Told:
    """Read the original's metadata now. Raises pixels.UnreadableError or OSError if it can't be read."""
    with photo.file.open("rb") as file:
        kind = kinds.kind_of(file.read(64))
        if kind is None:
            raise pixels.UnreadableError("is no picture any more.")
        return read_metadata(file.file if hasattr(file, "file") else file, pixels.open_picture(file, kind))


def fingerprint(found: list[Line]) -> str:
    """Return what two equal comparisons share, so that nobody agrees to another one than they saw."""
    return hashlib.sha256(repr([(line.name, line.now, line.file) for line in found]).encode()).hexdigest()[:24]
