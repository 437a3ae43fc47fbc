"""Primary keys and other whole numbers as they come in from outside, where anybody may have typed anything. Pure."""

import re

# Whatever has so many digits every database takes for a whole number.
DIGITS = 18
# What counts within one thing, as revisions are numbered, is kept in half the room.
SMALL = 9


def number_in(value: str, digits: int = DIGITS) -> int | None:
    """Return the whole number that a value tells, in so many of the digits 0 to 9 at most; None for what tells none."""
    return int(value) if re.fullmatch(rf"[0-9]{{1,{digits}}}", value) else None


def is_key(value: str) -> bool:
    """Whether a value can be a primary key."""
    return number_in(value) is not None


def key_of(value: str) -> int:
    """Return the primary key that a value tells; 0, which no row has, for what tells none."""
    return number_in(value) or 0
