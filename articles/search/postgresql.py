"""PostgreSQL's full text.

`terms` is all of a text, read through a GIN index alone; `head` is what ranking reads: short, so that it stays in the
row. A word in most stories is not asked for in all of them: days, months and years of first publication are terms too,
so that the index itself gives the matches of a time, and how many those are tells how far back to look next.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from django.db import connections
from django.db.models.expressions import RawSQL

from .asking import Phrase
from .documents import ADDRESS, Document
from .indexes import (
    COPIES,
    LOOKED_AT,
    PARTS,
    VERSIONS,
    Group,
    Index,
    Match,
    Newest,
    Wanted,
    longer_by,
    rows_of,
)
from .times import ONE_DAY, TICK, Span

# How many of the newest versions are looked through first, for each match that is wanted, and how few at least. Further
# looks are as long as what is missing would take by what was found till then, or so many times all before for nothing.
PER_MATCH, SAMPLE = 1.5, 500
SPARE, WIDER = 1.25, 16
# How many times what is wanted are few enough to be looked at all at once, whenever they are of: the more facts of
# times are asked for, the longer an index takes.
FEW = 3
# How many times as much time as the first look's is little enough to believe that what it did not find is rare.
SMALL = 50
# From so many texts on it pays to have them wait to be sorted in until all are there; and for how many kibibytes.
MANY, WAIT, MANY_WAIT = 50, 512, 64 * 1024
WEIGHTS = dict(zip(PARTS, "ABC", strict=True))
# Where in `head` the words of a part begin, so that no phrase runs from one part into another.
PLACES = {"headline": 1, "standfirst": 1_000, "often": 10_000}
LAST_PLACE = 16_383
# The facts of when a story was first published, as `Span.terms` asks for them.
FACTS = (
    "array_to_tsvector(ARRAY[to_char({0}, '\"~d\"YYYYMMDD'), to_char({0}, '\"~m\"YYYYMM'), to_char({0}, '\"~y\"YYYY')])"
)
OF_COPIES = "key IN (SELECT id FROM articles_version WHERE article_id = ANY(%s))"
NOT_SERVED = (
    f"AND NOT EXISTS (SELECT 1 FROM articles_version v JOIN {VERSIONS.table} s ON s.key = v.id "
    "WHERE v.article_id = o.id AND s.copy IS NOT NULL) "
)


class PostgreSQL:
    """The engine of a PostgreSQL database."""

    def __init__(self, using: str) -> None:
        self.using = using

    def create(self, index: Index) -> list[str]:
        """Return the statements that make an index."""
        columns = "key bigint PRIMARY KEY, terms tsvector NOT NULL, head tsvector NOT NULL"
        return [f"CREATE TABLE {index.table} ({columns})", self.terms(index), *self.create_copies(index)]

    @staticmethod
    def create_copies(index: Index) -> list[str]:
        """Return the statements that let rows of versions serve desk copies, where they cannot yet.

        Found by the copy too: for a word in most stories the list of stories asks those one by one, in its own order.
        """
        if not index.dated:
            return []
        name = f"{index.table}_copy"
        return [
            f"ALTER TABLE {index.table} ADD COLUMN IF NOT EXISTS copy bigint",
            f"CREATE INDEX IF NOT EXISTS {name} ON {index.table} (copy) WHERE copy IS NOT NULL",
        ]

    @staticmethod
    def terms(index: Index) -> str:
        """Return the statement by which terms are found. What waits to be sorted in is short: every search reads it."""
        return (
            f"CREATE INDEX {index.table}_terms ON {index.table} USING gin (terms) "
            f"WITH (gin_pending_list_limit = {WAIT})"
        )

    def drop(self, index: Index) -> list[str]:
        """Return the statements that drop an index and its ties."""
        ties = [f"DROP FUNCTION IF EXISTS {index.table}_{name}() CASCADE" for name in ("gone", "moved")]
        return [*ties, f"DROP TABLE {index.table}"]

    def triggers(self, index: Index) -> list[str]:
        """Return what takes a row out with what it is of, and dates it anew with a story's first publication.

        The row of a version that goes is left to the desk copy that it serves.
        """
        gone, moved = f"{index.table}_gone", f"{index.table}_moved"
        trigger = f"CREATE TRIGGER {{}} AFTER {{}} ON {index.owner} FOR EACH {{}} EXECUTE FUNCTION {{}}()"
        statements = [
            *(f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in (gone, moved)),
            f"CREATE FUNCTION {gone}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'TRUNCATE' THEN DELETE FROM {index.table}; "
            f"ELSE {self._left(index)}DELETE FROM {index.table} WHERE key = OLD.id; END IF; RETURN NULL; END $$",
            trigger.format(gone, "DELETE", "ROW", gone),
            trigger.format(f"{gone}_all", "TRUNCATE", "STATEMENT", gone),
        ]
        if index.dated:
            old, new = (FACTS.format(f"{row}.first_published AT TIME ZONE 'UTC'") for row in ("OLD", "NEW"))
            statements += [
                f"CREATE FUNCTION {moved}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"UPDATE {index.table} SET terms = ts_delete(terms, tsvector_to_array({old})) || {new} "
                "WHERE key = NEW.id; RETURN NULL; END $$",
                f"CREATE TRIGGER {moved} AFTER UPDATE OF first_published ON {index.owner} FOR EACH ROW "
                f"WHEN (NEW.first_published <> OLD.first_published) EXECUTE FUNCTION {moved}()",
            ]
        return statements

    @staticmethod
    def _left(index: Index) -> str:
        own = COPIES.table
        return (
            f"INSERT INTO {own} (key, terms, head) SELECT copy, terms, head FROM {index.table} "
            f"WHERE key = OLD.id AND copy IS NOT NULL ON CONFLICT (key) DO NOTHING; "
            if index.dated
            else ""
        )

    def write(self, index: Index, rows: Sequence[tuple[Document, dt.datetime]]) -> None:
        """Write documents over what is there of them."""
        dated = FACTS.format("%s::timestamptz AT TIME ZONE 'UTC'")
        columns = ["key", "terms", "head", *(["copy"] if index.dated else [])]
        sql = (
            f"INSERT INTO {index.table} ({', '.join(columns)}) "
            f"VALUES (%s, %s::tsvector || {dated}, %s::tsvector{', %s' if index.dated else ''}) "
            f"ON CONFLICT (key) DO UPDATE SET {', '.join(f'{name} = EXCLUDED.{name}' for name in columns[1:])}"
        )
        values = [
            (one.key, _terms(one), moment, moment, moment, _head(one), *([one.copy] if index.dated else []))
            for one, moment in rows
        ]
        with connections[self.using].cursor() as cursor:
            if index.dated:
                own = f"DELETE FROM {COPIES.table} WHERE key = ANY(%s)"
                cursor.execute(own, [[one.copy for one, _ in rows if one.copy]])
            else:
                cursor.execute(
                    f"UPDATE {VERSIONS.table} SET copy = NULL WHERE copy IS NOT NULL AND {OF_COPIES}",
                    [[one.key for one, _ in rows]],
                )
            if len(rows) < MANY:
                cursor.executemany(sql, values)
                return
            # In this transaction alone all of it waits to be sorted in at once, which takes a seventh of the time.
            cursor.execute(f"ALTER INDEX {index.table}_terms SET (gin_pending_list_limit = {MANY_WAIT})")
            cursor.executemany(sql, values)
            cursor.execute(f"SELECT gin_clean_pending_list('{index.table}_terms')")
            cursor.execute(f"ALTER INDEX {index.table}_terms SET (gin_pending_list_limit = {WAIT})")

    def served(self, copies: Iterable[int]) -> set[int]:
        """Return which desk copies a version's row serves."""
        sql = f"SELECT copy FROM {VERSIONS.table} WHERE copy IS NOT NULL AND {OF_COPIES}"
        return {key for (key,) in rows_of(self.using, sql, [list(copies)])}

    def hold(self, index: Index, keys: Sequence[int]) -> None:
        """Have nobody else write these rows before this transaction ends."""
        sql = f"SELECT key FROM {index.table} WHERE key = ANY(%s) ORDER BY key FOR UPDATE"
        rows_of(self.using, sql, [list(keys)])

    def learn(self, words: set[str]) -> None:
        """Add words to the vocabulary that it does not have."""
        sql = (
            "INSERT INTO articles_searchword (word) SELECT one FROM unnest(%s::text[]) one "
            "WHERE NOT EXISTS (SELECT 1 FROM articles_searchword WHERE word = one)"
        )
        with connections[self.using].cursor() as cursor:
            cursor.execute(sql, [sorted(words)])

    def newest(self, wanted: Wanted, live: Any, at: dt.datetime, most: int) -> Newest:
        """Return the newest matches that are among `live`: of the newest times first, then of longer ago."""
        until = min(wanted.until or at + TICK, at + TICK)
        first, oldest, newest = self._sample(wanted.since, until, int(max(most * PER_MATCH, SAMPLE)))
        if newest is None:
            return Newest([])
        span, looks, met = Span(wanted.since or first, until), 0, 0
        part, found = span.before(until, until - oldest), list[Match]()
        facts = part.facts()
        while True:
            count, more = self._found(wanted, part, facts, live, most - len(found), LOOKED_AT - met)
            found, met = found + more, met + count
            cut = wanted.in_rows and met >= LOOKED_AT
            if cut or len(found) == most or part.since == span.since:
                return Newest(found, cut)
            looked, looks = max(newest - part.since, ONE_DAY), looks + 1
            times = (newest - span.since) / looked
            steps = [(len(found), most), *([(met, LOOKED_AT)] if wanted.in_rows else [])]
            have, wants = steps[-1]
            if (have or looks > 1 or times < SMALL) and have * times < FEW * wants:
                part, facts = Span(span.since, part.since), []
            else:
                length = looked * min((SPARE * (wants - have) / have for have, wants in steps if have), default=WIDER)
                part = span.before(part.since, max(length, looked if looks > 1 else ONE_DAY))
                facts = part.facts()

    def _sample(self, since: dt.datetime | None, until: dt.datetime, size: int) -> Any:
        """Return when the first version of all was first published, and between when the newest in a span."""
        bound = "AND first_published >= %s" if since else ""
        sql = (
            "SELECT (SELECT min(first_published) FROM articles_version), min(first_published), max(first_published) "
            f"FROM (SELECT first_published FROM articles_version WHERE first_published < %s {bound} "
            "ORDER BY first_published DESC, id DESC LIMIT %s) newest"
        )
        return rows_of(self.using, sql, [*filter(None, (until, since)), size])[0]

    def _found(
        self, wanted: Wanted, span: Span, facts: list[str], live: Any, most: int, looked_at: int
    ) -> tuple[int, list[Match]]:
        """Return how many versions of a span have the words, and the newest matches among so many of them.

        facts: those that the span has, [] to look at matches of every time. looked_at: of how many it is asked how
        words stand, where they have to in a row.

        What has the words is found first, whatever the planner hopes of walking along the newest versions; how they
        stand, which no index knows and takes reading all of a text, is asked of as many as it takes, newest first.
        Rows that others lead to are looked up one by one, where the planner would rather read whole tables.
        """
        of_key = live.filter(pk=RawSQL("met.key", ()), **span.bounds())
        shown, values = of_key.order_by().values("first_published").query.sql_with_params()
        dated: list[Group] = [[(fact,) for fact in facts]] if facts else []
        parts = [_all([group], WEIGHTS[part]) for group in wanted.groups for part in PARTS] if wanted.ranked else []
        bits = " + ".join(f"(head @@ %s::tsquery)::int * {1 << place}::bigint" for place in range(len(parts))) or "0"
        rows = [_all([group]) for group in wanted.groups if any(len(phrase) > 1 for phrase in group)]
        stand = " AND ".join(["terms @@ %s::tsquery"] * len(rows)) or "TRUE"
        order = "ORDER BY first_published DESC, key DESC"
        sql = (
            f"WITH met AS MATERIALIZED (SELECT key FROM {VERSIONS.table} WHERE terms @@ %s::tsquery), "
            "newest AS MATERIALIZED (SELECT met.key, first_published FROM met CROSS JOIN LATERAL "
            f"({shown} OFFSET 0) v {order} LIMIT %s) "
            f"SELECT met, key, told FROM (SELECT count(*) AS met FROM newest) counted LEFT JOIN (SELECT newest.key, "
            f"first_published, {bits} AS told FROM newest CROSS JOIN LATERAL (SELECT head FROM {VERSIONS.table} "
            f"WHERE key = newest.key AND {stand} OFFSET 0) s {order} LIMIT %s) found ON TRUE {order}"
        )
        apart = _all([*wanted.all(), *dated], between=" & ")
        asked = [apart, *values, looked_at if rows else None, *parts, *rows, most]
        found = rows_of(self.using, sql, asked)
        return found[0][0], [(key, int(told)) for _, key, told in found if key is not None]

    def keys(self, index: Index, groups: Sequence[Group], part: str = "") -> tuple[str, list[Any]]:
        """Return a query for the keys of rows that meet groups; in one of PARTS, or anywhere."""
        met, values = _met(groups, part)
        return f"SELECT key FROM {index.table} WHERE {met}", values

    def copies(self, groups: Sequence[Group], part: str = "") -> tuple[str, list[Any]]:
        """Return a query for the keys of desk copies, whichever row serves them."""
        met, values = _met(groups, part)
        return (
            f"SELECT key FROM {COPIES.table} WHERE {met} "
            f"UNION ALL SELECT copy FROM {VERSIONS.table} WHERE {met} AND copy IS NOT NULL",
            values * 2,
        )

    def each(self, groups: Sequence[Group], part: str = "") -> tuple[str, list[Any]]:
        """Return the condition that one desk copy meets groups."""
        met, values = _met(groups, part)
        return (
            f"EXISTS (SELECT FROM {COPIES.table} WHERE key = {{key}} AND {met} "
            f"UNION ALL SELECT FROM {VERSIONS.table} WHERE copy = {{key}} AND {met})",
            values * 2,
        )

    def longer(self, most: Mapping[str, int]) -> dict[str, list[str]]:
        """Return words of the vocabulary by what they begin with, the shortest first."""
        sql = (
            "SELECT word FROM articles_searchword WHERE word LIKE %s "
            'GROUP BY word ORDER BY length(word), word COLLATE "C" LIMIT %s'
        )
        return longer_by(self.using, sql, {one: (f"{one}%", count) for one, count in most.items()})

    def known(self, words: Iterable[str]) -> set[str]:
        """Return which words the vocabulary has: each is looked up, so that not all are compared with a list."""
        sql = (
            "SELECT one FROM unnest(%s::text[]) one CROSS JOIN LATERAL "
            "(SELECT 1 FROM articles_searchword WHERE word = one LIMIT 1) known"
        )
        return {word for (word,) in rows_of(self.using, sql, [sorted(words)])}

    def unknown(self, index: Index, after: int, most: int) -> list[int]:
        """Return keys of owners beyond a key that are not in an index, in order."""
        sql = (
            f"SELECT o.id FROM {index.owner} o WHERE o.id > %s AND NOT EXISTS "
            f"(SELECT 1 FROM {index.table} s WHERE s.key = o.id) {'' if index.dated else NOT_SERVED}"
            "ORDER BY o.id LIMIT %s"
        )
        return [key for (key,) in rows_of(self.using, sql, [after, most])]


def _terms(one: Document) -> str:
    """Write all of a text as a tsvector: words where they stand, stems and facts without a place."""
    texts = one.texts()
    stems = chain.from_iterable(part.stems for part in texts)
    place, found = 0, dict.fromkeys([*one.facts, *stems, *(f"{ADDRESS}{stem}" for stem in one.address.stems)], "")
    for part in texts:
        for word in part.words:
            place = min(place + 1, LAST_PLACE)
            found[word] = f"{found.get(word, '')},{place}"
        place += 1
    for place, word in enumerate(one.address.words, 1):
        word = f"{ADDRESS}{word}"
        found[word] = f"{found.get(word, '')},{place}"
    return " ".join(f"'{term}':{places[1:]}" if places else f"'{term}'" for term, places in found.items())


def _head(one: Document) -> str:
    """Write what ranking reads as a tsvector: each part with a weight of its own."""
    titled = [*one.headline.terms(), *one.address.terms(ADDRESS)]
    parts = {"headline": titled, "standfirst": one.standfirst.terms(), "often": one.often}
    found: dict[str, list[str]] = {}
    for name, terms in parts.items():
        for place, term in enumerate(terms, PLACES[name]):
            found.setdefault(term, []).append(f"{min(place, LAST_PLACE)}{WEIGHTS[name]}")
    return " ".join(f"'{term}':{','.join(places)}" for term, places in found.items())


def _met(groups: Sequence[Group], part: str) -> tuple[str, list[Any]]:
    """Return the condition that a row meets groups, and its parameters."""
    if not part:
        return "terms @@ %s::tsquery", [_all(groups)]
    # In this order: what is short is looked at before a whole text is read.
    return "head @@ %s::tsquery AND terms @@ %s::tsquery", [_all(groups, WEIGHTS[part]), _all(groups)]


def _all(groups: Iterable[Group], weight: str = "", between: str = " <-> ") -> str:
    """Write groups as a tsquery. between: what stands between the words of a phrase; " & " where they need no order."""
    return " & ".join(f"({_any(group, weight, between)})" for group in groups)


def _any(group: Group, weight: str, between: str) -> str:
    return " | ".join(_row(phrase, weight, between) for phrase in group)


def _row(phrase: Phrase, weight: str, between: str) -> str:
    ending = f"':{weight}" if weight else "'"
    row = between.join(f"'{term}{ending}" for term in phrase)
    return f"({row})"
