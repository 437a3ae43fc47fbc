"""Lines prepared in a process beside the one that writes: nothing comes out otherwise."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from articles.models import Article, Version
from articles.search import documents, finding
from articles.search.asking import read
from articles.search.finding import Narrowing
from articles.wire import preparing
from articles.wire.load import load_stories
from articles.wire.report import Report
from tests.articles.wire.makers import Run, make_line, write_lines

pytestmark = pytest.mark.django_db

LINES = [
    make_line(
        1, "Ports", body="<p>The <b>harbour</b> opened.<script>x()</script></p><p>https://youtu.be/dQw4w9WgXcQ</p>"
    ),
    make_line(2, "Ferries", paragraphs=["Les quais étaient fermés."], language="fr"),
    make_line(3, "Nobody", byline=None),
    b"{",
    make_line(1, "Ports again"),
    make_line(5, "A picture", body='<figure data-photo="nowhere.jpg"></figure><p>Words</p>'),
    make_line(6, "Draft", published=None, paragraphs=["A quarrel over ferries."]),
]


def loaded(folder: Path) -> tuple[list[str], list[tuple[str, str]], list[int]]:
    """Load LINES; return what was told, what readers and the desk have, and how many stories searches find."""
    run = Run()
    load_stories(write_lines(folder, *LINES), run)
    rows = [*Version.objects.order_by("headline"), *Article.objects.order_by("headline")]
    searches = [finding.find(read(words), Narrowing()).keys for words in ("opening ", "quais ", "quarrel ")]
    return [str(told) for told in run.told], [(row.headline, row.body) for row in rows], list(map(len, searches))


def test_a_large_file_is_loaded_as_a_small_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = loaded(tmp_path)
    Version.objects.all().delete()
    Article.every_row.all().delete()
    monkeypatch.setattr(preparing, "LARGE", 0)
    monkeypatch.setattr(preparing, "is_of_use", lambda: True)
    monkeypatch.setattr("articles.wire.incoming.clean_body", not_here)
    monkeypatch.setattr(documents, "_text_again", not_here)
    assert loaded(tmp_path) == small
    assert small[2] == [1, 1, 0]
    assert len(small[0]) == 7


def test_what_is_adapted_is_made_of_the_line_as_adapted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "LARGE", 0)
    path = write_lines(tmp_path, make_line())
    load_stories(path, Report(), adapt=lambda line: replace(line, paragraphs=("Other words.",)))
    assert Version.objects.get().body == "<p>Other words.</p>"


def not_here(*given: Any) -> Any:
    """Stand for what is done elsewhere; a body with photos alone is done here."""
    if given and getattr(given[0], "headline", "") == "A picture":
        return None
    raise AssertionError(given)
