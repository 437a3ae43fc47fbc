"""Deleting and bringing back without a desk: the shell and the loader obey the same rules."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles import deleting, publishing
from articles.holding import Refused
from articles.models import KEPT_DELETED, Article, Revision
from articles.restoring import restore_revision
from tests.articles.makers import edit, make_article

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR, SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def clock(time_machine: Any) -> Any:
    """The newsroom's clock, standing at noon."""
    time_machine.move_to(NOON, tick=False)
    return time_machine


def test_who_and_when_are_kept_until_it_is_back(ben: User) -> None:
    article = make_article()
    deleting.delete_story(article, ben)
    kept = Article.with_deleted.get()
    assert (kept.deleted_at, kept.deleted_by, kept.kept_until) == (NOON, ben, NOON + KEPT_DELETED)
    assert not Article.objects.exists()
    deleting.bring_back(kept, None)
    back = Article.objects.get()
    assert (back.deleted_at, back.deleted_by, back.kept_until) == (None, None, None)


def test_30_days_to_the_second(clock: Any) -> None:
    article = make_article()
    deleting.delete_story(article, None)
    for wait, there in ((KEPT_DELETED - SECOND, True), (KEPT_DELETED, False), (KEPT_DELETED + SECOND, False)):
        clock.move_to(NOON + wait, tick=False)
        assert Article.with_deleted.exists() is there
        assert Article.with_deleted.deleted().exists() is there
        assert Article.every_row.gone().exists() is not there
    with pytest.raises(Refused, match="it is gone"):
        deleting.bring_back(article, None)


@pytest.mark.parametrize("act", ["publish", "withdraw", "schedule"])
def test_what_readers_saw_or_will_see_is_never_deleted(act: str) -> None:
    article = make_article()
    if act == "schedule":
        publishing.schedule(article, NOON + HOUR, by=None)
    else:
        publishing.publish(article, by=None)
    if act == "withdraw":
        publishing.withdraw(article, by=None)
    with pytest.raises(Refused, match=r"can only be withdrawn|Call that off first"):
        deleting.delete_story(article, None)
    with pytest.raises(ProtectedError):
        article.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(deleted_at=timezone.now())
    assert Article.objects.get().deleted_at is None


def test_nobody_publishes_or_restores_what_is_deleted() -> None:
    article = edit(make_article("One"), headline="Two")
    revision = article.revisions.get(number=1)
    deleting.delete_story(article, None)
    with pytest.raises(Refused, match="Bring it back first"):
        publishing.publish(article, by=None)
    with pytest.raises(Refused, match="Bring it back first"):
        restore_revision(revision, by=None)
    assert Article.with_deleted.get().headline == "Two"
    assert Revision.objects.count() == 2


def test_deleting_twice_and_bringing_back_twice() -> None:
    article = make_article()
    deleting.delete_story(article, None)
    with pytest.raises(Refused, match="This story is deleted"):
        deleting.delete_story(article, None)
    deleting.bring_back(article, None)
    with pytest.raises(Refused, match="not deleted"):
        deleting.bring_back(article, None)


def test_who_may_not_is_refused(pia: User) -> None:
    article = make_article()
    with pytest.raises(PermissionDenied):
        deleting.delete_story(article, pia)
    deleting.delete_story(article, None)
    with pytest.raises(PermissionDenied):
        deleting.bring_back(article, pia)
    assert not Article.objects.exists()


def test_its_address_stays_its_own(clock: Any) -> None:
    article = make_article("Harbour opens")
    deleting.delete_story(article, None)
    assert make_article("Harbour opens").slug == "harbour-opens-2"
    clock.move_to(NOON + KEPT_DELETED, tick=False)
    assert make_article("Harbour opens").slug == "harbour-opens-3"
    deleting.remove_gone()
    assert make_article("Harbour opens").slug == "harbour-opens"


def test_what_is_gone_is_removed_when_another_is_deleted(clock: Any) -> None:
    for number in range(3):
        deleting.delete_story(make_article(f"Story {number}"), None)
        clock.shift(60)
    other, last = make_article("Other"), make_article("Last")
    clock.move_to(NOON + KEPT_DELETED + 60 * SECOND, tick=False)
    deleting.delete_story(other, None)
    assert {article.headline for article in Article.every_row.all()} == {"Story 2", "Other", "Last"}
    assert Revision.objects.count() == 3
    assert Article.objects.get() == last


def test_some_are_removed_the_longest_gone_first(clock: Any) -> None:
    for number in range(3):
        deleting.delete_story(make_article(f"Story {number}"), None)
        clock.shift(60)
    clock.move_to(NOON + 2 * KEPT_DELETED, tick=False)
    assert deleting.remove_gone(at_most=2) == 2
    assert Article.every_row.get().headline == "Story 2"
