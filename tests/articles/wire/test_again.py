"""A line that has changed since it was loaded, and the editors who were there in between."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine

from articles import deleting, publishing
from articles.models import Article, Byline, Revision, Site, Version
from articles.wire.report import Outcome
from tests.articles.makers import edit, make_author
from tests.articles.wire.makers import load, make_line

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock() -> Any:
    """The newsroom's clock, standing at noon, an hour on with every load after the first."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def headlines(at: dt.datetime | None = None) -> list[str]:
    return [version.headline for version in Version.objects.live(at)]


def test_a_live_story_is_updated(clock: Any, tmp_path: Path) -> None:
    load(tmp_path, make_line(tags=["Ports"]))
    clock.shift(HOUR)
    run = load(
        tmp_path, make_line(headline="Harbour closes", byline="By Ben Okoro with AP", tags=["Ferries"], section="Sport")
    )
    assert run.counts == {Outcome.UPDATED: 1}
    assert headlines() == ["Harbour closes"]
    assert headlines(NOON) == ["Harbour opens"]
    version = Version.objects.live().get()
    assert (version.number, version.kind, version.live_from, version.slug) == (
        2,
        "update",
        NOON + HOUR,
        "harbour-opens",
    )
    assert [str(credit) for credit in version.bylines.all()] == ["By Ben Okoro", "with AP"]
    article = Article.objects.get()
    assert article.content() == version.content()
    assert [revision.note for revision in article.revisions.all()] == ["Loaded from stories.jsonl, line 1"] * 2


def test_an_update_to_come_is_scheduled(clock: Any, tmp_path: Path) -> None:
    load(tmp_path, make_line())
    load(tmp_path, make_line(headline="Harbour closes", updated=(NOON + HOUR).isoformat()))
    assert (headlines(), headlines(NOON + HOUR)) == (["Harbour opens"], ["Harbour closes"])


def test_words_that_stay_the_same_make_no_version(clock: Any, tmp_path: Path) -> None:
    load(tmp_path, make_line(body="<p>Words</p>"))
    clock.shift(HOUR)
    run = load(tmp_path, make_line(body="<p>Words</p>\n"))
    assert run.counts == {Outcome.UPDATED: 1}
    assert Version.objects.count() == 1
    assert Revision.objects.count() == 1
    assert load(tmp_path, make_line(body="<p>Words</p>\n")).counts == {Outcome.UNCHANGED: 1}


def test_a_draft_is_rewritten_and_then_published(tmp_path: Path) -> None:
    load(tmp_path, make_line(published=None))
    load(tmp_path, make_line(published=None, headline="Harbour closes"))
    assert (Article.objects.get().headline, headlines()) == ("Harbour closes", [])
    load(tmp_path, make_line(headline="Harbour closes"))
    assert headlines() == ["Harbour closes"]


def test_a_live_story_whose_line_is_a_draft_now_stays_as_readers_have_it(tmp_path: Path) -> None:
    load(tmp_path, make_line())
    run = load(tmp_path, make_line(headline="Harbour closes", published=None))
    assert run.warnings == {1: "The line has no “published”: the desk copy was updated, and readers see what they saw."}
    assert (Article.objects.get().headline, headlines()) == ("Harbour closes", ["Harbour opens"])


def test_a_scheduled_story_is_scheduled_anew(tmp_path: Path) -> None:
    load(tmp_path, make_line(published=(NOON + HOUR).isoformat()))
    load(tmp_path, make_line(published=(NOON + 2 * HOUR).isoformat(), headline="Harbour closes"))
    assert [headlines(NOON + n * HOUR) for n in (1, 2)] == [[], ["Harbour closes"]]
    load(tmp_path, make_line(published=(NOON - HOUR).isoformat(), headline="Harbour stays"))
    assert (headlines(), Version.objects.count()) == (["Harbour stays"], 1)


def test_a_line_that_breaks_the_rules_now_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path, make_line())
    run = load(tmp_path, make_line(headline="Harbour closes", section=None))
    assert run.refused == {1: "No section is chosen."}
    assert Article.objects.get().headline == "Harbour opens"


class TestAnEditorsWork:
    @pytest.fixture
    def article(self, tmp_path: Path, ben: Any, clock: Any) -> Article:
        """A loaded story whose headline Ben has changed at one o'clock."""
        load(tmp_path, make_line())
        clock.shift(HOUR)
        article = Article.objects.get()
        article.headline = "Harbour opens at last"
        article.save()
        Revision.objects.keep(article, by=ben)
        return article

    def test_is_never_overwritten(self, article: Article, tmp_path: Path) -> None:
        run = load(tmp_path, make_line(headline="Harbour closes", byline="By Cleo Strand"))
        assert run.refused == {
            1: "Ben edited this story after it was loaded, last on 2 March 2026 at 14:00 (Europe/Paris); "
            "it stays as it is."
        }
        article.refresh_from_db()
        assert (article.headline, headlines()) == ("Harbour opens at last", ["Harbour opens"])
        assert Byline.objects.get().author.name == "Ana Verhallow"

    def test_is_left_alone_by_a_line_that_is_the_same(self, article: Article, tmp_path: Path) -> None:
        assert load(tmp_path, make_line()).counts == {Outcome.UNCHANGED: 1}

    def test_that_was_taken_back_stands_in_no_ones_way(self, article: Article, tmp_path: Path) -> None:
        edit(article, headline="Harbour opens")
        assert load(tmp_path, make_line(headline="Harbour closes")).counts == {Outcome.UPDATED: 1}

    def test_of_someone_unknown_is_somebodys(self, article: Article, tmp_path: Path) -> None:
        edit(article, headline="Harbour opens, really")
        assert load(tmp_path, make_line(headline="Harbour closes")).refused[1].startswith("Somebody edited")

    def test_on_the_byline_alone_counts_too(self, tmp_path: Path) -> None:
        load(tmp_path, make_line())
        article = Article.objects.get()
        Byline.objects.create(article=article, author=make_author("Ben Okoro"), position=1)
        Revision.objects.keep(article)
        assert load(tmp_path, make_line(headline="Harbour closes")).counts == {Outcome.REFUSED: 1}

    def test_that_begins_while_the_batch_is_loaded_is_safe(self, tmp_path: Path, monkeypatch: Any) -> None:
        """Two other lines of the batch are loaded all the same."""
        load(tmp_path, make_line("a"), make_line("b"))

        def make_missing(*args: Any) -> None:
            article = Article.objects.get(source_id="a")
            if article.headline == "Harbour opens":
                edit(article, headline="Meanwhile")

        monkeypatch.setattr("articles.wire.writing.make_missing", make_missing)
        lines = [make_line(one, headline="Harbour closes") for one in "ab"]
        run = load(tmp_path, *lines)
        assert list(run.refused) == [1]
        assert Article.objects.get(source_id="b").headline == "Harbour closes"

    def test_a_withdrawal_stands(self, tmp_path: Path) -> None:
        load(tmp_path, make_line())
        publishing.withdraw(Article.objects.get(), by=None)
        run = load(tmp_path, make_line(headline="Harbour closes"))
        assert run.warnings == {1: "Readers no longer see this story: only its desk copy was updated."}
        assert headlines() == []

    def test_a_schedule_stands(self, tmp_path: Path, ben: Any) -> None:
        load(tmp_path, make_line(published=None))
        publishing.schedule(Article.objects.get(), NOON + HOUR, by=ben)
        run = load(tmp_path, make_line(headline="Harbour closes"))
        assert "has scheduled this story" in run.warnings[1]
        assert (headlines(), headlines(NOON + HOUR)) == ([], ["Harbour opens"])

    def test_a_publication_called_off_stands(self, tmp_path: Path) -> None:
        load(tmp_path, make_line(published=(NOON + HOUR).isoformat()))
        publishing.unschedule(Version.objects.get(), by=None)
        run = load(tmp_path, make_line(headline="Harbour closes"))
        assert "has called this story’s publication off" in run.warnings[1]
        assert not Version.objects.exists()

    def test_a_draft_that_was_published_at_the_desk_is_updated(self, clock: Any, tmp_path: Path, ben: Any) -> None:
        load(tmp_path, make_line(published=None))
        publishing.publish(Article.objects.get(), by=ben)
        clock.shift(HOUR)
        load(tmp_path, make_line(headline="Harbour closes"))
        assert headlines() == ["Harbour closes"]

    def test_is_told_in_the_sites_time(self, article: Article, tmp_path: Path) -> None:
        Site.objects.update(time_zone="Asia/Tokyo")
        assert "at 22:00 (Asia/Tokyo)" in load(tmp_path, make_line(headline="Harbour closes")).refused[1]


class TestDeleted:
    """A line whose story was deleted at the desk."""

    TOLD = (
        "Ben deleted this story on 2 March 2026 at 13:00 (Europe/Paris); it stays deleted. Until 1 April 2026 at 14:00 "
        "it can be brought back, and then loaded again."
    )

    @pytest.fixture
    def article(self, ben: Any, tmp_path: Path) -> Article:
        load(tmp_path, make_line(published=None))
        article = Article.objects.get()
        deleting.delete_story(article, ben)
        return article

    @pytest.mark.parametrize("changes", [{}, {"headline": "Harbour closes"}, {"related": ["other"]}])
    def test_it_stays_deleted_and_that_is_said(self, article: Article, tmp_path: Path, changes: dict[str, Any]) -> None:
        run = load(tmp_path, make_line(published=None, **changes), make_line(id="second", published=None))
        assert run.refused == {1: self.TOLD}
        assert run.counts[Outcome.CREATED] == 1
        assert Article.objects.get().source_id == "second"
        assert Article.objects.get().slug == "harbour-opens-2"
        assert Article.with_deleted.deleted().get().headline == "Harbour opens"

    def test_deleted_while_it_is_being_loaded(
        self, article: Article, ben: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        deleting.bring_back(article, ben)

        def delete_now(stories: Any, cast: Any) -> None:
            if Article.objects.exists():
                deleting.delete_story(Article.objects.get(), ben)

        monkeypatch.setattr("articles.wire.writing.make_missing", delete_now)
        assert load(tmp_path, make_line(headline="Harbour closes", published=None)).refused == {1: self.TOLD}

    def test_brought_back_it_is_loaded_again(self, article: Article, ben: Any, tmp_path: Path) -> None:
        deleting.bring_back(article, ben)
        assert load(tmp_path, make_line(published=None)).counts == {Outcome.UNCHANGED: 1}
        assert load(tmp_path, make_line(headline="Harbour closes", published=None)).counts == {Outcome.UPDATED: 1}

    def test_after_30_days_it_is_a_new_story(self, article: Article, clock: Any, tmp_path: Path) -> None:
        clock.move_to(NOON + 30 * 24 * HOUR - dt.timedelta(seconds=1))
        assert load(tmp_path, make_line(published=None)).refused
        clock.shift(1)
        assert load(tmp_path, make_line(published=None)).counts == {Outcome.CREATED: 1}
        assert Article.every_row.get().pk != article.pk

    def test_others_that_name_it_keep_it_for_when_it_is_back(self, article: Article, ben: Any, tmp_path: Path) -> None:
        run = load(tmp_path, make_line(id="above", headline="Above", published=None, related=[article.source_id]))
        assert run.counts == {Outcome.CREATED: 1}
        above = Article.objects.get()
        assert list(above.related.all()) == []
        deleting.bring_back(article, ben)
        assert list(above.related.all()) == [article]
