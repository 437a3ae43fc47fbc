"""Parts of pages that hold for others too, see media.lasting: kept as pages are, for pages that must be made anew."""

from typing import Any

from media.instant import instant
from media.lasting import Part

from .flights import Flight, Flights
from .pages import AROUND, Shelf

# What a row takes in memory with what is printed of it, roughly (bytes).
ROW = 3000


class Kept:
    """A part on a shelf. until: seconds since 1970 at which it changes by itself. used: since last considered."""

    def __init__(self, part: Part) -> None:
        self.part, self.keys, self.used = part, frozenset(part.made_of.keys), False
        self.until = part.made_of.until.timestamp() if part.made_of.until else float("inf")
        self.size = AROUND + ROW * len(self.keys)


class Lent:
    """Parts as they are lent to one page under way. sure_until: until when nothing begins or ends by itself."""

    def __init__(self, shelf: Shelf[Kept], flights: Flights, flight: Flight, sure_until: float) -> None:
        self._shelf, self._flights, self._flight, self._sure_until = shelf, flights, flight, sure_until

    def find(self, key: Any) -> Part | None:
        """Return what is kept and holds at the instant of the page."""
        kept = self._shelf.get(key)
        return kept.part if kept and instant().timestamp() < min(kept.until, self._sure_until) else None

    def keep(self, key: Any, part: Part) -> None:
        """Keep what was read just now, unless a change has touched it meanwhile."""
        with self._flights.hand:
            if self._flight.holds(part.made_of):
                self._shelf.put(key, Kept(part))
