"""What somebody typed to look for something. Pure."""

# So many words are looked for, the first ones, and so many letters: nobody remembers more of what they look for, and
# each costs the database a condition, of which it takes no more than some hundred.
MOST, LONGEST = 12, 400


def words_in(typed: str) -> list[str]:
    """Return the words that are looked for."""
    return typed[:LONGEST].replace("\0", " ").split()[:MOST]
