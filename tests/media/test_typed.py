"""What somebody typed to look for something."""

from media.typed import LONGEST, MOST, words_in


def test_words_are_told_apart() -> None:
    assert words_in("  harbour\topens\n\0at noon ") == ["harbour", "opens", "at", "noon"]
    assert words_in(" \0 ") == []


def test_nobody_makes_a_database_look_for_thousands() -> None:
    assert words_in("a " * 5000) == ["a"] * MOST
    assert words_in("a" * 5000) == ["a" * LONGEST]
