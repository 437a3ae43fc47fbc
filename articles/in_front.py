"""What the desk knows of those who stand in front and keep pages, see newsroom.edge."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from articles.models import EdgeHook

# How many words that wait are shown.
SHOWN = 12


@dataclass(frozen=True)
class Standing:
    """One of them. state: what it was told; None before the first time."""

    name: str
    state: EdgeHook | None

    @property
    def waits(self) -> list[str]:
        """What it is to be told and was not yet, the first few."""
        return self._waiting[:SHOWN]

    @property
    def more(self) -> int:
        """How much more that is."""
        return max(0, len(self._waiting) - SHOWN)

    @property
    def since(self) -> dt.datetime | None:
        """Since when it hears nothing."""
        return self.state.failing_since if self.state else None

    @property
    def _waiting(self) -> list[str]:
        return sorted(word for word, (_, times) in self.state.waiting.items() if times > 1) if self.state else []


def standing() -> list[Standing]:
    """Return all of them, in one query; in none where there are none."""
    names = [hook.name for hook in settings.EDGE]
    found = {state.name: state for state in EdgeHook.objects.filter(name__in=names)} if names else {}
    return [Standing(name, found.get(name)) for name in names]


def deaf() -> list[Standing]:
    """Return those that hear nothing at the moment."""
    return [one for one in standing() if one.since]


def try_again(name: str) -> bool:
    """Have one told now that failed; return whether there was one."""
    return bool(EdgeHook.objects.exclude(failing_since=None).filter(name=name).update(not_before=None))
