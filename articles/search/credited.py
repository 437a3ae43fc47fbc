"""Whom a reader may mean: authors and agencies whose names have the words, as they are called now.

Names are in no index: who is renamed or merged is found under the new name at once, by what is indexed of their key.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, Value

from articles.models import Agency, Author, without_accents

from .asking import Word
from .documents import KINDS
from .indexes import Group

# So many people a word may mean, and so many whose names have its letters are looked at.
MOST, LOOKED_AT = 40, 2_000
# What stands between the words of a name.
BETWEEN = "-'’."
# Each kind with its second name.
NAMES: dict[Any, Any] = {Agency: F("short_name"), Author: Value("")}


def credited(words: Sequence[Word]) -> list[Group]:
    """Return for each word, or words in a row, the facts of whose names have it, in one query where nobody has."""
    asked = [_typed(word) for word in words]
    wanted = [one for one in asked if one.strip()]
    groups: list[Group] = [[] for _ in words]
    if not wanted:
        return groups
    pieces = {max(one.split(), key=len) for one in wanted}
    # A letter alone stands in most names: who has it is among those who have the other words.
    pieces = {one for one in pieces if len(one) > 1} or pieces
    agencies, authors = (_having(model, second, pieces) for model, second in NAMES.items())
    rows = list(agencies.union(authors, all=True).order_by("kind", "pk")[:LOOKED_AT])
    found: dict[tuple[str, int], list[Group]] = {}
    for kind, key, *names in rows:
        told = [_apart(without_accents(name)) for name in names]
        for one, group in zip(asked, groups, strict=True):
            if one in wanted and len(group) < MOST and any(one in name for name in told):
                group.append((f"{KINDS[kind]}{key}",))
                found.setdefault((kind, key), []).append(group)
    _add_merged(found)
    return groups


def _having(model: Any, second: Any, pieces: set[str]) -> Any:
    """Return the kind, key and names of who has any of these letters in a name."""
    named = model.objects.standing().annotate(kind=Value(model._meta.model_name), second=second)
    having = (Q(**{f"{name}__icontains": one}) for name in ("plain", "second") for one in sorted(pieces))
    return named.filter(reduce(or_, having)).order_by().values_list("kind", "pk", "plain", "second")


def _add_merged(found: dict[tuple[str, int], list[Group]]) -> None:
    """Add to groups under what else somebody may have been indexed: the keys of who was merged into them."""
    for model in NAMES:
        kind = str(model._meta.model_name)
        keys = [key for one, key in found if one == kind]
        merged = model.objects.filter(stands_for__in=keys).values_list("pk", "stands_for")
        for key, stands_for in merged if keys else ():
            for group in found[kind, stands_for]:
                group.append((f"{KINDS[kind]}{key}",))


def _typed(word: Word) -> str:
    """Return what a name with spaces round its words has to have; a beginning has none after it."""
    text = _apart(without_accents(word.raw.rstrip("*")))
    return text.removesuffix(" ") if word.opens else text


def _apart(name: str) -> str:
    """Return a name with a space before each word and after the last."""
    return f" {name.translate(dict.fromkeys(map(ord, BETWEEN), ' '))} "
