"""In which encoding bytes are when nobody says so, or says so wrongly."""

import re

# What European captions hold beyond ASCII. Bytes decoded in a wrong encoding come out as other characters, or as these
# where they don't belong: a sign inside a word, a capital after a small letter.
LETTERS = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßŒœŠšŽž")
QUOTES = frozenset("‘’‚“”„«»")
SIGNS = frozenset("–—…•®©°€£§·¿¡")
# Letters that are real but rare; in a wrong encoding they stand for common ones.
RARE = frozenset("ŠšŽžÝýŸÕõ‚„•")

# UTF-8 that a program took for Windows-1252 and encoded once more: "Ã©" for "é". The first character is what a lead
# byte becomes, the second what the byte after it does.
TWICE = re.compile(r"[ÂÃÄÅÐÑØÙÎÏâ][\u0080-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")


def guess_encoding(data: bytes) -> str:
    """Return the encoding that text bytes are most likely in: UTF-8, Windows, Macintosh or, at worst, Latin 1."""
    if is_utf8(data):
        return "utf-8"
    # The sort is stable, so in doubt Windows wins.
    return min(("cp1252", "mac_roman", "latin-1"), key=lambda encoding: _oddness(data, encoding))


def is_utf8(data: bytes) -> bool:
    """Whether bytes can be UTF-8, as plain ASCII is."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def undo_twice(text: str) -> str:
    """Return a text without the second encoding of one that was encoded to UTF-8 twice; any other as it is."""
    if not TWICE.search(text):
        return text
    try:
        return b"".join(_windows(character) for character in text).decode("utf-8")
    except UnicodeError:
        return text


def _windows(character: str) -> bytes:
    """Return a character's byte in Windows-1252, whose five gaps programs fill from Latin 1."""
    return character.encode("latin-1" if "\x80" <= character < "\xa0" else "cp1252")


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
