"""What was found, marked where it stands. Pure: no database, no request."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .asking import Phrase, Word
from .indexes import Group
from .words import fold, primary, spans, stems

# How far into a text is looked for a passage, in letters, and how long a passage is, in words.
FAR = 40_000
PASSAGE, BEFORE = 34, 8
# Where a block ends without a full stop or the like, as headings do, and the next one begins.
RUNS_ON = re.compile(r"""(?<=\w)(["'”’»)\]]*)\n""")


@dataclass(frozen=True)
class Spot:
    """A word of a text where it stands, and which of the words that were asked for it meets, by their places."""

    start: int
    end: int
    meets: frozenset[int]


@dataclass(frozen=True)
class Marker:
    """Marks in a text what meets the words that were asked for. groups: what will do for each, in the same order."""

    words: Sequence[Word]
    groups: Sequence[Group]
    known: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict, compare=False)

    def marked(self, text: str, language: str) -> SafeString:
        """Return a text as HTML, with what was found in <mark>."""
        return _html(text, self._spots(text, language), 0, len(text))

    def passage(self, text: str, language: str) -> SafeString:
        """Return the passage of a text that has the most of what was asked for, marked; "" where it has nothing.

        text: each block on a line of its own. A dot stands between two where the first has no mark at its end.
        """
        text = RUNS_ON.sub(r"\1 · ", text)
        spots = self._spots(text[:FAR], language)
        best, count = 0, 0
        for place, spot in enumerate(spots):
            if spot.meets:
                met = {one for near in spots[place : place + PASSAGE - BEFORE] for one in near.meets}
                if len(met) > count:
                    best, count = place, len(met)
                if count == len(self.groups):
                    break
        if not count:
            return mark_safe("")
        first, last = max(0, best - BEFORE), min(len(spots), best - BEFORE + PASSAGE)
        start, end = spots[first].start if first else 0, spots[last - 1].end if last < len(spots) else len(text[:FAR])
        cut = ("… " if first else "", " …" if end < len(text) else "")
        return format_html("{}{}{}", cut[0], _html(text, spots[first:last], start, end), cut[1])

    def meets_all(self, text: str, language: str) -> bool:
        """Whether a text has everything that was asked for."""
        met = {one for spot in self._spots(text, language) for one in spot.meets}
        return len(met) == len(self.groups)

    def _spots(self, text: str, language: str) -> list[Spot]:
        found = list(spans(text))
        code = primary(language)
        met = [self._met(span[0], code) for span in found]
        for number, word in enumerate(self.words):
            if len(word.terms) > 1:
                for place in _rows(word.terms, [fold(span[0]) for span in found]):
                    met[place] |= {number}
        return [Spot(*span.span(), one) for span, one in zip(found, met, strict=True)]

    def _met(self, written: str, language: str) -> frozenset[int]:
        """Return which of the single words that were asked for a word meets; each is looked at once."""
        key = (written, language)
        if key not in self.known:
            term = fold(written)
            forms: set[Phrase] = {(term,), *((stem,) for stem in stems(written, language))}
            self.known[key] = frozenset(
                number
                for number, (word, group) in enumerate(zip(self.words, self.groups, strict=True))
                if len(word.terms) == 1
                and (not forms.isdisjoint(group) or (word.opens and term.startswith(word.terms[0])))
            )
        return self.known[key]


def _rows(row: Phrase, terms: list[str]) -> Iterator[int]:
    """Yield the places at which words stand that are part of a row."""
    for place, term in enumerate(terms):
        if term == row[0] and tuple(terms[place : place + len(row)]) == row:
            yield from range(place, place + len(row))


def _html(text: str, spots: Sequence[Spot], start: int, end: int) -> SafeString:
    """Return a part of a text as HTML; neighbours that are found, and what stands between them, are one mark."""
    pieces: list[tuple[str, bool]] = []
    at = start
    for spot in spots:
        if not spot.meets or spot.start < at:
            continue
        between = text[at : spot.start]
        if pieces and pieces[-1][1] and not between.strip():
            pieces[-1] = (pieces[-1][0] + between + text[spot.start : spot.end], True)
        else:
            pieces += [(between, False), (text[spot.start : spot.end], True)]
        at = spot.end
    pieces.append((text[at:end], False))
    return format_html_join(
        "", "{}", ((_mark(words) if found else conditional_escape(words),) for words, found in pieces)
    )


def _mark(words: str) -> SafeString:
    return format_html("<mark>{}</mark>", words)
