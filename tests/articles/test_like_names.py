"""Names that may mean the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.like_names import CLOSE, INITIALS, SAME, SHORTENED, alike, folded, one_edit


def why(*names: str) -> list[str]:
    """Return why these names are like one another."""
    return [pair.why for pair in alike(tuple(enumerate(names, 1)))]


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        ("Košice", "kosice", SAME),
        ("Cease-fire", "ceasefire", SAME),
        ("Election", "Elections", SAME),
        ("Ferries", "ferry", SAME),
        ("U.N.", "UN", SAME),
        ("People’s Party", "Peoples Party", SAME),
        ("Straße", "STRASSE", SAME),
        ("Harbor", "Harbour", CLOSE),
        ("Pyongyang", "Pyongynag", CLOSE),
        ("Gambia", "Zambia", CLOSE),
        ("United Nations", "UN", INITIALS),
        ("Agence France-Presse", "AFP", INITIALS),
        ("Bank of England", "BoE", None),
        ("Bank of England", "BE", INITIALS),
        ("Bank of England", "BOE", INITIALS),
        ("Ana Verhallow", "A. Verhallow", SHORTENED),
        ("Ana Verhallow", "B. Verhallow", None),
        ("Iran", "Iraq", None),
        ("Euro 2024", "Euro 2028", None),
        ("Euro 2024", "Euros 2024", SAME),
        ("Mars", "Marse", None),
        ("Harbour", "Ports", None),
        ("…", "!!!", None),
        ("", " ", None),
    ],
)
def test_what_is_alike(one: str, other: str, because: str | None) -> None:
    assert why(one, other) == why(other, one) == ([because] if because else [])


def test_one_thing_is_not_like_itself_and_a_row_is_paired_once_each() -> None:
    assert alike(((1, "Harbor"), (1, "Harbour"))) == ()
    assert [pair[:2] for pair in alike(((1, "port"), (2, "Port"), (3, "PORT")))] == [(1, 2), (2, 3)]


@pytest.mark.parametrize("one", ["abcde", "aabbc"])
def test_one_edit_is_what_it_says(one: str) -> None:
    letters = "abcdex"
    edits = {one[:at] + letter + one[at:] for at in range(6) for letter in letters}
    edits |= {one[:at] + letter + one[at + 1 :] for at in range(5) for letter in letters}
    edits |= {one[:at] + one[at + 1 :] for at in range(5)}
    edits |= {one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(4)}
    assert all(one_edit(one, other) and one_edit(other, one) for other in edits - {one})
    assert not any(one_edit(one, other) for other in ("abc", "axcxe", "edcba", "bcdea", "abcdexx"))


@given(st.lists(st.text(alphabet="abc1 -é", min_size=1, max_size=7), max_size=12))
def test_close_ones_are_all_found(names: list[str]) -> None:
    found = {pair[:2] for pair in alike(tuple(enumerate(names)))}
    texts = {folded(name): place for place, name in enumerate(names)}
    for one, first in texts.items():
        for other, second in texts.items():
            digits = ["".join(filter(str.isdigit, text)) for text in (one, other)]
            if first < second and min(len(one), len(other)) >= 5 and one_edit(one, other) and digits[0] == digits[1]:
                assert (first, second) in found


def test_a_flood_of_look_alikes_is_not_compared_with_itself() -> None:
    names = tuple((number, f"aaaaaaa{chr(0x4E00 + number)}") for number in range(3000))
    assert len(alike(names)) <= 3000 * 8
