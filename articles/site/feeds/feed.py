"""A feed, ready to be written in any format."""

import datetime as dt
from dataclasses import dataclass

from .entries import Entry

# What Atom is told of a feed that has never held anything.
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Feed:
    """A feed. Addresses are whole: its own, of the page it follows, of the site and of the hub ("" for none).

    publisher: the site's name.
    """

    title: str
    about: str
    address: str
    home: str
    root: str
    language: str
    publisher: str
    rights: str
    hub: str
    entries: list[Entry]

    @property
    def updated(self) -> dt.datetime:
        """When one of its entries last changed."""
        return max((entry.updated for entry in self.entries), default=NEVER)
