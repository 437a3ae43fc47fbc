"""What is made of lines without asking the database: read, their bodies cleaned and taken apart into words.

That is half the work of loading. Of a file of many batches it is done in a process beside the one that writes.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from articles import body
from articles.search.documents import Text, plain, text_of
from articles.wire.beside import is_of_use, made_beside
from articles.wire.lines import BadLineError, StoryLine, read_line
from articles.wire.reading import RawLine, batches

# From so many bytes on a file is worth a process of its own, which takes a second to begin.
LARGE = 16 * 2**20

Key = tuple[str, str]


class Prepared(NamedTuple):
    """A line of the file, numbered from 1: the story that it tells, or why it cannot be read, and its id if it has one.

    end: how many bytes of the file are read by then. body: cleaned; None where it is not made yet, as photos in it have
    to be found first. key, text: what search has of the body, as `documents.ready` takes it.
    """

    number: int
    end: int
    line: StoryLine | None
    reason: str = ""
    source_id: str = ""
    body: str | None = None
    key: Key = ("", "")
    text: Text | None = None


def prepared(path: Path, language: str) -> Iterator[list[Prepared]]:
    """Give a file's lines in batches. language: of those that name none. Raises OSError."""
    if path.stat().st_size >= LARGE and is_of_use():
        yield from made_beside(partial(_prepare, language=language), batches(path))
    else:
        for batch in batches(path):
            yield [_read(raw) for raw in batch]


def _prepare(batch: list[RawLine], language: str) -> list[Prepared]:
    return [_with_body(_read(raw), language) for raw in batch]


def _read(raw: RawLine) -> Prepared:
    try:
        line = read_line(raw.data)
    except BadLineError as error:
        return Prepared(raw.number, raw.end, None, str(error), error.source_id)
    return Prepared(raw.number, raw.end, line, source_id=line.id)


def _with_body(one: Prepared, language: str) -> Prepared:
    html = clean_body(one.line) if one.line else None
    if one.line is None or html is None:
        return one
    key, text = text_of(plain(html), one.line.language or language)
    return one._replace(body=html, key=key, text=text)


def clean_body(line: StoryLine) -> str | None:
    """Return a line's body, cleaned; None where it names photos."""
    if line.paragraphs:
        return body.with_lone_addresses(body.from_paragraphs(line.paragraphs))
    if line.body and "data-photo" in line.body.lower():
        return None
    return body.with_lone_addresses(body.clean(line.body or ""))
