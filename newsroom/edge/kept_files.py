"""The files in which nginx keeps pages, by the words that pages carry: each is read once, however often things change.

nginx writes a page beside and moves it in, so that the directory tells of it by its time: one whose time is the same
holds the same pages. One that changed a moment ago may do so again without its time telling, and is looked at again.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

# Of a kept page so much is read (bytes).
HEAD = 32 * 1024
KEYS = re.compile(rb"\r\nsurrogate-key: ([^\r]*)", re.IGNORECASE)
# How long ago is more than a moment (nanoseconds).
MOMENT = 2 * 10**9


class File(NamedTuple):
    """A kept page. made: what is other of another file under its name. words: None where it does not say."""

    made: tuple[int, int]
    words: tuple[str, ...] | None


class Place(NamedTuple):
    """A directory. changed: its time, in nanoseconds; 0 where it may hold something else by now. below: paths."""

    changed: int
    below: list[str]
    files: dict[str, File]


NOTHING = Place(0, [], {})


class KeptFiles:
    """What is kept below a directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = os.fspath(directory)
        self._places: dict[str, Place] = {}

    def carrying(self, words: set[str]) -> Iterator[str]:
        """Yield the paths of pages that carry any of these words, and of all that do not say what they carry."""
        before, self._places, paths = self._places, {}, [self.directory]
        for path in paths:
            with suppress(FileNotFoundError):
                place = self._places[path] = look(path, before.get(path, NOTHING))
                paths.extend(place.below)
        for place in self._places.values():
            for path, file in place.files.items():
                if file.words is None or not words.isdisjoint(file.words):
                    yield path


def look(path: str, before: Place) -> Place:
    """Return what is in a directory. before: what was when it was last looked at. Raises OSError."""
    changed = Path(path).stat().st_mtime_ns
    if changed == before.changed:
        return before
    is_settled = time.time_ns() - changed > MOMENT
    below: list[str] = []
    files: dict[str, File] = {}
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                below.append(entry.path)
                continue
            with suppress(FileNotFoundError):
                told = entry.stat(follow_symlinks=False)
                made, known = (told.st_ino, told.st_ctime_ns), before.files.get(entry.path)
                files[entry.path] = known if known and known.made == made else File(made, words_in(entry.path))
    return Place(changed if is_settled else 0, below, files)


def words_in(path: str) -> tuple[str, ...] | None:
    """Return the words that a kept page carries; None where it does not say, or may not be read."""
    try:
        with Path(path).open("rb") as kept:
            found = KEYS.search(kept.read(HEAD))
    except FileNotFoundError:
        return ()
    except OSError:
        return None
    # The same word is held once, however many pages carry it.
    return tuple(sys.intern(word) for word in found[1].decode("latin-1").split()) if found else None
