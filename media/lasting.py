"""What was read for one page and holds for others, until a change or the clock ends it.

Who knows of every change (newsroom.page_cache) lends a place to keep such parts while a page is made. Without that, and
for pages that tell of another instant than now, all is read anew.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, is_dataclass
from functools import update_wrapper
from typing import Any, Protocol, TypeVar, cast

from .instant import is_another_time
from .made_of import MadeOf, note, note_until, noting
from .printing import kept_with_it

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Part:
    """What a function returned, and what it is made of."""

    value: Any
    made_of: MadeOf


class Parts(Protocol):
    """Keeps parts while they hold."""

    def find(self, key: Any) -> Part | None:
        """Return what is kept and holds now."""

    def keep(self, key: Any, part: Part) -> None:
        """Keep what was read just now, unless a change has touched it meanwhile."""


_lent: ContextVar[Parts | None] = ContextVar("lent", default=None)


@contextmanager
def lent(parts: Parts) -> Iterator[None]:
    """Lend what keeps parts to the page that is made meanwhile."""
    token = _lent.set(parts)
    try:
        yield
    finally:
        _lent.reset(token)


def lasting(function: Function) -> Function:
    """Let what a function reads serve other pages too.

    It depends on its arguments, which are plain, on `instant` and on rows alone, never on a language or a request; it
    notes all that could come to stand in what it returns, see media.made_of; and nobody changes that.
    """

    def read(*values: Any) -> Any:
        parts = _lent.get()
        if parts is None or is_another_time():
            return function(*values)
        part = parts.find((read, values)) or _read(function, values, parts, (read, values))
        note(*part.made_of.keys)
        note_until(part.made_of.until)
        return part.value

    return cast("Function", update_wrapper(read, function))


def _read(function: Callable[..., Any], values: tuple[Any, ...], parts: Parts, key: Any) -> Part:
    with noting() as made_of:
        value = function(*values)
    for one in (value, *vars(value).values()) if is_dataclass(value) else ():
        if is_dataclass(one):
            kept_with_it(one)
    part = Part(value, made_of)
    # What is made of nothing that is ever told would be kept for ever.
    if made_of.keys:
        parts.keep(key, part)
    return part
