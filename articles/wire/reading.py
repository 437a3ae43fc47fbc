"""A file of lines, read a batch at a time, whatever its size."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

LONGEST_LINE = 10 * 2**20
BATCH_LINES = 500
BATCH_BYTES = 4 * 2**20
BOM = b"\xef\xbb\xbf"


class RawLine(NamedTuple):
    """A line of the file, numbered from 1, with its bytes; None for one that is longer than LONGEST_LINE.

    end: how many bytes of the file are read by then.
    """

    number: int
    data: bytes | None
    end: int


def raw_lines(file: BinaryIO) -> Iterator[RawLine]:
    """Give the lines that are not blank, with no more than one of them in memory."""
    number = end = 0
    while piece := file.readline(LONGEST_LINE + 1):
        number += 1
        end += len(piece)
        data: bytes | None = piece
        while len(piece) > LONGEST_LINE and not piece.endswith(b"\n"):
            data = None
            piece = file.readline(LONGEST_LINE + 1)
            end += len(piece)
        if number == 1 and data:
            data = data.removeprefix(BOM)
        if data is None or data.strip():
            yield RawLine(number, data, end)


def batches(path: Path) -> Iterator[list[RawLine]]:
    """Give the lines of a file in batches that are small in number and in bytes. Raises OSError."""
    with path.open("rb") as file:
        batch: list[RawLine] = []
        size = 0
        for line in raw_lines(file):
            batch.append(line)
            size += len(line.data or b"")
            if len(batch) == BATCH_LINES or size >= BATCH_BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch
