"""Whose turn it is: the verbs that pass a story on."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from articles import publishing
from articles.deleting import bring_back, delete_story
from articles.holding import Refused
from articles.models import Article, Author, Handover, Move, Revision, Stage
from articles.restoring import restore_revision
from articles.reviewing import give_back, hand_over, mark_ready, take, take_back
from tests.articles.makers import edit, make_article, make_author
from tests.conftest import person

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story(ana: User, clock: Any) -> Article:
    """A draft that Ana began."""
    return make_article("Harbour opens", created_by=ana)


@pytest.fixture
def mila(db: None) -> User:
    """Mila, another desk editor."""
    return person("Mila", "Desk editor")


def how(article: Article) -> tuple[str, User | None, dt.datetime | None]:
    fresh = Article.objects.get(pk=article.pk)
    return fresh.stage, fresh.assigned_to, fresh.stage_since


def moves(article: Article) -> list[str]:
    return [row.move for row in article.handovers.order_by("pk")]


def test_a_story_goes_from_its_reporter_to_an_editor_and_back_and_out(
    story: Article, ana: User, ben: User, clock: Any
) -> None:
    row = hand_over(story, by=ana, to=ben, note=" check the figures ")
    assert (row.from_person, row.to_person, row.stage, row.note) == (ana, ben, Stage.REVIEW, "check the figures")
    assert (row.at, row.by, row.revision) == (NOON, ana, 1)
    assert how(story) == (Stage.REVIEW, ben, NOON)
    clock.shift(MINUTE)
    give_back(story, "Who says so?", by=ben)
    assert how(story) == (Stage.DRAFT, ana, NOON + MINUTE)
    clock.shift(MINUTE)
    hand_over(story, by=ana)
    assert how(story) == (Stage.REVIEW, None, NOON + 2 * MINUTE)
    clock.shift(MINUTE)
    take(story, by=ben)
    assert how(story) == (Stage.REVIEW, ben, NOON + 2 * MINUTE), "it waits since it was handed over"
    mark_ready(story, by=ben)
    assert how(story) == (Stage.READY, None, NOON + 3 * MINUTE)
    publishing.publish(story, by=ben)
    assert how(story) == (Stage.DRAFT, None, None)
    assert moves(story) == ["hand_over", "give_back", "hand_over", "take", "ready", "published"]


def test_nothing_else_is_saved(story: Article, ana: User, ben: User) -> None:
    before = Article.objects.values().get(pk=story.pk)
    stale = Article.objects.get(pk=story.pk)
    edit(story, headline="Harbour opens at last")
    hand_over(stale, by=ana)
    take(stale, by=ben)
    after = Article.objects.values().get(pk=story.pk)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"headline", "digest", "revision_number", "stage", "assigned_to_id", "stage_since"}
    assert after["headline"] == "Harbour opens at last"
    assert Revision.objects.filter(article=story).count() == 2


class TestWhoMay:
    def test_a_reporter_hands_over_only_what_is_theirs(self, story: Article) -> None:
        rita = person("Rita", "Reporter")
        with pytest.raises(PermissionDenied):
            hand_over(story, by=rita)
        assert how(story) == (Stage.DRAFT, None, None)

    def test_who_is_credited_may_hand_over(self, clock: Any) -> None:
        rita = person("Rita", "Reporter")
        article = make_article("By Rita", byline="Rita Hale")
        Author.objects.filter(pk=make_author("Rita Hale").pk).update(user=rita)
        hand_over(article, by=rita)
        assert how(article)[0] == Stage.REVIEW

    def test_who_was_given_a_story_may_hand_it_over_again(self, story: Article, ben: User) -> None:
        rita = person("Rita", "Reporter")
        Article.objects.filter(pk=story.pk).update(assigned_to=rita)
        hand_over(story, by=rita, to=ben)
        assert how(story)[1] == ben

    @pytest.mark.parametrize("act", [take, mark_ready])
    def test_a_reporter_takes_and_clears_nothing(self, story: Article, ana: User, act: Any) -> None:
        hand_over(story, by=ana)
        with pytest.raises(PermissionDenied):
            act(story, by=ana)

    def test_a_reporter_gives_nothing_back(self, story: Article, ana: User) -> None:
        hand_over(story, by=ana)
        with pytest.raises(PermissionDenied):
            give_back(story, "No.", by=ana)

    def test_a_photo_editor_passes_on_nothing_of_others(self, story: Article, pia: User) -> None:
        for act in (hand_over, take, mark_ready, take_back):
            with pytest.raises(PermissionDenied):
                act(story, by=pia)

    def test_who_may_not_change_stories_hands_nothing_over(self, story: Article, ana: User) -> None:
        ana.groups.clear()
        ana.user_permissions.set(Permission.objects.filter(codename="view_article"))
        with pytest.raises(PermissionDenied):
            hand_over(story, by=User.objects.get(pk=ana.pk))

    @pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
    def test_a_story_is_not_handed_to_who_cannot_come_in(
        self, story: Article, ana: User, ben: User, change: dict[str, bool]
    ) -> None:
        User.objects.filter(pk=ben.pk).update(**change)
        with pytest.raises(Refused, match="Ben cannot publish stories"):
            hand_over(story, by=ana, to=User.objects.get(pk=ben.pk))

    def test_a_story_is_not_handed_to_another_reporter_nor_to_oneself(
        self, story: Article, ana: User, ben: User
    ) -> None:
        with pytest.raises(Refused, match="Rita cannot publish stories"):
            hand_over(story, by=ana, to=person("Rita", "Reporter"))
        with pytest.raises(Refused, match="That is you"):
            hand_over(story, by=ben, to=ben)


class TestRefusals:
    def test_what_nobody_handed_over_is_not_taken_nor_returned(self, story: Article, ben: User) -> None:
        for act in (lambda: take(story, by=ben), lambda: give_back(story, "No.", by=ben)):
            with pytest.raises(Refused, match="Nobody has handed it over yet"):
                act()

    def test_a_return_needs_a_note(self, story: Article, ana: User, ben: User) -> None:
        hand_over(story, by=ana)
        with pytest.raises(Refused) as refusal:
            give_back(story, "  ", by=ben)
        assert refusal.value.findings[0].field == "note"
        with pytest.raises(IntegrityError), transaction.atomic():
            Handover.objects.create(article=story, move=Move.GIVE_BACK, stage=Stage.DRAFT, revision=1)

    def test_a_note_has_an_end(self, story: Article, ana: User) -> None:
        hand_over(story, by=ana, note="x" * 1000)
        take_back(story, by=ana)
        with pytest.raises(Refused, match="At most 1000 characters fit; this has 1001"):
            hand_over(story, by=ana, note="x" * 1001)

    def test_a_reporter_takes_back_until_an_editor_has_it(self, story: Article, ana: User, ben: User) -> None:
        hand_over(story, by=ana, to=ben)
        take_back(story, by=ana)
        assert how(story)[:2] == (Stage.DRAFT, ana)
        hand_over(story, by=ana)
        take(story, by=ben)
        with pytest.raises(Refused, match="An editor has it in hand"):
            take_back(story, by=ana)

    def test_a_reporter_does_not_hand_over_twice(self, story: Article, ana: User, ben: User) -> None:
        hand_over(story, by=ana)
        with pytest.raises(Refused, match="It is with the desk already"):
            hand_over(story, by=ana, to=ben)

    def test_an_editor_passes_on_again(self, story: Article, ana: User, ben: User, mila: User) -> None:
        hand_over(story, by=ana, to=ben)
        hand_over(story, by=ben, to=mila, note="You know the port.")
        assert how(story)[:2] == (Stage.REVIEW, mila)

    def test_a_colleague_s_story_can_be_taken_but_not_unknowingly(
        self, story: Article, ana: User, ben: User, mila: User
    ) -> None:
        handed = hand_over(story, by=ana)
        take(story, by=ben, seen=handed.pk)
        with pytest.raises(Refused, match="Ben took it meanwhile"):
            take(story, by=mila, seen=handed.pk)
        assert how(story)[1] == ben
        take(story, by=mila)
        assert how(story)[1] == mila

    def test_a_deleted_story_is_not_passed_on(self, story: Article, ana: User) -> None:
        delete_story(story, ana)
        with pytest.raises(Refused, match="deleted"):
            hand_over(story, by=ana)


class TestOtherActs:
    def test_changes_to_a_live_story_go_the_same_way(self, story: Article, ana: User, ben: User, clock: Any) -> None:
        publishing.publish(story, by=ben)
        clock.shift(MINUTE)
        edit(story, headline="Harbour closes")
        hand_over(story, by=ana)
        mark_ready(story, by=ben)
        assert story.versions.live().get().headline == "Harbour opens", "a stage shows readers nothing"
        publishing.update(story, by=ben)
        assert how(story) == (Stage.DRAFT, None, None)

    def test_scheduling_closes_it_too(self, story: Article, ana: User, ben: User) -> None:
        hand_over(story, by=ana)
        publishing.schedule(story, NOON + MINUTE, by=ben)
        assert how(story) == (Stage.DRAFT, None, None)

    def test_a_refused_publication_leaves_it_where_it_is(self, ana: User, ben: User, clock: Any) -> None:
        story = make_article(section=None, created_by=ana)
        hand_over(story, by=ana, to=ben)
        with pytest.raises(Refused):
            publishing.publish(story, by=ben)
        assert how(story)[:2] == (Stage.REVIEW, ben)

    def test_publishing_what_nobody_handed_over_writes_no_row(self, story: Article, ben: User) -> None:
        publishing.publish(story, by=ben)
        assert not story.handovers.exists()

    def test_a_story_comes_back_as_it_was(self, story: Article, ana: User, ben: User) -> None:
        hand_over(story, by=ana, to=ben)
        delete_story(story, ben)
        assert not Article.objects.in_stage(Stage.REVIEW).exists()
        bring_back(story, ben)
        assert how(story) == (Stage.REVIEW, ben, NOON)

    def test_restoring_an_earlier_text_passes_nothing_on(self, story: Article, ana: User, ben: User) -> None:
        hand_over(story, by=ana, to=ben)
        edit(story, headline="Other")
        restore_revision(story.revisions.get(number=1), by=ben)
        assert how(story)[:2] == (Stage.REVIEW, ben)

    def test_who_leaves_the_newsroom_leaves_the_story_to_the_desk(self, story: Article, ana: User, ben: User) -> None:
        hand_over(story, by=ana, to=ben)
        ben.delete()
        assert how(story)[:2] == (Stage.REVIEW, None)
        assert story.handovers.get().to_person is None

    def test_an_author_who_left_is_given_nothing_back(self, story: Article, ana: User, ben: User) -> None:
        hand_over(story, by=ana)
        ana.delete()
        give_back(story, "Whose is this?", by=ben)
        assert how(story)[:2] == (Stage.DRAFT, None)


class TestTheDatabase:
    def test_a_handover_is_never_changed(self, story: Article, ana: User) -> None:
        row = hand_over(story, by=ana)
        row.note = "Something else"
        with pytest.raises(TypeError):
            row.save()

    @pytest.mark.parametrize("values", [{"stage": "done"}, {"stage": "review", "stage_since": None}])
    def test_no_stage_is_written_that_there_is_not(self, story: Article, values: dict[str, Any]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=story.pk).update(**values)

    def test_what_waits_longest_is_found_by_an_index(self, story: Article) -> None:
        waiting = Article.objects.in_stage(Stage.REVIEW).longest_waiting_first()[:13]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # which reads a small table from end to end, whatever there is
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.execute("SET LOCAL enable_bitmapscan = off")
            plan = waiting.explain()
        assert "article_by_stage" in plan
        assert "TEMP B-TREE" not in plan, "and in its order"
        assert "Sort" not in plan
