"""Pages under way, and what is changed meanwhile: what was read before a change is not kept after it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from media.made_of import ANYTHING, MadeOf

from .pages import Page


@dataclass(eq=False)
class Flight:
    """A page under way. touched: the keys of what was changed meanwhile."""

    touched: set[str] = field(default_factory=set)
    done: threading.Event = field(default_factory=threading.Event)
    page: Page | None = None

    def holds(self, made_of: MadeOf) -> bool:
        """Say whether nothing changed meanwhile of what the page, or a part of it, is made of."""
        return not self.touched or not (self.touched & (made_of.keys | {ANYTHING}) or ANYTHING in made_of.keys)


class Flights:
    """All pages under way. hand: held by who changes what is kept, or looks whether it may still be kept."""

    def __init__(self) -> None:
        self.hand = threading.Lock()
        self._joinable: dict[Any, Flight] = {}
        self._all: set[Flight] = set()

    def joined(self, address: Any) -> tuple[Flight, bool]:
        """Return the flight for an address that is as new as this request, and whether it begins with it."""
        with self.hand:
            flight = self._joinable.get(address)
            if flight is not None and not flight.touched:
                return flight, False
            flight = self._joinable[address] = Flight()
            return flight, True

    @contextmanager
    def under_way(self, flight: Flight, address: Any = None) -> Iterator[None]:
        """Tell a flight of all that is changed meanwhile. address: where others may join it."""
        with self.hand:
            self._all.add(flight)
        try:
            yield
        finally:
            with self.hand:
                self._all.discard(flight)
                if self._joinable.get(address) is flight:
                    del self._joinable[address]
            flight.done.set()

    def touch(self, keys: set[str]) -> None:
        """Tell all of what was changed; the hand is held."""
        for flight in self._all:
            flight.touched |= keys
