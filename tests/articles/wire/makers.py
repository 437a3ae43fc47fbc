"""Files of stories, written and loaded where a test needs them."""

import json
from pathlib import Path
from typing import Any

from articles.wire.load import load_stories
from articles.wire.report import Outcome, Report, Told

TEXT = ["The harbour opened at noon.", "The first ferry left an hour later."]
PUBLISHED = "2026-03-02T09:00:00+01:00"


def make_line(source_id: Any = "a", headline: str = "Harbour opens", **facts: Any) -> dict[str, Any]:
    """Return a line that the house rules have nothing against; None leaves a key out."""
    line = {
        "id": source_id,
        "headline": headline,
        "paragraphs": TEXT,
        "byline": "By Ana Verhallow",
        "section": "World",
        "published": PUBLISHED,
        **facts,
    }
    if "body" in facts and "paragraphs" not in facts:
        del line["paragraphs"]
    return {key: value for key, value in line.items() if value is not None}


class Run(Report):
    """One run of the loader, that keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        super().__init__(self.told.append)

    def reasons(self, outcome: Outcome) -> dict[int, str]:
        """Return the reasons given for lines of one outcome, by number."""
        return {told.number: told.reason for told in self.told if told.outcome == outcome}

    @property
    def refused(self) -> dict[int, str]:
        """Return why lines were refused, by number."""
        return self.reasons(Outcome.REFUSED)

    @property
    def warnings(self) -> dict[int, str]:
        """Return what lines were warned of, by number."""
        return self.reasons(Outcome.WARNING)


def write_lines(folder: Path, *lines: dict[str, Any] | bytes) -> Path:
    """Write a file of lines; bytes stand as they are."""
    path = folder / "stories.jsonl"
    raw = [line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines]
    path.write_bytes(b"".join(line + b"\n" for line in raw))
    return path


def load(folder: Path, *lines: dict[str, Any] | bytes) -> Run:
    """Load lines and return what was told."""
    run = Run()
    load_stories(write_lines(folder, *lines), run)
    return run
