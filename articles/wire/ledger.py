"""What a run must remember of all its lines, kept on disk so that memory does not grow with the file."""

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import NamedTuple, Self

SCHEMA = """
CREATE TABLE seen (id TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE waiting (number INTEGER PRIMARY KEY, story TEXT NOT NULL);
CREATE TABLE translated (number INTEGER PRIMARY KEY, article INTEGER, id TEXT NOT NULL, original TEXT NOT NULL);
"""


class Waiting(NamedTuple):
    """A story whose related stories are looked up when all lines are in.

    The number of its line, its primary key, the line's id and digest, the ids of its related stories, `published` and
    `updated` in ISO 8601 ("" for none), whether readers have not been offered it yet, and why it was updated: the kind
    and the note.
    """

    number: int
    article: int
    source_id: str
    digest: str
    related: Sequence[str]
    instants: Sequence[str]
    new: bool
    why: Sequence[str] = ()


class Translated(NamedTuple):
    """A translation that is linked when all lines are in.

    Its line's number, its primary key, its id, and the id of the story that it was translated from.
    """

    number: int
    article: int
    source_id: str
    of: str


class Ledger:
    """A private SQLite file that disappears with the run."""

    def __init__(self) -> None:
        self._file = tempfile.NamedTemporaryFile(prefix="newsroom-load-", suffix=".sqlite3")  # noqa: SIM115
        self._rows = sqlite3.connect(self._file.name, isolation_level=None)
        self._rows.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000;" + SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.close()
        self._file.close()

    def first_line(self, source_id: str, number: int) -> int:
        """Remember that a line has an id; return the number of the first line that had it."""
        self._rows.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (source_id, number))
        return int(self._rows.execute("SELECT number FROM seen WHERE id = ?", (source_id,)).fetchone()[0])

    def wait(self, stories: Iterable[Waiting]) -> None:
        """Put stories by until all lines are in."""
        self._rows.executemany(
            "INSERT OR REPLACE INTO waiting VALUES (?, ?)", [(story.number, json.dumps(story)) for story in stories]
        )

    def waiting(self, size: int) -> Iterator[list[Waiting]]:
        """Give the stories put by, in batches, in the order of their lines."""
        last = 0
        while rows := self._rows.execute(
            "SELECT number, story FROM waiting WHERE number > ? ORDER BY number LIMIT ?", (last, size)
        ).fetchall():
            last = rows[-1][0]
            yield [Waiting(*json.loads(story)) for _, story in rows]

    def translate(self, stories: Iterable[Translated]) -> None:
        """Put translations by until all lines are in."""
        self._rows.executemany("INSERT OR REPLACE INTO translated VALUES (?, ?, ?, ?)", stories)

    def translated(self, size: int) -> Iterator[list[Translated]]:
        """Give the translations put by, in batches, in the order of their lines."""
        last = 0
        while rows := self._rows.execute(
            "SELECT * FROM translated WHERE number > ? ORDER BY number LIMIT ?", (last, size)
        ).fetchall():
            last = rows[-1][0]
            yield [Translated(*row) for row in rows]
