"""What the index holds of a text: its words by part, and its facts. Pure: no database, no request."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from typing import NamedTuple

from articles import body

from .words import MARK, fold, primary, stems
from .words import written as written_words

# How much of a text is indexed: PostgreSQL takes one mebibyte of words and where they stand, whatever the language.
MOST_WORDS = 20_000
MOST_BYTES = 200_000
# How many texts are indexed together at most, and how long one is that is not worth its place in memory meanwhile.
AT_ONCE, LONG = 512, 30_000
# How often a word stands in a body that is much about it.
OFTEN = 3
# Captions are left out: they go when a photo's rights end or it is killed, and nobody writes to the index then.
PHOTO = re.compile(r'<figure data-photo="\d+".*?</figure>', re.DOTALL)


class Part(NamedTuple):
    """Words in their order, and the stems of them, each once."""

    words: list[str]
    stems: list[str]

    def terms(self) -> list[str]:
        """Return words in their order, then stems."""
        return [*self.words, *self.stems]


@dataclass(frozen=True)
class Document:
    """A text as it is indexed. often: the words that its body has often. facts: what it can be narrowed down by."""

    key: int
    headline: Part
    standfirst: Part
    body: Part
    often: list[str]
    facts: list[str]

    def vocabulary(self) -> set[str]:
        """Return its words, and the fact of its language."""
        words = {*self.headline.words, *self.standfirst.words, *self.body.words}
        return words | {fact for fact in self.facts if fact.startswith(LANGUAGE)}


LANGUAGE, SECTION, TAG, AUTHOR, AGENCY = (f"{MARK}{kind}" for kind in "lstag")
# By the names of models, and of the kinds of credit.
KINDS = {"tag": TAG, "author": AUTHOR, "agency": AGENCY}


def document(
    key: int, *, headline: str, standfirst: str, text: str, language: str, facts: Iterable[str] = ()
) -> Document:
    """Return a text as it is indexed. text: as `plain` gives it. language: a language tag."""
    code = primary(language)
    # A story's desk copy and its version mostly have the same text, and are indexed one after the other.
    within = (_part if len(text) > LONG else _part_again)(text.strip(), code)
    counted = Counter(within.words)
    often = sorted(word for word, count in counted.items() if count >= OFTEN)
    often += sorted({stem for word in often for stem in stems(word, code)})
    return Document(key, _part(headline, code), _part(standfirst, code), within, often, [f"{LANGUAGE}{code}", *facts])


def plain(html: str) -> str:
    """Return the text of a cleaned body that is searched: all but photos' captions."""
    return body.plain_text(PHOTO.sub("", html))


def _part(text: str, language: str) -> Part:
    written = written_words(text)
    forms = {one: fold(one) for one in dict.fromkeys(written)}
    words = list(filter(None, map(forms.__getitem__, written)))
    first: dict[str, str] = {}
    for one, word in forms.items():
        if word:
            first.setdefault(word, one)
    if len(words) > MOST_WORDS or len("".join(first).encode()) > MOST_BYTES:
        words = _cut(words)
        first = {word: first[word] for word in dict.fromkeys(words)}
    return Part(words, list(dict.fromkeys(chain.from_iterable(map(stems, first.values(), repeat(language))))))


_part_again = lru_cache(maxsize=AT_ONCE)(_part)


def _cut(words: list[str]) -> list[str]:
    """Return as many words, from the first on, as are indexed."""
    met: set[str] = set()
    size = 0
    for place, word in enumerate(words[:MOST_WORDS]):
        if word not in met:
            met.add(word)
            size += len(word.encode())
            if size > MOST_BYTES:
                return words[:place]
    return words[:MOST_WORDS]
