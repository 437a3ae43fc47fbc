"""What is printed again and again: made once for the same, and anew for anything else."""

from typing import Any

import pytest
from django.urls import set_script_prefix
from django.utils import translation
from django.utils.safestring import mark_safe

from media.printing import remembered, unchanging


class Thing:
    """Something that has a name."""

    def __init__(self, name: str) -> None:
        self.name = name


class Counted:
    """A function that is remembered, and how often it was called."""

    def __init__(self) -> None:
        self.calls = 0
        self.ask = remembered(self._told)

    def _told(self, *values: Any) -> str:
        self.calls += 1
        return repr(values)


@pytest.fixture
def counted() -> Counted:
    return Counted()


def test_the_same_is_made_once(counted: Counted) -> None:
    assert counted.ask("a", [1, None]) == counted.ask("a", [1, None])
    assert counted.calls == 1


@pytest.mark.parametrize(("one", "other"), [("<b>", mark_safe("<b>")), (1, True), (1, 1.0), ("", None), ([], "")])
def test_what_only_seems_the_same_is_not(counted: Counted, one: Any, other: Any) -> None:
    assert counted.ask(one) != counted.ask(other) or counted.calls == 2


def test_another_language_and_another_place_are_others(counted: Counted) -> None:
    counted.ask("a")
    with translation.override("fr"):
        counted.ask("a")
    try:
        set_script_prefix("/paper/")
        counted.ask("a")
    finally:
        set_script_prefix("/")
    assert counted.calls == 3


def test_what_somebody_may_change_is_never_remembered(counted: Counted) -> None:
    thing = Thing("a")
    counted.ask(thing)
    counted.ask(thing)
    assert counted.calls == 2


def test_what_nobody_changes_is_known_by_itself(counted: Counted) -> None:
    thing, double = unchanging(Thing("a")), unchanging(Thing("a"))
    counted.ask(thing)
    counted.ask(thing)
    counted.ask(double)
    assert counted.calls == 2


def test_who_works_on_it_sees_it(counted: Counted, settings: Any) -> None:
    settings.DEBUG = True
    counted.ask("a")
    counted.ask("a")
    assert counted.calls == 2
