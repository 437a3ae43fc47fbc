"""Preview links: made, revoked, expired to the second, and shut by what takes a story away."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles import publishing
from articles.deleting import bring_back, delete_story
from articles.holding import Refused
from articles.killing import kill_story, revive_story
from articles.legal import lift_hold, put_on_hold
from articles.models import Act, Article, PreviewLink, Record
from articles.previewing import LONGEST, MOST, content_of, link_of, make_link, revoke_link, token_of
from articles.redacting import redact
from articles.thinning import thin_story
from tests.articles.makers import edit, make_article

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SECOND, HOUR, DAY = (dt.timedelta(**{unit: 1}) for unit in ("seconds", "hours", "days"))

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


@pytest.fixture(autouse=True)
def clock() -> Any:
    """The newsroom's clock, standing at noon."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story() -> Article:
    return make_article("Harbour opens")


def make(story: Article, by: Any = None, **values: Any) -> PreviewLink:
    return make_link(story, by=by, **{"until": NOON + DAY, "frozen": False, **values})


def opens(link: PreviewLink) -> bool:
    return link_of(token_of(link)) is not None


class TestTime:
    def test_it_opens_until_the_second_at_which_it_expires(self, story: Article, clock: Any) -> None:
        link = make(story)
        clock.move_to(NOON + DAY - SECOND)
        assert opens(link)
        clock.move_to(NOON + DAY)
        assert not opens(link)

    @pytest.mark.parametrize("until", [NOON - SECOND, NOON, NOON + LONGEST + SECOND])
    def test_not_for_a_time_that_has_passed_or_for_ever(self, story: Article, until: dt.datetime) -> None:
        with pytest.raises(Refused) as refused:
            make(story, until=until)
        assert [finding.field for finding in refused.value.findings] == ["at"]

    def test_ninety_days_at_most(self, story: Article) -> None:
        assert opens(make(story, until=NOON + LONGEST))

    def test_the_database_takes_none_that_never_opened(self, story: Article) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            PreviewLink.objects.create(article=story, expires_at=NOON)
        with pytest.raises(IntegrityError), transaction.atomic():
            PreviewLink.objects.create(article=story, expires_at=NOON + DAY, opened=1)


class TestTokens:
    def test_each_is_another_and_the_database_has_none(self, story: Article) -> None:
        first, second = make(story), make(story)
        assert token_of(first) == token_of(first) != token_of(second)
        stored = [str(value) for value in PreviewLink.objects.values_list().get(pk=first.pk)]
        assert not any(token_of(first) in value or value in {token_of(first)} for value in stored)
        assert len(token_of(first)) > 60

    def test_a_token_that_is_not_ours_costs_no_query(self, story: Article, django_assert_num_queries: Any) -> None:
        link = make(story)
        token = token_of(link)
        hostile = [
            "", ".", link.key, f"{link.key}.", f"{link.key}.x", token[:-1], f"{token}x", token.swapcase(), "\0",
            "../..", "' OR 1=1 --", "x" * 10_000, f"x{token}", token.replace(".", ":"), "é.é",
        ]  # fmt: skip
        with django_assert_num_queries(0):
            assert [one for one in hostile if link_of(one)] == []

    def test_another_secret_key_opens_nothing(self, story: Article, settings: Any) -> None:
        token = token_of(make(story))
        old = settings.SECRET_KEY
        settings.SECRET_KEY = "another-secret-key-that-is-long-enough-for-anybody"
        assert link_of(token) is None
        settings.SECRET_KEY_FALLBACKS = [old]
        assert link_of(token) is not None


class TestRevoking:
    def test_one_is_revoked_and_others_stay(self, story: Article, ben: User) -> None:
        link, other = make(story, ben, note="Ms Ferrowe"), make(story)
        revoke_link(link, by=ben)
        assert (opens(link), opens(other)) == (False, True)
        made, revoked = (
            Record.objects.filter(act=act).last() for act in (Act.PREVIEW_LINK_MADE, Act.PREVIEW_LINK_REVOKED)
        )
        assert (revoked.name, revoked.title) == ("Ben", "Harbour opens")
        first = Record.objects.filter(act=Act.PREVIEW_LINK_MADE).order_by("pk").first()
        assert first.after == revoked.before
        assert first.after["For"] == "Ms Ferrowe"
        assert "For" not in made.after
        assert token_of(link) not in str(Record.objects.values_list())

    def test_twice_is_once(self, story: Article, ben: User) -> None:
        link = make(story)
        revoke_link(link, by=ben)
        revoke_link(link, by=ben)
        assert Record.objects.filter(act=Act.PREVIEW_LINK_REVOKED).count() == 1

    def test_who_may_not_change_stories_does_neither(self, story: Article) -> None:
        viewer = User.objects.create_user("kit", is_staff=True)
        viewer.user_permissions.add(Permission.objects.get(codename="view_article"))
        with pytest.raises(PermissionDenied):
            make(story, viewer)
        link = make(story)
        with pytest.raises(PermissionDenied):
            revoke_link(link, by=viewer)
        assert opens(link)

    def test_so_many_and_no_more(self, story: Article) -> None:
        links = [make(story) for _ in range(MOST)]
        with pytest.raises(Refused, match="Revoke one"):
            make(story)
        revoke_link(links[0], by=None)
        make(story)


class TestStoriesThatMayNotBeShown:
    def test_deleted_and_brought_back(self, story: Article) -> None:
        link = make(story)
        delete_story(story, None)
        assert not opens(link)
        bring_back(story, None)
        assert opens(link)

    def test_killed_and_revived(self, story: Article, clock: Any) -> None:
        publishing.publish(story, by=None)
        link = make(story)
        kill_story(story, by=None, reason="The family asked.")
        assert not opens(link)
        with pytest.raises(Refused, match="killed"):
            make(story)
        clock.shift(1)
        revive_story(story, by=None)
        assert opens(link)

    def test_a_legal_removal_shuts_what_was_made_before_it(self, story: Article, clock: Any) -> None:
        publishing.publish(story, by=None)
        link = make(story)
        clock.shift(1)
        publishing.withdraw(story, by=None, at=NOON + HOUR, legal=True)
        assert opens(link)
        clock.move_to(NOON + HOUR)
        assert not opens(link)
        clock.shift(1)
        assert opens(make(story)), "for the lawyer"

    def test_a_withdrawal_does_not(self, story: Article, clock: Any) -> None:
        publishing.publish(story, by=None)
        link = make(story)
        clock.shift(1)
        publishing.withdraw(story, by=None)
        assert opens(link)

    def test_a_legal_hold_revokes_and_only_who_may_lift_it_makes_others(
        self, story: Article, ana: User, ben: User
    ) -> None:
        link = make(story, ana)
        put_on_hold(story, "A letter from their lawyers", by=ben)
        assert not opens(link)
        with pytest.raises(Refused, match="legal hold"):
            make(story, ana)
        for_the_lawyer = make(story, ben)
        assert opens(for_the_lawyer)
        lift_hold(story, by=ben)
        assert not opens(link), "nothing comes back by itself"
        assert opens(for_the_lawyer)

    def test_redacting_revokes_and_takes_the_words_from_notes(self, story: Article, ada: User) -> None:
        link = make(story, note="For Tomas Ferrowe")
        edit(story, body="<p>Tomas Ferrowe said so.</p>")
        redact(story, ["Tomas Ferrowe"], by=ada, reason="A court")
        link.refresh_from_db()
        assert not opens(link)
        assert "Ferrowe" not in link.note
        entry = Record.objects.get(act=Act.REDACTED)
        assert entry.after["Preview links revoked"] == ["1"]


class TestRevisions:
    def test_it_is_of_the_desk_copy_as_it_is_now(self, story: Article) -> None:
        link = make(story, frozen=True)
        edit(story, headline="Harbour closes")
        assert link.revision == 1
        assert content_of(link_of(token_of(link))).headline == "Harbour opens"

    def test_a_revision_is_not_thinned_while_a_link_shows_it(self, story: Article, clock: Any) -> None:
        edit(story, headline="Two")
        clock.shift(1)
        link = make(story, frozen=True, until=NOON + 60 * DAY)
        edit(story, headline="Three")
        clock.move_to(NOON + 59 * DAY)
        thin_story(story.pk)
        assert opens(link)
        clock.move_to(NOON + 60 * DAY)
        assert thin_story(story.pk) == 1
