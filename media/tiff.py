"""What is particular to TIFF: its tags are read before its picture is, and cameras' raw files look like one.

TIFF 6.0 (1992). A tag may point anywhere in the file, and several to the same place, so that a few thousand tags of a
small file ask for any amount of memory; they are added up before a library reads them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import IO, Literal

from PIL import Image

XMP, IIM, PHOTOSHOP = 700, 33723, 34377
EXIF_IFD, ROWS_PER_STRIP, TILE_WIDTH, TILE_LENGTH = 0x8769, 278, 322, 323
# The texts of a TIFF that MWG 2.0 counts as EXIF: ImageDescription, Artist, Copyright.
TEXTS = (0x010E, 0x013B, 0x8298)
# DateTimeOriginal, OffsetTimeOriginal, SubSecTimeOriginal.
TAKEN = (0x9003, 0x9011, 0x9291)
NEW_SUBFILE_TYPE, PHOTOMETRIC, DNG_VERSION = 254, 262, 50706
REDUCED, COLOUR_FILTER, LINEAR_RAW = 1, 32803, 34892
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
INLINE = 4  # bytes that a tag holds in its own place
MARK = b"\x1c"  # each dataset of IIM begins with it


@dataclass(frozen=True)
class Tag:
    """A tag: how many bytes it holds, and where they begin."""

    number: int
    size: int
    at: int


def tags_size(file: IO[bytes]) -> int:
    """Return how many bytes the tags of the first picture, and of its EXIF, say that they hold."""
    order, at = _start(file)
    tags = _directory(file, order, at)
    exif = next((tag for tag in tags if tag.number == EXIF_IFD), None)
    if exif is not None:
        file.seek(exif.at)
        tags += _directory(file, order, struct.unpack(f"{order}L", file.read(4).ljust(4, b"\0"))[0])
    return sum(tag.size for tag in tags)


def raw(file: IO[bytes], number: int) -> bytes:
    """Return the bytes of a tag of the first picture, b"" without it."""
    tag = next((tag for tag in _directory(file, *_start(file)) if tag.number == number), None)
    if tag is None:
        return b""
    file.seek(tag.at)
    return file.read(tag.size)


def iim(file: IO[bytes]) -> bytes:
    """Return the block of IPTC IIM, which some programs write as numbers of four bytes, and turn each round."""
    block = raw(file, IIM)
    if block[:1] == MARK or block[3:4] != MARK:
        return block
    return b"".join(block[at : at + 4][::-1] for at in range(0, len(block), 4))


def _start(file: IO[bytes]) -> tuple[str, int]:
    """Return the order of bytes, as struct names it, and where the tags of the first picture begin."""
    file.seek(0)
    head = file.read(8).ljust(8, b"\0")
    order = "<" if head[:2] == b"II" else ">"
    return order, struct.unpack(f"{order}L", head[4:])[0]


def _directory(file: IO[bytes], order: str, at: int) -> list[Tag]:
    """Return the tags of a directory, one that comes again too."""
    file.seek(at)
    head = file.read(2)
    count = struct.unpack(f"{order}H", head)[0] if len(head) == 2 else 0
    entries = file.read(12 * count)
    tags = []
    for start in range(0, len(entries) - 11, 12):
        number, kind, many, value = struct.unpack_from(f"{order}HHLL", entries, start)
        size = SIZES.get(kind, 1) * many
        tags.append(Tag(number, size, value if size > INLINE else at + 2 + start + 8))
    return tags


def is_raw(file: IO[bytes]) -> bool:
    """Say whether the first picture of a file is but a preview, or what a sensor saw, as in cameras' raw files."""
    order: Literal["little", "big"] = "little" if _start(file)[0] == "<" else "big"
    kind, light = (int.from_bytes(raw(file, number)[:4], order) for number in (NEW_SUBFILE_TYPE, PHOTOMETRIC))
    return kind & REDUCED > 0 or light in {COLOUR_FILTER, LINEAR_RAW} or bool(raw(file, DNG_VERSION))


def bytes_a_pixel(image: Image.Image) -> float:
    """Return what unpacking takes for each pixel: Pillow's own copy, and the largest strip or tile, twice."""
    tags = getattr(image, "tag_v2", {})
    kept = 4.0 if len(image.getbands()) > 1 or image.mode in {"F", "I"} else 2.0
    bits = tags.get(258, (8,))
    packed = sum(bits if isinstance(bits, tuple) else (bits,)) / 8
    tile = tags.get(TILE_WIDTH, image.width) * tags.get(TILE_LENGTH, tags.get(ROWS_PER_STRIP, image.height))
    return kept + 2 * packed * min(1.0, tile / (image.width * image.height))


def exif_block(image: Image.Image) -> bytes:
    """Return the file's own texts, and its EXIF, as the block in which other formats keep both."""
    tags = getattr(image, "tag_v2", {})
    exif = Image.Exif()
    for tag in TEXTS:
        if text := tags.get(tag):
            exif[tag] = text.encode("latin-1", "replace") if isinstance(text, str) else text
    if EXIF_IFD in tags:
        detail = image.getexif().get_ifd(EXIF_IFD)
        exif.get_ifd(EXIF_IFD).update({tag: detail[tag] for tag in TAKEN if tag in detail})
    return exif.tobytes() if len(exif) or EXIF_IFD in tags else b""
