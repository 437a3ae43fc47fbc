"""The gate before every act that shows readers something, and going through it against the rules."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles import publishing
from articles.freezing import Frozen
from articles.house_rules import HouseRules, facts_for
from articles.house_rules.weighing import weigh
from articles.models import Agency, Article, Override, Record, Severity, Site, Version
from articles.models.section import the_site
from articles.publishing import Refused
from tests.articles.desk.browsing import HOUR, NOON
from tests.articles.desk.conftest import clock
from tests.articles.makers import TEXT, edit, make_article
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]
__all__ = ["clock"]
DEAD = '<p>See <a href="/tag/nowhere/">this</a>.</p>'


def set_to(**severities: str) -> None:
    the_site()
    weigh(Site.objects.get(), {name.replace("_", "-"): severity for name, severity in severities.items()}, by=None)


def everything(article: Article, by: User) -> list[Any]:
    """Every act that shows readers what is on the desk, or what a version had."""
    return [
        lambda **how: publishing.publish(article, by=by, **how),
        lambda **how: publishing.schedule(article, NOON + 24 * HOUR, by=by, **how),
        lambda **how: publishing.update(article, by=by, **how),
        lambda **how: publishing.correct(article, "It closes.", by=by, **how),
        lambda **how: publishing.restore(article.versions.get(number=1), by=by, **how),
    ]


def test_every_act_passes_the_gate_and_can_be_overridden(ben: User, clock: Any) -> None:
    article = make_article(lead_photo=make_photo())
    publishing.publish(article, by=ben)
    type(article.lead_photo).objects.update(credit="", photographer="")
    clock.shift(HOUR)
    for act in everything(article, ben):
        with pytest.raises(Refused, match="The lead photo has no credit"):
            act()
        with pytest.raises(Refused, match="The lead photo has no credit"):
            act(override="  ")
        clock.shift(HOUR)
        version = act(override=" File photo, credit on its way ")
        assert (version.override.by, version.override.reason) == (ben, "File photo, credit on its way")
        assert [(one.check_name, one.message) for one in version.override.findings.all()] == [
            ("credit", "The lead photo has no credit.")
        ]


def test_an_override_is_on_record(ben: User) -> None:
    article = make_article(byline=None)
    publishing.publish(article, by=ben, override="Written by many")
    entry = Record.objects.get(act="overrode")
    assert (entry.name, entry.title, entry.reason) == ("Ben", "Harbour opens", "Written by many")
    assert entry.after == {"Against": ["Nobody is named in the byline."]}


def test_nobody_overrides_what_the_database_or_the_law_insists_on(ben: User) -> None:
    article = make_article("", byline=None)
    with pytest.raises(Refused) as refusal:
        publishing.publish(article, by=ben, override="Now")
    assert [finding.check for finding in refusal.value.findings] == ["headline"]
    assert not Version.objects.exists()


def test_overriding_takes_a_permission(ana: User) -> None:
    ana.user_permissions.add(Permission.objects.get(codename="publish_article"))
    with pytest.raises(PermissionDenied):
        publishing.publish(make_article(byline=None), by=ana, override="Now")
    assert not Version.objects.exists()


def test_what_has_nothing_against_it_is_no_override(ben: User) -> None:
    version = publishing.publish(make_article(), by=ben, override="To be sure")
    assert not Override.objects.filter(version=version).exists()


def test_an_override_has_a_reason_in_the_database_too(ben: User) -> None:
    version = publishing.publish(make_article(), by=ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.create(version=version, by=ben, reason="")


class TestSettings:
    def test_a_check_that_is_off_or_advises_stops_nobody(self, ben: User) -> None:
        for severity in (Severity.OFF, Severity.ADVISORY):
            set_to(byline=severity)
            article = make_article(f"Harbour {severity}", byline=None)
            assert publishing.publish(article, by=ben).number == 1

    def test_one_that_blocks_stops(self, ben: User) -> None:
        article = make_article(body=DEAD)
        set_to(dead_link=Severity.BLOCKING)
        with pytest.raises(Refused, match="leads to no page that readers see"):
            publishing.publish(article, by=ben)

    def test_the_machinery_is_asked_what_it_can_know(self) -> None:
        set_to(dead_link=Severity.BLOCKING)
        assert publishing.publish(make_article(body=DEAD), by=None)
        with pytest.raises(Refused, match="Nobody is named"):
            publishing.publish(make_article("Other", byline=None), by=None)
        set_to(byline=Severity.OFF)
        assert publishing.publish(make_article("Third", byline=None), by=None)

    def test_loading_obeys_the_settings_in_as_many_queries_for_many(self, django_assert_num_queries: Any) -> None:
        def stories(count: int) -> list[Frozen]:
            made = [make_article(f"Story {count} {number}", byline=None) for number in range(count)]
            return [Frozen(one, one.content(), live_from=NOON, first_published=NOON) for one in made]

        assert len(publishing.backfill(stories(2))) == 2
        set_to(byline=Severity.ADVISORY)
        for count in (1, 5):
            some = stories(count)
            with django_assert_num_queries(14):
                assert publishing.backfill(some) == {}


class TestFacts:
    def test_a_duplicate_headline_of_the_last_seven_days(self, ben: User, clock: Any) -> None:
        other = make_article("Café opens")
        publishing.publish(other, by=ben)
        mine = make_article("CAFE\u0301  opens", slug="mine")

        def same(at: dt.datetime) -> Version | None:
            return facts_for(mine.content(), mine, at).same_headline

        week, second = dt.timedelta(days=7), dt.timedelta(seconds=1)
        assert same(NOON).article == other
        assert same(NOON + week) is not None
        assert same(NOON + week + second) is None
        assert facts_for(other.content(), other, NOON).same_headline is None
        publishing.withdraw(other, at=NOON + HOUR, by=ben)
        assert same(NOON + HOUR - second) is not None
        assert same(NOON + HOUR) is None

    def test_a_scheduled_story_has_its_headline_already(self, ben: User, clock: Any) -> None:
        publishing.schedule(make_article("Harbour opens"), NOON + HOUR, by=ben)
        mine = make_article("harbour opens", slug="mine")
        assert facts_for(mine.content(), mine, NOON).same_headline is not None

    def test_as_many_queries_for_a_long_story_as_for_a_short_one(
        self, clock: Any, django_assert_num_queries: Any
    ) -> None:
        Agency.objects.bulk_create(Agency(name=f"Agency {n}", key=f"agency {n}", slug=f"a{n}") for n in range(300))
        kinds = ("/2026/03/02/x{}/", "/section/x{}/", "/author/x{}/", "/agency/x{}/", "/tag/x{}/", "/x{}/")
        for count in (1, 300):
            links = "".join(f'<a href="{kind.format(n)}">x{n}</a> ' for kind in kinds for n in range(count))
            article = make_article(f"Story {count}", body=f"<p>{links} Agency 1 says so.</p>")
            content = article.content()
            with django_assert_num_queries(9):
                facts = facts_for(content, article, NOON)
            assert len(facts.dead) == 6 * count
            assert [one.check for one in HouseRules.current().findings(content, facts)].count("agency") == 1


def test_the_desk_copy_as_published_is_what_is_checked(ben: User) -> None:
    article = make_article(body=TEXT)
    edit(article, body="")
    with pytest.raises(Refused, match="There is no text"):
        publishing.publish(article, by=ben)
