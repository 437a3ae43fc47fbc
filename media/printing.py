"""Parts of pages that are printed again and again: what is the same is made once.

A part's template is given nothing but what its function makes of some arguments, so its HTML depends on these, on the
language, the time zone and the place in the site, and on nothing else. It is kept by exactly that, as long as every
argument is plain, or an object of which is known that nobody changes it (`unchanging`). What is printed of something
that was read for several pages (`kept_with_it`) is kept with that, and goes with it.
"""

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import is_dataclass
from enum import Enum
from functools import update_wrapper
from typing import Any, TypeVar, cast

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

One = TypeVar("One")
Function = TypeVar("Function", bound=Callable[..., Any])

# So much of each is kept; then it is begun anew.
MOST_KEPT = 2000
MARK, PRINTED = "_is_unchanging", "_printed"
PLAIN = frozenset({str, int, float, bool, type(None), dt.date, dt.datetime, SafeString})


def unchanging(one: One) -> One:
    """Say of an object that nobody will change it, and return it."""
    one.__dict__[MARK] = True
    return one


def kept_with_it(one: One) -> One:
    """Let what is printed of an object that nobody changes be kept with it, and return it."""
    one.__dict__[PRINTED] = {}
    return unchanging(one)


class NotKeptError(Exception):
    """What an argument is by may change."""


class Itself:
    """An object that is equal to none but itself."""

    __slots__ = ("one",)

    def __init__(self, one: Any) -> None:
        self.one = one

    def __hash__(self) -> int:
        return id(self.one)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and other.one is self.one


def exactly(value: Any) -> Hashable:
    """Return what is equal only for what prints the same. Raises NotKeptError for what somebody may change."""
    kind = type(value)
    if kind is str:
        return value
    if kind in PLAIN:
        return (kind, value)
    if isinstance(value, tuple | list):
        return tuple(map(exactly, value))
    if MARK in getattr(value, "__dict__", ()):
        return Itself(value)
    if isinstance(value, Enum):
        return (kind, value.value)
    if is_dataclass(value) and kind.__dataclass_params__.frozen:
        return (kind, *map(exactly, vars(value).values()))
    raise NotKeptError


class Remembered:
    """A function that gives for the same, in the same surroundings, what it gave before. Nobody changes that."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self._kept: dict[Hashable, Any] = {}
        update_wrapper(self, function)

    def __call__(self, *values: Any) -> Any:
        """Return what the function gives for some values."""
        own = getattr(values[0], "__dict__", {}).get(PRINTED) if values else None
        kept, told = (self._kept, values) if own is None else (own, values[1:])
        try:
            key = (self, get_language(), get_script_prefix(), get_current_timezone_name(), *map(exactly, told))
        except NotKeptError:
            return self.function(*values)
        found = kept.get(key)
        if found is None:
            found = self.function(*values)
            if len(kept) >= MOST_KEPT:
                kept.clear()
            # Who works on a template sees it.
            if not settings.DEBUG:
                kept[key] = found
        return found


def remembered(function: Function) -> Function:
    """Remember what a function gives, by exactly what it is given."""
    return cast("Function", Remembered(function))


def part(template: str) -> Callable[[Callable[..., dict[str, Any]]], Callable[..., SafeString]]:
    """Make a part of pages of a function that returns what its template prints."""

    def made(context: Callable[..., dict[str, Any]]) -> Callable[..., SafeString]:
        def printed(*values: Any) -> SafeString:
            return mark_safe(get_template(template).render(context(*values)))

        return remembered(update_wrapper(printed, context))

    return made
