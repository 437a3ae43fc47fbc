"""Keeping tags, authors and agencies tidy: like names, and what no story uses."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.holding import Refused
from articles.house_rules import Finding
from articles.like_names import Alike, alike
from articles.merging import check_may_merge, is_being_merged
from articles.models import Act, Agency, Author, CalledApart, Merge, Tag, Version
from articles.recording import record
from articles.ties import TIES, rows_left

# What somebody wrote about a thing: of one that has it, more is lost than a name.
WRITTEN: dict[Any, tuple[str, ...]] = {
    Tag: ("description",),
    Author: ("biography", "job_title", "email"),
    Agency: ("url",),
}


def near_duplicates(kind: Any) -> list[Alike]:
    """Return the pairs of like names among all things of a kind, without those that somebody has called apart.

    Three queries, which read nothing but names, however many there are.
    """
    rows = kind.objects.order_by("pk").values_list("pk", "stands_for", "name")
    names = [(stands_for or pk, name) for pk, stands_for, name in rows]
    if kind is Agency:
        shorts = Agency.objects.standing().exclude(short_name="").order_by("pk")
        names += shorts.values_list("pk", "short_name")
    apart = set(CalledApart.objects.filter(kind=kind._meta.label_lower).values_list("one", "other"))
    return [pair for pair in alike(tuple(names)) if (pair.one, pair.other) not in apart]


def unused(kind: Any, *, written: bool = False) -> QuerySet:
    """Return what no desk copy has, and no version that readers see or will see; in order of names.

    `past` says whether readers saw it once: then it stays. written: also what has other names, or words about it.
    Who logs in as an author is not among them.
    """
    desk, frozen = TIES[kind]
    ties = frozen.table._base_manager.filter(**{frozen.thing: OuterRef("pk")})
    ahead = ties.filter(version__in=Version.objects.not_killed().live_or_later())
    found = kind.objects.standing().filter(
        ~Exists(desk.table._base_manager.filter(**{desk.thing: OuterRef("pk")})), ~Exists(ahead)
    )
    if kind is Author:
        found = found.filter(user=None)
    if not written:
        found = found.filter(~Exists(kind._base_manager.filter(stands_for=OuterRef("pk"))), _unwritten(kind))
    return found.annotate(past=Exists(ties)).order_by("plain", "pk")


@transaction.atomic
def call_apart(kind: Any, keys: Iterable[int], *, by: Any) -> None:
    """Remember that two things are not the same, on record. Raises PermissionDenied, and Refused where one is gone."""
    check_may_merge(by, kind)
    one, other = _two(kind, keys)
    _, made = CalledApart.objects.get_or_create(
        kind=kind._meta.label_lower, one=one.pk, other=other.pk, defaults={"by": by}
    )
    if made:
        record(by, Act.CALLED_APART, one, after={"Not the same as": str(other)})


@transaction.atomic
def call_alike(kind: Any, keys: Iterable[int], *, by: Any) -> None:
    """Take back that two things are not the same, on record. Raises PermissionDenied, and Refused where one is gone."""
    check_may_merge(by, kind)
    one, other = _two(kind, keys)
    gone, _ = CalledApart.objects.filter(kind=kind._meta.label_lower, one=one.pk, other=other.pk).delete()
    if gone:
        record(by, Act.CALLED_APART, one, before={"Not the same as": str(other)})


def reasons_to_keep(thing: Any) -> list[str]:
    """Return why an unused thing cannot be deleted, in sentences; none when it can."""
    if is_being_merged(thing):
        return [f"“{thing}” is being merged."]
    if getattr(thing, "user_id", None):
        return [f"{thing.user} logs in as {thing}."]
    if rows_left(thing):
        return [f"“{thing}” is on stories, or was in what readers saw."]
    kind = thing._meta.label_lower
    if Merge.objects.undoable().filter(kind=kind, target=thing.pk).exists():
        return [f"Another was merged into “{thing}”, which can still be undone."]
    if any(rows_left(one) for one in thing.synonyms.all()):
        return [f"Stories still have another name of “{thing}”."]
    return []


@transaction.atomic
def delete_unused(thing: Any, *, by: Any, before: dict[str, Any]) -> None:
    """Delete what no story uses, with its other names, on record. before: what it was, in an editor's words.

    Raises PermissionDenied, and Refused with `reasons_to_keep`.
    """
    check_may_merge(by, type(thing))
    held = type(thing)._base_manager.select_for_update().filter(pk=thing.pk).first()
    reasons = reasons_to_keep(held) if held else ["It is not there any more."]
    if reasons:
        raise Refused(*(Finding("thing", reason) for reason in reasons))
    record(by, Act.DELETED, held, before=before)
    for synonym in held.synonyms.all():
        synonym.delete()
    held.delete()


def _unwritten(kind: Any) -> Q:
    empty = Q(**dict.fromkeys(WRITTEN[kind], ""))
    return empty & Q(portrait=None, links=[]) if kind is Author else empty


def _two(kind: Any, keys: Iterable[int]) -> list[Any]:
    found = list(kind.objects.standing().filter(pk__in=list(keys)[:3]).order_by("pk"))
    if len(found) != 2:
        raise Refused(Finding("thing", "One of the two is not there any more."))
    return found
