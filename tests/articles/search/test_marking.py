"""What was found, marked where it stands."""

import pytest

from articles.search.asking import read
from articles.search.marking import Marker

FAR = "Much was said. " * 60


def marker(typed: str, language: str = "en") -> Marker:
    asked = read(typed)
    return Marker(asked.words, [word.forms([language]) for word in asked.words])


@pytest.mark.parametrize(
    ("typed", "text", "told"),
    [
        ("harbour ", "Two harbours & a ferry", "Two <mark>harbours</mark> &amp; a ferry"),
        ("ferr", "Two ferries", "Two <mark>ferries</mark>"),
        ("at", "At Athens", "<mark>At</mark> Athens"),
        ("two harbours ", "Two harbours", "<mark>Two harbours</mark>"),
        ('"the harbour"', "A harbour, the harbour", "A harbour, <mark>the harbour</mark>"),
        ("kosice ", "In Košice", "In <mark>Košice</mark>"),
        ("b ", "<b>b</b>", "&lt;<mark>b</mark>&gt;<mark>b</mark>&lt;/<mark>b</mark>&gt;"),
        ("nothing ", "<script>", "&lt;script&gt;"),
        ("社會", "在社會中", "在<mark>社會</mark>中"),
    ],
)
def test_marks_stand_round_what_was_asked_for_and_everything_is_escaped(typed: str, text: str, told: str) -> None:
    assert marker(typed).marked(text, "en") == told


def test_a_storys_language_says_which_forms_are_meant() -> None:
    assert marker("écoles ", "fr").marked("L’école", "fr-CA") == "L’<mark>école</mark>"
    assert marker("écoles ", "fr").marked("L’école", "en") == "L’école"


def test_the_passage_with_most_of_it_is_shown_with_where_it_was_cut() -> None:
    text = f"A harbour. {FAR} The ferry left the harbour. {FAR}"
    passage = marker("ferry harbour ").passage(text, "en")
    assert "<mark>ferry</mark> left the <mark>harbour</mark>" in passage
    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert len(passage.split()) < 45


def test_a_text_without_it_has_no_passage() -> None:
    assert marker("ferry ").passage(FAR, "en") == ""
    assert not marker("ferry said ").meets_all(FAR, "en")
    assert marker("much said ").meets_all(FAR, "en")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No majority\nThe ferry left.", "No majority · The <mark>ferry</mark> left."),
        ("No “majority”\nThe ferry left.", "No “majority” · The <mark>ferry</mark> left."),
        ("“A day.”\nThe ferry left.\nIt came.", "“A day.”\nThe <mark>ferry</mark> left.\nIt came."),
        ("Delays?\nThe ferry\nFerry", "Delays?\nThe <mark>ferry</mark> · <mark>Ferry</mark>"),
    ],
)
def test_a_heading_does_not_run_into_what_follows(text: str, told: str) -> None:
    assert marker("ferry ").passage(text, "en") == told
