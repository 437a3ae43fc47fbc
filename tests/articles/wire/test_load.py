"""Loading files of stories: what is created, scheduled, refused, and what a second run does."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Agency, Article, Author, Section, Series, Site, Tag, Version
from articles.wire.load import load_stories
from articles.wire.report import Outcome, Report
from tests.articles.makers import make_article
from tests.articles.wire.makers import load, make_line, write_lines

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    """The newsroom's clock, standing at noon."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def headlines(at: dt.datetime | None = None) -> list[str]:
    return [version.headline for version in Version.objects.live(at).newest_first()]


def test_a_story_stands_as_its_line_tells(tmp_path: Path) -> None:
    run = load(
        tmp_path,
        make_line(
            kicker="Ports",
            standfirst="A harbour opens.",
            byline="By Ana Verhallow and Ben Okoro with AP",
            tags=["Ports", "Ferries"],
            language="fr",
        ),
    )
    assert str(run) == "1 created, 0 updated, 0 unchanged, 0 refused"
    version = Version.objects.live().get()
    assert (version.kicker, version.headline, version.standfirst) == ("Ports", "Harbour opens", "A harbour opens.")
    assert version.body == "<p>The harbour opened at noon.</p><p>The first ferry left an hour later.</p>"
    assert (version.section.name, version.language, version.slug) == ("World", "fr", "harbour-opens")
    assert [str(credit) for credit in version.bylines.all()] == ["By Ana Verhallow", "By Ben Okoro", "with AP"]
    assert [str(tag) for tag in version.tags.order_by("pk")] == ["Ports", "Ferries"]
    assert version.live_from == version.first_published == dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
    assert (version.number, version.kind, version.words, version.updated) == (1, "first", 12, None)


def test_a_line_names_a_series_and_the_part(tmp_path: Path) -> None:
    lines = [make_line(part, f"Part {part}", series=name, part=part) for part, name in enumerate(("Files", "FILES"), 1)]
    load(tmp_path, *lines, make_line("c", "The rest", series="Files"))
    (series,) = Series.objects.all()
    assert [(one.headline, one.part_number) for one in Version.objects.live().in_series(series).by_part()] == [
        ("Part 1", 1),
        ("Part 2", 2),
        ("The rest", None),
    ]
    assert set(Article.objects.values_list("part", flat=True)) == {1, 2, None}
    load(tmp_path, make_line(1, "Part 1", series="Files", part=5))
    assert Version.objects.live().get(headline="Part 1").part == 5
    assert Article.objects.get(headline="Part 1").part == 5


def test_the_desk_copy_agrees_with_what_readers_see(tmp_path: Path) -> None:
    load(tmp_path, make_line(tags=["Ports"], byline="By Ana Verhallow with AP"))
    article = Article.objects.get()
    assert article.content() == article.versions.get().content()
    assert article.digest == article.content().digest == article.versions.get().digest
    assert (article.source_id, article.published_on) == ("a", dt.date(2026, 3, 2))
    revision = article.revisions.get()
    assert (revision.number, revision.note) == (1, "Loaded from stories.jsonl, line 1")
    assert revision.content["headline"] == "Harbour opens"
    assert not Article.objects.with_changes().exists()


def test_html_is_cleaned(tmp_path: Path) -> None:
    load(tmp_path, make_line(body="<h2>Noon</h2><p onclick='x()'>The harbour <b>opened</b>.<script>x()</script>"))
    assert Version.objects.get().body == "<h2>Noon</h2><p>The harbour <strong>opened</strong>.</p>"


def test_an_update_is_shown_from_then_and_dated_by_the_first_publication(tmp_path: Path) -> None:
    load(tmp_path, make_line(updated="2026-03-02T10:30:00Z"))
    version = Version.objects.get()
    assert (version.live_from.hour, version.first_published.hour) == (10, 8)
    assert version.updated == version.live_from


def test_an_update_that_lies_ahead_hides_nothing(tmp_path: Path) -> None:
    load(tmp_path, make_line(updated="2026-03-02T12:00:01Z"))
    assert headlines() == ["Harbour opens"]


@pytest.mark.parametrize("seconds", [1, 3600])
def test_a_story_to_come_is_scheduled(seconds: int, tmp_path: Path) -> None:
    due = NOON + dt.timedelta(seconds=seconds)
    load(tmp_path, make_line(published=due.isoformat(), updated=(due + dt.timedelta(hours=1)).isoformat()))
    assert headlines() == headlines(due - dt.timedelta(microseconds=1)) == []
    assert headlines(due) == ["Harbour opens"]
    assert Article.objects.in_state("scheduled").count() == 1


def test_a_story_without_published_is_a_draft_and_may_lack_anything(tmp_path: Path) -> None:
    run = load(tmp_path, {"id": "a", "headline": "Harbour opens"}, make_line("b", published=None))
    assert run.counts[Outcome.CREATED] == 2
    assert not Version.objects.exists()
    assert Article.objects.in_state("draft").count() == 2


def test_the_sites_language_is_taken_where_a_line_has_none(tmp_path: Path) -> None:
    Site.objects.update_or_create(pk=1, defaults={"language": "da"})
    load(tmp_path, make_line())
    assert Article.objects.get().language == "da"


def test_the_day_of_the_address_is_the_sites(tmp_path: Path) -> None:
    Site.objects.update_or_create(pk=1, defaults={"time_zone": "Pacific/Auckland"})
    load(tmp_path, make_line(published="2026-03-01T13:00:00Z"))
    assert Version.objects.get().published_on == Article.objects.get().published_on == dt.date(2026, 3, 2)


def test_an_archive_does_not_stand_before_todays_work(tmp_path: Path) -> None:
    make_article("Today’s")
    load(tmp_path, make_line(published="2016-03-01T13:00:00Z", updated="2016-03-02T13:00:00Z"))
    assert [article.headline for article in Article.objects.all()] == ["Today’s", "Harbour opens"]
    assert [article.updated_at.year for article in Article.objects.all()] == [2026, 2016]


class TestWhomALineNames:
    def test_those_who_are_here_are_found_however_they_are_written(self, tmp_path: Path) -> None:
        Author.objects.create(name="Ana Verhallow")
        Agency.objects.create(name="Associated Press", short_name="AP")
        Section.objects.create(name="World", position=3)
        Tag.objects.create(name="Café", kind="place")
        load(
            tmp_path,
            make_line(byline="By ANA VERHALLOW with AP", section="WORLD", tags=["CAFE\u0301"]),
            make_line("b", byline="By Ana  Verhallow with Associated Press", section="world", tags=["café"]),
        )
        assert [kind.objects.count() for kind in (Author, Agency, Section, Tag)] == [1, 1, 1, 1]
        assert Version.objects.filter(tags__tag__name="Café", section__position=3).count() == 2

    def test_those_who_are_not_are_made(self, tmp_path: Path) -> None:
        load(tmp_path, *(make_line(n, byline="By Ana Verhallow with AP", tags=["Ports", "ports"]) for n in range(3)))
        assert (Author.objects.get().slug, Agency.objects.get().printed) == ("ana-verhallow", "AP")
        assert (Section.objects.get().slug, Section.objects.get().position) == ("world", 100)
        tag = Tag.objects.get()
        assert (tag.name, tag.slug, tag.plain, tag.kind) == ("Ports", "ports", "ports", "topic")

    def test_an_author_whom_the_newsroom_knows_is_no_agency(self, tmp_path: Path) -> None:
        Author.objects.create(name="CHER")
        load(tmp_path, make_line(byline="By CHER"))
        assert Version.objects.get().bylines.get().author.name == "CHER"

    def test_one_agency_under_two_names_is_credited_once(self, tmp_path: Path) -> None:
        Agency.objects.create(name="Associated Press", short_name="AP")
        run = load(tmp_path, make_line(byline="By Ana Verhallow with AP and Associated Press"))
        assert run.refused == {}
        assert Version.objects.get().bylines.count() == 2

    def test_names_that_only_a_refused_line_has_are_not_made(self, tmp_path: Path) -> None:
        load(tmp_path, make_line(byline="By Ben Okoro", section="Sport", tags=["Ferries"], paragraphs=[]))
        assert not any(kind.objects.exists() for kind in (Author, Section, Tag))

    def test_addresses_of_new_names_are_their_own(self, tmp_path: Path) -> None:
        load(tmp_path, make_line(tags=["C", "C++", "C#"]))
        assert sorted(Tag.objects.values_list("slug", flat=True)) == ["c", "c-2", "c-3"]


class TestRefusals:
    def test_a_published_story_is_held_to_the_house_rules(self, tmp_path: Path) -> None:
        run = load(tmp_path, {"id": "a", "headline": "Harbour opens", "published": "2026-03-02T09:00:00Z"})
        assert run.refused == {1: "There is no text. No section is chosen. Nobody is named in the byline."}
        assert not Article.objects.exists()

    def test_a_bad_line_never_stops_the_rest(self, tmp_path: Path) -> None:
        run = load(
            tmp_path,
            make_line("a"),
            b"{broken",
            b'{"id": "\xff"}',
            b"",
            make_line("b", headline="x" * 301),
            make_line("c", section=None),
            make_line("d"),
        )
        assert set(run.refused) == {2, 3, 5, 6}
        assert set(Article.objects.values_list("source_id", flat=True)) == {"a", "d"}
        assert str(run) == "2 created, 0 updated, 0 unchanged, 4 refused"

    def test_the_report_names_the_line_and_its_id(self, tmp_path: Path) -> None:
        run = load(tmp_path, make_line("a", headline="", kicker=3))
        assert str(run.told[0]) == "line 1 “a”: refused: “headline” is missing or empty. “kicker” is not a text."

    def test_an_id_counts_once_in_a_file(self, tmp_path: Path) -> None:
        run = load(tmp_path, make_line("a"), make_line("b"), make_line("a", headline="Harbour closes"))
        assert run.refused == {3: "Line 1 has the same id."}
        assert Article.objects.get(source_id="a").headline == "Harbour opens"

    def test_keys_that_the_format_has_not_are_told_once(self, tmp_path: Path) -> None:
        run = load(tmp_path, make_line("a", publised="2026"), make_line("b", publised="2026"))
        assert run.warnings == {1: "The format has no “publised”: it is passed over, here and below."}

    def test_what_the_database_refuses_is_refused_alone(self, tmp_path: Path, monkeypatch: Any) -> None:
        def slugs_that_collide(texts: list[str], fallback: str, taken: Any) -> list[str]:
            return ["here" if text == "Bad" else f"slug-{text}" for text in texts]

        make_article("Here", slug="here")
        monkeypatch.setattr("articles.wire.desk_copies.free_slugs", slugs_that_collide)
        run = load(tmp_path, make_line("a", "A"), make_line("b", "Bad", tags=["Ports"]), make_line("c", "C"))
        assert set(run.refused) == {2}
        assert run.refused[2].startswith("The database refuses it: ")
        assert [one.outcome for one in run.told] == ["created", "refused", "created"]
        assert sorted(headlines()) == ["A", "C"]
        assert not Tag.objects.exists()

    def test_a_character_that_no_column_takes_is_taken_out(self, tmp_path: Path) -> None:
        run = load(tmp_path, make_line("a\x00", "Harbour\x00 opens", tags=["Po\x00rts"], byline="By Ana\x00 Verhallow"))
        assert run.refused == {}
        assert (Article.objects.get().source_id, headlines(), str(Tag.objects.get())) == (
            "a",
            ["Harbour opens"],
            "Ports",
        )


class TestAddresses:
    def test_no_two_collide(self, tmp_path: Path) -> None:
        make_article("True")
        names = ["True", "TRUE", "🙂", "🙃", "admin", "new", "x" * 300, "\u202eevil", "True"]
        run = load(tmp_path, *(make_line(number, name) for number, name in enumerate(names)))
        assert run.refused == {}
        slugs = list(Article.objects.order_by("pk").values_list("slug", flat=True))
        assert slugs == ["true", "true-2", "true-3", "story", "story-2", "admin", "new", "x" * 100, "evil", "true-4"]

    def test_an_address_that_a_story_once_had_stays_its_own(self, tmp_path: Path) -> None:
        load(tmp_path, make_line("a"))
        Article.objects.update(slug="moved")
        load(tmp_path, make_line("b"))
        assert Article.objects.get(source_id="b").slug == "harbour-opens-2"


class TestASecondRun:
    def test_changes_nothing(self, tmp_path: Path) -> None:
        lines = [make_line("a", tags=["Ports"]), make_line("b", published=None), make_line("c", section=None)]
        load(tmp_path, *lines)
        before = list(Article.objects.values()), list(Version.objects.values())
        run = load(tmp_path, *lines)
        assert str(run) == "0 created, 0 updated, 2 unchanged, 1 refused"
        assert (list(Article.objects.values()), list(Version.objects.values())) == before

    def test_goes_on_where_the_first_was_stopped(self, tmp_path: Path, monkeypatch: Any) -> None:
        monkeypatch.setattr("articles.wire.reading.BATCH_LINES", 2)
        lines = [make_line(number, f"Story {number}", related=["0", "4"]) for number in range(5)]

        def stop(end: int) -> None:
            if Article.objects.count() == 4:
                raise KeyboardInterrupt

        path = write_lines(tmp_path, *lines)
        with pytest.raises(KeyboardInterrupt):
            load_stories(path, Report(), progress=stop)
        assert headlines() == []
        run = load(tmp_path, *lines)
        assert run.refused == {}
        assert len(headlines()) == 5
        assert all(version.related.count() in {1, 2} for version in Version.objects.all())


def test_a_batch_takes_as_many_queries_as_a_line(tmp_path: Path) -> None:
    counts = []
    for number in (1, 40):
        lines = [make_line(f"{number}-{n}", f"Story {number} {n}", tags=["Ports"]) for n in range(number)]
        with CaptureQueriesContext(connection) as queries:
            load(tmp_path, *lines)
        counts.append(len([query for query in queries if query["sql"].startswith(("SELECT", "UPDATE"))]))
    assert counts[1] <= counts[0]
