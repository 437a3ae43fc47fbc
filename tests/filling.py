"""Thousands of stories in a second or two: one that was really written, copied by the database itself.

For tests of how queries grow with what there is. Copies differ in what queries ask for: key, address, time, section,
tags and credits.
"""

from typing import Any

from django.db import connection, models

from articles import publishing
from articles.models import (
    Article,
    Byline,
    Revision,
    Section,
    TaggedArticle,
    Version,
    VersionByline,
    VersionTag,
)
from articles.search.postgresql import FACTS
from tests.articles.makers import make_article, make_section

BASE = 1_000_000
SECTIONS = ("World", "Business", "Culture", "Sport")
# How many stories apart those of a tag are.
EVERY = {"Everywhere": 1, "Often": 10, "Rare": 1000}
IN_ALL = "harbour"


def fill(count: int) -> Version:
    """Make so many live stories, one each 40 minutes up to 2025; return the version that all are copies of."""
    for name in SECTIONS:
        make_section(name)
    article = make_article(f"The {IN_ALL} opens", tags=list(EVERY))
    publishing.publish(article, by=None)
    version = Version.objects.get()
    with connection.cursor() as cursor:
        story, moment = f"{BASE} + n", _moment(count)
        times = dict.fromkeys(("first_published", "live_from", "made_at"), moment)
        sections = list(Section.objects.order_by("pk").values_list("pk", flat=True))
        section = f"{sections[0]} + n %% {len(sections)}"
        address = {"slug": "'story-' || n", "section_id": section, "published_on": f"date({moment})"}
        shown = {"created_at": moment, "updated_at": moment, "first_published": moment}
        _copy(cursor, Article, article.pk, count, {"id": story, "source_id": "NULL", **address, **shown})
        _copy(cursor, Version, version.pk, count, {"id": story, "article_id": story, **address, **times})
        _copy(cursor, Revision, article.revisions.get().pk, count, {"article_id": story, "saved_at": moment})
        (credit,), (printed,) = article.bylines.all(), version.bylines.all()
        _copy(cursor, Byline, credit.pk, count, {"article_id": story})
        _copy(cursor, VersionByline, printed.pk, count, {"version_id": story, "first_published": moment})
        for name, every in EVERY.items():
            tagged = TaggedArticle.objects.get(tag__name=name).pk
            shown_tag = VersionTag.objects.get(tag__name=name).pk
            _copy(cursor, TaggedArticle, tagged, count, {"content_object_id": story}, every)
            _copy(cursor, VersionTag, shown_tag, count, {"version_id": story, "first_published": moment}, every)
        _copy_found(cursor, version, count)
    return version


def update(version: Version, count: int) -> None:
    """Let every second story of `fill` have been updated an hour after it was published."""
    begun, replaced = _moment(count), _moment(count, minutes=60)
    with connection.cursor() as cursor:
        later = "live_from + interval '1 hour'" if _is_postgresql() else "datetime(live_from, '+1 hour')"
        cursor.execute(f"UPDATE articles_version SET live_from = {later} WHERE id > {BASE} AND id %% 2 = 1", [])  # noqa: S608
        story, times = f"{BASE} + n", {"first_published": begun, "live_from": begun, "live_until": replaced}
        first = {"id": f"2 * {BASE} + n", "article_id": story, "published_on": f"date({begun})", **times}
        _copy(cursor, Version, version.pk, count, {**first, "slug": "'story-' || n", "end": "'replaced'"}, 2)


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _moment(count: int, minutes: int = 0) -> str:
    """Return the expression of when story n was published, or so many minutes later."""
    if _is_postgresql():
        return f"(timestamptz '2025-01-01 00:00+00' + ({minutes} - ({count} - n) * 40) * interval '1 minute')"
    return f"datetime('2025-01-01', ({minutes} - ({count} - n) * 40) || ' minutes')"


def _numbers(count: int, every: int = 1) -> str:
    return (
        f"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + {every} FROM s WHERE n + {every} <= {count}) "  # noqa: S608
        "SELECT n FROM s) numbers"
    )


def _copy(cursor: Any, model: type[models.Model], pk: int, count: int, other: dict[str, str], every: int = 1) -> None:
    """Copy a row so many times. other: what copies have, by column, as expressions of n."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    columns = [field.column for field in fields if "id" in other or not field.primary_key]
    values = [other.get(column, f'o."{column}"') for column in columns]
    quoted = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({quoted}) SELECT {', '.join(values)} FROM {table} o, {_numbers(count, every)} "  # noqa: S608
        "WHERE o.id = %s",
        [pk],
    )


def _copy_found(cursor: Any, version: Version, count: int) -> None:
    """Copy what search has of the story: one row, for readers and for the desk."""
    if _is_postgresql():
        dated = FACTS.format(f"{_moment(count)} AT TIME ZONE 'UTC'")
        was = FACTS.format("%s::timestamptz AT TIME ZONE 'UTC'")
        cursor.execute(
            f"INSERT INTO articles_search (key, copy, terms, head) SELECT {BASE} + n, {BASE} + n, "  # noqa: S608
            f"ts_delete(terms, tsvector_to_array({was})) || {dated}, head "
            f"FROM (SELECT * FROM articles_search LIMIT 1) one, {_numbers(count)}",
            [version.first_published] * 3,
        )
        return
    columns = "headline, standfirst, often, body, facts"
    seconds = f"strftime('%s', {_moment(count)})"
    cursor.execute(
        f"INSERT INTO articles_search (rowid, {columns}) SELECT ({seconds} << 30) | ({BASE} + n), {columns} "  # noqa: S608
        f"FROM (SELECT * FROM articles_search LIMIT 1) one, {_numbers(count)}"
    )
    cursor.execute(f"INSERT INTO articles_searchcopy SELECT {BASE} + n, {BASE} + n FROM {_numbers(count)}")  # noqa: S608
