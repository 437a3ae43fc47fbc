"""What readers find: live versions, by relevance or by date.

Only the newest MOST matches are ranked and listed; older ones are reached by narrowing to a time. So a word that stands
in most stories costs what a rare one does. A phrase is looked for in the newest LOOKED_AT stories that have its words,
which are read for it. A match weighs more in a headline than in a standfirst, there more than often in a body; names of
who is credited, and what stands at photos, weigh no more than once in a body. A word that stands in few of the matches'
headlines weighs more than one in most; among equals the newest comes first.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log

from articles.models import Author, Section, Tag, Version, instant

from .asking import Asked, Word
from .credited import credited
from .documents import AUTHOR, LANGUAGE, SECTION, TAG
from .engines import engine
from .indexes import LOOKED_AT, PARTS, Group, Match, Newest, Wanted

MOST = 2_000
RELEVANCE, DATE = "relevance", "date"
# How much a match in each part is worth; one anywhere else is worth nothing more.
WORTH = dict(zip(PARTS, (8.0, 3.0, 1.0), strict=True))
# How many longer words do for a beginning.
LONGER = 40
LANGUAGES = 60


@dataclass(frozen=True)
class Narrowing:
    """What matches are narrowed down to. since, until: aware, of the first publication; [since, until)."""

    section: Section | None = None
    tag: Tag | None = None
    author: Author | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    def facts(self) -> list[list[str]]:
        """Return the facts that a match needs one of each set of, in a query for a tag and one for an author."""
        section = [[f"{SECTION}{self.section.pk}"]] if self.section else []
        named = ((kind, thing) for kind, thing in ((TAG, self.tag), (AUTHOR, self.author)) if thing)
        return section + [[f"{kind}{pk}" for pk in _meaning(thing)] for kind, thing in named]


@dataclass(frozen=True)
class Found:
    """What was found: keys of versions, in order. groups: what will do for each word, for marking it.

    looked_at: in how many stories that have its words, the newest ones, a phrase was looked for; 0 for all there are.
    """

    keys: list[int] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    looked_at: int = 0

    @property
    def capped(self) -> bool:
        """Whether there may be more, older ones."""
        return len(self.keys) == MOST


def find(asked: Asked, narrowing: Narrowing, *, by: str = RELEVANCE) -> Found:
    """Return what readers see at `instant()` and has every word, at most MOST of it."""
    if not asked.words:
        return Found()
    groups = [[*of, *whose] for of, whose in zip(groups_of(asked.words), credited(asked.words), strict=True)]
    matches, cut = matching(groups, narrowing, ranked=by == RELEVANCE)
    keys = ranked(matches, len(groups)) if by == RELEVANCE else [key for key, _ in matches]
    return Found(keys, groups, LOOKED_AT if cut else 0)


def matching(groups: list[Group], narrowing: Narrowing, most: int = 0, *, ranked: bool = False) -> Newest:
    """Return the newest matches that readers see at `instant()`, MOST of them unless told otherwise.

    ranked: whether each tells which group stands in which part.
    """
    at = instant()
    wanted = Wanted(groups, narrowing.facts(), narrowing.since, narrowing.until, ranked)
    return engine().newest(wanted, Version.objects.live(at), at, most or MOST)


def groups_of(words: Sequence[Word]) -> list[Group]:
    """Return what will do for each word, in at most one query: its forms in the languages there are, longer words."""
    flexible = any(not word.exact and len(word.terms) == 1 for word in words)
    wanted = {word.terms[0]: LONGER for word in words if word.opens} | ({LANGUAGE: LANGUAGES} if flexible else {})
    longer = engine().longer(wanted)
    languages = [one.removeprefix(LANGUAGE) for one in longer.get(LANGUAGE, ())]
    return [word.forms(languages, longer[word.terms[0]] if word.opens else ()) for word in words]


def ranked(matches: list[Match], groups: int) -> list[int]:
    """Return the keys of matches, which come newest first, by relevance."""
    places = groups * len(PARTS)
    counts = [sum(told >> place & 1 for _, told in matches) for place in range(places)]
    worth = [
        WORTH[PARTS[place % len(PARTS)]] * log(1 + len(matches) / count) if count else 0.0
        for place, count in enumerate(counts)
    ]
    points = {
        told: sum(worth[place] for place in range(places) if told >> place & 1)
        for told in {told for _, told in matches}
    }
    return [key for key, _ in sorted(matches, key=lambda match: -points[match[1]])]


def _meaning(thing: Tag | Author) -> list[int]:
    """Return the keys under which a thing may have been indexed: its own, and those of what was merged into it."""
    return [thing.pk, *thing.synonyms.values_list("pk", flat=True)]
