"""Embargoes hold whoever publishes, and what is scheduled is moved in one act."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction

from articles import publishing, timing
from articles.freezing import Frozen
from articles.house_rules.weighing import weigh
from articles.legal import put_on_hold
from articles.models import Act, Article, Embargo, Record, Severity, Site, Version
from tests.articles.makers import edit, make_article

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TICK = publishing.TICK
SIX = NOON + 6 * HOUR


@pytest.fixture
def clock() -> Any:
    """The newsroom's clock, standing at noon."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def seen(article: Article, *hours: float) -> list[str]:
    """Return the headlines that readers see so many hours after noon; "" for none."""
    ats = [NOON + hour * HOUR for hour in hours]
    return [getattr(article.versions.live(at).first(), "headline", "") for at in ats]


class TestEmbargo:
    WAYS: dict[str, Callable[[Article, Any], Any]] = {
        "publish": lambda article, by: publishing.publish(article, by=by),
        "publish later": lambda article, by: publishing.publish(article, by=by, at=SIX - TICK),
        "schedule": lambda article, by: publishing.schedule(article, SIX - TICK, by=by),
        "backfill": lambda article, by: publishing.backfill(
            [Frozen(article, article.content(), live_from=NOON - HOUR, first_published=NOON - HOUR)], by=by
        ),
    }
    LIVE_WAYS: dict[str, Callable[[Article, Any], Any]] = {
        "update": lambda article, by: publishing.update(article, by=by),
        "override": lambda article, by: publishing.update(article, by=by, override="It is out elsewhere"),
        "correct": lambda article, by: publishing.correct(article, "A name.", by=by),
        "restore": lambda article, by: publishing.restore(article.versions.get(), by=by),
    }

    @pytest.mark.parametrize("way", WAYS)
    def test_nobody_publishes_before_it(self, way: str, clock: Any, ada: User) -> None:
        article = make_article()
        timing.set_embargo(article, SIX, by=None, note="The ministry")
        for by in (None, ada):
            try:
                refused = str(self.WAYS[way](article, by))
            except publishing.Refused as refusal:
                refused = str(refusal)
            assert "Embargoed until 2 March 2026, 19:00:00 (Europe/Paris)" in refused
        assert not Version.objects.exists()

    @pytest.mark.parametrize("way", LIVE_WAYS)
    def test_a_live_story_does_not_change_before_it(self, way: str, clock: Any, ada: User) -> None:
        article = make_article("Before")
        publishing.publish(article, by=None)
        timing.set_embargo(article, SIX, by=None)
        edit(article, headline="After")
        clock.shift(HOUR)
        with pytest.raises(publishing.Refused, match="Embargoed until"):
            self.LIVE_WAYS[way](article, ada)
        assert seen(article, 0, 3) == ["Before", "Before"]
        assert Article.objects.get().headline == "After"

    def test_at_the_instant_itself_one_may(self, clock: Any) -> None:
        article = make_article()
        timing.set_embargo(article, SIX, by=None)
        clock.move_to(SIX - TICK)
        with pytest.raises(publishing.Refused):
            publishing.publish(article, by=None)
        clock.move_to(SIX)
        publishing.publish(article, by=None)
        assert seen(article, 5.999, 6) == ["", "Harbour opens"]

    def test_a_schedule_for_its_end_is_allowed(self, clock: Any) -> None:
        article = make_article()
        timing.set_embargo(article, SIX, by=None)
        publishing.schedule(article, SIX, by=None)
        assert seen(article, 6) == ["Harbour opens"]

    def test_a_live_story_can_be_withdrawn_all_the_same(self, clock: Any) -> None:
        article = make_article()
        publishing.publish(article, by=None)
        timing.set_embargo(article, SIX, by=None)
        clock.shift(HOUR)
        publishing.withdraw(article, by=None)
        assert seen(article, 0, 2) == ["Harbour opens", ""]

    def test_what_is_scheduled_before_it_is_asked_about(self, clock: Any) -> None:
        article = make_article()
        publishing.schedule(article, NOON + HOUR, by=None)
        with pytest.raises(publishing.Refused, match=r"Version 1 is scheduled for 2 March 2026, 14:00:00"):
            timing.set_embargo(article, SIX, by=None)
        assert not Embargo.objects.exists()
        assert seen(article, 1) == ["Harbour opens"]

    def test_moving_has_the_last_shown_when_it_ends(self, clock: Any) -> None:
        article = make_article("One")
        publishing.schedule(article, NOON + HOUR, by=None)
        publishing.schedule(edit(article, headline="Two"), NOON + 2 * HOUR, by=None)
        timing.set_embargo(article, SIX, by=None, scheduled=timing.MOVE)
        assert seen(article, 1, 2, 5.999, 6, 9) == ["", "", "", "Two", "Two"]
        assert article.versions.get().number == 1

    def test_calling_off_leaves_what_comes_later(self, clock: Any) -> None:
        article = make_article("One")
        publishing.schedule(article, NOON + HOUR, by=None)
        publishing.schedule(edit(article, headline="Two"), SIX + HOUR, by=None)
        timing.set_embargo(article, SIX, by=None, scheduled=timing.CALL_OFF)
        assert seen(article, 1, 6, 7) == ["", "", "Two"]

    def test_lifting_lets_it_be_published(self, clock: Any) -> None:
        article = make_article()
        timing.set_embargo(article, SIX, by=None)
        timing.lift_embargo(article, by=None)
        publishing.publish(article, by=None)
        assert seen(article, 0) == ["Harbour opens"]
        with pytest.raises(publishing.Refused, match="No embargo"):
            timing.lift_embargo(article, by=None)

    def test_it_is_for_a_time_to_come(self, clock: Any) -> None:
        with pytest.raises(publishing.Refused, match="has passed"):
            timing.set_embargo(make_article(), NOON, by=None)

    def test_it_is_on_record(self, clock: Any, ben: User) -> None:
        article = make_article()
        timing.set_embargo(article, SIX, by=ben, note="The ministry")
        clock.shift(HOUR)
        timing.lift_embargo(article, by=ben)
        lifted, placed = Record.objects.filter(act=Act.EMBARGO).newest_first()
        assert (placed.name, placed.reason, placed.before["Embargo until"]) == ("Ben", "The ministry", "none")
        assert (
            placed.after["Embargo until"] == "2 March 2026, 19:00:00 (Europe/Paris)" == lifted.before["Embargo until"]
        )
        assert lifted.after["Embargo until"] == "none"

    def test_a_reporter_neither_sets_nor_lifts_it(self, clock: Any, ana: User) -> None:
        article = make_article()
        with pytest.raises(PermissionDenied):
            timing.set_embargo(article, SIX, by=ana)
        timing.set_embargo(article, SIX, by=None)
        with pytest.raises(PermissionDenied):
            timing.lift_embargo(article, by=ana)


class TestTheDatabase:
    """What the database refuses to a shell, whatever the verbs say."""

    def refuses(self, act: Callable[[], Any]) -> None:
        with pytest.raises(IntegrityError, match="embargo"), transaction.atomic():
            act()

    def early(self, article: Article) -> Callable[[], Any]:
        content = article.content()
        return lambda: publishing.freeze([Frozen(article, content, live_from=NOON - HOUR, first_published=NOON - HOUR)])

    def test_it_refuses_a_version_before_the_embargo(self, clock: Any) -> None:
        article = make_article()
        timing.set_embargo(article, SIX, by=None)
        self.refuses(self.early(article))

    def test_it_refuses_to_move_one_before_the_embargo(self, clock: Any) -> None:
        article, other = make_article(), make_article("Other", slug="other")
        timing.set_embargo(article, SIX, by=None)
        version = publishing.schedule(article, SIX, by=None)
        moved = publishing.schedule(other, SIX - TICK, by=None)
        self.refuses(lambda: Version.objects.filter(pk=version.pk).update(live_from=SIX - TICK, first_published=NOON))
        self.refuses(lambda: Version.objects.filter(pk=moved.pk).update(article=article))

    def test_it_refuses_an_embargo_that_a_schedule_contradicts(self, clock: Any) -> None:
        article = make_article()
        publishing.schedule(article, SIX - TICK, by=None)
        self.refuses(lambda: Embargo.objects.create(article=article, since=NOON, until=SIX))
        embargo = Embargo.objects.create(article=article, since=NOON, until=SIX - TICK)
        self.refuses(lambda: Embargo.objects.filter(pk=embargo.pk).update(until=SIX))

    def test_it_takes_one_on_a_story_that_readers_see(self, clock: Any) -> None:
        article = make_article()
        publishing.publish(article, by=None)
        Embargo.objects.create(article=article, since=NOON, until=SIX)
        clock.shift(HOUR)
        publishing.withdraw(article, by=None)

    def test_the_guard_stands_again_after_a_migration(self, clock: Any) -> None:
        call_command("migrate", verbosity=0)
        article = make_article()
        timing.set_embargo(article, SIX, by=None)
        self.refuses(self.early(article))


class TestRescheduling:
    @pytest.fixture
    def three(self, clock: Any) -> Article:
        """A live story with updates due in two and in four hours, to be withdrawn in eight."""
        article = make_article("One")
        publishing.publish(article, by=None)
        publishing.schedule(edit(article, headline="Two"), NOON + 2 * HOUR, by=None)
        publishing.schedule(edit(article, headline="Three"), NOON + 4 * HOUR, by=None)
        publishing.withdraw(article, at=NOON + 8 * HOUR, by=None)
        return article

    @pytest.mark.parametrize(
        ("headline", "hour", "expected"),
        [
            ("Two", 1, ["One", "Two", "Two", "Three", "Three", "Three", ""]),
            ("Two", 3, ["One", "One", "One", "Three", "Three", "Three", ""]),
            ("Two", 5, ["One", "One", "One", "Three", "Two", "Two", ""]),
            ("Two", 9, ["One", "One", "One", "Three", "Three", "Three", "Two"]),
            ("Three", 1, ["One", "Three", "Two", "Two", "Two", "Two", ""]),
            ("Three", 3, ["One", "One", "Two", "Three", "Three", "Three", ""]),
            ("Three", 5, ["One", "One", "Two", "Two", "Three", "Three", ""]),
            ("Three", 9, ["One", "One", "Two", "Two", "Two", "Two", "Three"]),
        ],
    )
    def test_a_version_moves_and_the_others_close_ranks(
        self, three: Article, headline: str, hour: int, expected: list[str]
    ) -> None:
        timing.reschedule(three.versions.get(headline=headline), NOON + hour * HOUR, by=None)
        assert seen(three, 0, 1, 2, 4, 5, 7.999, 9) == expected
        assert seen(three, hour - 0.0001) != [headline]
        assert seen(three, hour) == [headline]
        numbers = list(three.versions.order_by("live_from").values_list("number", flat=True))
        assert numbers == [1, 2, 3]

    def test_the_first_version_takes_its_first_publication_along(self, clock: Any) -> None:
        article = make_article()
        version = publishing.schedule(article, SIX, by=None)
        publishing.withdraw(article, at=SIX + HOUR, by=None)
        moved = timing.reschedule(version, NOON + HOUR, by=None)
        article.refresh_from_db()
        assert article.first_published == moved.first_published == moved.live_from == NOON + HOUR
        assert moved.live_until == SIX + HOUR
        with pytest.raises(publishing.Refused, match="to be withdrawn on 2 March 2026, 20:00:00"):
            timing.reschedule(version, SIX + HOUR, by=None)

    @pytest.mark.parametrize("hour", [0, -1, 4])
    def test_it_moves_to_a_free_time_to_come(self, three: Article, hour: int) -> None:
        with pytest.raises(publishing.Refused, match=r"has passed|Another version"):
            timing.reschedule(three.versions.get(headline="Two"), NOON + hour * HOUR, by=None)

    def test_what_readers_saw_does_not_move(self, three: Article) -> None:
        with pytest.raises(publishing.Refused, match="cannot be moved"):
            timing.reschedule(three.versions.get(headline="One"), NOON + HOUR, by=None)

    def test_the_embargo_and_the_house_rules_hold(self, clock: Any) -> None:
        article = make_article()
        version = publishing.schedule(article, SIX, by=None)
        timing.set_embargo(article, SIX, by=None)
        with pytest.raises(publishing.Refused, match="Embargoed until"):
            timing.reschedule(version, SIX - TICK, by=None)

    def test_what_went_out_against_a_rule_moves_but_not_against_another(self, clock: Any, ben: User) -> None:
        article = make_article("Harbour opens " * 12, byline=None)
        version = publishing.schedule(article, SIX, by=ben, override="Written by many")
        timing.reschedule(version, SIX + HOUR, by=ben)
        assert [bool(headline) for headline in seen(article, 6.999, 7)] == [False, True]
        weigh(Site.objects.current(), {"headline-length": Severity.BLOCKING}, by=None)
        with pytest.raises(publishing.Refused) as refusal:
            timing.reschedule(version, SIX, by=ben)
        assert [finding.check for finding in refusal.value.findings] == ["headline-length"]

    def test_what_was_removed_does_not_come_back_by_a_move(self, clock: Any, ada: User, ben: User) -> None:
        article = make_article("One")
        publishing.publish(article, by=None)
        publishing.withdraw(article, at=NOON + 4 * HOUR, by=ada, legal=True)
        two = publishing.schedule(edit(article, headline="Two"), NOON + 2 * HOUR, by=ben)
        for hour in (4, 5):
            with pytest.raises(PermissionDenied):
                timing.reschedule(two, NOON + hour * HOUR, by=ben)
        assert seen(article, 1, 2, 3.999, 4, 9) == ["One", "Two", "Two", "", ""]
        timing.reschedule(two, NOON + HOUR, by=ben)
        timing.reschedule(two, NOON + 5 * HOUR, by=ada)
        assert seen(article, 1, 3.999, 4, 5) == ["One", "One", "", "Two"]
        timing.reschedule(two, NOON + 6 * HOUR, by=ben)
        with pytest.raises(PermissionDenied):
            timing.reschedule(two, NOON + 5 * HOUR, by=ben)

    def test_a_hold_keeps_a_withdrawal_from_coming_later(self, three: Article, ben: User) -> None:
        put_on_hold(three, "Injunction.", by=ben)
        one = three.versions.to_be_withdrawn().get()
        with pytest.raises(publishing.Refused, match="legal hold: Injunction"):
            timing.reschedule_withdrawal(one, NOON + 9 * HOUR, by=ben)
        timing.reschedule_withdrawal(one, NOON + HOUR, by=ben)
        assert seen(three, 0.999, 1) == ["One", ""]

    def test_a_withdrawal_moves_between_its_neighbours(self, three: Article) -> None:
        last = three.versions.get(headline="Three")
        timing.reschedule_withdrawal(last, NOON + 6 * HOUR, by=None)
        assert seen(three, 5.999, 6) == ["Three", ""]
        with pytest.raises(publishing.Refused, match="Version 3 goes live on"):
            timing.reschedule_withdrawal(last, NOON + 4 * HOUR, by=None)
        publishing.schedule(three, NOON + 9 * HOUR, by=None)
        with pytest.raises(publishing.Refused, match="Version 4 goes live on"):
            timing.reschedule_withdrawal(last, NOON + 10 * HOUR, by=None)

    def test_moves_are_on_record(self, three: Article, ben: User) -> None:
        timing.reschedule(three.versions.get(headline="Two"), NOON + HOUR, by=ben)
        entry = Record.objects.newest_first()[0]
        assert (entry.act, entry.name) == (Act.RESCHEDULED, "Ben")
        assert "15:00:00" in entry.before["Scheduled"][0]
        assert "14:00:00" in entry.after["Scheduled"][0]

    def test_a_reporter_moves_nothing(self, three: Article, ana: User) -> None:
        with pytest.raises(PermissionDenied):
            timing.reschedule(three.versions.get(headline="Two"), NOON + HOUR, by=ana)
        with pytest.raises(PermissionDenied):
            timing.reschedule_withdrawal(three.versions.get(headline="Three"), NOON + 9 * HOUR, by=ana)
