"""Other names of a tag, an author or an agency: each leads to it, in addresses and while somebody types."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from articles.holding import Refused
from articles.house_rules import Finding
from articles.models import Agency, Merge, name_key
from articles.search.indexing import index_named
from articles.ties import rows_left


@dataclass(frozen=True)
class Refusal:
    """Why a name cannot be another name of a thing, in a sentence. bearer: what it means, which may be merged."""

    reason: str
    bearer: Any = None


def names_of(thing: Any) -> list[str]:
    """Return the other names of a thing, in order."""
    return list(thing.synonyms.order_by("plain", "pk").values_list("name", flat=True)) if thing.pk else []


def against(thing: Any, kind: Any, own: str, names: Iterable[str]) -> list[Refusal]:
    """Return what is against these being the other names of a thing that is itself called `own`; at most five queries.

    thing: saved or not. kind: its model. What it has now and is not among the names is taken off.
    """
    wanted = {name_key(name): name for name in names}
    told = [Refusal(f"“{name}” is the name itself.") for key, name in wanted.items() if key == name_key(own)]
    found = kind.objects.filter(key__in=wanted).exclude(pk=thing.pk).exclude(stands_for=thing.pk or 0)
    for other in found.select_related("stands_for").order_by("pk"):
        bearer = other.stands_for or other
        words = f"is another name of “{bearer}”" if other.stands_for else f"is {_a(kind)} of its own"
        told.append(Refusal(f"“{wanted[other.key]}” {words}.", bearer))
    if kind is Agency:
        told += _short_names(thing, wanted)
    if thing.pk:
        told += [Refusal(reason) for one in _leaving(thing, set(wanted)) for reason in _reasons_to_stay(one)]
    return told


@transaction.atomic
def take_off(thing: Any, names: Iterable[str]) -> None:
    """Take off the other names of a thing that are not among these. Raises Refused for what has to stay."""
    leaving = _leaving(thing, {name_key(name) for name in names})
    if reasons := [reason for one in leaving for reason in _reasons_to_stay(one)]:
        raise Refused(*(Finding("also", reason) for reason in reasons))
    for one in leaving:
        index_named(one)
        one.delete()


@transaction.atomic
def put_on(thing: Any, names: Iterable[str]) -> None:
    """Give a saved thing other names, those that it has not yet."""
    known = {name_key(name) for name in names_of(thing)}
    for key, name in {name_key(name): name for name in names}.items():
        if key not in known:
            type(thing)(name=name, stands_for=thing).save()


def _leaving(thing: Any, keys: set[str]) -> list[Any]:
    return list(thing.synonyms.exclude(key__in=keys).order_by("pk"))


def _reasons_to_stay(synonym: Any) -> list[str]:
    """Return why a name cannot be taken off, in sentences; none when it can."""
    kind = synonym._meta.label_lower
    if Merge.objects.undoable().filter(kind=kind, source=synonym.pk).exists():
        return [f"“{synonym}” was merged into this. Undo that under Merge… to take the name off."]
    if rows_left(synonym):
        return [f"Stories still have “{synonym}” itself."]
    return []


def _short_names(thing: Any, wanted: dict[str, str]) -> list[Refusal]:
    others = Agency.objects.standing().exclude(pk=thing.pk).exclude(short_name="")
    shorts = [Q(short_name__iexact=name) for name in wanted.values()]
    found = list(others.filter(Q(*shorts, _connector=Q.OR)).order_by("pk")) if shorts else []
    return [Refusal(f"“{one.short_name}” is the short name of “{one}”.", one) for one in found]


def _a(kind: Any) -> str:
    noun = str(kind._meta.verbose_name)
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
