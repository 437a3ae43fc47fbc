"""Killing a story or a photo and bringing it back: what the acts do, and what they refuse."""

from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from articles import publishing
from articles.holding import Refused
from articles.killing import kill_photo, kill_story, revive_photo, revive_story
from articles.legal import lift_hold, put_on_hold
from articles.models import Article, Kill, Record, State, Version
from media.intake import add_photo
from media.models import Photo
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import HOUR, NOON
from tests.media.makers import make_jpeg, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Any:
    """The newsroom's clock, standing at noon."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story(clock: Any) -> Article:
    """A story that was updated after an hour and is to be again at nine in the evening."""
    article = make_article()
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, headline="Harbour open")
    publishing.update(article, by=None)
    clock.shift(HOUR)
    edit(article, headline="Harbour to close")
    publishing.schedule(article, NOON + 9 * HOUR, by=None)
    return article


def windows(article: Article) -> list[tuple[Any, ...]]:
    """Return a story's versions with what readers see of them."""
    return list(article.versions.order_by("live_from").values_list("pk", "number", "live_from", "live_until", "end"))


def passing() -> int:
    """Return how many versions pass any of the gates, now or at any other instant."""
    gates = [Version.objects.seen, Version.objects.upcoming, Version.objects.live, Version.objects.to_be_withdrawn]
    instants = [NOON - HOUR, NOON, NOON + HOUR, None, NOON + 9 * HOUR, NOON + 100 * HOUR]
    return sum(gate(at).count() for gate in gates for at in instants)


def test_nothing_of_a_killed_story_passes_any_gate_at_any_instant(story: Article) -> None:
    killed = kill_story(story, by=None, reason="A court order.", note="We have taken this down.")
    assert passing() == 0
    assert Version.objects.killed().count() == 3
    for version in story.versions.all():
        assert not version.is_seen(NOON + 100 * HOUR)
        assert not version.is_live()
        assert version.to_be_withdrawn() is None
    assert (killed.reason, killed.note) == ("A court order.", "We have taken this down.")
    assert list(Article.objects.in_state(State.KILLED)) == [story]
    for state in set(State) - {State.KILLED}:
        assert not Article.objects.in_state(state).exists(), state


def test_bringing_it_back_is_exact(story: Article, clock: Any) -> None:
    before = windows(story)
    kill_story(story, by=None, reason="Wrong person named.")
    clock.shift(HOUR)
    assert revive_story(story, by=None) == []
    assert windows(story) == before
    assert Version.objects.live().get().headline == "Harbour open"
    assert Version.objects.upcoming().get().headline == "Harbour to close"
    assert not Kill.objects.in_force().exists()


def test_what_was_due_meanwhile_does_not_go_out(story: Article, clock: Any) -> None:
    kill_story(story, by=None, reason="Wrong person named.")
    clock.move_to(NOON + 9 * HOUR)
    missed = revive_story(story, by=None)
    assert [version.headline for version in missed] == ["Harbour to close"]
    live = Version.objects.live().get()
    assert (live.headline, live.live_until, live.end) == ("Harbour open", None, "")
    assert story.versions.count() == 2


def test_a_withdrawal_that_was_due_meanwhile_holds(clock: Any) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    publishing.withdraw(article, by=None, at=NOON + 2 * HOUR)
    clock.shift(HOUR)
    kill_story(article, by=None, reason="Wrong.")
    clock.shift(2 * HOUR)
    assert revive_story(article, by=None) == []
    assert not Version.objects.live().exists()
    assert Article.objects.in_state(State.WITHDRAWN).exists()


def test_a_story_that_was_only_scheduled_is_a_draft_again(clock: Any) -> None:
    article = make_article()
    publishing.schedule(article, NOON + HOUR, by=None)
    kill_story(article, by=None, reason="Wrong.")
    clock.shift(HOUR)
    assert passing() == 0
    assert len(revive_story(article, by=None)) == 1
    assert Article.objects.in_state(State.DRAFT).exists()


@pytest.mark.parametrize("act", ["publish", "update", "correct", "schedule", "withdraw", "restore", "unschedule"])
def test_no_other_act_reaches_a_killed_story(story: Article, act: str) -> None:
    kill_story(story, by=None, reason="Wrong.")
    before = windows(story)
    first, *_, last = story.versions.order_by("live_from")
    acts = {
        "correct": lambda: publishing.correct(story, "Note.", by=None),
        "schedule": lambda: publishing.schedule(story, NOON + 20 * HOUR, by=None),
        "restore": lambda: publishing.restore(first, by=None),
        "unschedule": lambda: publishing.unschedule(last, by=None),
    }
    with pytest.raises(Refused, match="killed"):
        acts.get(act, lambda: getattr(publishing, act)(story, by=None))()
    assert windows(story) == before


def test_a_story_on_legal_hold_does_not_come_back(story: Article) -> None:
    kill_story(story, by=None, reason="Wrong.")
    put_on_hold(story, "Injunction.", by=None)
    with pytest.raises(Refused, match="legal hold: Injunction"):
        revive_story(story, by=None)
    lift_hold(story, by=None)
    revive_story(story, by=None)
    assert Version.objects.live().exists()


def test_what_is_refused(story: Article) -> None:
    with pytest.raises(Refused, match="Say why"):
        kill_story(story, by=None, reason="  ")
    with pytest.raises(Refused, match="not killed"):
        revive_story(story, by=None)
    with pytest.raises(Refused, match="deleted, not killed"):
        kill_story(make_article("A draft"), by=None, reason="Wrong.")
    kill_story(story, by=None, reason="Wrong.")
    with pytest.raises(Refused, match="already"):
        kill_story(story, by=None, reason="Wrong.")
    assert Kill.objects.count() == 1


def test_it_takes_the_permission(story: Article, ana: User, ben: User, pia: User) -> None:
    photo = make_photo()
    for somebody in (ana, pia):
        with pytest.raises(PermissionDenied):
            kill_story(story, by=somebody, reason="Wrong.")
    with pytest.raises(PermissionDenied):
        kill_photo(photo, by=ana, reason="Wrong.")
    kill_story(story, by=ben, reason="Wrong.")
    kill_photo(photo, by=pia, reason="Wrong.")
    with pytest.raises(PermissionDenied):
        revive_story(story, by=ana)
    with pytest.raises(PermissionDenied):
        revive_photo(photo, by=ana)
    assert (Kill.objects.get().by, Photo.objects.get().killed_by) == (ben, pia)


def test_the_database_holds_what_must_be(story: Article) -> None:
    kill_story(story, by=None, reason="Wrong.")
    photo = make_photo()
    for write in (
        lambda: Kill.objects.create(article=story, reason="Twice."),
        lambda: Kill.objects.create(article=make_article("Other"), reason=""),
        lambda: Photo.objects.filter(pk=photo.pk).update(killed_at=NOON),
        lambda: Photo.objects.filter(pk=photo.pk).update(kill_reason="But not killed."),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_killed_photo_keeps_all_it_had(clock: Any) -> None:
    photo = make_photo(caption="Boats")
    kill_photo(photo, by=None, reason="The family asked.")
    assert (photo.killed_at, photo.kill_reason) == (NOON, "The family asked.")
    assert not Photo.objects.not_killed().exists()
    with pytest.raises(Refused, match="already"):
        kill_photo(photo, by=None, reason="Twice.")
    revive_photo(photo, by=None)
    assert (photo.killed_at, photo.kill_reason, photo.caption) == (None, "", "Boats")
    with pytest.raises(Refused, match="not killed"):
        revive_photo(photo, by=None)


def test_a_story_cannot_go_live_with_a_killed_photo(clock: Any) -> None:
    lead, inside = make_photo(), make_photo()
    body = f'<p>Text.</p><figure data-photo="{inside.pk}"><figcaption></figcaption></figure>'
    article = make_article(lead_photo=lead, body=body)
    for photo in (lead, inside):
        kill_photo(photo, by=None, reason="Wrong.")
        with pytest.raises(Refused, match=r"is killed: readers may not see it\. Choose another\."):
            publishing.publish(article, by=None)
        revive_photo(photo, by=None)
    publishing.publish(article, by=None)


def test_the_same_bytes_do_not_come_in_again() -> None:
    file = make_jpeg()
    kill_photo(add_photo(ContentFile(file, name="a.jpg")), by=None, reason="Stolen.")
    with pytest.raises(ValidationError, match="was killed: Stolen"):
        add_photo(ContentFile(file, name="b.jpg"))


def test_each_act_is_on_record(story: Article, ben: User) -> None:
    photo = make_photo(title="Quay")
    kill_story(story, by=ben, reason="A court order.")
    revive_story(story, by=ben)
    kill_photo(photo, by=ben, reason="Stolen.")
    revive_photo(photo, by=ben)
    told = [(entry.act, entry.reason, entry.name) for entry in Record.objects.order_by("pk") if entry.who == ben.pk]
    assert told == [
        ("killed", "A court order.", "Ben"),
        ("revived", "", "Ben"),
        ("killed", "Stolen.", "Ben"),
        ("revived", "", "Ben"),
    ]
    killed = Record.objects.about(story).get(act="killed")
    assert (killed.before["Readers see"], killed.after) == ("version 2, “Harbour open”", {"Readers see": "nothing"})
    assert Record.objects.about(story).get(act="revived").after == killed.before
