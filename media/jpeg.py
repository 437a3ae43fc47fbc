"""What a JPEG costs to decode, read from its markers without decoding it.

A decoder keeps all coefficients of a picture whose components come in more than one scan, two bytes each, however
small it is wanted; and every further scan passes over the whole picture again. A file of a few kilobytes can ask for
gigabytes and minutes that way, and Pillow sets no limit. Markers are those of ITU-T T.81, annex B.
"""

import re
import struct
from dataclasses import dataclass
from typing import IO

SOS, EOI = 0xDA, 0xD9
# In coded data 0xFF is followed by 0 (a byte of its own) or a restart marker; anything else ends the scan.
NEXT_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
CHUNK = 2**16
MOST_SCANS = 100


@dataclass(frozen=True)
class Scans:
    """How many scans a JPEG has, counted up to MOST_SCANS + 1, and how many components the first one holds."""

    count: int
    components: int


def read_scans(file: IO[bytes]) -> Scans:
    """Walk through the markers of a JPEG up to its end. A damaged file yields what was found before the damage."""
    file.seek(2)
    count = components = 0
    marker = _next_marker(file)
    while marker not in (None, EOI) and count <= MOST_SCANS:
        length = file.read(2)
        if len(length) < 2:
            break
        size = max(0, struct.unpack(">H", length)[0] - 2)
        if marker == SOS:
            count += 1
            header = file.read(size)
            components = components or (header[0] if header else 0)
        else:
            file.seek(size, 1)
        marker = _next_marker(file)
    return Scans(count, components)


def _next_marker(file: IO[bytes]) -> int | None:
    """Move to just behind the next marker and return it; None at the end of the file."""
    start = file.tell()
    while chunk := file.read(CHUNK):
        found = NEXT_MARKER.search(chunk)
        if found:
            file.seek(start + found.end())
            return found[1][0]
        # A marker may lie across two chunks.
        back = 1 if chunk.endswith(b"\xff") and len(chunk) > 1 else 0
        start += len(chunk) - back
        file.seek(start)
    return None
