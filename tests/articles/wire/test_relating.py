"""Related stories, wherever in the file they stand."""

from pathlib import Path
from typing import Any

import pytest

from articles.models import Article, Version
from articles.wire import load as loading
from articles.wire.report import Outcome
from tests.articles.makers import edit
from tests.articles.wire.makers import load, make_line

pytestmark = pytest.mark.django_db


def related(source_id: str) -> list[str]:
    """Return the ids of the stories under the version that readers see."""
    version = Version.objects.live().get(article__source_id=source_id)
    return [one.article.source_id for one in version.related.all()]


def test_stories_further_down_and_in_the_newsroom_are_found(tmp_path: Path) -> None:
    load(tmp_path, make_line("old"))
    run = load(tmp_path, make_line("a", related=["c", "old", "b"]), make_line("b", related=["a"]), make_line("c"))
    assert run.counts == {Outcome.CREATED: 3}
    assert (related("a"), related("b"), related("c")) == (["c", "old", "b"], ["a"], [])
    for article in Article.objects.all():
        assert article.content() == article.versions.get().content()
        assert article.digest == article.content().digest == article.versions.get().digest
        assert article.revisions.count() == 1
        assert article.revisions.get().content["related"] == list(article.content().related)
    assert load(tmp_path, make_line("a", related=["c", "old", "b"])).counts == {Outcome.UNCHANGED: 1}


def test_stories_that_are_nowhere_are_told(tmp_path: Path) -> None:
    run = load(tmp_path, make_line("a", related=["x", "a", "b"]), make_line("b", section=None))
    assert run.counts == {Outcome.CREATED: 1, Outcome.REFUSED: 1, Outcome.WARNING: 3}
    warnings = [told.reason for told in run.told if told.outcome == Outcome.WARNING]
    assert warnings == [
        "It names “x” among its related stories, which is neither in the file nor in the newsroom.",
        "It names itself among its related stories.",
        "It names “b” among its related stories, which is neither in the file nor in the newsroom.",
    ]
    assert related("a") == []


def test_a_draft_has_them_too(tmp_path: Path) -> None:
    load(tmp_path, make_line("a", related=["b"], published=None), make_line("b"))
    article = Article.objects.get(source_id="a")
    assert [one.other.source_id for one in article.related_articles.all()] == ["b"]
    assert not article.versions.exists()


def test_a_changed_line_changes_them(tmp_path: Path) -> None:
    load(tmp_path, make_line("a", related=["b"]), make_line("b"), make_line("c"))
    load(tmp_path, make_line("a", related=["c", "b"]))
    assert related("a") == ["c", "b"]
    assert Article.objects.with_changes().count() == 0
    load(tmp_path, make_line("a", headline="Harbour closes", related=["c", "b"]))
    assert related("a") == ["c", "b"]
    load(tmp_path, make_line("a", headline="Harbour closes"))
    assert related("a") == []


def test_a_scheduled_story_has_them(tmp_path: Path) -> None:
    load(tmp_path, make_line("a", related=["b"], published="2126-03-02T09:00:00Z"), make_line("b"))
    assert Version.objects.get(article__source_id="a").related.get().article.source_id == "b"


def test_a_story_edited_before_its_turn_is_left_alone(tmp_path: Path, monkeypatch: Any) -> None:
    relate = loading.relate

    def edit_first(*args: Any) -> None:
        edit(Article.objects.get(source_id="a"), headline="Meanwhile")
        relate(*args)

    monkeypatch.setattr(loading, "relate", edit_first)
    run = load(tmp_path, make_line("a", related=["b"]), make_line("b"))
    assert "It was edited while the file was loaded" in run.warnings[1]
    article = Article.objects.get(source_id="a")
    assert (article.headline, article.versions.exists(), article.related_articles.exists()) == (
        "Meanwhile",
        False,
        False,
    )
