"""Merging one tag, author or agency into another, and undoing that for 30 days.

Both rows stay: the one that is merged stands for the other from then on, so that its name and its address go on leading
there, and what was saved with it once can be restored. What ties stories to it is moved, a thousand rows at a time, in
one transaction, and with it the digests of the contents that say so: nothing that was unchanged looks changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.utils import timezone

from articles.contents import contents
from articles.holding import Refused
from articles.house_rules import Finding
from articles.models import (
    Act,
    Agency,
    Article,
    Author,
    Byline,
    Merge,
    MergedRows,
    Tag,
    TaggedArticle,
    Version,
    VersionByline,
    VersionTag,
)
from articles.recording import Facts, record

AT_ONCE = 1000


@dataclass(frozen=True)
class Tie:
    """What ties stories to a thing: rows that hold it at most once an owner, or once an owner and role.

    table: the model. thing, owner: its fields. also: what else makes a row another one. owns: the model that owns it.
    """

    table: Any
    thing: str
    owner: str
    owns: Any
    also: tuple[str, ...] = ()

    def of(self, pk: int) -> models.QuerySet:
        """Return the rows that tie stories to a thing."""
        return self.table._base_manager.filter(**{self.thing: pk})

    def place(self, row: Any) -> tuple[Any, ...]:
        """Return what may hold a thing once."""
        return (getattr(row, f"{self.owner}_id"), *(getattr(row, name) for name in self.also))


TIES: dict[Any, list[Tie]] = {
    Tag: [
        Tie(TaggedArticle, "tag", "content_object", Article),
        Tie(VersionTag, "tag", "version", Version),
    ],
    Author: [
        Tie(Byline, "author", "article", Article, ("role",)),
        Tie(VersionByline, "author", "version", Version, ("role",)),
    ],
    Agency: [
        Tie(Byline, "agency", "article", Article, ("role",)),
        Tie(VersionByline, "agency", "version", Version, ("role",)),
    ],
}


@dataclass(frozen=True)
class Touched:
    """What a merge moves: stories live now, versions that readers have or had, drafts on the desk, versions to come."""

    live: int
    versions: int
    desk: int
    scheduled: int


def touched(source: Any) -> Touched:
    """Return how many rows a merge of a thing would touch; five counts over one index each."""
    desk, frozen = TIES[type(source)]
    now = timezone.now()
    keys = frozen.of(source.pk).order_by().values("version")
    versions = Version.objects.filter(pk__in=keys)
    return Touched(
        live=versions.live(now).count(),
        versions=versions.seen(now).count(),
        desk=desk.of(source.pk).order_by().values(desk.owner).distinct().count(),
        scheduled=versions.upcoming(now).count(),
    )


@transaction.atomic
def merge_into(source: Any, target: Any, *, by: Any) -> Merge:
    """Let one tag, author or agency stand for another and move all stories of it there; return the merge.

    `by` must be allowed to change and delete such things; None is the newsroom's own machinery.
    Raises PermissionDenied, and Refused with `reasons_not_to`.
    """
    kind = type(target)
    _check(by, kind)
    held = {one.pk: one for one in kind._base_manager.select_for_update().filter(pk__in={source.pk, target.pk})}
    if reasons := reasons_not_to(held.get(source.pk), held.get(target.pk)):
        raise Refused(*(Finding("target", reason) for reason in reasons))
    source, target = held[source.pk], held[target.pk]
    before = _told(source)
    merge = Merge.objects.create(kind=kind._meta.label_lower, source=source.pk, target=target.pk, by=by)
    for tie in TIES[kind]:
        for rows in _parts(tie.of(source.pk)):
            with _digests_follow(tie, rows):
                _move(merge, tie, rows, target)
    followed = list(kind._base_manager.filter(stands_for=source).values_list("pk", flat=True))
    MergedRows.objects.create(merge=merge, table=merge.kind, moved=followed)
    kind._base_manager.filter(pk__in=[*followed, source.pk]).update(stands_for=target)
    record(by, Act.MERGED, source, before=before, after={"Stands for": str(target)})
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, by: Any) -> None:
    """Give a thing back the rows that a merge moved, those that are still where it left them.

    Raises PermissionDenied, and Refused for a merge of 30 days ago and for one that is undone.
    """
    kind = next(one for one in TIES if one._meta.label_lower == merge.kind)
    _check(by, kind)
    if not Merge.objects.select_for_update().undoable().filter(pk=merge.pk).exists():
        raise Refused(Finding("merge", "This merge was undone already, or is more than 30 days old."))
    things = kind._base_manager.select_for_update().in_bulk([merge.source, merge.target])
    source, target = things[merge.source], things[merge.target]
    ties = {tie.table._meta.label_lower: tie for tie in TIES[kind]}
    for part in merge.rows.order_by("-pk").iterator(chunk_size=10):
        if part.table == merge.kind:
            kind._base_manager.filter(pk__in=part.moved, stands_for=target).update(stands_for=source)
        else:
            _put_back(ties[part.table], part, source, target)
    kind._base_manager.filter(pk=source.pk).update(stands_for=None)
    Merge.objects.filter(pk=merge.pk).update(undone_at=timezone.now())
    source.stands_for = None
    record(by, Act.UNMERGED, source, before={"Stands for": str(target)}, after=_told(source))


def reasons_not_to(source: Any, target: Any) -> list[str]:
    """Return why one thing cannot be merged into another, in sentences; none when it can."""
    if source is None or target is None:
        return ["One of the two is not there any more."]
    if source.pk == target.pk:
        return [f"“{source}” cannot be merged into itself."]
    told = [f"“{one}” stands for “{one.stands_for}” already." for one in (source, target) if one.stands_for_id]
    if getattr(source, "user_id", None):
        told.append(f"{source.user} logs in as {source}. Merge the other way round, or take the login out first.")
    return told


def _move(merge: Merge, tie: Tie, rows: list[Any], target: Any) -> None:
    """Move rows to the target; drop those whose place has one of the target already. Both are kept to be undone."""
    owners = {getattr(row, f"{tie.owner}_id") for row in rows}
    beside = tie.of(target.pk).filter(**{f"{tie.owner}__in": owners})
    taken = {tie.place(row) for row in beside}
    dropped = [row for row in rows if tie.place(row) in taken]
    moved = [row.pk for row in rows if tie.place(row) not in taken]
    values = [_values(row) for row in dropped]
    tie.table._base_manager.filter(pk__in=[row.pk for row in dropped]).delete()
    tie.table._base_manager.filter(pk__in=moved).update(**{tie.thing: target})
    MergedRows.objects.create(merge=merge, table=tie.table._meta.label_lower, moved=moved, dropped=values)
    _mark_first_credits(tie, owners, target)


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


def _put_back(tie: Tie, part: MergedRows, source: Any, target: Any) -> None:
    """Move rows back, and make those again that were dropped, where their story or version still has room for them."""
    rows = list(tie.of(target.pk).filter(pk__in=part.moved))
    known = {row[f"{tie.owner}_id"] for row in part.dropped}
    there = set(tie.owns._base_manager.filter(pk__in=known).values_list("pk", flat=True))
    again = [tie.table(**_read(tie.table, values)) for values in part.dropped]
    again = [row for row in again if getattr(row, f"{tie.owner}_id") in there]
    with _digests_follow(tie, [*rows, *again]):
        tie.table._base_manager.filter(pk__in=[row.pk for row in rows]).update(**{tie.thing: source})
        tie.table._base_manager.bulk_create(again, ignore_conflicts=True)
    _mark_first_credits(tie, {getattr(row, f"{tie.owner}_id") for row in [*rows, *again]}, source, target)


class _digests_follow:  # noqa: N801 reads as a verb where it stands
    """Keep the digests of some rows' owners true while the rows change: of those whose digest was true before."""

    def __init__(self, tie: Tie, rows: list[Any]) -> None:
        self.tie = tie
        self.owners = sorted({getattr(row, f"{tie.owner}_id") for row in rows})

    def __enter__(self) -> None:
        stored = dict(self.tie.owns._base_manager.filter(pk__in=self.owners).values_list("pk", "digest"))
        told = contents(self.tie.owns, self.owners)
        self.true = [pk for pk, content in told.items() if content.digest == stored[pk]]

    def __exit__(self, *error: object) -> None:
        if any(error):
            return
        now = contents(self.tie.owns, self.true)
        table = self.tie.owns._meta.db_table
        with connection.cursor() as cursor:  # bulk_update takes ten times as long to write its statement as this to run
            cursor.executemany(
                f"UPDATE {table} SET digest = %s WHERE id = %s",  # noqa: S608 a table's own name
                [(content.digest, pk) for pk, content in now.items()],
            )


def _parts(rows: models.QuerySet) -> Iterator[list[Any]]:
    """Give rows a thousand at a time, though those given may move away meanwhile."""
    part = list(rows.order_by("pk")[:AT_ONCE])
    while part:
        yield part
        part = list(rows.filter(pk__gt=part[-1].pk).order_by("pk")[:AT_ONCE])


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


def _told(source: Any) -> Facts:
    count = touched(source)
    return {
        "Stories": [f"{count.live:,} live", f"{count.desk:,} on the desk", f"{count.versions:,} versions readers saw"]
    }


def _check(by: Any, kind: Any) -> None:
    name = kind._meta.model_name
    for act in ("change", "delete"):
        if by is not None and not by.has_perm(f"articles.{act}_{name}"):
            raise PermissionDenied(f"{by} lacks the permission {act}_{name}.")
