"""Which names are so like one another that they may mean the same. Pure: no database, no request.

Each name is looked up among the others by a few keys of its own, so that the work grows with the number of names.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Words that initials leave out, in the languages most written here.
SMALL = frozenset(
    {"a", "an", "and", "of", "the", "for", "in", "on", "de", "des", "du", "la", "le", "les", "et", "l", "d"}
    | {"der", "die", "das", "und", "von", "y", "e", "del", "della", "di"}
)
# Names of fewer letters differ by one all the time: Iran, Iraq.
SHORTEST = 5
# With how many neighbours in a row of look-alikes a name is compared: all of them, but for a flood of made-up names.
COMPARED = 8
WORD = re.compile(r"[^\W_]+")

SAME = "The same but for capitals, accents, hyphens, spaces or a plural s"
CLOSE = "One letter apart"
INITIALS = "One has the other’s initials"
SHORTENED = "The same but for a first name’s initial"
WAYS = (SAME, CLOSE, INITIALS, SHORTENED)


class Alike(NamedTuple):
    """Two things, by their keys, the lower first, of which a name of one is like a name of the other; and why."""

    one: int
    other: int
    why: str


# Cached by the names themselves: whoever turns the pages of a list asks for the same ones again and again.
@lru_cache(maxsize=3)
def alike(names: tuple[tuple[int, str], ...]) -> tuple[Alike, ...]:
    """Return the pairs of like names among (key of a thing, a name of it), each pair once, the surest first."""
    found: dict[tuple[int, int], str] = {}
    read = [_Read(pk, name, _words(name)) for pk, name in names]
    for pairs, why in (
        (_same(read), SAME),
        (_close(read), CLOSE),
        (_initials(read), INITIALS),
        (_shortened(read), SHORTENED),
    ):
        for one, other in pairs:
            if one != other:
                found.setdefault((min(one, other), max(one, other)), why)
    return tuple(
        Alike(*pair, why) for pair, why in sorted(found.items(), key=lambda item: (WAYS.index(item[1]), item[0]))
    )


def folded(name: str) -> str:
    """Return what names share that are the same but for capitals, accents, what is no letter, and a plural s."""
    return _joined(_words(name))


def one_edit(one: str, other: str) -> bool:
    """Whether one text becomes another by one letter more, less or other, or by two neighbours that change places."""
    if len(one) > len(other):
        one, other = other, one
    at = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    left, right = one[at:], other[at:]
    if len(one) < len(other):
        return left == right[1:]
    return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])


class _Read(NamedTuple):
    """A name of a thing as it is compared."""

    pk: int
    name: str
    words: list[str]


def _words(name: str) -> list[str]:
    text = name.casefold()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char)).replace("’", "")
    return WORD.findall(text.replace("'", "").replace(".", ""))


def _joined(words: list[str]) -> str:
    return "".join(map(_singular, words))


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def _same(names: list[_Read]) -> Iterator[tuple[int, int]]:
    """Pair each thing with the next of the same letters: a row of n is n - 1 pairs."""
    last: dict[str, int] = {}
    for pk, _, words in names:
        if key := _joined(words):
            if key in last:
                yield last[key], pk
            last[key] = pk


def _close(names: list[_Read]) -> Iterator[tuple[int, int]]:
    """Pair names of which one is the other but for one letter. Numbers have to be equal: Euro 2024, Euro 2028.

    Two texts one edit apart have one text in common that either is without one letter. Most such texts are met once.
    """
    texts = {key: pk for pk, _, words in names if len(key := _joined(words)) >= SHORTEST}
    once: dict[str, str] = {}
    rows: dict[str, list[str]] = {}
    for text in texts:
        for without in {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}:
            if (first := once.setdefault(without, text)) is not text:
                rows.setdefault(without, [first]).append(text)
    for row in rows.values():
        for place, text in enumerate(row):
            for other in row[place + 1 : place + 1 + COMPARED]:
                if one_edit(text, other) and _digits(text) == _digits(other):
                    yield texts[text], texts[other]


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _initials(names: list[_Read]) -> Iterator[tuple[int, int]]:
    """Pair what is written in capitals alone with the names of which it has the initials."""
    short: dict[str, list[int]] = defaultdict(list)
    for pk, name, _ in names:
        letters = "".join(filter(str.isalnum, name))
        if 2 <= len(letters) <= 8 and letters.isupper() and letters.isalpha():
            short[letters.casefold()].append(pk)
    for pk, _, words in names:
        if len(words) > 1:
            for initials in {"".join(one[0] for one in words), "".join(one[0] for one in words if one not in SMALL)}:
                for other in short.get(initials, [])[:COMPARED]:
                    yield pk, other


def _shortened(names: list[_Read]) -> Iterator[tuple[int, int]]:
    """Pair “A. Verhallow” with “Ana Verhallow”."""
    whole: dict[tuple[str, str], list[int]] = defaultdict(list)
    initialled: list[tuple[tuple[str, str], int]] = []
    for pk, _, words in names:
        first, *rest = words or [""]
        key = (first[:1], " ".join(rest))
        if rest and len(first) > 1:
            whole[key].append(pk)
        elif rest and len(rest[-1]) > 1:
            initialled.append((key, pk))
    for key, pk in initialled:
        for other in whole.get(key, [])[:COMPARED]:
            yield pk, other
