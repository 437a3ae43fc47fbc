"""Where each format keeps what it tells about its picture: the blocks of XMP, IPTC IIM and EXIF, as bytes.

They are read from the file and not from the picture, because libraries meet some of them only while they decode, add
up what comes in parts however often it comes, or pass over what another program wrote in its own way. Nothing here
reads more than it needs: what can't be is left out.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from media import tiff
from media.xmp import LARGEST

if TYPE_CHECKING:
    from PIL import Image

# JPEG (T.81 annex B) and the names by which its application segments are told.
SOI, SOS, EOI, APP1, APP13 = 0xD8, 0xDA, 0xD9, 0xE1, 0xED
STANDALONE = {0x01, *range(0xD0, 0xD9)}
XMP_HEAD, MORE_XMP, PHOTOSHOP = (
    b"http://ns.adobe.com/xap/1.0/\0",
    b"http://ns.adobe.com/xmp/extension/\0",
    b"Photoshop 3.0\0",
)
# Resources of an image resource block: IPTC IIM, and the MD5 that it had when XMP was last written beside it.
IIM, IIM_DIGEST = 0x0404, 0x0425
EXTENDED = re.compile(rb"HasExtendedXMP\s*(?:=\s*[\"']|>)\s*([0-9A-Fa-f]{32})")
# Nothing that people write takes more than this together: XMP and its extension, IIM, EXIF.
MOST = 4 * LARGEST
GIF_XMP = b"\x21\xff\x0bXMP DataXMP"
RAW_PROFILE = re.compile(rb"\s*\w+\s+\d+\s+([0-9a-fA-F\s]+)")


@dataclass(frozen=True)
class Blocks:
    """The blocks of a file, b"" where it has none. more: a second XMP packet. digest: of the IIM as the XMP knew it."""

    xmp: bytes = b""
    more: bytes = b""
    iim: bytes = b""
    digest: bytes = b""
    exif: bytes = b""


def read_blocks(file: IO[bytes], image: Image.Image) -> Blocks:
    """Return the blocks of a file whose header `image` is. Neither is moved or decoded."""
    at = file.tell()
    try:
        if image.format == "JPEG":
            return _of_jpeg(file)
        if image.format == "PNG":
            return _of_png(file)
        if image.format == "TIFF":
            return _of_tiff(file, image)
        xmp = _of_gif(file) if image.format == "GIF" else image.info.get("xmp") or b""
    finally:
        file.seek(at)
    return Blocks(xmp=bytes(xmp), exif=image.info.get("exif") or b"")


def _of_jpeg(file: IO[bytes]) -> Blocks:
    xmp = exif = photoshop = b""
    parts: list[bytes] = []
    left = MOST
    for marker, data in _segments(file):
        left -= len(data)
        if left < 0:
            break
        if marker == APP13 and data.startswith(PHOTOSHOP):
            photoshop += data.removeprefix(PHOTOSHOP)
        elif data.startswith(XMP_HEAD):
            xmp = xmp or data.removeprefix(XMP_HEAD)
        elif data.startswith(MORE_XMP):
            parts.append(data.removeprefix(MORE_XMP))
        elif data.startswith(b"Exif\0") and not exif:
            exif = data
    resources = _resources(photoshop)
    return Blocks(xmp, _extension(xmp, parts), resources.get(IIM, b""), resources.get(IIM_DIGEST, b""), exif)


def header_size(file: IO[bytes]) -> int:
    """Return how many bytes of a JPEG come before its first scan."""
    for _ in _segments(file, ()):
        pass
    return file.tell()


def _segments(file: IO[bytes], wanted: Collection[int] = (APP1, APP13)) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of some markers before the picture's first scan, and leave the file there."""
    file.seek(2)
    while len(head := file.read(4)) == 4 and head[0] == 0xFF and head[1] not in {SOS, EOI}:
        marker, size = head[1], struct.unpack(">H", head[2:])[0]
        if marker == 0xFF or marker in STANDALONE:
            file.seek(-3 if marker == 0xFF else -2, 1)
            continue
        if marker in wanted:
            yield marker, file.read(max(0, size - 2))
        else:
            file.seek(max(0, size - 2), 1)


def _resources(block: bytes) -> dict[int, bytes]:
    """Take an image resource block apart (Adobe Photoshop File Formats); the first resource of a kind counts."""
    found: dict[int, bytes] = {}
    at = 0
    while block[at : at + 4] == b"8BIM" and at + 12 <= len(block):
        kind, name = struct.unpack_from(">HB", block, at + 4)
        at += 6 + name + 1 + (name + 1) % 2
        size = int.from_bytes(block[at : at + 4])
        at += 4
        found.setdefault(kind, block[at : at + size])
        at += size + size % 2
    return found


def _extension(xmp: bytes, parts: list[bytes]) -> bytes:
    """Return the packet that a JPEG's first one points to, put together of its numbered parts; b"" if one lacks."""
    named = EXTENDED.search(xmp)
    if not named:
        return b""
    mine = {part[36:40]: part[40:] for part in parts if part[:32].upper() == named[1].upper()}
    return b"".join(mine[offset] for offset in sorted(mine))


def _of_png(file: IO[bytes]) -> Blocks:
    """Read a PNG's chunks, which may stand behind the picture too, and the profiles that programs hide in texts."""
    told = {"xmp": b"", "iim": b"", "exif": b"", "digest": b""}
    left = MOST
    file.seek(8)
    while len(head := file.read(8)) == 8 and left > 0:
        size, kind = struct.unpack(">I4s", head)
        if kind not in {b"iTXt", b"zTXt", b"tEXt", b"eXIf"} or size > left:
            file.seek(size + 4, 1)
            continue
        left -= size
        name, data = (b"", file.read(size)) if kind == b"eXIf" else _text(kind, file.read(size))
        file.seek(4, 1)
        if kind == b"eXIf":
            told["exif"] = b"Exif\0\0" + data
        elif name == b"XML:com.adobe.xmp":
            told["xmp"] = data
        elif name.startswith(b"Raw profile type "):
            told |= {part: block for part, block in _profile(name, data).items() if block}
    return Blocks(**told)


def _text(kind: bytes, data: bytes) -> tuple[bytes, bytes]:
    """Return a text chunk's keyword and its text, unpacked if need be."""
    name, _, rest = data.partition(b"\0")
    packed = kind == b"zTXt"
    if kind == b"iTXt":
        packed = rest[:1] == b"\1"
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    elif packed:
        rest = rest[1:]
    try:
        return name, zlib.decompressobj().decompress(rest, 2 * LARGEST) if packed else rest
    except zlib.error:
        return name, b""


def _profile(name: bytes, text: bytes) -> dict[str, bytes]:
    """Return what ImageMagick's "Raw profile type ..." holds: a name, a length, and the bytes in hexadecimal."""
    found = RAW_PROFILE.fullmatch(text.rstrip(b"\0"))
    digits = b"".join(found[1].split()) if found else b""
    data = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
    kind = name.removeprefix(b"Raw profile type ")
    if kind in {b"iptc", b"8bim"}:
        resources = _resources(data)
        return {
            "iim": resources.get(IIM, data if data[:1] == b"\x1c" else b""),
            "digest": resources.get(IIM_DIGEST, b""),
        }
    if kind in {b"exif", b"APP1"} and data.startswith(b"Exif\0"):
        return {"exif": data}
    return {"xmp": data.removeprefix(XMP_HEAD)} if kind in {b"xmp", b"APP1"} and data else {}


def _of_tiff(file: IO[bytes], image: Image.Image) -> Blocks:
    """Read a TIFF's tags, of which the file's own are what other formats keep in their block of EXIF."""
    resources = _resources(tiff.raw(file, tiff.PHOTOSHOP))
    iim = tiff.iim(file) or resources.get(IIM, b"")
    return Blocks(tiff.raw(file, tiff.XMP), b"", iim, resources.get(IIM_DIGEST, b""), tiff.exif_block(image))


def _of_gif(file: IO[bytes]) -> bytes:
    """Return the packet of a GIF's XMP extension, which lies there as it is, with 258 bytes that end it."""
    file.seek(0)
    return file.read(MOST).partition(GIF_XMP)[2].partition(b"\x01\xff\xfe")[0]
