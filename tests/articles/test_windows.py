"""Whatever editors do, in whatever order: one version or none at any instant, and the past stays as it was."""

import datetime as dt
from contextlib import suppress

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import publishing
from articles.models import Article, Version
from tests.articles.makers import edit, make_article

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SPAN = 60

minutes = st.integers(0, SPAN).map(lambda number: dt.timedelta(minutes=number))
acts = st.one_of(
    st.tuples(st.sampled_from(["publish", "update", "correct", "withdraw", "restore", "unschedule", "stay"])),
    st.tuples(st.sampled_from(["schedule", "withdraw"]), minutes),
)
# Each act with the time that passes before it; none passing is the hard case.
stories = st.lists(st.tuples(st.integers(0, 3).map(lambda number: dt.timedelta(minutes=number)), acts), max_size=12)


def perform(article: Article, act: str, at: dt.datetime | None) -> None:
    """Do one act, or nothing where it is refused."""
    versions = article.versions.order_by("live_from")
    with suppress(publishing.Refused):
        match act:
            case "correct":
                publishing.correct(article, "A name was wrong.", by=None)
            case "schedule":
                publishing.schedule(article, at or NOON, by=None)
            case "withdraw":
                publishing.withdraw(article, at=at, by=None)
            case "restore":
                if first := versions.first():
                    publishing.restore(first, by=None)
            case "unschedule":
                if last := versions.last():
                    publishing.unschedule(last, by=None)
            case "stay":
                publishing.call_off_withdrawal(article, by=None)
            case _:
                getattr(publishing, act)(article, by=None)


def shown(article: Article, at: dt.datetime) -> list[tuple[int, str]]:
    return list(article.versions.live(at).values_list("pk", "digest"))


def instants(article: Article, until: dt.datetime) -> list[dt.datetime]:
    """Every instant up to one at which an answer may change, and the microseconds beside it."""
    edges = {edge for window in article.versions.values_list("live_from", "live_until") for edge in window if edge}
    near = {edge + offset * publishing.TICK for edge in edges for offset in (-1, 0, 1)}
    return sorted(at for at in near | {NOON, until} if at <= until)


@pytest.mark.django_db(transaction=True)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories)
def test_one_version_or_none_and_the_past_stays(story: list[tuple[dt.timedelta, tuple]]) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        article = make_article()
        past: dict[dt.datetime, list[tuple[int, str]]] = {}
        now = NOON
        for step, (wait, (act, *offset)) in enumerate(story):
            now += wait
            clock.move_to(now)
            past.update({at: shown(article, at) for at in instants(article, now - publishing.TICK)})
            edit(article, headline=f"Headline {step}")
            perform(article, act, now + offset[0] if offset else None)
            for at, answer in past.items():
                assert shown(article, at) == answer, "what was live at an instant stays what was live then"
        horizon = now + dt.timedelta(minutes=2 * SPAN)
        for at in instants(article, horizon):
            assert len(shown(article, at)) <= 1
        versions = list(article.versions.order_by("live_from"))
        assert [version.number for version in versions] == list(range(1, len(versions) + 1))
        assert all(version.live_from >= version.made_at for version in versions), "nothing is visible before its time"
        assert len({version.get_absolute_url() for version in versions}) <= 1
        assert all(version.first_published == versions[0].live_from for version in versions)
    Version.objects.all().delete()
    Article.objects.all().delete()
