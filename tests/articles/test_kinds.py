"""Why a version exists: what each kind needs, and what a retraction does."""

from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles import publishing
from articles.emptying import take_text_away
from articles.models import Act, Article, Kind, Record, Revision, Version
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import HOUR, NOON
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


@pytest.fixture
def clock() -> Any:
    """The newsroom's clock, standing at noon."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def live(clock: Any) -> Article:
    """A story that readers have seen for an hour."""
    article = make_article("Harbour opens at 12")
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    return article


def test_a_minor_edit_that_says_something_else_is_refused_until_somebody_is_sure(live: Article) -> None:
    edit(live, headline="Harbour opens at 13")
    with pytest.raises(publishing.Refused) as refusal:
        publishing.update(live, by=None, kind=Kind.MINOR)
    assert [(one.field, one.message) for one in refusal.value.findings] == [
        (publishing.MINOR_ASKED, "This changes what the story says: headline: “12” became “13”.")
    ]
    assert publishing.update(live, by=None, kind=Kind.MINOR, sure=True).kind == Kind.MINOR


def test_a_typo_is_not_asked_about_and_has_no_note(live: Article) -> None:
    edit(live, headline="Harbor opens at 12")
    version = publishing.update(live, by=None, kind=Kind.MINOR, note="Nobody reads this.")
    assert (version.kind, version.note) == (Kind.MINOR, "")


@pytest.mark.parametrize("kind", [Kind.CORRECTION, Kind.CLARIFICATION, Kind.RETRACTION])
def test_each_kind_of_correction_says_what_was_wrong(kind: str, live: Article) -> None:
    with pytest.raises(publishing.Refused, match="Say what was wrong"):
        publishing.correct(live, " ", by=None, kind=kind)
    assert publishing.correct(live, "It was one.", by=None, kind=kind).is_correction


@pytest.mark.parametrize(
    "values", [{"kind": Kind.CORRECTION, "note": ""}, {"kind": Kind.MINOR, "note": "New."}, {"kind": Kind.RETRACTION}]
)
def test_the_database_holds_the_same_rules(values: dict[str, str], live: Article) -> None:
    wrong = live.versions.get()
    wrong.pk, wrong.live_from, wrong.note = None, NOON + 9 * HOUR, "A note."
    wrong._state.adding = True
    live.versions.update(live_until=NOON + 9 * HOUR, end=Version.End.REPLACED)
    for name, value in values.items():
        setattr(wrong, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


class TestRetracting:
    def test_it_marks_the_story_and_what_follows(self, live: Article, clock: Any) -> None:
        assert publishing.correct(live, "It never opened.", by=None, kind=Kind.RETRACTION).retracted
        clock.shift(HOUR)
        publishing.withdraw(live, by=None)
        clock.shift(HOUR)
        assert publishing.publish(live, by=None).retracted, "withdrawn and shown again"
        clock.shift(HOUR)
        assert not publishing.restore(live.versions.get(number=1), by=None).retracted

    def test_what_was_scheduled_is_called_off(self, live: Article) -> None:
        for hours in (3, 5):
            publishing.schedule(edit(live, headline=f"Harbour opens at {hours}"), NOON + hours * HOUR, by=None)
        publishing.withdraw(live, by=None, at=NOON + 9 * HOUR)
        publishing.correct(live, "It never opened.", by=None, kind=Kind.RETRACTION)
        assert [version.kind for version in live.versions.order_by("live_from")] == [Kind.FIRST, Kind.RETRACTION]
        assert Version.objects.live(NOON + 9 * HOUR - publishing.TICK).get().retracted
        assert not Version.objects.live(NOON + 9 * HOUR).exists(), "the withdrawal to come stays"

    def test_it_is_on_record_with_its_note(self, live: Article, ben: Any) -> None:
        publishing.correct(live, "It never opened.", by=ben, kind=Kind.RETRACTION)
        entry = Record.objects.about(live).newest_first()[0]
        assert (entry.act, entry.who, entry.reason) == (Act.CORRECTED, ben.pk, "It never opened.")

    def test_it_takes_the_permission_to_withdraw(self, live: Article, ana: Any) -> None:
        ana.user_permissions.add(Permission.objects.get(codename="correct_article"))
        assert publishing.correct(live, "It was one.", by=ana).kind == Kind.CORRECTION
        with pytest.raises(PermissionDenied):
            publishing.correct(live, "It never opened.", by=ana, kind=Kind.RETRACTION)

    def test_the_text_can_be_taken_away(self, clock: Any) -> None:
        article = make_article("Le port ouvre", standfirst="Enfin.", language="fr", lead_photo=make_photo())
        publishing.publish(article, by=None)
        clock.shift(HOUR)
        take_text_away(article, by=None)
        version = publishing.correct(article, "Rien n’est vrai.", by=None, kind=Kind.RETRACTION)
        assert version.headline == "Le port ouvre"
        assert version.body == "<p>Le texte de cet article a été retiré lors de sa rétractation.</p>"
        assert (version.standfirst, version.lead_photo) == ("", None)
        assert Revision.objects.get(article=article, number=1).content["standfirst"] == "Enfin."
