"""What a picture's file says about itself.

Three standards may tell the same fact. Who is believed is settled by the Metadata Working Group (MWG 2.0, chapter 5):
EXIF where it holds the fact; then XMP, unless IPTC IIM was changed after it by a program that knew nothing of XMP,
which the digest of the IIM kept beside it betrays.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from media.blocks import Blocks, read_blocks
from media.encodings import undo_twice
from media.exif import read_exif
from media.facts import FACTS, Fact
from media.iim import read_iim
from media.instants import best_of, iim_instant
from media.xmp import LARGEST, read_xmp

if TYPE_CHECKING:
    from PIL import Image

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]")
EXIF_TAGS = {fact.exif: fact.name for fact in FACTS if fact.exif}
CREATED_ON, CREATED_AT = (2, 55), (2, 60)
# Of a list no more is kept than anybody reads, and of a text no more than a story has.
MOST_ITEMS = 100
LONGEST_ITEM = 250
LONGEST = 20_000

Texts = Mapping[str, list[str]]


@dataclass(frozen=True)
class Told:
    """The facts of one file, by column: texts, lists one to a line, the instant as ISO 8601; none it is silent about.

    notes: sentences for an editor about what could not be read or not be kept whole.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_metadata(file: IO[bytes], image: Image.Image) -> Told:
    """Read XMP, IPTC IIM and EXIF of the file whose header `image` is; broken ones are passed over."""
    blocks = read_blocks(file, image)
    sources = _by_precedence(blocks)
    notes: list[str] = []
    if len(blocks.xmp) > LARGEST:
        notes.append("The file’s XMP is larger than a megabyte and was not read.")
    facts = {}
    for fact in FACTS:
        value = best_of(sources[fact.name]) if fact.name == "taken_at" else _text(fact, sources[fact.name], notes)
        if value:
            facts[fact.name] = value
    return Told(facts, tuple(notes))


def _by_precedence(blocks: Blocks) -> dict[str, list[list[str]]]:
    """Return for each fact what the standards say of it, the one to believe first."""
    exif = read_exif(blocks.exif, EXIF_TAGS) if blocks.exif else {}
    xmp, iim = _from_xmp(blocks), _from_iim(blocks)
    # The digest of what programs wrote before they knew digests is absent, and XMP is believed.
    changed = bool(blocks.digest) and blocks.digest != hashlib.md5(blocks.iim, usedforsecurity=False).digest()
    found = {}
    for fact in FACTS:
        mine = [_cut_restored(fact, iim.get(fact.name, []), xmp.get(fact.name, [])), xmp.get(fact.name, [])]
        ordered = [exif.get(fact.name, []), *(mine if changed else mine[::-1])]
        found[fact.name] = [values for values in ordered if any(value.strip() for value in values)]
    return found


def _from_xmp(blocks: Blocks) -> dict[str, list[str]]:
    told = {**read_xmp(blocks.more), **read_xmp(blocks.xmp)} if blocks.xmp else {}
    return {fact.name: next((told[key] for key in fact.xmp if key in told), []) for fact in FACTS}


def _from_iim(blocks: Blocks) -> dict[str, list[str]]:
    told = read_iim(blocks.iim) if blocks.iim else {}
    found = {fact.name: next((told[key] for key in fact.iim if key in told), []) for fact in FACTS}
    created = iim_instant(*("".join(told.get(key, [])[:1]) for key in (CREATED_ON, CREATED_AT)))
    return {**found, "taken_at": [created] if created else []}


def _cut_restored(fact: Fact, cut: list[str], whole: list[str]) -> list[str]:
    """Return IIM's texts, each that fills its dataset as XMP has it whole if that begins the same (MWG 2.0, 5.2)."""
    if not fact.limit:
        return cut
    fills = fact.limit - 3  # a letter that takes four bytes and of which three would not fit
    return [
        next((full for full in whole if full.startswith(one)), one) if len(one.encode()) >= fills else one
        for one in cut
    ]


def _text(fact: Fact, sources: list[list[str]], notes: list[str]) -> str:
    """Return the fact as it is held; notes get a sentence for what is left out of it."""
    values = [_tidy(value, keep_lines=fact.lines) for value in (sources[0] if sources else [])]
    values = [value for value in values if value]
    if fact.many:
        return "\n".join(_listed(fact, values, notes))
    text = ("\n" if fact.lines else ", ").join(dict.fromkeys(values[:MOST_ITEMS]))
    if len(text) > LONGEST:
        notes.append(f"{fact.label}: the file has {len(text):,} characters, of which the first {LONGEST:,} were read.")
    return text[:LONGEST].rstrip()


def _listed(fact: Fact, values: list[str], notes: list[str]) -> list[str]:
    """Return the items of a list, each once whatever its case; a lone one is taken apart where programs joined them."""
    if len(values) == 1 and re.search(r"[;,]", values[0]):
        values = [part.strip() for part in re.split(r"\s*;\s*" if ";" in values[0] else r"\s*,\s*", values[0])]
    once: dict[str, str] = {}
    for value in filter(None, values):
        once.setdefault(value.casefold(), value[:LONGEST_ITEM])
    items = list(once.values())
    if len(items) > MOST_ITEMS:
        notes.append(f"{fact.label}: the file has {len(items):,}, of which the first {MOST_ITEMS} were read.")
    return items[:MOST_ITEMS]


def _tidy(text: str, *, keep_lines: bool) -> str:
    """Return a text without control characters; on one line unless lines mean something."""
    text = CONTROL.sub("", undo_twice(text).replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip() if keep_lines else " ".join(text.split())
