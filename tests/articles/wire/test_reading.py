"""Lines of a file, numbered, in batches."""

import io
from pathlib import Path

import pytest

from articles.wire import reading
from articles.wire.reading import batches, raw_lines


def read(data: bytes) -> list[tuple[int, bytes | None]]:
    return [(line.number, line.data) for line in raw_lines(io.BytesIO(data))]


def test_blank_lines_count_and_are_left_out() -> None:
    assert read(b"\n{1}\r\n  \n{2}") == [(2, b"{1}\r\n"), (4, b"{2}")]


def test_a_byte_order_mark_is_left_out() -> None:
    assert read(b"\xef\xbb\xbf{1}\n{2}\n") == [(1, b"{1}\n"), (2, b"{2}\n")]


@pytest.mark.parametrize("size", [11, 21, 22, 23, 50])
def test_a_line_that_is_too_long_is_passed_over(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST_LINE", 10)
    assert read(b"{1}\n" + b"x" * size + b"\n{3}\n") == [(1, b"{1}\n"), (2, None), (3, b"{3}\n")]
    assert read(b"x" * size) == [(1, None)]
    assert read(b"x" * 10 + b"\n{2}") == [(1, b"x" * 10 + b"\n"), (2, b"{2}")]


def test_lines_tell_how_much_of_the_file_is_read() -> None:
    assert [line.end for line in raw_lines(io.BytesIO(b"{1}\n\n{2}"))] == [4, 8]


def test_batches_are_small_in_number_and_in_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BATCH_LINES", 3)
    monkeypatch.setattr(reading, "BATCH_BYTES", 100)
    path = tmp_path / "lines"
    path.write_bytes(b"{1}\n" * 4 + b"x" * 200 + b"\n{1}\n")
    assert [len(batch) for batch in batches(path)] == [3, 2, 1]


def test_an_empty_file_has_no_batch(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.touch()
    assert list(batches(path)) == []
