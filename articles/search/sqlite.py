"""SQLite's FTS5.

A version's row number is the second of its story's first publication and its own key, so that FTS5 gives the newest
matches first and stops when there are enough. It is an ordinary table: only that can forget a row in SQLite 3.40.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import connections
from django.db.models.expressions import RawSQL

from .asking import Phrase
from .documents import ADDRESS, Document, Part
from .indexes import COPIES, LOOKED_AT, PARTS, VERSIONS, Group, Index, Newest, Wanted, longer_by, rows_of
from .words import MARK

# The bits of a row number that hold a version's key, and the seconds that the others hold: from 1697 until 2242.
KEY_BITS = 30
KEY = (1 << KEY_BITS) - 1
FIRST, LAST = -(1 << 33), (1 << 33) - 1
# How much of a transaction FTS5 sorts before it writes (bytes). By its own choice of a mebibyte a batch of the loader's
# would be written in pieces, and merged once more.
SORTED_AT_ONCE = 2**24
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
COLUMNS = "headline, standfirst, often, body, facts"
IN_ORDER = "{headline standfirst body}"
BEYOND = chr(0x10FFFF)
# What nobody asks for: no phrase runs across it.
APART = f" {MARK} "
# Which versions' rows serve which desk copies.
SERVING = f"{VERSIONS.table}copy"
LISTED = "(SELECT value FROM json_each(%s))"
OF_COPIES = f"version IN (SELECT id FROM articles_version WHERE article_id IN {LISTED})"
NOT_SERVED = (
    f"AND NOT EXISTS (SELECT 1 FROM articles_version v JOIN {SERVING} s ON s.version = v.id WHERE v.article_id = o.id) "
)


class SQLite:
    """The engine of a SQLite database."""

    def __init__(self, using: str) -> None:
        self.using = using

    def create(self, index: Index) -> list[str]:
        """Return the statements that make an index. Words come ready, with spaces between them."""
        return [
            f"CREATE VIRTUAL TABLE {index.table} USING fts5("
            f"{COLUMNS}, tokenize = \"ascii tokenchars '~'\", columnsize = 0)",
            *self.create_copies(index),
        ]

    @staticmethod
    def create_copies(index: Index) -> list[str]:
        """Return the statements that let rows of versions serve desk copies, where they cannot yet.

        In a table of its own: FTS5 would have to read a whole text to tell whom it serves.
        """
        columns = "version INTEGER PRIMARY KEY, copy INTEGER NOT NULL"
        return [f"CREATE TABLE IF NOT EXISTS {SERVING} ({columns})"] if index.dated else []

    def drop(self, index: Index) -> list[str]:
        """Return the statements that drop an index and its ties."""
        ties = [f"DROP TRIGGER IF EXISTS {index.table}_{name}" for name in ("gone", "moved")]
        return [*ties, f"DROP TABLE {index.table}", *([f"DROP TABLE {SERVING}"] if index.dated else [])]

    def triggers(self, index: Index) -> list[str]:
        """Return what takes a row out with what it is of, and moves it with a story's first publication.

        The row of a version that goes is left to the desk copy that it serves.
        """
        gone, moved = f"{index.table}_gone", f"{index.table}_moved"
        statements = [
            *(f"DROP TRIGGER IF EXISTS {name}" for name in (gone, moved)),
            f"CREATE TRIGGER {gone} AFTER DELETE ON {index.owner} "
            f"BEGIN {_left(index)}DELETE FROM {index.table} WHERE rowid = {_number_of(index, 'OLD')}; END",
            f"INSERT INTO {index.table} ({index.table}, rank) VALUES ('hashsize', {SORTED_AT_ONCE})",
        ]
        if index.dated:
            statements.append(
                f"CREATE TRIGGER {moved} AFTER UPDATE OF first_published ON {index.owner} "
                "WHEN NEW.first_published <> OLD.first_published "
                f"BEGIN UPDATE {index.table} SET rowid = {_number_of(index, 'NEW')} "
                f"WHERE rowid = {_number_of(index, 'OLD')}; END"
            )
        return statements

    def write(self, index: Index, rows: Sequence[tuple[Document, dt.datetime]]) -> None:
        """Write documents over what is there of them."""
        sql = f"REPLACE INTO {index.table} (rowid, {COLUMNS}) VALUES (%s{', %s' * 5})"
        with connections[self.using].cursor() as cursor:
            keys = json.dumps([one.key for one, _ in rows])
            if index.dated:
                cursor.execute(f"DELETE FROM {SERVING} WHERE version IN {LISTED}", [keys])
                serving = [(one.key, one.copy) for one, _ in rows if one.copy]
                cursor.executemany(f"INSERT INTO {SERVING} VALUES (%s, %s)", serving)
                own = f"DELETE FROM {COPIES.table} WHERE rowid IN {LISTED}"
                cursor.execute(own, [json.dumps([copy for _, copy in serving])])
            else:
                cursor.execute(f"DELETE FROM {SERVING} WHERE {OF_COPIES}", [keys])
            cursor.executemany(
                sql,
                [
                    (
                        _number(moment, one.key) if index.dated else one.key,
                        " ".join([*one.headline.terms(), *one.address.terms(ADDRESS)]),
                        _text(one.standfirst),
                        " ".join(one.often),
                        APART.join(map(_text, (one.body, *one.captions))),
                        " ".join(one.facts),
                    )
                    for one, moment in rows
                ],
            )

    def served(self, copies: Iterable[int]) -> set[int]:
        """Return which desk copies a version's row serves."""
        sql = f"SELECT copy FROM {SERVING} WHERE {OF_COPIES}"
        return {key for (key,) in rows_of(self.using, sql, [json.dumps(list(copies))])}

    def hold(self, index: Index, keys: Sequence[int]) -> None:
        """Have nobody else write these rows: in SQLite only one writes at a time."""

    def learn(self, words: set[str]) -> None:
        """Add words to the vocabulary that it does not have."""
        sql = (
            "INSERT INTO articles_searchword (word) SELECT value FROM json_each(%s) "
            "WHERE NOT EXISTS (SELECT 1 FROM articles_searchword WHERE word = value)"
        )
        with connections[self.using].cursor() as cursor:
            cursor.execute(sql, [json.dumps(sorted(words))])

    def newest(self, wanted: Wanted, live: Any, at: dt.datetime, most: int) -> Newest:
        """Return the newest matches that are among `live`. FTS5 reads backwards and stops when there are enough."""
        table = VERSIONS.table
        of_row = RawSQL(f"({table}.rowid & {KEY})", ())  # noqa: S611 names of our own
        shown, values = live.filter(pk=of_row).order_by().values("pk").query.sql_with_params()
        since, until = _bounds(wanted)
        sql = (
            f"SELECT rowid FROM {table} WHERE {table} MATCH %s AND rowid >= %s AND rowid < %s AND EXISTS ({shown}) "
            "ORDER BY rowid DESC LIMIT %s OFFSET %s"
        )
        last = []
        if wanted.in_rows:
            last = rows_of(self.using, sql, [_all(wanted.all(), apart=True), since, until, *values, 1, LOOKED_AT - 1])
            since = last[0][0] if last else since
        found = rows_of(self.using, sql, [_all(wanted.all()), since, until, *values, most, 0])
        numbers = [number for (number,) in found]
        told = self._told(wanted, numbers[-1], numbers[0]) if numbers and wanted.ranked else {}
        return Newest([(number & KEY, told.get(number, 0)) for number in numbers], cut=bool(last))

    def _told(self, wanted: Wanted, first: int, last: int) -> dict[int, int]:
        """Return, by row number, which group stands in which part, in one query."""
        table = VERSIONS.table
        every = _all(wanted.all())
        asked = [f"({{{part}}} : ({_any(group)})) AND {every}" for group in wanted.groups for part in PARTS]
        one = f"SELECT rowid, %s AS bit FROM {table} WHERE {table} MATCH %s AND rowid BETWEEN %s AND %s"
        values = [value for place, words in enumerate(asked) for value in (1 << place, words, first, last)]
        sql = f"SELECT rowid, SUM(bit) FROM ({' UNION ALL '.join([one] * len(asked))}) GROUP BY rowid"
        return dict(rows_of(self.using, sql, values))

    def keys(self, index: Index, groups: Sequence[Group], part: str = "") -> tuple[str, list[Any]]:
        """Return a query for the keys of rows that meet groups; in one of PARTS, or anywhere."""
        key = f"rowid & {KEY}" if index.dated else "rowid"
        return f"SELECT {key} FROM {index.table} WHERE {index.table} MATCH %s", [_met(groups, part)]

    def copies(self, groups: Sequence[Group], part: str = "") -> tuple[str, list[Any]]:
        """Return a query for the keys of desk copies, whichever row serves them."""
        own, values = self.keys(COPIES, groups, part)
        table = VERSIONS.table
        return (
            f"{own} UNION ALL SELECT copy FROM {table} CROSS JOIN {SERVING} ON version = ({table}.rowid & {KEY}) "
            f"WHERE {table} MATCH %s",
            values * 2,
        )

    def each(self, groups: Sequence[Group], part: str = "") -> None:
        """Return nothing: FTS5 goes through all that meet a word for one that may."""

    def longer(self, most: Mapping[str, int]) -> dict[str, list[str]]:
        """Return words of the vocabulary by what they begin with, the shortest first."""
        sql = (
            "SELECT DISTINCT word FROM articles_searchword WHERE word >= %s AND word < %s "
            "ORDER BY length(word), word LIMIT %s"
        )
        return longer_by(self.using, sql, {one: (one, one + BEYOND, count) for one, count in most.items()})

    def known(self, words: Iterable[str]) -> set[str]:
        """Return which words the vocabulary has."""
        sql = "SELECT word FROM articles_searchword WHERE word IN (SELECT value FROM json_each(%s))"
        return {word for (word,) in rows_of(self.using, sql, [json.dumps(sorted(words))])}

    def unknown(self, index: Index, after: int, most: int) -> list[int]:
        """Return keys of owners beyond a key that are not in an index, in order."""
        sql = (
            f"SELECT o.id FROM {index.owner} o WHERE o.id > %s AND NOT EXISTS "
            f"(SELECT 1 FROM {index.table} WHERE rowid = {_number_of(index, 'o').replace('%', '%%')}) "
            f"{'' if index.dated else NOT_SERVED}ORDER BY o.id LIMIT %s"
        )
        return [key for (key,) in rows_of(self.using, sql, [after, most])]


def _number(moment: dt.datetime, key: int) -> int:
    return (max(FIRST, min(LAST, (moment - EPOCH) // SECOND)) << KEY_BITS) | key


def _number_of(index: Index, row: str) -> str:
    """Return the row number of an owner's row, in SQL. Fractions are cut off, as `_number` does."""
    if not index.dated:
        return f"{row}.id"
    second = f"CAST(strftime('%s', substr({row}.first_published, 1, 19)) AS INTEGER)"
    return f"((max({FIRST}, min({LAST}, {second})) << {KEY_BITS}) | {row}.id)"


def _bounds(wanted: Wanted) -> tuple[int, int]:
    since = _number(wanted.since, 0) if wanted.since else -(1 << 63)
    return since, _number(wanted.until, 0) if wanted.until else (1 << 63) - 1


def _left(index: Index) -> str:
    """Return, in SQL, what leaves a version's row to the desk copy that it serves."""
    serving = f"{SERVING} WHERE version = OLD.id"
    return (
        f"INSERT OR REPLACE INTO {COPIES.table} (rowid, {COLUMNS}) SELECT (SELECT copy FROM {serving}), {COLUMNS} "
        f"FROM {index.table} WHERE rowid = {_number_of(index, 'OLD')} AND EXISTS (SELECT 1 FROM {serving}); "
        f"DELETE FROM {serving}; "
        if index.dated
        else ""
    )


def _text(part: Part) -> str:
    return " ".join(part.terms())


def _met(groups: Sequence[Group], part: str) -> str:
    return " AND ".join(f"{{{part}}} : ({_any(group)})" for group in groups) if part else _all(groups)


def _all(groups: Sequence[Group], *, apart: bool = False) -> str:
    """Write groups for FTS5. apart: whether the words of a phrase may stand anywhere."""
    any_of = _any_apart if apart else partial(_any, order=IN_ORDER)
    return " AND ".join(f"({any_of(group)})" for group in groups)


def _any_apart(group: Group) -> str:
    return " OR ".join("({})".format(" AND ".join(f'"{term}"' for term in phrase)) for phrase in group)


def _any(group: Group, order: str = "") -> str:
    """Write a group for FTS5. order: the columns in which words stand in their order, where others are asked too."""
    return " OR ".join(_row(phrase, order) for phrase in group)


def _row(phrase: Phrase, order: str) -> str:
    words = f'"{" ".join(phrase)}"'
    return f"{order} : {words}" if order and len(phrase) > 1 else words
