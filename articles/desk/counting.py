"""How many of something there are, in an editor's words."""


def counted(count: int, one: str, many: str = "") -> str:
    """Return “1 story”, “1,204 stories”. many: of more than one, where an s does not make it."""
    return f"1 {one}" if count == 1 else f"{count:,} {many or f'{one}s'}"
