"""Why a story was updated, as its line tells it."""

from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from articles.models import Article, Kind, Version
from tests.articles.site.stories import NOON, words
from tests.articles.wire.makers import load, make_line

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

UPDATED = "2026-03-02T11:00:00+01:00"
NOTE = "An earlier version said one o’clock."
LATER = {"updated": "2026-03-02T12:00:00+01:00", "paragraphs": ["The harbour opened at one."]}


@pytest.fixture(autouse=True)
def clock() -> Any:
    """The newsroom's clock, standing at noon in UTC, 13:00 in Paris."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def correction(kind: str = "correction", **facts: Any) -> dict[str, Any]:
    return make_line(**{"updated": UPDATED, "kind": kind, "note": NOTE, **facts})


@pytest.mark.parametrize("kind", ["correction", "clarification", "retraction"])
@pytest.mark.parametrize("related", [[], ["b"]])
def test_a_correction_made_elsewhere_stands_on_the_story_and_among_the_corrections(
    kind: str, related: list[str], client: Client, tmp_path: Path
) -> None:
    load(tmp_path, correction(kind, related=related), make_line("b", "Other"))
    version = Version.objects.live().get(headline="Harbour opens")
    assert (version.kind, version.note, version.number) == (kind, NOTE, 1)
    assert version.retracted == (kind == "retraction")
    label = kind.capitalize()
    assert f"{label}, 2 March 2026, 11:00 {NOTE}" in words(client.get(version.get_absolute_url()))
    assert f"{label}. {NOTE}" in words(client.get("/corrections/"))


def test_a_line_that_changes_says_why(tmp_path: Path) -> None:
    load(tmp_path, make_line())
    run = load(tmp_path, correction("Correction", **LATER))
    assert (run.refused, run.warnings) == ({}, {})
    kinds = [(version.kind, version.note) for version in Version.objects.order_by("number")]
    assert kinds == [(Kind.FIRST, ""), (Kind.CORRECTION, NOTE)]


def test_a_minor_edit_and_an_update(tmp_path: Path) -> None:
    load(tmp_path, make_line())
    load(tmp_path, correction("minor", **LATER))
    load(tmp_path, correction("update", **LATER, standfirst="At last."))
    kinds = [(version.kind, version.note) for version in Version.objects.order_by("number")]
    assert kinds == [(Kind.FIRST, ""), (Kind.MINOR, ""), (Kind.UPDATE, NOTE)]


def test_an_update_that_lies_ahead_is_an_update(tmp_path: Path) -> None:
    load(tmp_path, make_line())
    load(tmp_path, correction(**{**LATER, "updated": "2026-03-02T18:00:00+01:00"}))
    due = Version.objects.upcoming().get()
    assert (due.kind, due.note) == (Kind.UPDATE, NOTE)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"kind": "apology"}, "“apology” is not a kind of update"),
        ({"kind": "first"}, "“first” is not a kind of update"),
        ({"note": None}, "“note” is missing"),
        ({"updated": None}, "it has no “updated”"),
        ({"kind": 3}, "“kind” is not a text"),
    ],
)
def test_what_is_refused(facts: dict[str, Any], reason: str, tmp_path: Path) -> None:
    run = load(tmp_path, correction(**facts))
    assert reason in run.refused[1]
    assert not Article.objects.exists()
