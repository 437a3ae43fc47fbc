"""What a reader typed, as search understands it. Pure: no database, no request.

Words are all looked for. "Two words" in quotes stand beside each other just as they are; so does what is joined by a
hyphen, or written without spaces. The last word may be a beginning, and so may any that ends in an asterisk.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from media.typed import LONGEST, MOST

from .words import spans, stems
from .words import words as words_of

# Of how many letters a beginning is: fewer begin too many words.
SHORTEST = 3
QUOTES = str.maketrans("“”„«»＂", '""""""')
APOSTROPHES = re.compile(r"['’ʼ`´]")
PIECE = re.compile(r'"([^"]*)"?|([^\s"]+)')

# Terms in a row.
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """One thing that is looked for. terms: folded, in a row; raw: as it was typed.

    begins: whether it may be the beginning of a longer word. exact: whether no other form of the word will.
    """

    raw: str
    terms: Phrase
    begins: bool = False
    exact: bool = False

    @property
    def opens(self) -> bool:
        """Whether longer words that begin so will do: whether it is a beginning, and long enough for one."""
        return self.begins and len(self.terms) == 1 and len(self.terms[0]) >= SHORTEST

    def forms(self, languages: Iterable[str], longer: Iterable[str] = ()) -> list[Phrase]:
        """Return what will do for it: itself, its other forms in some languages, and longer words."""
        if self.exact or len(self.terms) > 1:
            return [self.terms]
        known = [(stem,) for language in languages for stem in stems(self.raw, language)]
        return list(dict.fromkeys([self.terms, *known, *((one,) for one in longer)]))


@dataclass(frozen=True)
class Asked:
    """Everything that is looked for, in order. left_out: whether more was typed than is looked for."""

    words: tuple[Word, ...] = ()
    left_out: bool = False


def read(typed: str) -> Asked:
    """Read what was typed. The last word may be the beginning of one, unless a space follows it."""
    text = typed[:LONGEST].translate(QUOTES)
    found = [word for piece in PIECE.finditer(text) for word in _read_piece(piece)]
    words = list(dict.fromkeys(found))
    if words and not text[-1:].isspace() and not text.rstrip().endswith('"') and len(typed) <= LONGEST:
        last = words[-1]
        if not last.exact and len(last.terms) == 1:
            words[-1] = Word(last.raw, last.terms, begins=True)
    return Asked(tuple(words[:MOST]), left_out=len(words) > MOST or len(typed.strip()) > LONGEST)


def _read_piece(piece: re.Match[str]) -> list[Word]:
    quoted, plain = piece.groups()
    if plain is None:
        terms = tuple(words_of(APOSTROPHES.sub(" ", quoted)))
        return [Word(quoted, terms, exact=True)] if terms else []
    return [word for part in APOSTROPHES.split(plain) if (word := _read_word(part))]


def _read_word(part: str) -> Word | None:
    terms = tuple(words_of(part))
    if not terms:
        return None
    if len(terms) > 1:
        return Word(part, terms)
    return Word(next(spans(part))[0], terms, begins=part.rstrip(".,;:!?)").endswith("*"))
