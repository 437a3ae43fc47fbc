"""What somebody typed, as search understands it."""

import pytest

from articles.search.asking import MOST, read


def told(typed: str) -> list[str]:
    """Return each thing that is looked for: "=" where it has to stand so, "*" where it is a beginning."""
    return [f"{'=' * one.exact}{' '.join(one.terms)}{'*' * one.begins}" for one in read(typed).words]


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("harbour ferry", ["harbour", "ferry*"]),
        ("harbour ferry ", ["harbour", "ferry"]),
        ("harb* ferry ", ["harb*", "ferry"]),
        ('"the harbour" ferry ', ["=the harbour", "ferry"]),
        ("“the harbour”", ["=the harbour"]),
        ('"no end', ["=no end"]),
        ('""', []),
        ("covid-19", ["covid 19"]),
        ("l'école", ["l", "ecole*"]),
        ("社會", ["社 會"]),
        ("harbour harbour ", ["harbour"]),
        ("AND OR NOT NEAR(", ["and", "or", "not", "near*"]),
        ("headline:x^2 -y {a}", ["headline x 2", "y", "a*"]),
        ("((( 😀 \x00 '); DROP TABLE", ["drop", "table*"]),
        ("*", []),
        ("", []),
        ("   ", []),
    ],
)
def test_what_is_looked_for(typed: str, looked_for: list[str]) -> None:
    assert told(typed) == looked_for


def test_more_than_anybody_remembers_is_left_out_and_told() -> None:
    many = read(" ".join(f"word{number}" for number in range(40)))
    assert (len(many.words), many.left_out) == (MOST, True)
    assert read("x" * 10_000).left_out
    assert not read("harbour").left_out
