"""What is read once for several pages: noted on each of them, and never for another instant than now."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest

from media.instant import as_of
from media.lasting import Part, lasting, lent
from media.made_of import note, note_until, noting
from media.printing import remembered

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@dataclass
class Dictionary:
    """Keeps all parts."""

    kept: dict[Any, Part] = field(default_factory=dict)

    def find(self, key: Any) -> Part | None:
        """Return what is kept."""
        return self.kept.get(key)

    def keep(self, key: Any, part: Part) -> None:
        """Keep it."""
        self.kept[key] = part


@dataclass(frozen=True)
class Harbour:
    """Something that is read."""

    name: str


read: list[str] = []


@lasting
def harbour(name: str) -> Harbour | None:
    """Read a harbour."""
    read.append(name)
    if name == "nowhere":
        return None
    note(f"harbour-{name}")
    note_until(NOON)
    return Harbour(name)


@remembered
def sign(one: Harbour, size: int) -> str:
    """Print a harbour."""
    read.append("sign")
    return f"{one.name} in {size}"


@pytest.fixture(autouse=True)
def nothing_read() -> None:
    read.clear()


def test_without_a_place_to_keep_it_all_is_read_anew() -> None:
    assert harbour("Este") is not harbour("Este")
    assert read == ["Este", "Este"]


def test_what_was_read_serves_others_and_is_noted_on_each() -> None:
    with lent(Dictionary()):
        with noting() as first:
            found = harbour("Este")
        with noting() as second:
            assert harbour("Este") is found
        assert harbour("Loma") is not found
    assert read == ["Este", "Loma"]
    assert first == second
    assert (first.keys, first.until) == ({"harbour-Este"}, NOON)


def test_what_nothing_is_told_of_is_read_anew() -> None:
    with lent(Dictionary()):
        harbour("nowhere")
        harbour("nowhere")
    assert read == ["nowhere", "nowhere"]


def test_a_page_of_another_instant_neither_gives_nor_takes() -> None:
    parts = Dictionary()
    with lent(parts):
        with as_of(NOON):
            harbour("Este")
        assert parts.kept == {}
        harbour("Este")
        with as_of(NOON):
            harbour("Este")
    assert read == ["Este"] * 3


def test_what_is_printed_of_it_is_kept_with_it() -> None:
    parts = Dictionary()
    with lent(parts):
        assert sign(harbour("Este"), 2) == sign(harbour("Este"), 2) == "Este in 2"  # type: ignore[arg-type]
        assert read == ["Este", "sign"]
        sign(harbour("Este"), 3)  # type: ignore[arg-type]
        assert read == ["Este", "sign", "sign"]
        parts.kept.clear()
        sign(harbour("Este"), 2)  # type: ignore[arg-type]
    assert read == ["Este", "sign", "sign", "Este", "sign"]
