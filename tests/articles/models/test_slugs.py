"""Addresses for many at once."""

from articles.models import SLUG_LENGTH, free_slugs


def test_each_gets_one_of_its_own() -> None:
    assert free_slugs(["True", "TRUE", "True 2", "false"], "story", lambda slugs: []) == [
        "true",
        "true-3",
        "true-2",
        "false",
    ]


def test_what_is_taken_is_left_to_its_owner() -> None:
    taken = {"true", "true-2", "story"}
    assert free_slugs(["True", "🙂"], "story", lambda slugs: taken & set(slugs)) == ["true-3", "story-2"]


def test_long_texts_keep_within_the_column() -> None:
    slugs = free_slugs(["x" * 300] * 30, "story", lambda slugs: [])
    assert len(set(slugs)) == 30
    assert max(map(len, slugs)) <= SLUG_LENGTH


def test_twenty_thousand_of_one_name() -> None:
    used: set[str] = set()

    def taken(slugs: list[str]) -> set[str]:
        return used & set(slugs)

    for _ in range(40):
        used |= set(free_slugs(["True"] * 500, "story", taken))
    assert len(used) == 20_000


def test_a_batch_asks_few_times() -> None:
    asked: list[int] = []

    def taken(slugs: list[str]) -> list[str]:
        asked.append(len(slugs))
        return slugs if len(asked) < 3 else []

    assert len(set(free_slugs(["True"] * 500, "story", taken))) == 500
    assert len(asked) == 3
