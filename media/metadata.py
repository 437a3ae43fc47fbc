"""What a picture's file says about itself, in the columns of a Photo.

Three standards may tell the same fact. XMP is asked first: it is the newest, it knows its encoding and has no limit of
length, and programs that rewrite captions rewrite it. Then IPTC IIM, which wires still send and which cuts a credit
after 32 bytes by its standard. EXIF comes last: cameras fill it, often with their owner's name or their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from media import iim, xmp
from media.iim import read_iim
from media.pixels import DAMAGED, exif
from media.xmp import read_xmp

if TYPE_CHECKING:
    from PIL import Image

EXIF_IFD = 0x8769
DESCRIPTION, ARTIST, COPYRIGHT = 0x010E, 0x013B, 0x8298
TAKEN, TAKEN_OFFSET = 0x9003, 0x9011
IIM_RESOURCE = 0x0404

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")

# What cameras write where a caption belongs.
NO_CAPTION = re.compile(
    r"\s*(?:OLYMPUS|SONY|KONICA|MINOLTA|DCIM|DIGITAL CAMERA|SAMSUNG|Exif_JPEG|default|image description).*", re.I
)


@dataclass(frozen=True)
class Told:
    """The facts of one file. Texts are "" and the instant None where the file is silent."""

    title: str = ""
    caption: str = ""
    alt: str = ""
    credit: str = ""
    copyright: str = ""
    photographer: str = ""
    source_agency: str = ""
    taken_at: datetime | None = None

    def known(self) -> dict[str, str | datetime]:
        """The facts that the file does tell, by column."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}


def read_metadata(image: Image.Image) -> Told:
    """Read a picture's XMP, IPTC IIM and EXIF; broken ones are passed over. The picture need not be decoded."""
    sources = [_from_xmp(_packet(image)), _from_iim(_iim_block(image)), _from_exif(image)]
    texts = {field.name: _first(sources, field.name) for field in fields(Told) if field.name != "taken_at"}
    return Told(**texts, taken_at=_taken(sources))


def _first(sources: list[Told], name: str) -> str:
    """The first source that tells it; lines are kept in caption and alt text, and control characters nowhere."""
    text = next((value for source in sources if (value := getattr(source, name).strip())), "")
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if name in {"caption", "alt"} else " ".join(text.split())


def _taken(sources: list[Told]) -> datetime | None:
    """The first instant; if it is but a day, then that of a later source which knows the minute of the same day."""
    instants = [source.taken_at for source in sources if source.taken_at]
    if not instants or instants[0].time() != time():
        return instants[0] if instants else None
    return next((one for one in instants if one.date() == instants[0].date() and one.time() != time()), instants[0])


def _packet(image: Image.Image) -> bytes:
    """Return the XMP packet, wherever the format keeps it."""
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return packet.encode() if isinstance(packet, str) else bytes(packet)


def _iim_block(image: Image.Image) -> bytes:
    resources = image.info.get("photoshop")
    block = resources.get(IIM_RESOURCE) if isinstance(resources, dict) else None
    return block if isinstance(block, bytes) else b""


def _from_xmp(packet: bytes) -> Told:
    texts = read_xmp(packet) if packet else {}
    return Told(
        title=texts.get(f"{xmp.PHOTOSHOP}Headline") or texts.get(f"{xmp.DC}title", ""),
        caption=texts.get(f"{xmp.DC}description", ""),
        alt=texts.get(f"{xmp.IPTC_CORE}AltTextAccessibility", ""),
        credit=texts.get(f"{xmp.PHOTOSHOP}Credit", ""),
        copyright=texts.get(f"{xmp.DC}rights", ""),
        photographer=texts.get(f"{xmp.DC}creator", ""),
        source_agency=texts.get(f"{xmp.PHOTOSHOP}Source", ""),
        taken_at=_instant(texts.get(f"{xmp.PHOTOSHOP}DateCreated", "")),
    )


def _from_iim(block: bytes) -> Told:
    texts = read_iim(block) if block else {}
    return Told(
        title=texts.get((2, 105)) or texts.get((2, 5), ""),
        caption=texts.get((2, 120), ""),
        credit=texts.get((2, 110), ""),
        copyright=texts.get((2, 116), ""),
        photographer=texts.get((2, 80), ""),
        source_agency=texts.get((2, 115), ""),
        taken_at=_instant(_iim_date(texts.get((2, 55), ""), texts.get((2, 60), ""))),
    )


def _from_exif(image: Image.Image) -> Told:
    try:
        tags = exif(image)
        detail = tags.get_ifd(EXIF_IFD)
    except DAMAGED:
        return Told()
    caption = _exif_text(tags.get(DESCRIPTION))
    taken = _exif_text(detail.get(TAKEN))
    date, _, clock = taken.partition(" ")
    return Told(
        caption="" if NO_CAPTION.fullmatch(caption) else caption,
        copyright=_exif_text(tags.get(COPYRIGHT)),
        photographer=_exif_text(tags.get(ARTIST)),
        taken_at=_instant(f"{date.replace(':', '-')}T{clock}{_exif_text(detail.get(TAKEN_OFFSET))}"),
    )


def _exif_text(value: object) -> str:
    """Return a text that EXIF 2.3 wants in ASCII and programs write in UTF-8 or Windows; Pillow takes it for Latin 1.

    A copyright may have two parts, photographer and editor, with a zero between them.
    """
    data = value.encode("latin-1", "replace") if isinstance(value, str) else value
    if not isinstance(data, bytes):
        return ""
    text = data.decode(iim.guess_encoding(data))
    return ", ".join(part.strip() for part in text.split("\0") if part.strip())


def _iim_date(date: str, clock: str) -> str:
    """Turn CCYYMMDD and HHMMSS±HHMM into ISO 8601."""
    day = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", date)
    hour = re.fullmatch(r"(\d\d)(\d\d)(\d\d)([+-]\d{4})?", clock)
    if not day:
        return ""
    return "-".join(day.groups()) + (f"T{hour[1]}:{hour[2]}:{hour[3]}{hour[4] or ''}" if hour else "")


def _instant(text: str) -> datetime | None:
    """Parse ISO 8601 as XMP writes it. Without a clock it is midnight, without a zone the current time zone's."""
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        text += "T00:00"
    try:
        instant = parse_datetime(text)
    except ValueError:
        return None
    if instant is None or instant.year < 1826:  # the year of the first photograph; cameras without a clock write 0000
        return None
    return instant if timezone.is_aware(instant) else timezone.make_aware(instant)
