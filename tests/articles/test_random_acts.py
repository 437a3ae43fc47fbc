"""Random acts against a simple model of who sees what when, asked at the public addresses around every event.

The model knows no windows: it is a list of instants at which readers are given a headline, or nothing. What Hypothesis
finds is printed with the seed that brings it back.
"""

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles import killing, publishing, timing
from articles.holding import Refused
from articles.models import Article, Version
from tests.articles.makers import edit, make_article

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
TICK = publishing.TICK
# A headline for each act, no two alike, so that a comparison word by word shows each whole.
WORDS = ["Anchors", "Barges", "Cranes", "Dredgers", "Engines", "Ferries", "Gulls", "Hulls", "Islands"]
LISTS = ("/", "/section/world/", "/tag/ports/", "/author/ana-verhallow/", "/archive/2026/03/02/")
# Where headlines of then show beside those of now.
PAST = ("/corrections/", "/archive/2026/03/")

ACTS = [
    "publish", "schedule", "update", "correct", "withdraw", "withdraw later", "restore", "call off", "stay",
    "reschedule", "reschedule withdrawal", "embargo", "embargo and move", "embargo and call off", "lift",
    "kill", "revive",
]  # fmt: skip
CHOICES = {"embargo": "", "embargo and move": timing.MOVE, "embargo and call off": timing.CALL_OFF}
acts = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(ACTS), st.integers(-1, 12), st.integers(0, 3)), min_size=1, max_size=9
)


class RefusalError(Exception):
    """The model has something against an act."""


@dataclass
class Model:
    """What readers see: headlines by the instant from which they are given, and the instants that take the story away.

    An end takes away what was begun before it, so what begins at the same instant stays.
    """

    shows: dict[dt.datetime, str] = field(default_factory=dict)
    ends: set[dt.datetime] = field(default_factory=set)
    embargo: dt.datetime = NOON
    killed: dt.datetime | None = None

    def at(self, at: dt.datetime) -> str | None:
        """The headline that readers see at an instant."""
        if self.killed:
            return None
        begun = max((when for when in self.shows if when <= at), default=None)
        if begun is None or any(begun < end <= at for end in self.ends):
            return None
        return self.shows[begun]

    def seen(self, at: dt.datetime) -> set[str]:
        """The headlines that readers may have heard of by an instant: none of a killed story, or of one to come."""
        return set() if self.killed else {headline for when, headline in self.shows.items() if when <= at}

    def due(self, now: dt.datetime) -> list[dt.datetime]:
        return sorted(when for when in self.shows if when > now)

    def ending(self, now: dt.datetime) -> list[dt.datetime]:
        return sorted(end for end in self.ends if end > now)

    def show(self, headline: str, at: dt.datetime, now: dt.datetime) -> None:
        self.refuse(at < now or at < self.embargo)
        self.shows[at + TICK if at == now and at in self.shows else at] = headline

    def withdraw(self, at: dt.datetime, now: dt.datetime) -> None:
        self.refuse(at < now)
        later = [when for when in self.due(now) if when >= at]
        for when in later:
            self.call_off(when)
        seen = self.at(at) is not None
        self.refuse(not seen and not later)
        if seen:
            begun = max(when for when in self.shows if when <= at)
            self.ends = {end for end in self.ends if end < at} | {max(at, begun + TICK)}

    def call_off(self, when: dt.datetime) -> None:
        del self.shows[when]
        self.tidy()

    def move(self, when: dt.datetime, at: dt.datetime, now: dt.datetime) -> None:
        self.refuse(at <= now or at < self.embargo or (at != when and at in self.shows))
        joined = self.at(when - TICK) is not None and when not in self.ends
        end = min((end for end in self.ends if end > when), default=None)
        following = min((show for show in self.shows if show > when), default=None)
        taken = end is not None and (following is None or end <= following)
        self.refuse(bool(not joined and taken and end and at >= end and self.at(at) is None))
        self.shows[at] = self.shows.pop(when)
        self.tidy()

    def move_end(self, end: dt.datetime, at: dt.datetime, now: dt.datetime) -> None:
        begun = max(when for when in self.shows if when < end)
        following = min((when for when in self.shows if when > begun), default=at)
        self.refuse(at <= now or at <= begun or following < at)
        self.ends = (self.ends - {end}) | {at}

    def hold(self, until: dt.datetime, choice: str, now: dt.datetime) -> None:
        early = [when for when in self.due(now) if when < until]
        self.refuse(until <= now or bool(early and not choice))
        if early and choice == timing.MOVE and until not in self.shows:
            self.move(early.pop(), until, now)
        for when in early:
            self.call_off(when)
        self.embargo = until

    def kill(self, now: dt.datetime) -> None:
        self.refuse(not self.shows)
        self.killed = now

    def revive(self, now: dt.datetime) -> None:
        self.refuse(self.killed is None)
        missed = [when for when in self.shows if self.killed and self.killed < when <= now]
        self.killed = None
        for when in sorted(missed, reverse=True):
            self.call_off(when)

    def tidy(self) -> None:
        """Drop ends that take nothing away."""
        for end in sorted(self.ends):
            if self.at(end - TICK) is None:
                self.ends.discard(end)

    @staticmethod
    def refuse(reason: bool) -> None:
        if reason:
            raise RefusalError


def foretold(model: Model, act: str, headline: str, at: dt.datetime, which: int, now: dt.datetime) -> None:
    """Do one act to the model. Raises RefusalError."""
    due, ends = model.due(now), model.ending(now)
    model.refuse(bool(model.killed) and act != "revive")
    match act:
        case "publish":
            model.show(headline, now, now)
        case "schedule":
            model.refuse(at <= now)
            model.show(headline, at, now)
        case "update" | "correct":
            model.refuse(model.at(now) is None)
            model.show(headline, now, now)
        case "restore":
            first = min(model.shows, default=None)
            model.refuse(first is None or first > now)
            model.show(model.shows[min(model.shows)], now, now)
        case "withdraw":
            model.withdraw(now, now)
        case "withdraw later":
            model.withdraw(at, now)
        case "call off":
            model.refuse(not due)
            model.call_off(due[which % len(due)])
        case "stay":
            model.refuse(not ends)
            model.ends.discard(ends[0])
        case "reschedule":
            model.refuse(not due)
            model.move(due[which % len(due)], at, now)
        case "reschedule withdrawal":
            model.refuse(not ends)
            model.move_end(ends[which % len(ends)], at, now)
        case "lift":
            model.refuse(model.embargo <= now)
            model.embargo = NOON
        case "kill":
            model.kill(now)
        case "revive":
            model.revive(now)
        case _:
            model.hold(at, CHOICES[act], now)


def perform(article: Article, act: str, at: dt.datetime, which: int, now: dt.datetime) -> None:
    """Do one act for readers. Raises Refused."""
    due = list(article.versions.upcoming(now).order_by("live_from"))
    ends = list(article.versions.to_be_withdrawn(now).order_by("live_until"))
    match act:
        case "publish":
            publishing.publish(article, by=None)
        case "schedule":
            publishing.schedule(article, at, by=None)
        case "update":
            publishing.update(article, by=None)
        case "correct":
            publishing.correct(article, "A name was wrong.", by=None)
        case "restore":
            publishing.restore(_one(article.versions.order_by("live_from")[:1], 0), by=None)
        case "withdraw":
            publishing.withdraw(article, by=None)
        case "withdraw later":
            publishing.withdraw(article, at=at, by=None)
        case "call off":
            publishing.unschedule(_one(due, which), by=None)
        case "stay":
            publishing.call_off_withdrawal(article, by=None)
        case "reschedule":
            timing.reschedule(_one(due, which), at, by=None)
        case "reschedule withdrawal":
            timing.reschedule_withdrawal(_one(ends, which), at, by=None)
        case "lift":
            timing.lift_embargo(article, by=None)
        case "kill":
            killing.kill_story(article, by=None, reason="It names a source.")
        case "revive":
            killing.revive_story(article, by=None)
        case _:
            timing.set_embargo(article, at, by=None, scheduled=CHOICES[act])


def _one(found: Any, which: int) -> Version:
    if not found:
        raise Refused
    return found[which % len(found)]


def refusal(act: Callable[[], None]) -> str:
    """Do an act, and return what is said against it; "" when it is done."""
    try:
        act()
    except (Refused, RefusalError) as refused:
        return str(refused) or "refused"
    return ""


def edges(model: Model, article: Article) -> list[dt.datetime]:
    """Every instant at which an answer may change, and the microsecond before it."""
    windows = {edge for window in article.versions.values_list("live_from", "live_until") for edge in window if edge}
    return sorted({edge - tick for edge in windows | set(model.shows) | model.ends for tick in (TICK, 0 * TICK)})


def asked(client: Client, path: str) -> str:
    """Return what a reader is given at an address that is there; "" where none is."""
    response = client.get(path)
    assert response.status_code in {200, 404, 410}, path
    return response.content.decode() if response.status_code == 200 else ""


@pytest.mark.django_db(transaction=True)
@settings(max_examples=12, print_blob=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([(0, "publish", 0, 0), (1, "schedule", 9, 0), (1, "kill", 0, 0), (1, "revive", 0, 0)])
@given(acts)
def test_readers_see_what_the_model_says(chosen: list[tuple[int, str, int, int]]) -> None:
    # One that failed leaves its own.
    Version.objects.all().delete()
    Article.objects.all().delete()
    with time_machine.travel(NOON, tick=False) as clock:
        article, model, now, headlines = make_article(WORDS[0], tags=["Ports"]), Model(), NOON, []
        for step, (wait, act, minutes, which) in enumerate(chosen):
            now += wait * MINUTE
            clock.move_to(now)
            headlines.append(WORDS[step])
            edit(article, headline=headlines[-1])
            meant = (act, now + minutes * MINUTE, which, now)
            tried = deepcopy(model)
            foreseen = refusal(lambda: foretold(tried, meant[0], headlines[-1], *meant[1:]))  # noqa: B023
            met = refusal(lambda: perform(article, *meant))  # noqa: B023
            assert bool(met) == bool(foreseen), f"{act} at {now}: {met or 'done'}, not so in the model"
            model = model if foreseen else tried
            # What is restored is what the desk has too.
            on_desk = model.shows[min(model.shows)] if act == "restore" and not foreseen else headlines[-1]
            for at in edges(model, article):
                shown = list(article.versions.live(at).values_list("headline", flat=True))
                assert shown == [one for one in [model.at(at)] if one], f"after {act} at {now}, at {at}"
                changed = Article.objects.with_changes(at).exists()
                assert changed == (shown not in ([], [on_desk])), f"after {act} at {now}, with changes at {at}"
        story, client = f"/2026/03/02/{article.slug}/", Client()
        for at in [at for at in edges(model, article) if at >= now]:
            clock.move_to(at)
            for path in (story, *LISTS):
                html = asked(client, path)
                assert {one for one in headlines if one in html} == {one for one in [model.at(at)] if one}, (path, at)
            for path in (f"{story}history/", *PAST):
                html = asked(client, path)
                assert {one for one in headlines if one in html} <= model.seen(at), (path, at)
