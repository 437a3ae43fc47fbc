"""A process that works beside this one: in order, not far ahead, and its end is nobody's loss."""

import os
from collections.abc import Iterator

import pytest

from articles.wire.beside import AHEAD, made_beside


@pytest.fixture(autouse=True)
def tested(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell the other process which one this is."""
    monkeypatch.setenv("TESTED", str(os.getpid()))


def doubled(number: int) -> tuple[int, bool]:
    """Return twice a number, and whether it was another process that made it."""
    return 2 * number, os.getpid() != int(os.environ["TESTED"])


def doubled_or_dead(number: int) -> tuple[int, bool]:
    """End the other process at 3."""
    made, elsewhere = doubled(number)
    if number == 3 and elsewhere:
        os._exit(1)
    return made, elsewhere


def test_all_is_made_elsewhere_in_order_and_few_are_read_ahead() -> None:
    read: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(8):
            read.append(number)
            yield number

    made = made_beside(doubled, numbers())
    assert next(made) == (0, True)
    assert len(read) == AHEAD + 1
    assert list(made) == [(2 * number, True) for number in range(1, 8)]


def test_what_it_leaves_undone_is_made_here() -> None:
    made = list(made_beside(doubled_or_dead, range(8)))
    assert [number for number, _ in made] == [2 * number for number in range(8)]
    assert not any(elsewhere for _, elsewhere in made[3:])
