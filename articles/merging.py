"""Merging one tag, author or agency into another, and undoing that for 30 days.

Both rows stay: the one that is merged stands for the other from then on, so that its name and its address go on leading
there, and what was saved with it once can be restored.

A merge is decided in one short transaction, moves a few hundred stories in each of many, and is done in a last one.
Until then both things stand for themselves, and every story is on one of them, on the desk and before readers alike:
nobody meets a page that leads nowhere, or a story that looks changed. What is stopped midway goes on where it was.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.holding import Refused, permit
from articles.house_rules import Finding
from articles.models import Act, Merge, MergedRows, Version
from articles.recording import Facts, record
from articles.ties import TIES, Ahead, move_stories, put_back, read_ahead, rows_left, some_stories, stories_in

GONE = "One of the two is not there any more."
# How many stories are moved in one transaction: at most, at first, and at least; fewer where that takes longer than so
# many seconds, for nobody else writes to SQLite meanwhile.
AT_ONCE, AT_FIRST, AT_LEAST, LONG = 500, 100, 50, 0.4


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


def merge_into(source: Any, target: Any, *, by: Any) -> Merge:
    """Let one tag, author or agency stand for another and move all stories of it there; return the merge.

    As `begin_merge` and `go_on`, to the end.
    """
    merge = begin_merge(source, target, by=by)
    go_on(merge)
    return merge


def undo_merge(merge: Merge, *, by: Any) -> None:
    """Give a thing back the rows that a merge moved, as `begin_undo` and `go_on`, to the end."""
    begin_undo(merge, by=by)
    go_on(merge)


@transaction.atomic
def begin_merge(source: Any, target: Any, *, by: Any) -> Merge:
    """Decide that one tag, author or agency shall stand for another; return the merge, which `go_on` carries out.

    `by` must be allowed to change and delete such things; None is the newsroom's own machinery.
    Raises PermissionDenied, and Refused with `reasons_not_to`.
    """
    kind = type(target)
    check_may_merge(by, kind)
    held = {one.pk: one for one in kind._base_manager.select_for_update().filter(pk__in={source.pk, target.pk})}
    if reasons := reasons_not_to(held.get(source.pk), held.get(target.pk)):
        raise Refused(*(Finding("target", reason) for reason in reasons))
    source, target = held[source.pk], held[target.pk]
    merge = Merge.objects.create(
        kind=kind._meta.label_lower, source=source.pk, target=target.pk, by=by, total=rows_left(source)
    )
    record(by, Act.MERGED, source, before=_told(source), after={"Stands for": str(target)})
    return merge


@transaction.atomic
def begin_undo(merge: Merge, *, by: Any) -> None:
    """Let a thing stand for itself again; `go_on` gives it back its stories. Stops a merge that is under way.

    Raises PermissionDenied, and Refused for a merge of 30 days ago and for one that is undone.
    """
    kind = _kind(merge)
    check_may_merge(by, kind)
    held = Merge.objects.select_for_update().undoable().filter(pk=merge.pk).first()
    if held is None:
        raise Refused(Finding("merge", "This merge was undone already, or is more than 30 days old."))
    source, target = _both(kind._base_manager.select_for_update(), merge)
    kind._base_manager.filter(pk=source.pk).update(stands_for=None)
    merge.undo_began_at, merge.total = timezone.now(), _steps_left(merge)
    merge.save(update_fields=["undo_began_at", "total"])
    record(by, Act.UNMERGED, source, before={"Stands for": str(target)}, after={"Stands for": "itself"})


def go_on(merge: Merge, *, within: float | None = None) -> bool:
    """Carry out a merge, or undoing it, from where it is; return whether it is done.

    within: after how many seconds to stop, None for never; at least one step is made. Each step is a transaction of its
    own, and whoever else goes on with the same merge takes turns. Raises Refused where one of the two is gone.
    """
    began = before = time.monotonic()
    most = min(AT_FIRST, AT_ONCE)
    while not _step(merge, most):
        now = time.monotonic()
        if within is not None and now - began >= within:
            return False
        took, before = now - before, now
        if took > LONG:
            most = max(most // 2, min(AT_LEAST, AT_ONCE))
        elif took < LONG / 3:
            most = min(2 * most, AT_ONCE)
    return True


def finish_merges() -> int:
    """Carry out what was interrupted, and move what was being saved as a merge was done; return how many it was.

    A form may be read before the last step of a merge and saved after it: then a story is on what stands for another.
    """
    finished = 0
    for merge in Merge.objects.under_way().order_by("pk"):
        with suppress(Refused):
            go_on(merge)
            finished += 1
    for kind in TIES:
        ties = [Exists(tie.table._base_manager.filter(**{tie.thing: OuterRef("pk")})) for tie in TIES[kind]]
        for source in kind._base_manager.exclude(stands_for=None).filter(ties[0] | ties[1]).order_by("pk"):
            finished += _move_late(source)
    return finished


def _move_late(source: Any) -> bool:
    """Move what is on a thing that was merged already; return whether it was merged and not undone."""
    merges = Merge.objects.filter(kind=source._meta.label_lower, source=source.pk, undone_at=None)
    merge = merges.exclude(done_at=None).first()
    while merge and (stories := some_stories(source, AT_ONCE)):
        ahead = read_ahead(type(source), stories)
        with transaction.atomic():
            merge.refresh_from_db(from_queryset=Merge.objects.select_for_update())
            source.refresh_from_db()
            if merge.undo_began_at or source.stands_for is None:
                return False
            move_stories(merge, _last_step(merge) + 1, stories, source, source.stands_for, ahead)
    return merge is not None


def progress(merge: Merge) -> int:
    """Return how much of a merge that is under way is done, or of undoing it, in per cent."""
    source = _kind(merge)._base_manager.filter(pk=merge.source).first()
    left = _steps_left(merge) if merge.undo_began_at else rows_left(source) if source else 0
    return 100 * (merge.total - min(left, merge.total)) // merge.total if merge.total else 100


def reasons_not_to(source: Any, target: Any) -> list[str]:
    """Return why one thing cannot be merged into another, in sentences; none when it can."""
    if told := _reasons(source, target):
        return told
    away = Merge.objects.under_way().filter(kind=target._meta.label_lower, source=target.pk).exists()
    busy = [one for one, is_busy in ((source, is_being_merged(source)), (target, away)) if is_busy]
    return [f"“{one}” is being merged already." for one in busy]


def is_being_merged(thing: Any) -> bool:
    """Whether a merge of a thing, or one into it, is under way."""
    merges = Merge.objects.under_way().filter(kind=thing._meta.label_lower)
    return merges.filter(Q(source=thing.pk) | Q(target=thing.pk)).exists()


def check_may_merge(by: Any, kind: Any) -> None:
    """Raise PermissionDenied for who may not merge things of a kind; None is the newsroom's own machinery."""
    permit(by, *(f"articles.{act}_{kind._meta.model_name}" for act in ("change", "delete")))


def _step(merge: Merge, most: int) -> bool:
    """Do the next part of what is under way, at most so many stories; return whether nothing of it is left.

    What takes the time, reading the stories, is done before the transaction, so that others may write meanwhile.
    """
    kind = _kind(merge)
    source, target = _both(kind._base_manager.all(), merge)
    back = _last_rows(merge) if merge.undo_began_at else []
    stories = stories_in(kind, _ties(back)) if merge.undo_began_at else some_stories(source, most)
    ahead = read_ahead(kind, stories)
    with transaction.atomic():
        undoing = merge.undo_began_at
        merge.refresh_from_db(from_queryset=Merge.objects.select_for_update())
        if merge.undo_began_at != undoing:
            return False
        if not merge.is_under_way:
            return True
        if undoing:
            return _undo_step(merge, source, target, ahead)
        return _merge_step(merge, source, target, stories, ahead)


def _merge_step(merge: Merge, source: Any, target: Any, stories: list[int], ahead: Ahead) -> bool:
    kind = _kind(merge)
    last = _last_step(merge)
    if stories:
        move_stories(merge, last + 1, stories, source, target, ahead)
        if some_stories(source, 1):
            return False
    # Held, so that no story is given what is merged from here on; after the stories, as a save holds them too.
    source, target = _both(kind._base_manager.select_for_update(), merge)
    if rows_left(source):
        return False
    if reasons := _reasons(source, target):
        raise Refused(*(Finding("target", reason) for reason in reasons))
    followed = list(kind._base_manager.filter(stands_for=source).values_list("pk", flat=True))
    MergedRows.objects.create(merge=merge, step=last + 2, table=merge.kind, moved=followed)
    kind._base_manager.filter(pk__in=[*followed, source.pk]).update(stands_for=target)
    merge.done_at = timezone.now()
    merge.save(update_fields=["done_at"])
    return True


def _undo_step(merge: Merge, source: Any, target: Any, ahead: Ahead) -> bool:
    parts = _last_rows(merge)
    # What the target stands for by now, if it was merged itself.
    targets = [target, *([target.stands_for] if target.stands_for_id else [])]
    followed = [pk for part in parts if part.table == merge.kind for pk in part.moved]
    type(source)._base_manager.filter(pk__in=followed, stands_for__in=targets).update(stands_for=source)
    put_back(_ties(parts), source, targets, ahead)
    MergedRows.objects.filter(pk__in=[part.pk for part in parts]).delete()
    if merge.rows.exists():
        return False
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    return True


def _last_step(merge: Merge) -> int:
    # By primary key, which counts in the order of steps and is read from the end of an index.
    return merge.rows.order_by("-pk").values_list("step", flat=True).first() or 0


def _last_rows(merge: Merge) -> list[MergedRows]:
    """Return what was moved in the last step."""
    last = merge.rows.order_by("-pk").values("step")[:1]
    return list(merge.rows.filter(step=Subquery(last)).order_by("-pk"))


def _ties(parts: list[MergedRows]) -> list[MergedRows]:
    """Return those of rows that tie stories: not the things that stood for what was merged."""
    return [part for part in parts if part.table not in {one._meta.label_lower for one in TIES}]


def _both(rows: QuerySet, merge: Merge) -> tuple[Any, Any]:
    """Return what is merged and what it goes into. Raises Refused where one is gone."""
    held = rows.in_bulk([merge.source, merge.target])
    if len(held) < 2:
        raise Refused(Finding("merge", GONE))
    return held[merge.source], held[merge.target]


def _reasons(source: Any, target: Any) -> list[str]:
    if source is None or target is None:
        return [GONE]
    if source.pk == target.pk:
        return [f"“{source}” cannot be merged into itself."]
    told = [f"“{one}” stands for “{one.stands_for}” already." for one in (source, target) if one.stands_for_id]
    if getattr(source, "user_id", None):
        told.append(f"{source.user} logs in as {source}. Merge the other way round, or take the login out first.")
    return told


def _kind(merge: Merge) -> Any:
    return next(one for one in TIES if one._meta.label_lower == merge.kind)


def _steps_left(merge: Merge) -> int:
    return merge.rows.values("step").distinct().count()


def _told(source: Any) -> Facts:
    count = touched(source)
    return {
        "Stories": [f"{count.live:,} live", f"{count.desk:,} on the desk", f"{count.versions:,} versions readers saw"]
    }
