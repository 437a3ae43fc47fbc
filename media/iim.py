"""Reading IPTC IIM 4.2, the wire agencies' way since 1991 of telling about a picture.

Its texts are bytes. Dataset 1:90 may say in which encoding; where it doesn't, it is one of the few that programs have
written over the years, and the bytes themselves tell which.
"""

import struct
from itertools import chain

MARKER = 0x1C
CHARACTER_SET = (1, 90)
DECLARED = {b"\x1b%G": "utf-8", b"\x1b%/I": "utf-8", b"\x1b.A": "latin-1", b"\x1b-A": "latin-1"}

# What European captions hold beyond ASCII. Bytes decoded in a wrong encoding come out as other characters, or as these
# where they don't belong: a sign inside a word, a capital after a small letter.
LETTERS = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßŒœŠšŽž")
QUOTES = frozenset("‘’‚“”„«»")
SIGNS = frozenset("–—…•®©°€£§·¿¡")
# Letters that are real but rare; in a wrong encoding they stand for common ones.
RARE = frozenset("ŠšŽžÝýŸÕõ‚„•")


def read_iim(data: bytes) -> dict[tuple[int, int], str]:
    """Return the texts of the datasets by record and number; repeated ones, such as by-lines, joined by ", "."""
    sets = _datasets(data)
    declared = DECLARED.get(b"".join(sets.pop(CHARACTER_SET, [])))
    encoding = declared or guess_encoding(b"".join(chain.from_iterable(sets.values())))
    return {
        key: ", ".join(filter(None, (_decoded(value, encoding) for value in values))) for key, values in sets.items()
    }


def guess_encoding(data: bytes) -> str:
    """Return the encoding that text bytes are most likely in: UTF-8, Windows, Macintosh or, at worst, Latin 1."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    # The sort is stable, so in doubt Windows wins.
    return min(("cp1252", "mac_roman", "latin-1"), key=lambda encoding: _oddness(data, encoding))


def _oddness(data: bytes, encoding: str) -> float:
    """Return how unlikely the bytes are in an encoding; infinite if they can't be in it."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return float("inf")
    return sum(_odd(*three) for three in zip(f" {text}", text, f"{text[1:]} ", strict=False) if three[1] > "\x7f")


def _odd(before: str, character: str, after: str) -> float:
    if character not in LETTERS | QUOTES | SIGNS:
        return 1.0
    if before.islower() and character.isupper():
        return 1.0
    if before.isalpha() and character in SIGNS and after.isalpha():
        return 0.75
    return 0.5 if character in RARE else 0.0


def _decoded(value: bytes, encoding: str) -> str:
    return value.decode(encoding, "replace").replace("\0", "").strip()


def _datasets(data: bytes) -> dict[tuple[int, int], list[bytes]]:
    """Take the block apart; what follows a damaged dataset is left out."""
    sets: dict[tuple[int, int], list[bytes]] = {}
    at = 0
    while at + 5 <= len(data) and data[at] == MARKER:
        record, number, size = struct.unpack_from(">BBH", data, at + 1)
        if size & 0x8000 or at + 5 + size > len(data):
            break
        sets.setdefault((record, number), []).append(data[at + 5 : at + 5 + size])
        at += 5 + size
    return sets
