"""What a form says of itself when it is kept or posted: which one it is, and how far it has been typed."""

import datetime as dt
import uuid
from dataclasses import dataclass

from media.keys import number_in

# The database's own limit to a positive integer.
MOST_SEQUENCE = 2**31 - 1


@dataclass(frozen=True)
class Typed:
    """A state of a form. words: a JSON list of pairs, "" for a form as it was filled; at: when it was typed (aware)."""

    sequence: int
    words: str
    at: dt.datetime


@dataclass(frozen=True)
class Reference:
    """An open form as another form names it whose words it was filled with, and how far it had been typed by then."""

    key: uuid.UUID
    sequence: int | None = None

    @classmethod
    def read(cls, value: str) -> "Reference | None":
        """Return what “1b4e28ba-…:7” names; None for what names nothing. Without a number: however far."""
        key, _, number = value.partition(":")
        try:
            return cls(uuid.UUID(key), sequence_in(number) if number else None)
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.key}" if self.sequence is None else f"{self.key}:{self.sequence}"


def sequence_in(value: str) -> int:
    """Return a sequence as posted; 0 for what is none, and never more than can be kept."""
    return min(number_in(value, 19) or 0, MOST_SEQUENCE)
