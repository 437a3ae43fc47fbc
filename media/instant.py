"""The instant of which readers' pages tell: now, unless the desk walks the site as of another.

Everything that readers see, stories and the rights of photos alike, asks here what time it is. So a page needs no
second version of itself to be shown as it will be, or was, and none can forget that it is.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_asked: ContextVar[dt.datetime | None] = ContextVar("instant", default=None)
_held: ContextVar[dt.datetime | None] = ContextVar("held", default=None)


def instant() -> dt.datetime:
    """Return the instant as of which is read (aware): the one that `as_of` sets, else now, or when `held` began."""
    return _asked.get() or _held.get() or timezone.now()


def is_another_time() -> bool:
    """Whether it is read as of another instant than now: nothing can be sent from such a page."""
    return _asked.get() is not None


@contextmanager
def as_of(at: dt.datetime) -> Iterator[None]:
    """Read as of an instant (aware), as django.utils.timezone.override does with a time zone."""
    token = _asked.set(at)
    try:
        yield
    finally:
        _asked.reset(token)


@contextmanager
def held() -> Iterator[dt.datetime]:
    """Hold the clock, so that all of a page that is kept tells of one instant (aware), which is given."""
    now = timezone.now()
    token = _held.set(now)
    try:
        yield now
    finally:
        _held.reset(token)
