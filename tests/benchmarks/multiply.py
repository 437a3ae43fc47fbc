"""So many times the stories that an installation has: python -m tests.benchmarks.multiply TIMES

For the largest archives, which would take hours to load. The installation that the environment names has an archive
that was loaded (tests.benchmarks.archive, by `load_stories`) and not multiplied before; its database copies the rows,
TIMES - 1 for each. A copy is the same story but for its keys, address, the number at the end of its headline, and its
times, which lie between those of its own original and of the next one, so that each day has TIMES the stories. Texts,
tags and credits are the original's: a word or a tag of n stories is of TIMES as many, and there are no more tags and
authors than before.

Rows come in the order of their times, as a loader writes them, and no trigger is run: nothing is told to page caches,
and no revision is newer than the original's. Nobody else may use the installation meanwhile, and a SQLite file is lost
where this is ended half-way: it keeps no journal.
"""

import argparse
import os
import time
from typing import Any

MEMORY = "1GB"
# Of what the columns of SQLite's table are keys, that says which versions' rows serve which desk copies.
SERVED = {"version": "version", "copy": "article"}


class PostgreSQL:
    """What PostgreSQL has words of its own for. step: by how many seconds a copy is later than the one before."""

    series = "LATERAL generate_series(1, {})"

    def __init__(self, cursor: Any, step: float, zone: str) -> None:
        self.cursor, self.step, self.zone = cursor, step, zone

    def begin(self) -> None:
        """Have copies made fast, and without triggers."""
        for setting in ("session_replication_role = replica", f"maintenance_work_mem = '{MEMORY}'", "jit = off"):
            self.cursor.execute(f"SET {setting}")

    def later(self, moment: str) -> str:
        """Return the expression of when a copy is, by that of when its original is."""
        return f"{moment} + c * interval '{self.step:.6f} seconds'"

    def day(self, moment: str) -> str:
        """Return the expression of the day of an instant, where the newsroom is."""
        return f"(({moment}) AT TIME ZONE '{self.zone}')::date"

    def owner(self, index: Any) -> str:
        """Return the key of whatever a row of search is of."""
        return "key"

    def words(self, index: Any, key: str, ending: str) -> dict[str, str]:
        """Return what search has of a copy. key, ending: of the copy, and what its original's headline ends with."""
        from articles.search.postgresql import FACTS

        was, now = (
            FACTS.format(f"({moment}) AT TIME ZONE 'UTC'")
            for moment in ("p.first_published", self.later("p.first_published"))
        )
        self.cursor.execute(f"DROP INDEX {index.table}_terms")
        numbers = f"ARRAY[{ending}, 'en~' || {ending}]"
        number = f"format('''%1$s'':1A ''en~%1$s'':2A', {key})::tsvector"
        return {
            "key": key,
            "terms": f"ts_delete(o.terms, {numbers} || tsvector_to_array({was})) || {now} || strip({number})",
            "head": f"ts_delete(o.head, {numbers}) || {number}",
        }

    def serving(self, copying: "Copying") -> dict[str, str]:
        """Return which desk copy the row of a copied version serves."""
        return {"copy": copying.key("articles_article", "o.copy")}

    def end(self, tables: tuple[str, ...], indexes: tuple[Any, ...]) -> None:
        """Let new rows have keys beyond the copies', index what was copied, and analyse it."""
        from articles.search.postgresql import PostgreSQL as Engine

        for table in tables:
            newest = f"SELECT max(id) FROM {table}"  # noqa: S608 names of our own
            self.cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), ({newest}))")
        for index in indexes:
            self.cursor.execute(Engine.terms(index))
        self.cursor.execute("VACUUM (ANALYZE)")


class SQLite:
    """What SQLite has words of its own for. step: by how many seconds a copy is later than the one before."""

    series = "(WITH RECURSIVE s(c) AS (SELECT 1 UNION ALL SELECT c + 1 FROM s WHERE c < {}) SELECT c FROM s)"

    def __init__(self, cursor: Any, step: float, zone: str) -> None:
        self.cursor, self.step, self.zone = cursor, step, zone

    def begin(self) -> None:
        """Have copies made fast, and without triggers."""
        for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000"):
            self.cursor.execute(f"PRAGMA {pragma}")
        self.cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        self.triggers = self.cursor.fetchall()
        for name, _ in self.triggers:
            self.cursor.execute(f"DROP TRIGGER {name}")

    def later(self, moment: str) -> str:
        """Return the expression of when a copy is, by that of when its original is."""
        return f"strftime('%Y-%m-%d %H:%M:%f', {moment}, (c * {self.step:.6f}) || ' seconds')"

    def day(self, moment: str) -> str:
        """Return the expression of the day of an instant, where the newsroom is."""
        return f"django_datetime_cast_date({moment}, '{self.zone}', 'UTC')"

    def owner(self, index: Any) -> str:
        """Return the key of whatever a row of search is of."""
        from articles.search.sqlite import KEY

        return f"rowid & {KEY}" if index.dated else "rowid"

    def words(self, index: Any, key: str, ending: str) -> dict[str, str]:
        """Return what search has of a copy. key, ending: of the copy, and what its original's headline ends with."""
        from articles.search.sqlite import KEY_BITS

        headline = "o.headline || ' '"
        for before in (" ", " en~"):
            headline = f"replace({headline}, '{before}' || {ending} || ' ', '{before}' || ({key}) || ' ')"
        second = f"CAST(strftime('%s', {self.later('p.first_published')}) AS INTEGER)"
        same = {name: f"o.{name}" for name in ("standfirst", "often", "body", "facts")}
        return {"rowid": f"({second} << {KEY_BITS}) | ({key})" if index.dated else key, "headline": headline, **same}

    def serving(self, copying: "Copying") -> dict[str, str]:
        """Note which desk copies the rows of copied versions serve, which stands in a table of its own."""
        from articles.search.sqlite import SERVING

        keys = {name: copying.key(f"articles_{owner}", f"o.{name}") for name, owner in SERVED.items()}
        copying.copy(SERVING, f"SELECT * FROM {SERVING} ORDER BY version", keys)  # noqa: S608 names of our own
        return {}

    def end(self, tables: tuple[str, ...], indexes: tuple[Any, ...]) -> None:
        """Bring the triggers back. Nothing is analysed, as nothing is in an installation: see `growth`."""
        for _, sql in self.triggers:
            self.cursor.execute(sql)


class Copying:
    """Copies rows. database: one of those above; of: how many times each story is to be there."""

    def __init__(self, database: PostgreSQL | SQLite, of: int) -> None:
        from articles.models import Article, Version

        self.database, self.cursor, self.more = database, database.cursor, of - 1
        self.last = {
            model._meta.db_table: model._base_manager.order_by("pk").values_list("pk", flat=True).last()
            for model in (Article, Version)
        }

    def key(self, owner: str, old: str) -> str:
        """Return the expression of a copy's key, by that of its original's."""
        return f"{self.last[owner]} + ({old} - 1) * {self.more} + c"

    def rows(self, model: Any, order: str, other: dict[str, str]) -> None:
        """Copy a model's rows in an order. other: what copies have else, by column, as expressions."""
        table = model._meta.db_table
        fields = [one for one in model._meta.local_concrete_fields if not one.generated]
        columns = [one.column for one in fields if not one.primary_key or "id" in other]
        self.copy(table, f"SELECT * FROM {table} ORDER BY {order}", {name: f"o.{name}" for name in columns} | other)  # noqa: S608

    def words(self, index: Any) -> None:
        """Copy what search has of texts."""
        ending = "substr(p.headline, length(rtrim(p.headline, '0123456789')) + 1)"
        values = self.database.words(index, self.key(index.owner, "p.id"), ending)
        originals = f"SELECT *, {self.database.owner(index)} AS owner FROM {index.table} ORDER BY owner"  # noqa: S608
        if index.dated:
            values |= self.database.serving(self)
        self.copy(index.table, originals, values, f"CROSS JOIN {index.owner} p", "WHERE p.id = o.owner")

    def copy(self, table: str, originals: str, values: dict[str, str], beside: str = "", which: str = "") -> None:
        """Copy rows. values: by column, as expressions of an original `o`, what stands beside it, and the number c."""
        began = time.perf_counter()
        names = ", ".join(f'"{name}"' for name in values)
        self.cursor.execute("DROP TABLE IF EXISTS originals")
        self.cursor.execute(f"CREATE TEMPORARY TABLE originals AS {originals}")
        self.cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())} FROM originals o {beside} "  # noqa: S608
            f"CROSS JOIN {self.database.series.format(self.more)} c {which}"
        )
        print(f"{table}: {self.cursor.rowcount:,} in {time.perf_counter() - began:.0f} s", flush=True)


def multiply(cursor: Any, of: int, *, words: bool) -> None:
    """Copy everything. words: what search has too, which takes most of the time."""
    from django.db import connection
    from django.db.models import Count, Max, Min

    from articles.models import Article, Byline, Revision, Site, TaggedArticle, Version, VersionByline, VersionTag
    from articles.search.indexes import INDEXES

    told = Version.objects.aggregate(first=Min("first_published"), last=Max("first_published"), count=Count("pk"))
    step = (told["last"] - told["first"]).total_seconds() / (told["count"] - 1) / of
    engine = PostgreSQL if connection.vendor == "postgresql" else SQLite
    database = engine(cursor, step, Site.objects.get().time_zone)
    database.begin()
    copying, later = Copying(database, of), database.later
    article, version = Article._meta.db_table, Version._meta.db_table
    searched = INDEXES if words else ()
    for index in searched:
        copying.words(index)

    def own(story: str) -> dict[str, str]:
        return {
            "slug": f"substr(o.slug, 1, 88) || '-' || ({story})",
            "headline": f"rtrim(o.headline, '0123456789') || ({story})",
            "first_published": later("o.first_published"),
            "published_on": database.day(later("o.first_published")),
        }

    of_article = {"article_id": copying.key(article, "o.article_id")}
    story = copying.key(article, "o.id")
    copying.rows(
        Article,
        "id",
        {
            **own(story),
            "id": story,
            "source_id": "o.source_id || '-' || c",
            "created_at": later("o.created_at"),
            "updated_at": later("o.updated_at"),
        },
    )
    copying.rows(
        Version,
        "id",
        {
            **own(of_article["article_id"]),
            **of_article,
            "id": copying.key(version, "o.id"),
            "live_from": later("o.live_from"),
            "live_until": later("o.live_until"),
        },
    )
    shown = {"version_id": copying.key(version, "o.version_id"), "first_published": later("o.first_published")}
    copying.rows(VersionTag, "version_id, id", shown)
    copying.rows(VersionByline, "version_id, id", shown)
    tagged = {"content_object_id": copying.key(article, "o.content_object_id")}
    copying.rows(TaggedArticle, "content_object_id, id", tagged)
    copying.rows(Byline, "article_id, id", of_article)
    copying.rows(Revision, "article_id, id", of_article)
    began = time.perf_counter()
    database.end(tuple(copying.last), searched)
    print(f"made ready in {time.perf_counter() - began:.0f} s", flush=True)


def main() -> None:
    """Multiply what the installation has."""
    parser = argparse.ArgumentParser(description="Copy the stories of an installation.")
    parser.add_argument("times", type=int, help="how many times each story is to be there")
    parser.add_argument("--without-words", action="store_true", help="leave search with the stories that it has")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        multiply(cursor, asked.times, words=not asked.without_words)


if __name__ == "__main__":
    main()
