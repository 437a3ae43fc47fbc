"""Whole numbers as they come in from outside."""

import pytest

from media.keys import SMALL, is_key, key_of, number_in


@pytest.mark.parametrize(("value", "told"), [("0", 0), ("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_a_whole_number_is_told(value: str, told: int) -> None:
    assert number_in(value) == key_of(value) == told
    assert is_key(value)


@pytest.mark.parametrize("value", ["", " 7", "7\n", "-7", "+7", "7.0", "1e3", "٧", "⁷", "9" * 19, "7\0", "None"])
def test_nothing_else_is_one(value: str) -> None:
    assert number_in(value) is None
    assert not is_key(value)
    assert key_of(value) == 0


def test_it_has_as_many_digits_as_there_is_room_for() -> None:
    assert number_in("9" * 9, SMALL) == 10**9 - 1
    assert number_in("1" + "0" * 9, SMALL) is None
