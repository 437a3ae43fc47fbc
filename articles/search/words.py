"""Words as search compares them: folded, and brought down to their stems. Pure: no database, no request.

Both databases are given words that are ready: FTS5 has no stemmer for any language but English; PostgreSQL's would
stand in the way of exact phrases, and accents want an extension. So both find the same, by Snowball's algorithms.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import Any

import snowballstemmer

from articles.models.naming import without_accents

# Longer ones are cut, alike in stories and in what is asked.
LONGEST = 64
# What no word has in it: it stands between a language and a stem, and before a fact.
MARK = "~"

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# Letters that Unicode takes apart into nothing.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ё": "е", "ـ": None}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060")
)
# In these scripts an accent belongs to the letter's look; in others (й, が) it makes another letter.
ACCENTED = re.compile(r"[\u0041-\u03ff\u0590-\u06ff\u1e00-\u1fff]")
# What a sign that stands for several may bring along: “⑴” is “(1)”.
SIGNS = re.compile(r"[\x00-/:-@\[-`{-\x7f\s]+")
# No script that is written has marks beyond.
LAST = 0x1F000


def _ranges(categories: str) -> str:
    """Return the characters of some of Unicode's categories, as a character class has them."""
    wanted = [code for code in range(LAST) if unicodedata.category(chr(code))[0] in categories]
    ranges: list[list[int]] = []
    for code in wanted:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


MARKS = _ranges("M") + r"\u00ad\u200c\u200d\u2060\u0640"
# Scripts that put no space between words: each letter is a word, and what is asked is the letters in a row.
SPACELESS = (
    r"\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
)
WORD = re.compile(rf"[{SPACELESS}][{MARKS}]*|(?:[^\W_{SPACELESS}]|[{MARKS}])+")

PLAIN = re.compile("[0-9a-z]+")

_one_at_a_time = Lock()
_stemmers: dict[str, Any] = {}


def written(text: str) -> list[str]:
    """Return the words of a text as they are written, in order; of one without other letters than a to z, in small."""
    # Most of an English newsroom's texts, and several times as fast.
    return PLAIN.findall(text.lower()) if text.isascii() else WORD.findall(text)


def spans(text: str) -> Iterator[re.Match[str]]:
    """Find the words of a text, in order."""
    return WORD.finditer(text)


def words(text: str) -> Iterator[str]:
    """Yield the words of a text, folded."""
    return filter(None, map(fold, written(text)))


@lru_cache(maxsize=2**16)
def fold(word: str) -> str:
    """Return what words share that differ by case, width or accents alone; "" where nothing is left."""
    if word.isascii():
        return word.lower()[:LONGEST]
    folded = unicodedata.normalize("NFKC", word).casefold().translate(LETTERS)
    if ACCENTED.search(folded):
        folded = without_accents(folded)
    return SIGNS.sub("", folded)[:LONGEST]


def primary(language: str) -> str:
    """Return the primary subtag of a language tag: "fr" for "fr-CA"."""
    return language.replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=2**16)
def stems(word: str, language: str) -> tuple[str, ...]:
    """Return the stems of a word as it is written, marked with the language (a primary subtag); none in others.

    There are two where accents matter to the algorithm, so that who leaves them out and who does not both find it.
    """
    algorithm = ALGORITHMS.get(language)
    if algorithm is None:
        return ()
    folded = fold(word)
    written = unicodedata.normalize("NFC", word).casefold()[:LONGEST]
    with _one_at_a_time:  # a stemmer keeps the word that it is at
        stemmer = _stemmers.setdefault(algorithm, None) or snowballstemmer.stemmer(algorithm)
        _stemmers[algorithm] = stemmer
        found = {fold(stemmer.stemWord(one)) or folded for one in {written, folded}}
    return tuple(sorted(f"{language}{MARK}{one}" for one in found))
