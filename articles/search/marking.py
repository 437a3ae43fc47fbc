"""What was found, marked where it stands. Pure: no database, no request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .asking import Phrase, Word
from .indexes import Group
from .words import fold, primary, spans, stems

# How far into a text is looked for a passage, in letters, and how long a passage is, in words.
FAR = 40_000
PASSAGE, BEFORE = 34, 8


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

    def marked(self, text: str, language: str) -> SafeString:
        """Return a text as HTML, with what was found in <mark>."""
        return _html(text, self._spots(text, language), 0, len(text))

    def passage(self, text: str, language: str) -> SafeString:
        """Return the passage of a text that has the most of what was asked for, marked; "" where it has nothing."""
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
        found = [(span, fold(span[0])) for span in spans(text)]
        met: list[set[int]] = [set() for _ in found]
        terms = [term for _, term in found]
        for place, (span, term) in enumerate(found):
            forms: set[Phrase] = {(term,), *((stem,) for stem in stems(span[0], primary(language)))}
            for number, (word, group) in enumerate(zip(self.words, self.groups, strict=True)):
                for length in _lengths(word, group, terms, place, forms):
                    for one in met[place : place + length]:
                        one.add(number)
        return [Spot(*span.span(), frozenset(one)) for (span, _), one in zip(found, met, strict=True)]


def _lengths(word: Word, group: Group, terms: list[str], place: int, forms: set[Phrase]) -> Iterator[int]:
    """Yield how many words, from a place on, meet a word that was asked for."""
    size = len(word.terms)
    if size > 1:
        if tuple(terms[place : place + size]) == word.terms:
            yield size
    elif not forms.isdisjoint(group) or (word.begins and terms[place].startswith(word.terms[0])):
        yield 1


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
