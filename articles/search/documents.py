"""What the index holds of a text: its words by part, and its facts. Pure: no database, no request."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, repeat
from types import MappingProxyType
from typing import NamedTuple

from articles import body

from .words import LONGEST, MARK, fold, primary, stems
from .words import written as written_words

# How much of a text is indexed: PostgreSQL takes one mebibyte of words and where they stand, whatever the language.
MOST_WORDS = 20_000
MOST_BYTES = 200_000
# How many texts are indexed together at most, and how long one is that is not worth its place in memory meanwhile.
AT_ONCE, LONG = 512, 30_000
# How often a word stands in a body that is much about it.
OFTEN = 3
# Captions are no words of the body: they go with their photo, see `captions`.
PHOTO = re.compile(r'<figure data-photo="\d+".*?</figure>', re.DOTALL)


class Part(NamedTuple):
    """Words in their order, and the stems of them, each once."""

    words: list[str]
    stems: list[str]

    def terms(self, before: str = "") -> list[str]:
        """Return words in their order, then stems. before: what stands before each."""
        terms = [*self.words, *self.stems]
        return [f"{before}{term}" for term in terms] if before else terms


NOTHING = Part([], [])


class Text(NamedTuple):
    """A body's words, and those that it has often."""

    part: Part
    often: list[str]


@dataclass(frozen=True)
class Document:
    """A text as it is indexed. often: the words that its body has often. facts: what it can be narrowed down by.

    captions: what stands at its photos, which weighs nothing in ranking. address: what of its address the headline has
    not, which the desk alone looks for. copy: the key of the desk copy that a version's row serves too.
    """

    key: int
    headline: Part
    standfirst: Part
    body: Part
    often: list[str]
    facts: list[str]
    captions: list[Part] = field(default_factory=list)
    address: Part = NOTHING
    copy: int | None = None

    def texts(self) -> list[Part]:
        """Return its parts in their order, each of which is a text of its own."""
        return [self.headline, self.standfirst, self.body, *self.captions]

    def vocabulary(self) -> tuple[list[str], ...]:
        """Return its words, and the fact of its language."""
        language = [fact for fact in self.facts if fact.startswith(LANGUAGE)]
        return *(part.words for part in (*self.texts(), self.address)), language


LANGUAGE, SECTION, TAG, AUTHOR, AGENCY = (f"{MARK}{kind}" for kind in "lstag")
# What stands before each term of an address, so that readers do not find by it.
ADDRESS = f"{MARK}u"
_ready: ContextVar[Mapping[tuple[str, str], Text]] = ContextVar("ready", default=MappingProxyType({}))
# By the names of models, and of the kinds of credit.
KINDS = {"tag": TAG, "author": AUTHOR, "agency": AGENCY}


def document(
    key: int,
    *,
    headline: str,
    standfirst: str,
    text: str,
    language: str,
    facts: Iterable[str] = (),
    captions: Iterable[str] = (),
    address: str = "",
    copy: int | None = None,
) -> Document:
    """Return a text as it is indexed. text: as `plain` gives it. language: a language tag. address: a slug."""
    code = primary(language)
    titled, named = _part(headline, code), _part(address, code)
    if _stands_in(named.words, titled.words):
        named = NOTHING
    within = text_of(text, language)[1]
    facts = [f"{LANGUAGE}{code}", *facts]
    told = [_part(one, code) for one in captions]
    return Document(key, titled, _part(standfirst, code), within.part, within.often, facts, told, named, copy)


def text_of(text: str, language: str) -> tuple[tuple[str, str], Text]:
    """Return what is indexed of a body's text, and the key by which `ready` knows it."""
    key = text.strip(), primary(language)
    # A story's desk copy and its version mostly have the same text, and are indexed one after the other.
    return key, _ready.get().get(key) or (_text if len(text) > LONG else _text_again)(*key)


@contextmanager
def ready(texts: dict[tuple[str, str], Text]) -> Iterator[None]:
    """Take some texts as `text_of` gave them elsewhere, instead of taking them apart once more."""
    before = _ready.set(texts)
    try:
        yield
    finally:
        _ready.reset(before)


def plain(html: str) -> str:
    """Return the text of a cleaned body that is searched: all but photos' captions."""
    return body.plain_text(PHOTO.sub("", html))


def _part(text: str, language: str) -> Part:
    if text.isascii():  # most of an English newsroom's texts, of which each word is as it is folded
        words = written_words(text)
        if words and len(max(words, key=len)) > LONGEST:
            words = [word[:LONGEST] for word in words]
        return _stemmed(words, {word: word for word in words}, language)
    written = written_words(text)
    forms = {one: fold(one) for one in dict.fromkeys(written)}
    words = list(filter(None, map(forms.__getitem__, written)))
    first: dict[str, str] = {}
    for one, word in forms.items():
        if word:
            first.setdefault(word, one)
    return _stemmed(words, first, language)


def _stands_in(row: list[str], words: list[str]) -> bool:
    """Whether words stand in a row among others."""
    return any(words[place : place + len(row)] == row for place in range(len(words) - len(row) + 1))


def _stemmed(words: list[str], first: dict[str, str], language: str) -> Part:
    """Return words with their stems. first: how each was written where it stands first."""
    if len(words) > MOST_WORDS or len("".join(first).encode()) > MOST_BYTES:
        words = _cut(words)
        first = {word: first[word] for word in dict.fromkeys(words)}
    return Part(words, list(dict.fromkeys(chain.from_iterable(map(stems, first.values(), repeat(language))))))


def _text(text: str, language: str) -> Text:
    part = _part(text, language)
    often = sorted(word for word, count in Counter(part.words).items() if count >= OFTEN)
    return Text(part, often + sorted({stem for word in often for stem in stems(word, language)}))


_text_again = lru_cache(maxsize=AT_ONCE)(_text)


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
