"""So many times the stories that a PostgreSQL database has: python -m tests.benchmarks.multiply TIMES

For the largest archives, which would take hours to load. The installation that DATABASE_URL names has an archive that
was loaded (tests.benchmarks.growth --load); PostgreSQL copies its rows, TIMES - 1 for each. A copy is the same story
but for its keys, address, the number at the end of its headline, and its times, which lie between those of its own
original and of the next one, so that each day has TIMES the stories. Texts, tags and credits are the original's: a word
or a tag of n stories is of TIMES as many, and there are no more tags and authors than before.

Rows come in the order of their times, as a loader writes them, and no trigger is run: nothing is told to page caches,
and no revision is newer than the original's. Words are indexed anew at the end, and everything is analysed.
"""

import argparse
import os
import time
from typing import Any

MEMORY = "1GB"
NUMBER = "'[0-9]+$'"


class Copying:
    """Copies tables. of: how many times each story is to be there."""

    def __init__(self, cursor: Any, of: int) -> None:
        self.cursor, self.more = cursor, of - 1
        self.last = {
            table: self._one(f"SELECT max(id) FROM {table}")  # noqa: S608 names of our own
            for table in ("articles_article", "articles_version")
        }
        seconds, stories, self.zone = self.cursor.execute(
            "SELECT extract(epoch FROM max(first_published) - min(first_published)), count(*), "
            "(SELECT time_zone FROM articles_site) FROM articles_version"
        ).fetchone()
        self.step = f"c * interval '{float(seconds) / (stories - 1) / of:.6f} seconds'"

    def _one(self, sql: str) -> Any:
        return self.cursor.execute(sql).fetchone()[0]

    def key(self, table: str, old: str) -> str:
        """Return the expression of a copy's key, by that of its original's."""
        return f"{self.last[table]} + ({old} - 1) * {self.more} + c"

    def copy(self, table: str, order: str, other: dict[str, str]) -> None:
        """Copy a table's rows in an order. other: what copies have else, by column, as expressions."""
        columns = [
            name
            for (name,) in self.cursor.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
                "AND attgenerated = ''",
                [table],
            ).fetchall()
            if name != "id" or "id" in other
        ]
        values = ", ".join(other.get(name, f'o."{name}"') for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        began = time.perf_counter()
        self.cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM (SELECT * FROM {table} ORDER BY {order}) o "  # noqa: S608
            f"CROSS JOIN LATERAL generate_series(1, {self.more}) c"
        )
        print(f"{table}: {self.cursor.rowcount:,} in {time.perf_counter() - began:.0f} s", flush=True)

    def copy_words(self, table: str, owner: str, facts: str) -> None:
        """Copy what search has of texts, with the number and the time of the copy's."""
        key = self.key(owner, "o.key")
        was, now = (
            facts.format("p.first_published AT TIME ZONE 'UTC'"),
            facts.format(f"(p.first_published + {self.step}) AT TIME ZONE 'UTC'"),
        )
        numbers = f"ARRAY[substring(p.headline FROM {NUMBER}), 'en~' || substring(p.headline FROM {NUMBER})]"
        number = f"format('''%1$s'':1A ''en~%1$s'':2A', {key})::tsvector"
        began = time.perf_counter()
        self.cursor.execute(
            f"INSERT INTO {table} (key, terms, head) SELECT {key}, "  # noqa: S608
            f"ts_delete(o.terms, {numbers} || tsvector_to_array({was})) || {now} || strip({number}), "
            f"ts_delete(o.head, {numbers}) || {number} FROM (SELECT * FROM {table} ORDER BY key) o "
            f"JOIN {owner} p ON p.id = o.key CROSS JOIN LATERAL generate_series(1, {self.more}) c"
        )
        print(f"{table}: {self.cursor.rowcount:,} in {time.perf_counter() - began:.0f} s", flush=True)


def multiply(cursor: Any, of: int, *, words: bool) -> None:
    """Copy everything, and index it. words: what search has too, which takes most of the time."""
    from articles.search.indexes import INDEXES
    from articles.search.postgresql import FACTS, PostgreSQL

    cursor.execute("SET session_replication_role = replica")
    cursor.execute(f"SET maintenance_work_mem = '{MEMORY}'")
    cursor.execute("SET jit = off")
    copying = Copying(cursor, of)
    article, version = (copying.key("articles_article", name) for name in ("o.id", "o.article_id"))
    step = copying.step
    own = {
        "slug": f"left(o.slug, 88) || '-' || ({article})",
        "headline": f"regexp_replace(o.headline, {NUMBER}, ({article})::text)",
        "first_published": f"o.first_published + {step}",
        "published_on": f"((o.first_published + {step}) AT TIME ZONE '{copying.zone}')::date",
    }
    searched = INDEXES if words else ()
    for index in searched:
        cursor.execute(f"DROP INDEX {index.table}_terms")
        copying.copy_words(index.table, index.owner, FACTS)
    copying.copy(
        "articles_article",
        "id",
        {
            **own,
            "id": article,
            "source_id": "o.source_id || '-' || c",
            "created_at": f"o.created_at + {step}",
            "updated_at": f"o.updated_at + {step}",
        },
    )
    of_version = {name: value.replace("o.id", "o.article_id") for name, value in own.items()}
    copying.copy(
        "articles_version",
        "id",
        {
            **of_version,
            "id": copying.key("articles_version", "o.id"),
            "article_id": version,
            "live_from": f"o.live_from + {step}",
            "live_until": f"o.live_until + {step}",
        },
    )
    shown = {"version_id": copying.key("articles_version", "o.version_id"), "first_published": own["first_published"]}
    copying.copy("articles_versiontag", "version_id, id", shown)
    copying.copy("articles_versionbyline", "version_id, id", shown)
    tagged = copying.key("articles_article", "o.content_object_id")
    copying.copy("articles_taggedarticle", "content_object_id, id", {"content_object_id": tagged})
    copying.copy("articles_byline", "article_id, id", {"article_id": version})
    copying.copy("articles_revision", "article_id, id", {"article_id": version})
    for table in copying.last:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608
    for index in searched:
        began = time.perf_counter()
        cursor.execute(PostgreSQL.terms(index))
        print(f"{index.table}_terms: in {time.perf_counter() - began:.0f} s", flush=True)
    cursor.execute("VACUUM (ANALYZE)")


def main() -> None:
    """Multiply what the installation has."""
    parser = argparse.ArgumentParser(description="Copy the stories of a PostgreSQL database.")
    parser.add_argument("times", type=int, help="how many times each story is to be there")
    parser.add_argument("--without-words", action="store_true", help="leave search with the stories that it has")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from django.db import connection

    if connection.vendor != "postgresql":
        parser.error("DATABASE_URL names no PostgreSQL database.")
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        print(f"server process {connection.connection.info.backend_pid}", flush=True)
        multiply(cursor, asked.times, words=not asked.without_words)


if __name__ == "__main__":
    main()
