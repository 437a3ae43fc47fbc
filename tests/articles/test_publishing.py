"""What editors do to what readers see, to the microsecond."""

import datetime as dt
import itertools
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.freezing import Frozen
from articles.models import Article, Kind, Section, Site, Version
from tests.articles.makers import TEXT, edit, make_article
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TICK = publishing.TICK


@pytest.fixture
def clock() -> Any:
    """The newsroom's clock, standing at noon."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def headlines(at: dt.datetime | None = None) -> list[str]:
    return [version.headline for version in Version.objects.live(at).newest_first()]


def test_publishing_shows_the_desk_copy(clock: Any) -> None:
    version = publishing.publish(make_article("Harbour opens", tags=["Ports"]), by=None)
    assert headlines() == ["Harbour opens"]
    assert (version.number, version.kind, version.live_from, version.live_until) == (1, Kind.FIRST, NOON, None)
    assert [str(tag) for tag in version.tags.all()] == ["Ports"]
    assert [credit.printed for credit in version.bylines.all()] == ["Ana Verhallow"]


def test_the_desk_copy_of_a_live_story_changes_unseen(clock: Any) -> None:
    article = make_article("Harbour opens")
    publishing.publish(article, by=None)
    edit(article, headline="Harbour closes")
    assert headlines() == ["Harbour opens"]
    clock.shift(HOUR)
    publishing.update(article, by=None)
    assert headlines() == ["Harbour closes"]
    assert headlines(NOON) == ["Harbour opens"]


def test_a_schedule_is_exact_to_the_microsecond(clock: Any) -> None:
    publishing.schedule(make_article(), NOON + HOUR, by=None)
    assert headlines(NOON + HOUR - TICK) == []
    assert headlines(NOON + HOUR) == ["Harbour opens"]


def test_a_scheduled_update_replaces_at_its_instant(clock: Any) -> None:
    article = make_article("Before")
    publishing.publish(article, by=None)
    publishing.schedule(edit(article, headline="After"), NOON + HOUR, by=None)
    assert headlines(NOON + HOUR - TICK) == ["Before"]
    assert headlines(NOON + HOUR) == ["After"]


def test_an_update_before_a_scheduled_one_ends_when_that_begins(clock: Any) -> None:
    article = make_article("One")
    publishing.publish(article, by=None)
    publishing.schedule(edit(article, headline="Three"), NOON + 2 * HOUR, by=None)
    clock.shift(HOUR)
    publishing.update(edit(article, headline="Two"), by=None)
    seen = [headlines(NOON + hours * HOUR)[0] for hours in range(3)]
    assert seen == ["One", "Two", "Three"]
    assert list(article.versions.values_list("headline", "number")) == [("One", 1), ("Two", 2), ("Three", 3)]


def test_publishing_before_the_scheduled_first_version_moves_its_first_publication(clock: Any) -> None:
    article = make_article(tags=["Ports"])
    later = publishing.schedule(article, NOON + 24 * HOUR, by=None)
    publishing.publish(article, by=None)
    later.refresh_from_db()
    assert (later.kind, later.number, later.first_published) == (Kind.UPDATE, 2, NOON)
    assert later.tags.get().first_published == NOON
    assert later.published_on == article.published_on == NOON.date()


def test_a_schedule_called_off_leaves_what_was(clock: Any) -> None:
    article = make_article("Before")
    publishing.publish(article, by=None)
    version = publishing.schedule(edit(article, headline="After"), NOON + HOUR, by=None)
    publishing.unschedule(version, by=None)
    assert headlines(NOON + 2 * HOUR) == ["Before"]
    with pytest.raises(publishing.Refused, match="have seen this version"):
        publishing.unschedule(article.versions.get(), by=None)


def test_a_first_schedule_called_off_leaves_a_draft(clock: Any) -> None:
    article = make_article()
    publishing.unschedule(publishing.schedule(article, NOON + HOUR, by=None), by=None)
    article.refresh_from_db()
    assert (article.first_published, article.published_on, article.versions.count()) == (None, None, 0)


def test_scheduling_again_at_the_same_instant_replaces(clock: Any) -> None:
    article = make_article("Draft words")
    publishing.schedule(article, NOON + HOUR, by=None)
    publishing.schedule(edit(article, headline="Better words"), NOON + HOUR, by=None)
    assert headlines(NOON + HOUR) == ["Better words"]
    assert article.versions.count() == 1


def test_withdrawing_takes_the_story_and_what_was_due(clock: Any) -> None:
    article = make_article("One")
    publishing.publish(article, by=None)
    publishing.schedule(edit(article, headline="Two"), NOON + 3 * HOUR, by=None)
    clock.shift(HOUR)
    publishing.withdraw(article, by=None)
    assert headlines() == headlines(NOON + 4 * HOUR) == []
    assert headlines(NOON) == ["One"]
    assert Article.objects.in_state("withdrawn").get() == article


def test_what_begins_while_a_story_is_withdrawn_is_taken_too(clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article("One")
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    publishing.schedule(edit(article, headline="Two"), NOON + HOUR + 3 * TICK, by=None)
    ticking = (NOON + HOUR + count * TICK for count in itertools.count())
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: next(ticking))
        publishing.withdraw(article, by=None)
    assert headlines(NOON + HOUR + 3 * TICK) == headlines(NOON + 2 * HOUR) == []


def test_a_withdrawal_to_come_and_calling_it_off(clock: Any) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    publishing.withdraw(article, at=NOON + HOUR, by=None)
    assert (len(headlines(NOON + HOUR - TICK)), headlines(NOON + HOUR)) == (1, [])
    clock.shift(HOUR / 2)
    publishing.update(edit(article, headline="Again"), by=None)
    assert headlines(NOON + HOUR) == [], "an update keeps the end that was set"
    publishing.call_off_withdrawal(article, by=None)
    assert headlines(NOON + HOUR) == ["Again"]
    with pytest.raises(publishing.Refused, match="No withdrawal"):
        publishing.call_off_withdrawal(article, by=None)


def test_a_withdrawn_story_published_again_keeps_its_address(clock: Any) -> None:
    article = make_article()
    address = publishing.publish(article, by=None).get_absolute_url()
    clock.shift(HOUR)
    publishing.withdraw(article, by=None)
    clock.shift(48 * HOUR)
    version = publishing.publish(article, by=None)
    assert version.get_absolute_url() == address == "/2026/03/02/harbour-opens/"
    assert (version.number, version.kind) == (2, Kind.UPDATE)


def test_there_is_nothing_to_withdraw_from_a_draft() -> None:
    with pytest.raises(publishing.Refused, match="nothing to withdraw"):
        publishing.withdraw(make_article(), by=None)


def test_a_correction_needs_a_note_and_a_live_story(clock: Any) -> None:
    article = make_article()
    with pytest.raises(publishing.Refused, match="cannot be corrected"):
        publishing.correct(article, "The ferry left at one.", by=None)
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    with pytest.raises(publishing.Refused, match="what was wrong"):
        publishing.correct(article, "  ", by=None)
    version = publishing.correct(article, "The ferry left at one.", by=None)
    assert (version.kind, version.note, version.is_correction) == (Kind.CORRECTION, "The ferry left at one.", True)


def test_restoring_shows_an_earlier_version_again(clock: Any) -> None:
    article = make_article("One", tags=["Ports", "Ferries"])
    first = publishing.publish(article, by=None)
    clock.shift(HOUR)
    article.tagged.all().delete()
    publishing.update(edit(article, headline="Two"), by=None)
    clock.shift(HOUR)
    restored = publishing.restore(first, by=None)
    assert headlines() == ["One"]
    assert restored.content() == first.content()
    article.refresh_from_db()
    assert article.content() == first.content()
    assert article.revisions.get(number=2).content["headline"] == "Two", "the desk copy before it is kept"


def test_everything_that_is_missing_is_told_at_once() -> None:
    article = make_article("", body="", byline=None, section=None, lead_photo=make_photo(credit="", alt=""))
    with pytest.raises(publishing.Refused) as refusal:
        publishing.publish(article, by=None)
    assert [(finding.field, finding.message) for finding in refusal.value.findings] == [
        ("headline", "There is no headline."),
        ("body", "There is no text."),
        ("section", "No section is chosen."),
        ("bylines", "Nobody is named in the byline."),
        ("lead_photo", "The lead photo has no credit."),
        ("lead_photo", "The lead photo has no alt text."),
    ]
    assert not Version.objects.exists()


def test_photos_in_the_text_are_held_to_the_same_rules() -> None:
    photo = make_photo(title="Quay", credit="Lena Aumont", alt="")
    article = make_article(body=f'{TEXT}<figure data-photo="{photo.pk}"><figcaption>Quay</figcaption></figure>')
    with pytest.raises(publishing.Refused, match="The photo “Quay” has no alt text"):
        publishing.publish(article, by=None)
    photo.alt = "A quay at dawn"
    photo.save()
    version = publishing.publish(article, by=None)
    assert [shown.photo for shown in version.photos.all()] == [photo]


@pytest.mark.parametrize("act", ["publish", "update", "correct", "withdraw"])
def test_a_reporter_may_not(act: str, ana: Any, clock: Any) -> None:
    article = make_article()
    if act != "publish":
        publishing.publish(article, by=None)
    arguments = ["Wrong name."] if act == "correct" else []
    with pytest.raises(PermissionDenied):
        getattr(publishing, act)(article, *arguments, by=ana)
    assert article.versions.count() == (act != "publish")


def test_a_desk_editor_is_named_in_the_version(ben: Any) -> None:
    assert publishing.publish(make_article(), by=ben).made_by == ben


@pytest.mark.parametrize("seconds", [-3600, -1, 0])
def test_a_time_that_has_passed_is_refused_in_the_sites_own_zone(seconds: int, clock: Any) -> None:
    Site.objects.create(time_zone="Asia/Tokyo")
    with pytest.raises(publishing.Refused, match="Asia/Tokyo"):
        publishing.schedule(make_article(), NOON + dt.timedelta(seconds=seconds), by=None)


def test_the_address_has_the_day_in_the_sites_zone_and_keeps_it(clock: Any) -> None:
    site = Site.objects.create(time_zone="Pacific/Auckland")
    article = make_article()
    assert publishing.publish(article, by=None).get_absolute_url() == "/2026/03/03/harbour-opens/"
    site.time_zone = "America/Los_Angeles"
    site.save()
    clock.shift(HOUR)
    assert publishing.update(article, by=None).get_absolute_url() == "/2026/03/03/harbour-opens/"


def test_acts_in_one_microsecond_leave_no_empty_window(clock: Any) -> None:
    article = make_article("One")
    publishing.publish(article, by=None)
    publishing.update(edit(article, headline="Two"), by=None)
    publishing.withdraw(article, by=None)
    assert headlines(NOON) == ["One"]
    assert headlines(NOON + HOUR) == []


def test_publishing_takes_what_is_saved(clock: Any) -> None:
    article = make_article("Saved")
    article.headline = "Only in memory"
    assert publishing.publish(article, by=None).headline == "Saved"


class TestBackfilling:
    """What readers saw elsewhere, told afterwards."""

    def frozen(self, article: Article, hours: float, **values: Any) -> Frozen:
        values.setdefault("first_published", NOON + hours * HOUR)
        return Frozen(article, article.content(), live_from=NOON + hours * HOUR, **values)

    def test_one_version_stands_from_its_instant(self, clock: Any) -> None:
        article = make_article(tags=["Ports"])
        assert publishing.backfill([self.frozen(article, -48, first_published=NOON - 72 * HOUR)]) == {}
        version = article.versions.get()
        assert (version.number, version.kind, version.updated) == (1, Kind.FIRST, NOON - 48 * HOUR)
        assert version.digest == article.digest
        article.refresh_from_db()
        assert (article.first_published, article.published_on) == (NOON - 72 * HOUR, dt.date(2026, 2, 27))

    def test_several_versions_follow_one_another(self, clock: Any) -> None:
        article, other = make_article("One"), make_article("Other")
        first = self.frozen(article, -5)
        edit(article, headline="Two")
        second = self.frozen(article, -3, kind=Kind.CORRECTION, note="Wrong name.")
        edit(article, headline="Three")
        third = self.frozen(article, 2)
        assert publishing.backfill([third, self.frozen(other, -4), first, second]) == {}
        assert [headlines(NOON + hours * HOUR) for hours in (-5, -3, 2)] == [
            ["One"],
            ["Other", "Two"],
            ["Other", "Three"],
        ]
        versions = list(article.versions.values_list("number", "kind", "end", "first_published"))
        began = NOON - 5 * HOUR
        assert versions == [
            (1, Kind.FIRST, "replaced", began),
            (2, Kind.CORRECTION, "replaced", began),
            (3, Kind.UPDATE, "", began),
        ]

    def test_a_window_that_was_closed_stays_closed(self, clock: Any) -> None:
        article = make_article()
        publishing.backfill([self.frozen(article, -5, live_until=NOON - HOUR, end=Version.End.WITHDRAWN)])
        assert headlines(NOON - 2 * HOUR) == ["Harbour opens"]
        assert headlines() == []
        assert Article.objects.in_state("withdrawn").get() == article

    def test_a_story_that_breaks_a_rule_is_named_and_the_rest_are_written(self, clock: Any) -> None:
        bad, good = make_article("Bad", section=None), make_article("Good")
        refused = publishing.backfill([self.frozen(bad, -5), self.frozen(good, -5)])
        assert {pk: [str(finding) for finding in findings] for pk, findings in refused.items()} == {
            bad.pk: ["No section is chosen."]
        }
        assert headlines() == ["Good"]

    def test_what_is_not_clean_is_cleaned(self, clock: Any) -> None:
        article = make_article()
        Article.objects.filter(pk=article.pk).update(body="<p onclick='x()'>Words</p><script>x()</script>")
        article.refresh_from_db()
        publishing.backfill([self.frozen(article, -1)])
        assert article.versions.get().body == "<p>Words</p>"

    def test_a_hundred_stories_take_as_many_queries_as_one(self, clock: Any) -> None:
        counts = []
        for number in (1, 100):
            stories = [self.frozen(make_article(tags=["Ports"]), -1) for _ in range(number)]
            with CaptureQueriesContext(connection) as queries:
                publishing.backfill(stories)
            counts.append(len([query for query in queries if query["sql"].startswith(("SELECT", "UPDATE"))]))
        assert counts[1] <= counts[0] + 2  # that of many asks for keys first, and for the index to be sorted


class TestTheDatabase:
    """What must never be cannot be written, whoever writes it."""

    @pytest.fixture
    def version(self, clock: Any) -> Version:
        version = publishing.publish(make_article(), by=None)
        clock.shift(HOUR)
        publishing.update(version.article, by=None)
        version.refresh_from_db()
        return version

    @pytest.mark.parametrize(
        "values",
        [
            {"live_until": NOON},
            {"live_until": NOON - HOUR},
            {"live_until": None},
            {"live_until": NOON + HOUR + TICK},
            {"live_until": None, "end": ""},
            {"headline": ""},
            {"body": ""},
            {"first_published": NOON + TICK},
        ],
    )
    def test_refuses(self, version: Version, values: dict[str, Any]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(**values)

    def test_refuses_a_second_version_in_the_same_window(self, version: Version) -> None:
        version.pk, version._state.adding = None, True
        version.live_from += HOUR / 2
        with pytest.raises(IntegrityError), transaction.atomic():
            version.save()

    def test_refuses_to_lose_what_a_version_needs(self, version: Version) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Section.objects.all().delete()

    def test_a_version_is_not_written_over(self, version: Version) -> None:
        version.headline = "Other words"
        with pytest.raises(TypeError):
            version.save()
