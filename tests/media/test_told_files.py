"""Pictures that programs wrote, and what ExifTool reads of them: the files in `told`, made by its `make.py`."""

import json
import os
import shutil
from pathlib import Path

import pytest

from media import kinds, pixels
from media.metadata import Told, read_metadata

from .told import make

EXPECTED: dict[str, dict[str, str]] = json.loads((make.HERE / "expected.json").read_text())
needs_exiftool = pytest.mark.skipif(
    not shutil.which("exiftool") and not os.environ.get("CI"), reason="ExifTool is not installed"
)


def told(path: Path) -> Told:
    with path.open("rb") as file:
        return read_metadata(file, pixels.open_picture(file, str(kinds.kind_of(file.read(64)))))


def test_there_are_files_of_every_format_and_every_fact_is_told_by_some() -> None:
    assert len(EXPECTED) >= 100
    assert {name.rpartition(".")[2] for name in EXPECTED} == set(make.ENDINGS.values())
    assert {name for facts in EXPECTED.values() for name in facts} == set(make.COLUMNS)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_file_is_read_as_it_was_meant(name: str) -> None:
    assert told(make.HERE / name) == Told(EXPECTED[name])


@needs_exiftool
def test_exiftool_reads_the_same_still() -> None:
    read = make.read_with_exiftool()
    assert len(read) > 60
    assert read == {name: EXPECTED[name] for name in read}
