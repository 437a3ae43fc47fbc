"""Legal hold: nothing new goes to readers, by hand or by itself, until it is lifted."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles import publishing
from articles.freezing import Frozen, freeze
from articles.legal import lift_hold, put_on_hold
from articles.models import Article, Record, Version
from articles.publishing import Refused
from tests.articles.desk.browsing import HOUR, NOON
from tests.articles.desk.conftest import clock, live
from tests.articles.makers import edit, make_article
from tests.articles.test_gating import everything

pytestmark = pytest.mark.django_db
__all__ = ["clock", "live"]
WHY = "Injunction of 3 March"


def test_while_it_lasts_nobody_shows_anything_new(ben: User, live: Article, clock: Any) -> None:
    publishing.withdraw(live, at=NOON + 24 * HOUR, by=ben)
    put_on_hold(live, f"  {WHY} ", by=ben)
    live.refresh_from_db()
    assert (live.held_at, live.held_by, live.hold_reason) == (NOON + HOUR, ben, WHY)
    acts = [*everything(live, ben), lambda **how: publishing.call_off_withdrawal(live, by=ben)]
    for act in acts:
        with pytest.raises(Refused, match=f"This story is on legal hold: {WHY}"):
            act()
    for act in everything(live, ben):
        with pytest.raises(Refused, match="legal hold"):
            act(override="The lawyer is on the phone")
    for act in everything(live, None):
        with pytest.raises(Refused, match="legal hold"):
            act()
    assert Version.objects.live().get().number == 1
    lift_hold(live, by=ben)
    entry = Record.objects.newest_first()[0]
    assert (entry.act, entry.after) == ("legal-hold", {"Legal hold": "no"})
    assert publishing.update(live, by=ben).number == 2


def test_what_is_scheduled_is_called_off_in_the_same_act(ben: User, live: Article, clock: Any) -> None:
    for hours, headline in ((2, "Later"), (3, "Latest")):
        publishing.schedule(edit(live, headline=headline), NOON + hours * HOUR, by=ben)
    assert put_on_hold(live, WHY, by=ben) == 2
    entry = Record.objects.newest_first()[0]
    assert (entry.act, entry.name, entry.reason) == ("legal-hold", "Ben", WHY)
    assert entry.before["Legal hold"] == "no"
    assert len(entry.before["Scheduled"]) == 2
    assert entry.after == {"Readers see": "version 1, “Harbour opens”", "Legal hold": "yes"}
    assert not Version.objects.upcoming().exists()
    clock.shift(5 * HOUR)
    assert Version.objects.live().get().headline == "Harbour opens"
    lift_hold(live, by=ben)
    assert Version.objects.live().get().headline == "Harbour opens"
    assert not Version.objects.upcoming().exists()


def test_readers_keep_what_they_see_and_it_can_be_withdrawn(ben: User, live: Article) -> None:
    put_on_hold(live, WHY, by=ben)
    assert Version.objects.live().exists()
    publishing.withdraw(live, by=ben)
    assert not Version.objects.live().exists()


def test_loading_leaves_it_alone(ben: User) -> None:
    held, free = make_article("Held"), make_article("Free")
    put_on_hold(held, WHY, by=ben)
    refused = publishing.backfill(
        [Frozen(one, one.content(), live_from=NOON, first_published=NOON) for one in (held, free)]
    )
    assert {pk: [str(finding) for finding in findings] for pk, findings in refused.items()} == {
        held.pk: [f"This story is on legal hold: {WHY}"]
    }
    assert Version.objects.get().article == free


def test_who_may_and_when(ana: User, ben: User) -> None:
    article = make_article()
    with pytest.raises(PermissionDenied):
        put_on_hold(article, WHY, by=ana)
    with pytest.raises(Refused, match="Say why"):
        put_on_hold(article, " ", by=ben)
    with pytest.raises(Refused, match="on hold no more"):
        lift_hold(article, by=ben)
    put_on_hold(article, WHY, by=ben)
    with pytest.raises(Refused, match=f"on legal hold already: {WHY}"):
        put_on_hold(article, "Again", by=ben)
    with pytest.raises(PermissionDenied):
        lift_hold(article, by=ana)


def test_a_hold_without_a_reason_cannot_be_written(ben: User) -> None:
    article = make_article()
    for values in ({"held_at": NOON}, {"hold_reason": WHY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(**values)


def test_the_database_refuses_a_shell_too(live: Article, clock: Any) -> None:
    due = publishing.schedule(edit(live, headline="Harbour closes"), NOON + 9 * HOUR, by=None)
    Article.objects.filter(pk=live.pk).update(held_at=NOON, hold_reason=WHY)
    clock.shift(HOUR)
    story = Frozen(live, live.content(), live_from=NOON + 5 * HOUR, live_until=NOON + 6 * HOUR, first_published=NOON)
    with pytest.raises(IntegrityError, match="legal hold"), transaction.atomic():
        freeze([story])
    with pytest.raises(IntegrityError, match="legal hold"), transaction.atomic():
        Version.objects.filter(pk=due.pk).update(live_from=NOON + 8 * HOUR)
    Version.objects.filter(pk=due.pk).update(live_from=due.live_from, headline=due.headline)
