"""Whom a reader may mean: authors and agencies whose names have the words, as they are called now.

Names are in no index: who is renamed or merged is found under the new name at once, by what is indexed of their key.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Replace

from articles.models import Agency, Author, without_accents

from .asking import Word
from .documents import KINDS
from .indexes import Group

# So many people of a kind a word may mean.
MOST = 40
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
    agencies, authors = (_having(model, second, wanted) for model, second in NAMES.items())
    people = list(agencies.union(authors, all=True).order_by("kind", "pk")[: MOST * len(wanted)])
    facts = _facts(people)
    for kind, key, *names in people:
        told = [_apart(without_accents(name)) for name in names]
        for one, group in zip(asked, groups, strict=True):
            if one in wanted and any(one in name for name in told):
                group += facts[kind, key]
    return groups


def _having(model: Any, second: Any, wanted: list[str]) -> Any:
    """Return the kind, key and names of who has any of these in a name."""
    named = model.objects.standing().annotate(kind=Value(model._meta.model_name), second=second)
    named = named.alias(**{f"spaced_{name}": _spaced(name) for name in ("plain", "second")})
    having = (Q(**{f"spaced_{name}__icontains": one}) for name in ("plain", "second") for one in wanted)
    return named.filter(reduce(or_, having)).order_by().values_list("kind", "pk", "plain", "second")


def _facts(people: list[Any]) -> dict[tuple[str, int], Group]:
    """Return by kind and key under what somebody may have been indexed: the own key, and those of who was merged."""
    facts: dict[tuple[str, int], Group] = {(kind, key): [(f"{KINDS[kind]}{key}",)] for kind, key, *_ in people}
    for model in NAMES:
        kind = str(model._meta.model_name)
        keys = [key for one, key in facts if one == kind]
        merged = model.objects.filter(stands_for__in=keys).values_list("pk", "stands_for")
        for key, stands_for in merged if keys else ():
            facts[kind, stands_for].append((f"{KINDS[kind]}{key}",))
    return facts


def _typed(word: Word) -> str:
    """Return what a name with spaces round its words has to have; a beginning has none after it."""
    text = _apart(without_accents(word.raw.rstrip("*")))
    return text.removesuffix(" ") if word.opens else text


def _apart(name: str) -> str:
    """Return a name with a space before each word and after the last."""
    return f" {name.translate(dict.fromkeys(map(ord, BETWEEN), ' '))} "


def _spaced(name: str) -> Any:
    """Have the database make of a column what `_apart` makes of a name."""
    apart: Any = F(name)
    for sign in BETWEEN:
        apart = Replace(apart, Value(sign), Value(" "))
    return Concat(Value(" "), apart, Value(" "))
