"""What a page is made of, noted while it is read, so that a cache knows which pages a change touches, and when.

A page is made of the rows that it prints, and each tells of itself as it is read (`Noted`); and of what could come to
stand on it, which whoever lists it names: the stories of a section, the fronts. Both are words ("photo-5",
"section-stories-2") that the database writes down for every change, see newsroom.changes.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from django.db import models

View = TypeVar("View", bound=Callable[..., Any])

# What no change can miss: for pages of which nobody says more exactly what they are made of.
ANYTHING = "anything"


@dataclass
class MadeOf:
    """What was noted of a page: what it is made of, and until when it stays as it is (aware; None is for ever)."""

    keys: set[str] = field(default_factory=set)
    until: dt.datetime | None = None


_page: ContextVar[MadeOf | None] = ContextVar("made_of", default=None)


@contextmanager
def noting() -> Iterator[MadeOf]:
    """Note what is read meanwhile."""
    page = MadeOf()
    token = _page.set(page)
    try:
        yield page
    finally:
        _page.reset(token)


def note(*keys: str) -> None:
    """Say what the page under way is made of besides the rows it prints."""
    if (page := _page.get()) is not None:
        page.keys.update(keys)


def note_until(at: dt.datetime | None) -> None:
    """Say at which instant (aware; None is never) the page under way changes by itself."""
    page = _page.get()
    if page is not None and at is not None:
        page.until = min(page.until, at) if page.until else at


class Noted(models.Model):
    """A row that pages print.

    noted_as: the word under which its changes are told, see models.change. noted_by: the column that follows the word;
    "" where all rows go by the word alone.
    """

    noted_as = ""
    noted_by = "id"

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any) -> Self:
        """Read a row, and note it."""
        found = super().from_db(db, field_names, values, **kwargs)
        if (page := _page.get()) is not None:
            page.keys.add(cls._noted(vars(found)))
        return found

    @classmethod
    def _noted(cls, row: dict[str, Any]) -> str:
        if not cls.noted_by:
            return cls.noted_as
        return f"{cls.noted_as}-{row[cls.noted_by]}" if cls.noted_by in row else ANYTHING


def kept(*parameters: str) -> Callable[[View], View]:
    """Say of a view that its pages may be kept, and which parameters of the query it understands.

    It asks nothing else of a request, neither who sends it nor what else stands in the query.
    """

    def mark(view: View) -> View:
        view.understands = parameters  # type: ignore[attr-defined]
        return view

    return mark


def kept_in_front(view: View) -> View:
    """Say of a view that its answers, which nobody keeps here, may be kept by whoever stands in front.

    It notes what they are made of. It asks nothing else of a request, but who sends a cookie or a login with it.
    """
    view.may_stand_in_front = True  # type: ignore[attr-defined]
    return view
