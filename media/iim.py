"""Reading IPTC IIM 4.2, the wire agencies' way since 1991 of telling about a picture.

Its texts are bytes. Dataset 1:90 may say in which encoding. Where it doesn't, or says what the bytes are not, it is one
of the few that programs have written over the years, and the bytes themselves tell which.
"""

import struct
from itertools import chain

from media.encodings import guess_encoding

MARKER = 0x1C
CHARACTER_SET = (1, 90)
# The escapes of ISO 2022 that wires send; Latin 1 is written as any of three.
DECLARED = {
    b"\x1b%G": "utf-8", b"\x1b%/G": "utf-8", b"\x1b%/H": "utf-8", b"\x1b%/I": "utf-8",
    b"\x1b.A": "latin-1", b"\x1b-A": "latin-1", b"\x1b/A": "latin-1",
    b"\x1b.B": "iso8859-2", b"\x1b-B": "iso8859-2", b"\x1b-L": "iso8859-5", b"\x1b-F": "iso8859-7",
    b"\x1b-M": "iso8859-9", b"\x1b-G": "iso8859-6", b"\x1b-H": "iso8859-8",
}  # fmt: skip
# Of the datasets those that hold text: 2:202, for one, holds a small picture.
TEXTS = frozenset((2, number) for number in range(3, 200))
# More than any file has; a list of them without end is somebody's trick.
MOST_SETS = 5000


def read_iim(data: bytes) -> dict[tuple[int, int], list[str]]:
    """Return the texts of the datasets by record and number, in the order in which they stand."""
    sets = _datasets(data)
    escape = b"".join(sets.pop(CHARACTER_SET, [])).strip()
    sets = {key: values for key, values in sets.items() if key in TEXTS}
    encoding = _encoding(escape, [value for value in chain.from_iterable(sets.values()) if not _utf8(value)])
    told = {key: [text for value in values if (text := _decoded(value, encoding))] for key, values in sets.items()}
    return {key: texts for key, texts in told.items() if texts}


def _encoding(escape: bytes, others: list[bytes]) -> str:
    """Return the encoding of those texts that are not UTF-8: the one declared, if they can be in it, or the likeliest.

    Latin 1 is what Windows programs declare, whose quotation marks lie where Latin 1 has control characters.
    """
    declared, data = DECLARED.get(escape, "utf-8"), b"".join(others)
    windows = declared == "latin-1" and any(0x80 <= byte < 0xA0 for byte in data)
    return guess_encoding(data) if declared == "utf-8" or windows else declared


def _utf8(value: bytes) -> str | None:
    """Return a text that is UTF-8, which by chance no other text is; without a character cut at the end."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = value[: error.start]
        cut = error.reason == "unexpected end of data" and not whole.isascii()
        return whole.decode("utf-8") if cut else None


def _decoded(value: bytes, encoding: str) -> str:
    text = _utf8(value)
    return (value.decode(encoding, "replace") if text is None else text).replace("\0", "").strip()


def _datasets(data: bytes) -> dict[tuple[int, int], list[bytes]]:
    """Take the block apart; what follows a damaged dataset is left out."""
    sets: dict[tuple[int, int], list[bytes]] = {}
    at = count = 0
    while at + 5 <= len(data) and data[at] == MARKER and count < MOST_SETS:
        record, number, size = struct.unpack_from(">BBH", data, at + 1)
        start = at + 5
        if size & 0x8000:
            # An extended dataset: its length is written in as many bytes as these bits say.
            start += size & 0x7FFF
            size = int.from_bytes(data[at + 5 : start]) if size & 0x7FFF <= 4 else len(data)
        if start + size > len(data):
            break
        sets.setdefault((record, number), []).append(data[start : start + size])
        at, count = start + size, count + 1
    return sets
