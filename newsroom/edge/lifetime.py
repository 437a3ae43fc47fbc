"""What whoever stands in front is told of a page: what it is made of, and how long it may live there."""

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings

from .hooks import Hook
from .words import carried

Header = tuple[str, str]
# Some count in whole seconds, and each counts from when it heard the answer.
ROUNDED = 1.0


def says_of(keys: Iterable[str]) -> list[Header]:
    """Return the headers that say what a page is made of."""
    if not settings.EDGE_SECONDS:
        return []
    words = carried(keys)
    joined = {hook.keys_in: hook.between.join(words) for hook in settings.EDGE}
    return list(joined.items())


def may_live(until: float, now: float) -> list[Header]:
    """Return the headers that say how long a page may live that changes by itself at an instant (since 1970)."""
    seconds = min(settings.EDGE_SECONDS, until - now - ROUNDED)
    return _headers(int(seconds), settings.EDGE) if seconds >= 1 else []


@lru_cache(maxsize=4096)
def _headers(seconds: int, edge: tuple[Hook, ...]) -> list[Header]:
    return list({hook.lives_in: hook.lives.format(seconds) for hook in edge}.items())
