"""What every search engine is asked, and what it can do; `engines` says which one a database has.

Each index is one table that Django does not know. Rows come from `write` alone; the database itself takes a row out
with what it is of, and moves it with a story's first publication (see `triggers`).

A desk copy that says what one of its versions says has no row of its own: that version's row serves it too. Most do,
as a story is edited for an hour and read for years. A version that goes leaves its row to the desk copy.

What is asked is a list of groups, of which each must be met: a group is met by any of its phrases, terms in a row.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from django.db import connections

from .asking import Phrase
from .documents import Document

Group = list[Phrase]


@dataclass(frozen=True)
class Index:
    """A table of words. owner: the table of what is indexed. dated: whether it is ordered by first publication."""

    table: str
    owner: str
    dated: bool


VERSIONS = Index("articles_search", "articles_version", dated=True)
COPIES = Index("articles_desksearch", "articles_article", dated=False)
INDEXES = (VERSIONS, COPIES)


@dataclass(frozen=True)
class Wanted:
    """What is asked of an index: groups, facts of which each set has to have one, and days of first publication.

    since, until: aware; [since, until). ranked: whether to tell which group stands in which part.
    """

    groups: list[Group]
    facts: list[list[str]] = field(default_factory=list)
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    ranked: bool = True

    @property
    def in_rows(self) -> bool:
        """Whether words have to stand in a row, which takes reading the texts that have them."""
        return any(len(phrase) > 1 for group in self.groups for phrase in group)

    def all(self) -> list[Group]:
        """Return groups and facts alike."""
        return self.groups + [[(fact,) for fact in one] for one in self.facts]


# The parts that tell how much a text is about a word, in this order.
PARTS = ("headline", "standfirst", "often")
# The key of a match, and a bit for each group and part: the first group in its headline is 1, in its standfirst 2.
Match = tuple[int, int]
# In how many texts that have the words of a phrase, the newest ones, it is looked for.
LOOKED_AT = 20_000


class Newest(NamedTuple):
    """The newest matches, in this order. cut: whether texts older than those that were looked at have the words too."""

    matches: list[Match]
    cut: bool = False


class Engine(Protocol):
    """What every engine can do."""

    def create(self, index: Index) -> list[str]:
        """Return the statements that make an index."""

    def create_copies(self, index: Index) -> list[str]:
        """Return the statements that let rows of versions serve desk copies, where they cannot yet."""

    def drop(self, index: Index) -> list[str]:
        """Return the statements that drop an index and its ties."""

    def triggers(self, index: Index) -> list[str]:
        """Return the statements that tie an index to its owner, whatever ties there were."""

    def write(self, index: Index, rows: Sequence[tuple[Document, dt.datetime]]) -> None:
        """Write documents, each with its story's first publication, over what is there of them.

        Rows of desk copies that are served by a version's from now on, or were until now, go.
        """

    def served(self, copies: Iterable[int]) -> set[int]:
        """Return the keys of those desk copies, among some, that a version's row serves."""

    def hold(self, index: Index, keys: Sequence[int]) -> None:
        """Have nobody else write the rows of these keys before this transaction ends."""

    def learn(self, words: set[str]) -> None:
        """Add words to the vocabulary that it does not have.

        Nothing is unique there: who writes the same word meanwhile need not wait.
        """

    def newest(self, wanted: Wanted, live: Any, at: dt.datetime, most: int) -> Newest:
        """Return at most so many of the versions that match and are among `live`, those that are live at an instant.

        Words in a row are looked for in the newest LOOKED_AT of those that have them anywhere.
        """

    def keys(self, index: Index, groups: Sequence[Group], part: str = "") -> tuple[str, list[Any]]:
        """Return a query, and its parameters, for the keys of rows that meet groups; in one of PARTS, or anywhere."""

    def copies(self, groups: Sequence[Group], part: str = "") -> tuple[str, list[Any]]:
        """Return such a query for the keys of desk copies, whichever row serves them. A key may come twice."""

    def each(self, groups: Sequence[Group], part: str = "") -> tuple[str, list[Any]] | None:
        """Return the condition that one desk copy meets groups, its key being {key}, and its parameters.

        None where that costs as much as all that do.
        """

    def longer(self, most: Mapping[str, int]) -> dict[str, list[str]]:
        """Return for each beginning, folded, at most so many words of the vocabulary that begin so, shortest first."""

    def known(self, words: Iterable[str]) -> set[str]:
        """Return which of some words the vocabulary has."""

    def unknown(self, index: Index, after: int, most: int) -> list[int]:
        """Return at most so many keys of owners beyond a key that no row of an index is for, in order."""


def longer_by(using: str, sql: str, values: Mapping[str, Sequence[Any]]) -> dict[str, list[str]]:
    """Return words by beginning, in one query. sql: for those of one beginning; values: its parameters for each."""
    found: dict[str, list[str]] = {one: [] for one in values}
    every = " UNION ALL ".join(f"SELECT %s, word FROM ({sql}) found" for _ in values)  # noqa: S608
    asked = [value for one, further in values.items() for value in (one, *further)]
    for one, word in rows_of(using, every, asked) if values else ():
        found[one].append(word)
    return found


def rows_of(using: str, sql: str, parameters: Iterable[Any] = ()) -> list[Any]:
    """Return what a query gives."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, list(parameters))
        found: list[Any] = cursor.fetchall()
        return found
