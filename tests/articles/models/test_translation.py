"""Translations in the database: what it refuses, whoever writes, and when a translation is behind its original."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from articles import publishing
from articles.killing import kill_story
from articles.models import Article, Kind, TranslationGroup
from tests.articles.makers import edit, make_article

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
MINUTE, SECOND = dt.timedelta(minutes=1), dt.timedelta(seconds=1)


@pytest.fixture
def clock(time_machine: Any) -> Any:
    time_machine.move_to(NOON, tick=False)
    return time_machine


def refused(article: Article, **values: Any) -> bool:
    try:
        with transaction.atomic():
            Article.every_row.filter(pk=article.pk).update(**values)
    except IntegrityError:
        return True
    return False


def test_a_group_has_a_language_once_and_one_original() -> None:
    group = TranslationGroup.objects.create()
    make_article("Harbour opens", translations=group, is_original=True)
    french = make_article("Le port ouvre", language="fr", translations=group)
    other = make_article("Un port", language="fr")
    assert refused(other, translations=group)
    assert refused(french, is_original=True)
    assert refused(french, language="en")
    assert not refused(other, translations=group, language="fr-CA")


def test_only_what_is_in_a_group_is_an_original_or_follows_one() -> None:
    alone = make_article("Harbour opens")
    assert refused(alone, is_original=True)
    assert refused(alone, followed_at=NOON)
    group = TranslationGroup.objects.create()
    assert refused(alone, translations=group, is_original=True, followed_at=NOON)
    assert not refused(alone, translations=group, followed_at=NOON)


def test_a_deleted_story_makes_room_in_its_language() -> None:
    group = TranslationGroup.objects.create()
    gone = make_article("Le port ouvre", language="fr", translations=group, deleted_at=NOON)
    make_article("Un port s’ouvre", language="fr", translations=group)
    assert refused(gone, deleted_at=None)


def test_a_group_with_stories_cannot_be_deleted() -> None:
    group = TranslationGroup.objects.create()
    make_article(translations=group)
    with pytest.raises(ProtectedError):
        group.delete()


def linked() -> tuple[Article, Article]:
    """An original that is live, and its translation, a draft that was begun now."""
    group = TranslationGroup.objects.create()
    original = make_article("Harbour opens", translations=group, is_original=True)
    french = make_article("Le port ouvre", language="fr", translations=group, followed_at=NOON)
    publishing.publish(original, by=None)
    return original, french


def behind(at: dt.datetime | None = None) -> list[Article]:
    return list(Article.objects.behind_original(at))


def test_a_draft_is_behind_once_its_original_has_changed(clock: Any) -> None:
    original, french = linked()
    assert behind() == []
    clock.move_to(NOON + MINUTE, tick=False)
    edit(original, headline="Harbour opens late")
    publishing.update(original, by=None)
    assert behind() == [french]
    assert (behind(NOON + MINUTE - SECOND), behind(NOON + MINUTE)) == ([], [french])
    publishing.publish(french, by=None)
    assert behind() == []


def test_a_minor_edit_is_no_news_and_takes_none_in(clock: Any) -> None:
    original, french = linked()
    publishing.publish(french, by=None)
    clock.move_to(NOON + MINUTE, tick=False)
    edit(original, headline="Harbor opens")
    publishing.update(original, by=None, kind=Kind.MINOR)
    assert behind() == []
    clock.move_to(NOON + MINUTE + SECOND, tick=False)
    edit(original, headline="Harbour closes")
    publishing.correct(original, by=None, note="It closed.")
    assert behind() == [french]
    clock.move_to(NOON + 2 * MINUTE, tick=False)
    edit(french, headline="Le port s’ouvre")
    publishing.update(french, by=None, kind=Kind.MINOR)
    assert behind() == [french]


def test_what_was_made_before_it_is_shown_knows_nothing_of_the_time_between(clock: Any) -> None:
    original, french = linked()
    publishing.schedule(french, NOON + 10 * MINUTE, by=None)
    clock.move_to(NOON + MINUTE, tick=False)
    edit(original, headline="Harbour closes")
    publishing.correct(original, by=None, note="It closed.")
    clock.move_to(NOON + 11 * MINUTE, tick=False)
    assert behind() == [french]


def test_a_scheduled_update_of_the_original_is_news_at_its_second(clock: Any) -> None:
    original, french = linked()
    clock.move_to(NOON + SECOND, tick=False)
    publishing.publish(french, by=None)
    edit(original, headline="Harbour closes")
    publishing.schedule(original, NOON + MINUTE, by=None)
    assert behind(NOON + MINUTE - SECOND) == []
    assert behind(NOON + MINUTE) == [french]


def test_an_original_that_readers_see_no_more_is_news_until_the_translation_is_withdrawn_too(clock: Any) -> None:
    original, french = linked()
    publishing.publish(french, by=None)
    clock.move_to(NOON + MINUTE, tick=False)
    publishing.withdraw(original, by=None)
    assert (behind(NOON + MINUTE - SECOND), behind(NOON + MINUTE)) == ([], [french])
    clock.move_to(NOON + 2 * MINUTE, tick=False)
    publishing.withdraw(french, by=None)
    assert behind() == []


def test_an_original_that_was_killed_is_news(clock: Any) -> None:
    original, french = linked()
    publishing.publish(french, by=None)
    clock.move_to(NOON + MINUTE, tick=False)
    kill_story(original, by=None, reason="A court's order.")
    assert behind() == [french]
