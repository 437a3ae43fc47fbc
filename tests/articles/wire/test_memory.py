"""Memory does not grow with the file."""

import gc
import json
import tracemalloc
from itertools import count
from pathlib import Path

import pytest

from articles.models import Article
from articles.search.words import fold, stems
from articles.wire.load import load_stories
from articles.wire.report import Report
from tests.articles.wire.makers import make_line

pytestmark = pytest.mark.django_db

LOOKED_AT = 10


def held(folder: Path, first: int, lines: int, paragraph: str) -> int:
    """Load so many lines, every third of them refused and the rest related; return the most bytes ever held."""
    path = folder / "stories.jsonl"
    with path.open("w") as file:
        for n in range(first, first + lines):
            section = "World" if n % 3 else None
            line = make_line(n, f"Story {n}", section=section, related=[n + 1], paragraphs=[paragraph])
            file.write(json.dumps(line) + "\n")
    sizes = [0]
    called = count()

    def look(end: int) -> None:
        if next(called) % LOOKED_AT == 0:
            for kept in (fold, stems):  # so many words at most, whatever the file
                kept.cache_clear()
            gc.collect()
            sizes.append(tracemalloc.get_traced_memory()[0])

    gc.freeze()  # a collection then looks at what came since, and is quick
    tracemalloc.start()
    load_stories(path, Report(), progress=look)
    tracemalloc.stop()
    return max(sizes)


def test_a_file_of_six_times_the_lines_takes_the_same_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.wire.reading.BATCH_LINES", 20)
    monkeypatch.setattr("articles.wire.relating.AT_ONCE", 20)
    words = "Words and more words. " * 200
    held(tmp_path, 0, 40, words)  # what is loaded once and stays
    few, many = held(tmp_path, 1000, 40, words), held(tmp_path, 2000, 240, words)
    assert many - few < 200 * len(words) / 5
    assert Article.objects.count() == 213


def test_long_lines_are_loaded_few_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.wire.reading.BATCH_BYTES", 100_000)
    monkeypatch.setattr("tests.articles.wire.test_memory.LOOKED_AT", 1)
    words = "Words and more words. " * 2500
    few, many = held(tmp_path, 1000, 4, words), held(tmp_path, 2000, 24, words)
    assert many < 1.5 * few
