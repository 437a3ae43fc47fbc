"""What ties stories to a tag, an author or an agency, and moving that from one to another and back.

All that ties one story is moved in one transaction, on the desk and in every version, and with it the digests of the
contents that say so: nothing that was unchanged looks changed, at no instant.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from articles.contents import contents, tied_anew
from articles.freezing import note_last_digests
from articles.models import (
    Agency,
    Article,
    Author,
    Byline,
    Content,
    Merge,
    MergedRows,
    Tag,
    TaggedArticle,
    Version,
    VersionByline,
    VersionTag,
)
from articles.search.indexing import index_back


@dataclass(frozen=True)
class Tie:
    """What ties stories to a thing: rows that hold it at most once an owner, or once an owner and role.

    table: the model. thing, owner: its fields. owns: the model that owns it. story: the way to the story's key.
    also: what else makes a row another one.
    """

    table: Any
    thing: str
    owner: str
    owns: Any
    story: str
    also: tuple[str, ...] = ()

    def of(self, *keys: int) -> models.QuerySet:
        """Return the rows that tie stories to things."""
        return self.table._base_manager.filter(
            **{f"{self.thing}__in": keys} if len(keys) > 1 else {self.thing: keys[0]}
        )

    def owner_of(self, row: Any) -> int:
        """Return the primary key of what owns a row."""
        return int(getattr(row, f"{self.owner}_id"))

    def place(self, row: Any) -> tuple[Any, ...]:
        """Return what may hold a thing once."""
        return (self.owner_of(row), *(getattr(row, name) for name in self.also))


TIES: dict[Any, list[Tie]] = {
    Tag: [
        Tie(TaggedArticle, "tag", "content_object", Article, "content_object"),
        Tie(VersionTag, "tag", "version", Version, "version__article"),
    ],
    Author: [
        Tie(Byline, "author", "article", Article, "article", ("role",)),
        Tie(VersionByline, "author", "version", Version, "version__article", ("role",)),
    ],
    Agency: [
        Tie(Byline, "agency", "article", Article, "article", ("role",)),
        Tie(VersionByline, "agency", "version", Version, "version__article", ("role",)),
    ],
}


@dataclass(frozen=True)
class Ahead:
    """What stories say, by what ties it and by primary key; equal contents are one, whose digest is worked out once."""

    told: dict[Tie, dict[int, Content]]
    known: dict[Content, Content]

    def once(self, told: dict[int, Content]) -> dict[int, Content]:
        """Return contents with those that are known already in the place of their equals."""
        return {pk: self.known.setdefault(content, content) for pk, content in told.items()}


def some_stories(source: Any, most: int) -> list[int]:
    """Return the keys of at most so many stories that are tied to a thing; none when none is left.

    Without an order: the index on the thing gives them, and what was moved away is not met again.
    """
    for tie in TIES[type(source)]:
        if stories := set(tie.of(source.pk).order_by().values_list(tie.story, flat=True)[:most]):
            return sorted(stories)
    return []


def rows_left(source: Any) -> int:
    """Return how many rows tie stories to a thing."""
    return sum(tie.of(source.pk).count() for tie in TIES[type(source)])


def read_ahead(kind: Any, stories: list[int]) -> Ahead:
    """Return what stories say, on the desk and in every version, before the transaction that moves what ties them."""
    desk, frozen = TIES[kind]
    versions = Version.objects.filter(article__in=stories).order_by().values_list("pk", flat=True)
    ahead = Ahead({}, {})
    ahead.told[desk] = ahead.once(contents(Article, stories))
    ahead.told[frozen] = ahead.once(contents(Version, versions))
    return ahead


def move_stories(merge: Merge, step: int, stories: list[int], source: Any, target: Any, ahead: Ahead) -> None:
    """Move all that ties some stories to a thing; keep what is needed to undo it."""
    stories = _held(set(stories))
    for tie in TIES[type(source)]:
        rows = list(tie.of(source.pk).filter(**{f"{tie.story}__in": stories}).order_by("pk"))
        if not rows:
            continue
        with _digests_follow(tie, rows, ahead):
            moved, dropped = _move(tie, rows, target)
        MergedRows.objects.create(
            merge=merge, step=step, table=tie.table._meta.label_lower, moved=moved, dropped=dropped
        )


def stories_in(kind: Any, parts: Iterable[MergedRows]) -> list[int]:
    """Return the keys of the stories whose rows were moved."""
    return sorted({story for tie, part in _told(kind, parts) for story in _stories_of(tie, part)})


def put_back(parts: Iterable[MergedRows], source: Any, targets: list[Any], ahead: Ahead) -> None:
    """Move rows back that stand where they were moved to, or went on to from there.

    Those that were dropped are made again, where their story or version still has room for them.
    """
    _held(set(stories_in(type(source), parts)))
    for tie, part in _told(type(source), parts):
        rows = list(tie.of(*(one.pk for one in targets)).filter(pk__in=part.moved))
        again = [tie.table(**_read(tie.table, values)) for values in part.dropped]
        known = {tie.owner_of(row) for row in again}
        there = set(tie.owns._base_manager.filter(pk__in=known).values_list("pk", flat=True))
        again = [row for row in again if tie.owner_of(row) in there]
        with _digests_follow(tie, [*rows, *again], ahead):
            _give(tie, rows, source)
            tie.table._base_manager.bulk_create(again, ignore_conflicts=True)
            owners = {tie.owner_of(row) for row in [*rows, *again]}
            _mark_first_credits(tie, owners, source, *targets)
            index_back(source, tie.owns, owners)


def _held(stories: set[int]) -> list[int]:
    """Hold stories' rows, in one order everywhere, so that nobody saves one of them meanwhile; return those there."""
    # Without their keys: others may name them as related meanwhile, who hold a story that is waited for here.
    rows = Article.every_row.select_for_update(no_key=True).filter(pk__in=stories)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _told(kind: Any, parts: Iterable[MergedRows]) -> list[tuple[Tie, MergedRows]]:
    ties = {tie.table._meta.label_lower: tie for tie in TIES[kind]}
    return [(ties[part.table], part) for part in parts]


def _stories_of(tie: Tie, part: MergedRows) -> set[int]:
    owners = [values[f"{tie.owner}_id"] for values in part.dropped]
    told = set(tie.table._base_manager.filter(pk__in=part.moved).values_list(tie.story, flat=True))
    if tie.owns is Article:
        return told | set(owners)
    return told | set(Version._base_manager.filter(pk__in=owners).values_list("article", flat=True))


def _move(tie: Tie, rows: list[Any], target: Any) -> tuple[list[int], list[dict[str, Any]]]:
    """Move rows to the target and drop those whose place has one of the target already; return both as kept."""
    owners = {tie.owner_of(row) for row in rows}
    taken = {tie.place(row) for row in tie.of(target.pk).filter(**{f"{tie.owner}__in": owners})}
    dropped = [row for row in rows if tie.place(row) in taken]
    moved = [row for row in rows if tie.place(row) not in taken]
    values = [_values(row) for row in dropped]
    tie.table._base_manager.filter(pk__in=[row.pk for row in dropped]).delete()
    _give(tie, moved, target)
    _mark_first_credits(tie, owners, target)
    return [row.pk for row in moved], values


def _give(tie: Tie, rows: list[Any], thing: Any) -> None:
    tie.table._base_manager.filter(pk__in=[row.pk for row in rows]).update(**{tie.thing: thing})


def _mark_first_credits(tie: Tie, owners: set[int], *people: Any) -> None:
    """Let each person's first credit of a version, and no other, carry its first publication: see VersionByline."""
    if tie.table is not VersionByline:
        return
    credited = VersionByline.objects.filter(version__in=owners, **{f"{tie.thing}__in": people})
    met: set[tuple[int, int]] = set()
    wrong = []
    for credit in credited.select_related("version").defer("version__body").order_by("version", "position", "pk"):
        place = (credit.version_id, getattr(credit, f"{tie.thing}_id"))
        first = None if place in met else credit.version.first_published
        met.add(place)
        if credit.first_published != first:
            credit.first_published = first
            wrong.append(credit)
    VersionByline.objects.bulk_update(wrong, ["first_published"], batch_size=250)


@contextmanager
def _digests_follow(tie: Tie, rows: list[Any], ahead: Ahead) -> Iterator[None]:
    """Keep the digests of some rows' owners true while the rows change: of those whose digest was true before.

    ahead: what the owners said a moment ago, which is read again where it is not what their digests say by now.
    """
    owners = {tie.owner_of(row) for row in rows}
    stored = dict(tie.owns._base_manager.filter(pk__in=owners).order_by().values_list("pk", "digest"))
    told = ahead.told[tie]
    true = {pk: told[pk] for pk in owners if pk in told and told[pk].digest == stored.get(pk)}
    anew = contents(tie.owns, owners - set(true)) if len(true) < len(owners) else {}
    true |= {pk: content for pk, content in anew.items() if content.digest == stored[pk]}
    yield
    now = ahead.once(tied_anew(tie.owns, true))
    _write_digests(tie.owns._meta.db_table, {pk: content.digest for pk, content in now.items()})
    if tie.owns is Version:
        note_last_digests(Version.objects.filter(pk__in=now).order_by().values("article"))


def _write_digests(table: str, digests: dict[int, str]) -> None:
    """Write digests by primary key: bulk_update takes ten times as long to write its statement as these to run."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"UPDATE {table} SET digest = told.digest "  # noqa: S608 a table's own name
                f"FROM unnest(%s::bigint[], %s::text[]) AS told (id, digest) WHERE {table}.id = told.id",
                [list(digests), list(digests.values())],
            )
        else:
            cursor.executemany(
                f"UPDATE {table} SET digest = %s WHERE id = %s",  # noqa: S608 a table's own name
                [(digest, pk) for pk, digest in digests.items()],
            )


def _values(row: Any) -> dict[str, Any]:
    """Return a row's columns as JSON has them."""
    return {
        field.attname: field.value_to_string(row) if _is_instant(field) and value else value
        for field in row._meta.concrete_fields
        for value in [getattr(row, field.attname)]
    }


def _read(table: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Return the columns that `_values` told."""
    return {
        field.attname: field.to_python(value) if _is_instant(field) else value
        for field in table._meta.concrete_fields
        for value in [values[field.attname]]
    }


def _is_instant(field: Any) -> bool:
    return isinstance(field, models.DateTimeField)
