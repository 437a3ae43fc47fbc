"""Whatever is sent, it is refused in words within 20 seconds and 300 megabytes; each file is met in its own process."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from media.intake import examine
from tests.once import once

from .hostile import REFUSED, TAKEN, measured, picture

SECONDS, MEGABYTES = 20, 300

flips = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=20)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What became of every file."""
    return once("hostile", lambda: {one["name"]: one for one in measured(files(tmp_path_factory.mktemp("hostile")))})


def files(folder: Path) -> list[Path]:
    """Write every file."""
    paths = []
    for name, make in {**{name: make for name, (make, _) in REFUSED.items()}, **TAKEN}.items():
        path = folder / name
        path.write_bytes(make())
        paths.append(path)
    huge = folder / "huge.jpg"
    with huge.open("wb") as file:
        file.truncate(101 * 2**20)
    return [*paths, huge]


@pytest.mark.parametrize(("name", "reason"), [(name, reason) for name, (_, reason) in REFUSED.items()])
def test_it_is_refused_in_words(outcomes: dict[str, dict[str, Any]], name: str, reason: str) -> None:
    said = outcomes[name]["said"]
    assert said.startswith(f"{name} ")
    assert reason in said
    assert said.endswith(".")


def test_a_file_too_large_is_refused_unread(outcomes: dict[str, dict[str, Any]]) -> None:
    assert "101.0\xa0MB large. A photo may have at most 100.0\xa0MB" in outcomes["huge.jpg"]["said"]


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_merely_odd_is_taken(outcomes: dict[str, dict[str, Any]], name: str) -> None:
    assert outcomes[name]["said"].startswith("taken")


@pytest.mark.parametrize("name", [*REFUSED, *TAKEN, "huge.jpg"])
def test_it_costs_little(outcomes: dict[str, dict[str, Any]], name: str) -> None:
    assert outcomes[name]["seconds"] < SECONDS
    assert outcomes[name]["megabytes"] < MEGABYTES


@pytest.mark.django_db
@given(fmt=st.sampled_from(["JPEG", "PNG", "GIF"]), progressive=st.booleans(), flips=flips)
def test_damage_is_refused_or_does_no_harm_and_is_never_a_fault_of_ours(
    fmt: str, progressive: bool, flips: list[tuple[float, int]]
) -> None:
    data = bytearray(picture(fmt, mode="P" if fmt == "GIF" else "RGB", progressive=progressive))
    for share, value in flips:
        data[round(share * (len(data) - 1))] = value
    with suppress(ValidationError):
        examine(ContentFile(bytes(data), name="damaged"))
