"""Reading EXIF, in which cameras write what they know and some programs what people do."""

from __future__ import annotations

import re
from typing import Any

from PIL import Image

from media.encodings import guess_encoding, undo_twice
from media.pixels import DAMAGED

EXIF_IFD = 0x8769
TAKEN, FRACTION, TAKEN_OFFSET = 0x9003, 0x9291, 0x9011
ARTIST = 0x013B
CLOCK = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d(?::\d\d)?)")
ZONE = re.compile(r"\s*([+-]\d\d:\d\d|Z)\s*")

# What cameras write where a caption belongs.
NO_CAPTION = re.compile(
    r"\s*(?:OLYMPUS|SONY|KONICA|MINOLTA|DCIM|DIGITAL CAMERA|SAMSUNG|Exif_JPEG|default|image description).*", re.I
)


def read_exif(block: bytes, tags: dict[int, str]) -> dict[str, list[str]]:
    """Return the texts of the tags asked for by the names given, and the time of taking as "taken_at" in ISO 8601."""
    exif = Image.Exif()
    try:
        exif.load(block)
        detail = exif.get_ifd(EXIF_IFD)
        values = {name: exif.get(tag) for tag, name in tags.items()}
        clock, fraction, zone = (_text(detail.get(tag)) for tag in (TAKEN, FRACTION, TAKEN_OFFSET))
    except DAMAGED:
        return {}
    told = {
        name: _people(text) if tags.get(ARTIST) == name else [text]
        for name, value in values.items()
        if (text := _text(value))
    }
    if (caption := told.get("caption")) and NO_CAPTION.fullmatch(caption[0]):
        del told["caption"]
    if taken := _instant(clock, fraction, zone):
        told["taken_at"] = [taken]
    return told


def _text(value: Any) -> str:
    """Return a text that EXIF 2.3 wants in ASCII and programs write in UTF-8 or Windows; Pillow takes it for Latin 1.

    A copyright may have two parts, photographer and editor, with a zero between them.
    """
    data = value.encode("latin-1", "replace") if isinstance(value, str) else value
    if not isinstance(data, bytes):
        return ""
    text = undo_twice(data.decode(guess_encoding(data)))
    return ", ".join(part.strip() for part in text.split("\0") if part.strip())


def _people(text: str) -> list[str]:
    """Return the names of several, as MWG 2.0 has them written into one text: "Lena Aumont; Idra Quillane"."""
    found = re.findall(r'\s*("(?:[^"]|"")*"|[^;]+)(?:;|$)', text)
    names = [name[1:-1].replace('""', '"') if name.startswith('"') and name.endswith('"') else name for name in found]
    return [name.strip() for name in names if name.strip()]


def _instant(clock: str, fraction: str, zone: str) -> str:
    found = CLOCK.match(clock)
    if not found:
        return ""
    part = f".{fraction.strip()}" if fraction.strip().isdecimal() else ""
    offset = ZONE.fullmatch(zone)
    return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}{part}{offset[1] if offset else ''}"
