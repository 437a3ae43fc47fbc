"""PostgreSQL's full text.

`terms` is all of a text, read through a GIN index alone; `head` is what ranking reads: short, so that it stays in the
row. A word in most stories is not asked for in all of them: months of first publication are terms too, so that the
index itself gives the newest months' matches, as many months as it takes.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connections

from .asking import Phrase
from .documents import Document
from .indexes import PARTS, VERSIONS, Group, Index, Match, Wanted, rows_of

TICK = dt.timedelta(microseconds=1)
# How many of the newest versions are looked through first, how many times more then, and with how few matches among
# them there are so few in all that all are sorted.
FEW = 200
FIRST_LOOK = 4_000
WIDER = 8
WEIGHTS = dict(zip(PARTS, "ABC", strict=True))
# Where in `head` the words of a part begin, so that no phrase runs from one part into another.
PLACES = {"headline": 1, "standfirst": 1_000, "often": 10_000}
LAST_PLACE = 16_383
MONTH, YEAR = "~m", "~y"
FACTS = f"array_to_tsvector(ARRAY[to_char({{0}}, '\"{MONTH}\"YYYYMM'), to_char({{0}}, '\"{YEAR}\"YYYY')])"


class PostgreSQL:
    """The engine of a PostgreSQL database."""

    def __init__(self, using: str) -> None:
        self.using = using

    def create(self, index: Index) -> list[str]:
        """Return the statements that make an index. What waits to be sorted in is kept short: every search reads it."""
        return [
            f"CREATE TABLE {index.table} (key bigint PRIMARY KEY, terms tsvector NOT NULL, head tsvector NOT NULL)",
            f"CREATE INDEX {index.table}_terms ON {index.table} USING gin (terms) WITH (gin_pending_list_limit = 512)",
        ]

    def drop(self, index: Index) -> list[str]:
        """Return the statements that drop an index and its ties."""
        ties = [f"DROP FUNCTION IF EXISTS {index.table}_{name}() CASCADE" for name in ("gone", "moved")]
        return [*ties, f"DROP TABLE {index.table}"]

    def triggers(self, index: Index) -> list[str]:
        """Return what takes a row out with what it is of, and dates it anew with a story's first publication."""
        gone, moved = f"{index.table}_gone", f"{index.table}_moved"
        trigger = f"CREATE TRIGGER {{}} AFTER {{}} ON {index.owner} FOR EACH {{}} EXECUTE FUNCTION {{}}()"
        statements = [
            *(f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in (gone, moved)),
            f"CREATE FUNCTION {gone}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'TRUNCATE' THEN DELETE FROM {index.table}; "
            f"ELSE DELETE FROM {index.table} WHERE key = OLD.id; END IF; RETURN NULL; END $$",
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

    def write(self, index: Index, rows: Sequence[tuple[Document, dt.datetime]]) -> None:
        """Write documents over what is there of them."""
        dated = FACTS.format("%s::timestamptz AT TIME ZONE 'UTC'")
        sql = (
            f"INSERT INTO {index.table} (key, terms, head) VALUES (%s, %s::tsvector || {dated}, %s::tsvector) "
            "ON CONFLICT (key) DO UPDATE SET terms = EXCLUDED.terms, head = EXCLUDED.head"
        )
        values = [(one.key, _terms(one), moment, moment, _head(one)) for one, moment in rows]
        with connections[self.using].cursor() as cursor:
            cursor.executemany(sql, values)

    def learn(self, words: set[str]) -> None:
        """Add words to the vocabulary that it does not have."""
        sql = (
            "INSERT INTO articles_searchword (word) SELECT one FROM unnest(%s::text[]) one "
            "WHERE NOT EXISTS (SELECT 1 FROM articles_searchword WHERE word = one)"
        )
        with connections[self.using].cursor() as cursor:
            cursor.execute(sql, [sorted(words)])

    def newest(self, wanted: Wanted, live: Any, at: dt.datetime, most: int) -> list[Match]:
        """Return the newest matches that are among `live`: of rare words all, of common ones by months."""
        asked = _all(wanted.all())
        span = Span(wanted.since, min(wanted.until or at + TICK, at + TICK))
        live = live.filter(**span.bounds())
        for since in self._looks(span):
            narrowed = Span(since, span.until)
            within = f"{asked} & ({_any([(term,) for term in narrowed.terms()])})"
            found = self._found(wanted, within, live.filter(**narrowed.bounds()), most)
            if len(found) == most:
                return found
            if len(found) < FEW:
                break
        return self._found(wanted, asked, live, most)

    def _looks(self, span: "Span") -> Iterator[dt.datetime]:
        """Yield beginnings of months ever longer ago, within a span, each with many times the stories before it."""
        sql = (
            "SELECT first_published FROM articles_version WHERE first_published <= %s "
            "ORDER BY first_published DESC, id DESC OFFSET %s LIMIT 1"
        )
        reach = FIRST_LOOK
        while rows := rows_of(self.using, sql, [span.until, reach]):
            moment = rows[0][0].astimezone(dt.UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
            if span.since and moment <= span.since:
                return
            yield moment
            reach *= WIDER

    def _found(self, wanted: Wanted, asked: str, live: Any, most: int) -> list[Match]:
        shown, values = live.order_by().values("id", "first_published").query.sql_with_params()
        parts = [_all([group], WEIGHTS[part]) for group in wanted.groups for part in PARTS] if wanted.ranked else []
        bits = " + ".join(f"(head @@ %s::tsquery)::int * {1 << place}::bigint" for place in range(len(parts))) or "0"
        # What matches is found first, whatever the planner hopes of walking along the newest versions.
        sql = (
            f"WITH met AS MATERIALIZED (SELECT key, head FROM {VERSIONS.table} WHERE terms @@ %s::tsquery) "
            f"SELECT key, {bits} FROM (SELECT met.key, met.head FROM met JOIN ({shown}) v ON v.id = met.key "
            "ORDER BY v.first_published DESC, v.id DESC LIMIT %s) newest"
        )
        return [(key, int(told)) for key, told in rows_of(self.using, sql, [asked, *parts, *values, most])]

    def keys(self, index: Index, groups: Sequence[Group], part: str = "") -> tuple[str, list[Any]]:
        """Return a query for the keys of whatever meets groups; in one of PARTS, or anywhere."""
        sql = f"SELECT key FROM {index.table} WHERE terms @@ %s::tsquery"
        if not part:
            return sql, [_all(groups)]
        return f"{sql} AND head @@ %s::tsquery", [_all(groups), _all(groups, WEIGHTS[part])]

    def longer(self, beginning: str, most: int) -> list[str]:
        """Return words of the vocabulary that begin so, the shortest first."""
        sql = (
            "SELECT word FROM articles_searchword WHERE word LIKE %s "
            'GROUP BY word ORDER BY length(word), word COLLATE "C" LIMIT %s'
        )
        return [word for (word,) in rows_of(self.using, sql, [f"{beginning}%", most])]

    def unknown(self, index: Index, after: int, most: int) -> list[int]:
        """Return keys of owners beyond a key that are not in an index, in order."""
        sql = (
            f"SELECT o.id FROM {index.owner} o WHERE o.id > %s AND NOT EXISTS "
            f"(SELECT 1 FROM {index.table} s WHERE s.key = o.id) ORDER BY o.id LIMIT %s"
        )
        return [key for (key,) in rows_of(self.using, sql, [after, most])]


class Span:
    """From an instant (aware; None is from the beginning) up to another one."""

    def __init__(self, since: dt.datetime | None, until: dt.datetime) -> None:
        self.since, self.until = since, until

    def bounds(self) -> dict[str, dt.datetime]:
        """Return what narrows versions down to it."""
        since = {"first_published__gte": self.since} if self.since else {}
        return {**since, "first_published__lt": self.until}

    def terms(self) -> list[str]:
        """Return the facts of its months, whole years as such, in UTC."""
        first, last = (one.astimezone(dt.UTC) for one in (self.since or self.until, self.until))
        years = [year for year in range(first.year, last.year) if year > first.year or first.month == 1]
        months = [
            (year, month)
            for year in {first.year, last.year} - set(years)
            for month in range(1, 13)
            if (first.year, first.month) <= (year, month) <= (last.year, last.month)
        ]
        return [f"{YEAR}{year:04}" for year in years] + [
            f"{MONTH}{year:04}{month:02}" for year, month in sorted(months)
        ]


def _terms(one: Document) -> str:
    """Write all of a text as a tsvector: words where they stand, stems and facts without a place."""
    place, found = 0, dict.fromkeys([*one.facts, *one.headline.stems, *one.standfirst.stems, *one.body.stems], "")
    for part in (one.headline, one.standfirst, one.body):
        for word in part.words:
            place = min(place + 1, LAST_PLACE)
            found[word] = f"{found.get(word, '')},{place}"
        place += 1
    return " ".join(f"'{term}':{places[1:]}" if places else f"'{term}'" for term, places in found.items())


def _head(one: Document) -> str:
    """Write what ranking reads as a tsvector: each part with a weight of its own."""
    parts = {"headline": one.headline.terms(), "standfirst": one.standfirst.terms(), "often": one.often}
    found: dict[str, list[str]] = {}
    for name, terms in parts.items():
        for place, term in enumerate(terms, PLACES[name]):
            found.setdefault(term, []).append(f"{min(place, LAST_PLACE)}{WEIGHTS[name]}")
    return " ".join(f"'{term}':{','.join(places)}" for term, places in found.items())


def _all(groups: Iterable[Group], weight: str = "") -> str:
    return " & ".join(f"({_any(group, weight)})" for group in groups)


def _any(group: Group, weight: str = "") -> str:
    return " | ".join(_row(phrase, weight) for phrase in group)


def _row(phrase: Phrase, weight: str) -> str:
    ending = f"':{weight}" if weight else "'"
    row = " <-> ".join(f"'{term}{ending}" for term in phrase)
    return f"({row})"
