"""The sample edition: set up once, moved to today, with its history told."""

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from articles import publishing
from articles.models import Agency, Article, Author, Front, Kind, Section, Site, Tag, Version
from articles.reading.front import front_page
from articles.wire.edition import load_edition
from articles.wire.edition_day import Calendar
from articles.wire.history import Act, tell_history
from articles.wire.report import Outcome
from tests.articles.makers import edit, make_article
from tests.articles.wire.editions import small_edition
from tests.articles.wire.makers import Run

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]
__all__ = ["small_edition"]

ZONE = ZoneInfo("Europe/Copenhagen")
EVENING = dt.datetime(2027, 3, 10, 20, tzinfo=ZONE)
DAY = dt.timedelta(days=1)


def local(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2027, 3, day, hour, minute, tzinfo=ZONE)


def load() -> Run:
    run = Run()
    load_edition(run)
    return run


def headlines(at: dt.datetime | None = None) -> list[str]:
    return [version.headline for version in Version.objects.live(at).newest_first()]


@pytest.fixture
def clock(small_edition: Path) -> Any:
    """The newsroom's clock, standing in the evening of 10 March 2027."""
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller


def test_readers_find_todays_paper(clock: Any) -> None:
    run = load()
    assert (run.refused, run.warnings) == ({}, {})
    assert headlines() == ["Votes are counted", "The bridge will close, and the ferry is free"]
    assert Version.objects.get(headline="Votes are counted").live_from == local(10, 6, 50)
    states = {state: Article.objects.in_state(state).count() for state in ("draft", "scheduled", "live", "withdrawn")}
    assert states == {"draft": 1, "scheduled": 1, "live": 2, "withdrawn": 1}
    assert not Article.objects.with_changes().exists()


def test_the_front_page_is_arranged_once(clock: Any) -> None:
    load()
    edition = front_page().edition
    assert edition.lead
    assert edition.lead.list_headline == "The ferry is free"
    assert [band.heading for band in edition.bands] == ["Halmouth"]
    Front.objects.update(name="Ours")
    load()
    assert [front.name for front in Front.objects.all()] == ["Ours"]


def test_what_surrounds_the_stories_is_there(clock: Any) -> None:
    load()
    assert (Site.objects.current().name, Site.objects.current().tz) == ("The Meridian", ZONE)
    assert list(Section.objects.values_list("name", "position", "opinion")) == [
        ("World", 10, False),
        ("Opinion", 20, True),
    ]
    assert Agency.objects.get().printed == "TPA"
    assert Tag.objects.get(name="Halmouth").kind == "place"
    author = Author.objects.get(name="Nadia Kestrel")
    assert (author.job_title, author.portrait.credit_line) == ("Courts reporter", "The Meridian")


def test_a_corrected_storys_history_is_told(clock: Any) -> None:
    load()
    versions = Version.objects.filter(article__source_id="bridge").order_by("number")
    assert [(one.kind, one.note, one.live_from, one.live_until) for one in versions] == [
        (Kind.FIRST, "", local(9, 18, 20), local(9, 21, 5)),
        (Kind.UPDATE, "Adds the fares.", local(9, 21, 5), local(10, 6, 10)),
        (Kind.CORRECTION, "It was opened in 1934.", local(10, 6, 10), None),
    ]
    assert [one.body for one in versions] == ["<p>Opened in 1938 &amp; closed.</p>"] * 2 + [
        "<p>Opened in 1934 &amp; closed.</p>"
    ]
    assert {one.first_published for one in versions} == {local(9, 18, 20)}
    assert all(one.related.get().article.source_id == "levy" for one in versions)
    article = Article.objects.get(source_id="bridge")
    assert article.content() == versions[2].content()
    assert (article.created_at, article.updated_at) == (local(9, 18, 20), local(10, 6, 10))
    saved = list(article.revisions.order_by("number").values_list("saved_at", flat=True))
    assert saved == [one.live_from for one in versions]


def test_a_withdrawn_story_was_seen(clock: Any) -> None:
    load()
    assert "The levy will double" in headlines(local(5, 8, 29))
    assert "The levy will double" not in headlines(local(5, 8, 30))


def test_a_scheduled_story_lies_ahead(clock: Any) -> None:
    load()
    assert Version.objects.get(headline="The tram is free").live_from == local(11, 7)


@pytest.mark.parametrize(
    ("now", "edition_day", "scheduled"),
    [
        (local(10, 6, 49), 9, local(10, 7)),
        (local(10, 6, 50), 10, local(11, 7)),
        (local(9, 6, 30), 8, local(9, 7)),
        (local(10, 0, 1), 9, local(10, 7)),
        (local(28, 4), 27, local(28, 7)),
        (local(28, 8), 28, local(29, 7)),
    ],
)
def test_nothing_published_lies_ahead(
    now: dt.datetime, edition_day: int, scheduled: dt.datetime, small_edition: Path
) -> None:
    """On 28 March, when clocks go forward, every story keeps its time of day."""
    with time_machine.travel(now, tick=False):
        load()
    assert Version.objects.get(headline="Votes are counted").live_from == local(edition_day, 6, 50)
    assert Version.objects.get(headline="The tram is free").live_from == scheduled
    assert Version.objects.filter(live_from__gt=now).count() == 1


def test_a_second_run_keeps_what_was_written(clock: Any) -> None:
    load()
    edit(Article.objects.get(source_id="votes"), headline="All votes are counted")
    publishing.withdraw(Article.objects.get(source_id="bridge"), by=None)
    publishing.unschedule(Version.objects.get(headline="The tram is free"), by=None)
    Site.objects.update(name="The Halmouth Mail")
    Section.objects.filter(name="World").update(description="Elsewhere", position=7)
    before = [list(model.objects.order_by("pk").values()) for model in (Article, Version, Site, Section, Author, Tag)]
    clock.shift(3 * DAY)
    run = load()
    assert run.counts == {Outcome.UNCHANGED: 5}
    after = [list(model.objects.order_by("pk").values()) for model in (Article, Version, Site, Section, Author, Tag)]
    assert after == before


def test_a_run_that_was_stopped_before_the_histories_goes_on(clock: Any, monkeypatch: Any) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("articles.wire.edition.Edition.tell_histories", lambda self: None)
        load()
    assert "The bridge will close" not in headlines(local(9, 19))
    load()
    assert "The bridge will close" in headlines(local(9, 19))


def test_a_site_record_that_somebody_filled_stays(clock: Any) -> None:
    Site.objects.create(name="The Halmouth Mail")
    load()
    assert Site.objects.get().name == "The Halmouth Mail"


class TestAnActThatDoesNotFit:
    def test_words_that_are_not_in_the_text(self) -> None:
        act = Act("a", "update", EVENING, changes={"body_replace": [["nowhere", "somewhere"]]})
        with pytest.raises(ValueError, match="“nowhere” stands 0 times in the text, not once"):
            tell_history(make_article(), EVENING - DAY, [act], "")

    def test_a_story_that_breaks_the_rules(self) -> None:
        with pytest.raises(ValueError, match="No section is chosen"):
            tell_history(make_article(section=None), EVENING, [], "")
        assert not Version.objects.exists()


def test_the_calendar_keeps_the_time_of_day() -> None:
    calendar = Calendar(200, ZONE)
    moved = calendar.moved(dt.datetime(2026, 11, 24, 6, 50, tzinfo=ZONE))
    assert moved == dt.datetime(2027, 6, 12, 6, 50, tzinfo=ZONE)


def test_the_real_edition_loads_without_a_word(monkeypatch: Any) -> None:
    monkeypatch.setattr("media.making.make_renditions", lambda *args: 0)
    run = load()
    assert (run.refused, run.warnings) == ({}, {})
    assert run.counts[Outcome.CREATED] >= 36
    for state, count in (("draft", 3), ("scheduled", 1), ("withdrawn", 1)):
        assert Article.objects.in_state(state).count() == count
    assert Version.objects.upcoming().count() == 1
    assert Version.objects.filter(kind=Kind.CORRECTION).count() == 3
    assert set(Article.objects.filter(translations__isnull=False).values_list("language", "is_original")) == {
        ("en", True),
        ("fr", False),
        ("ar", False),
    }
    assert [one.language for one in Article.objects.behind_original()] == ["ar"]
    assert {"ar", "fr"} <= set(Version.objects.live().values_list("language", flat=True))
    assert (Author.objects.count(), Agency.objects.count(), Section.objects.count(), Tag.objects.count()) == (
        12,
        3,
        6,
        50,
    )
    assert not Tag.objects.filter(description="").exists()
