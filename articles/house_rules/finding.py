"""What a check finds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something that is missing or wrong, and the field of the desk's form that mends it.

    hint: what to do, or why, in a second sentence. photo: the primary key of the photo that is meant, where it is one
    in the text. link: the address of the link in the text that is meant. most: how many characters the field may have.
    check: the name of the check that found it; "" for what an act itself has against being done. advice: whether it
    stops nobody. hard: whether nobody may override it.
    """

    field: str
    message: str
    photo: int | None = None
    hint: str = ""
    link: str | None = None
    most: int | None = None
    check: str = ""
    advice: bool = False
    hard: bool = False

    def __str__(self) -> str:
        return self.message
