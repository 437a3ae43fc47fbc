"""Single values, rows of items and bylines, joined."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Agreed(Generic[T]):
    """What stands without a question."""

    value: T


@dataclass(frozen=True)
class Clash(Generic[T]):
    """What somebody has to choose between."""

    mine: T
    theirs: T


def _itself(value: Any) -> Any:
    return value


def join_value(base: T | None, mine: T, theirs: T, key: Callable[[T], Any] = _itself) -> Agreed[T] | Clash[T]:
    """Join a thing that is one whole. `key` says what makes two of them the same."""

    def same(one: T, other: T) -> bool:
        return one == other or key(one) == key(other)

    if base is not None and theirs == base:
        return Agreed(mine)
    if same(mine, theirs) or (base is not None and same(mine, base)):
        return Agreed(theirs)
    if base is not None and same(theirs, base):
        return Agreed(mine)
    return Clash(mine, theirs)


def join_items(
    base: Sequence[T], mine: Sequence[T], theirs: Sequence[T], key: Callable[[T], Hashable] = _itself
) -> tuple[T, ...]:
    """Join a row of things, item by item: each side's additions in their places, each side's removals gone.

    The order is theirs, unless only mine has another than the base. Each item comes once.
    """
    was, ours, others = (_once(items, key) for items in (base, mine, theirs))
    frame, guest = (ours, others) if _order(others, was, ours) == _order(was, others, ours) else (others, ours)
    result = [name for name in frame if name not in was or name in guest]
    at = 0
    for name in guest:
        if name in frame:
            at = result.index(name) + 1 if name in result else at
        elif name not in was:
            result.insert(at, name)
            at += 1
    known = {**ours, **others}
    return tuple(known[name] for name in result)


def join_credits(
    base: Sequence[T] | None,
    mine: Sequence[T],
    theirs: Sequence[T],
    who: Callable[[T], Hashable],
    role: Callable[[T], Hashable],
) -> Agreed[tuple[T, ...]] | Clash[tuple[T, ...]]:
    """Join a byline, person by person.

    It clashes where both gave somebody other roles, where one removed whom the other changed, and where both put those
    whom they share in another order.
    """

    def line(item: T) -> tuple[Hashable, Hashable]:
        return who(item), role(item)

    whole = join_value(
        None if base is None else tuple(base), tuple(mine), tuple(theirs), lambda row: [line(item) for item in row]
    )
    if base is None or isinstance(whole, Agreed):
        return whole
    roles = [_roles(items, who, role) for items in (base, mine, theirs)]
    joined: dict[Hashable, tuple[Hashable, ...]] = {}
    for person in dict.fromkeys(chain(*roles)):
        was, ours, others = (known.get(person, ()) for known in roles)
        chosen = join_value(was, ours, others)
        if isinstance(chosen, Clash):
            return whole
        joined[person] = chosen.value
    people = [_once(items, who) for items in (base, mine, theirs)]
    first, second, third = (_order(row, *people) for row in people)
    if isinstance(join_value(first, second, third), Clash):
        return whole
    lines = {line(item): item for item in (*mine, *theirs)}
    places = join_items(_places(base, who), _places(mine, who), _places(theirs, who))
    return Agreed(tuple(lines[person, joined[person][at]] for person, at in places))


def _once(items: Sequence[T], key: Callable[[T], Hashable]) -> dict[Hashable, T]:
    found: dict[Hashable, T] = {}
    for item in items:
        found.setdefault(key(item), item)
    return found


def _order(row: dict[Hashable, T], *others: dict[Hashable, T]) -> list[Hashable]:
    """Return the order of what all of them have."""
    return [name for name in row if all(name in other for other in others)]


def _roles(
    items: Sequence[T], who: Callable[[T], Hashable], role: Callable[[T], Hashable]
) -> dict[Hashable, tuple[Hashable, ...]]:
    found: dict[Hashable, tuple[Hashable, ...]] = {}
    for item in items:
        found[who(item)] = (*found.get(who(item), ()), role(item))
    return found


def _places(items: Sequence[T], who: Callable[[T], Hashable]) -> list[tuple[Hashable, int]]:
    """Return each line as whose it is and which of theirs, so that another role changes no order."""
    seen: Counter[Hashable] = Counter()
    places = []
    for item in items:
        places.append((who(item), seen[who(item)]))
        seen[who(item)] += 1
    return places
