"""Translations in a file of stories, wherever their originals stand."""

from pathlib import Path

import pytest

from articles import translating
from articles.models import Article
from articles.wire.report import Outcome
from tests.articles.wire.makers import load, make_line

pytestmark = pytest.mark.django_db


def story(source_id: str) -> Article:
    return Article.objects.get(source_id=source_id)


def linked(source_id: str) -> list[str]:
    return [str(one.source_id) for one in Article.objects.translations_of(story(source_id))]


def french(source_id: str = "b", of: str = "a", **facts: object) -> dict[str, object]:
    return make_line(source_id, "Le port ouvre", language="fr", translation_of=of, **facts)


def test_originals_further_down_and_in_the_newsroom_are_found(tmp_path: Path) -> None:
    run = load(tmp_path, french(), make_line("a"))
    assert run.counts == {Outcome.CREATED: 2}
    assert (linked("a"), linked("b")) == (["b"], ["a"])
    assert (story("a").is_original, story("b").is_original) == (True, False)
    load(tmp_path, make_line("c", "Hafen", language="de", translation_of="a"))
    assert linked("a") == ["c", "b"]
    assert load(tmp_path, french()).counts == {Outcome.UNCHANGED: 1}
    load(tmp_path, french(kicker="Ports"))
    assert linked("a") == ["c", "b"]


def test_what_cannot_be_linked_is_told_and_loaded_all_the_same(tmp_path: Path) -> None:
    run = load(tmp_path, make_line("a"), french(of="x"), french("c"), french("d"), make_line("e", translation_of="a"))
    assert run.warnings == {
        2: "It was translated from “x”, which is neither in the file nor in the newsroom.",
        4: "It is not linked with “a”. There is a translation into French already: “Le port ouvre”.",
        5: "It is not linked with “a”. Both stories are in English. Is one’s language wrong?",
    }
    assert linked("a") == ["c"]
    assert Article.objects.count() == 5


def test_a_line_is_no_translation_of_itself(tmp_path: Path) -> None:
    assert load(tmp_path, french(of="b")).refused == {1: "“translation_of” names the line itself."}


def test_what_the_desk_unlinked_stays_unlinked(tmp_path: Path) -> None:
    load(tmp_path, make_line("a"), french())
    translating.unlink(story("b"), by=None)
    load(tmp_path, french(kicker="Ports"))
    assert linked("a") == []


def test_a_language_that_another_has_is_refused(tmp_path: Path) -> None:
    load(tmp_path, make_line("a"), french(), make_line("c", "Hafen", language="de", translation_of="a"))
    run = load(tmp_path, make_line("c", "Hafen", language="fr", translation_of="a"))
    assert run.refused == {1: "There is a translation into French already: “Le port ouvre”."}
