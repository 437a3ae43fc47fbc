"""How many of something there are, and several things in a row, in an editor's words."""

from collections.abc import Iterable


def counted(count: int, one: str, many: str = "") -> str:
    """Return “1 story”, “1,204 stories”. many: of more than one, where an s does not make it."""
    return f"1 {one}" if count == 1 else f"{count:,} {many or f'{one}s'}"


def counted_up_to(count: int, most: int, one: str, many: str = "") -> str:
    """Return what `counted` does; “more than 100 stories” of what was counted no further."""
    return f"more than {counted(most, one, many)}" if count > most else counted(count, one, many)


def joined(words: Iterable[str]) -> str:
    """Return words as a list in a sentence: “a, b and c”; "" of none."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last
