"""Publishing, scheduling and taking down fronts, and the drafts behind them."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from articles import arranging, fronting
from articles.arranging import Overtaken
from articles.holding import Refused
from articles.models import Act, Arrangement, Container, Front, FrontVersion, Record, Slot
from tests.articles.fronts import BAND, LEAD, TIER, box, make_front, put_on_front, spot
from tests.articles.makers import make_section
from tests.articles.site.stories import HOUR, NOON, put_live

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def windows() -> list[tuple[str, float, float | None]]:
    """Return the windows of fronts in hours after noon."""

    def hours(at: dt.datetime | None) -> float | None:
        return (at - NOON) / HOUR if at else None

    return [(one.name, (one.live_from - NOON) / HOUR, hours(one.live_until)) for one in FrontVersion.objects.all()]


def test_the_next_front_begins_where_the_last_one_ends(clock: Any) -> None:
    put_on_front(box(LEAD), name="Morning")
    clock.shift(HOUR)
    put_on_front(box(LEAD), name="Noon")
    fronting.publish_front(make_front(box(LEAD), name="Night"), by=None, at=NOON + 9 * HOUR)
    assert windows() == [("Morning", 0, 1), ("Noon", 1, 9), ("Night", 9, None)]
    fronting.publish_front(make_front(box(LEAD), name="Tea"), by=None, at=NOON + 5 * HOUR)
    assert windows()[1:3] == [("Noon", 1, 5), ("Tea", 5, 9)]


def test_one_scheduled_for_the_same_instant_takes_its_place(clock: Any) -> None:
    for name in ("One", "Two"):
        fronting.publish_front(make_front(box(LEAD), name=name), by=None, at=NOON + HOUR)
    assert windows() == [("Two", 1, None)]
    put_on_front(box(LEAD), name="Now")
    put_on_front(box(LEAD), name="At once")
    assert [name for name, *_ in windows()] == ["Now", "At once", "Two"]


def test_what_is_called_off_leaves_what_was_there(clock: Any) -> None:
    put_on_front(box(LEAD), name="Morning")
    version = fronting.publish_front(make_front(box(LEAD), name="Night"), by=None, at=NOON + 9 * HOUR)
    fronting.call_off_front(version, by=None)
    assert windows() == [("Morning", 0, None)]
    with pytest.raises(Refused, match="called off already"):
        fronting.call_off_front(version, by=None)


def test_a_place_lays_itself_out_again(clock: Any) -> None:
    version = put_on_front(box(LEAD))
    clock.shift(HOUR)
    fronting.take_down(version, by=None)
    assert windows() == [("Weekend", 0, 1)]
    with pytest.raises(Refused, match="no arranged front"):
        fronting.take_down(version, by=None)


def test_each_place_has_fronts_of_its_own() -> None:
    section = make_section()
    put_on_front(box(LEAD))
    put_on_front(box(LEAD), section=section)
    assert FrontVersion.objects.live().count() == 2


def test_the_database_refuses_two_at_once() -> None:
    version = put_on_front(box(LEAD))
    values = {"name": "Other", "arrangement": version.arrangement, "live_from": NOON + HOUR}
    with pytest.raises(DatabaseError), transaction.atomic():
        FrontVersion.objects.create(**values)
    FrontVersion.objects.create(**values, section=make_section())


def test_the_database_refuses_to_change_a_state() -> None:
    put_on_front(box(LEAD, spot(put_live(), headline="As it was")))
    for rows, values in (
        (Slot.objects.all(), {"headline": "Other"}),
        (Container.objects.all(), {"title": "Other"}),
        (FrontVersion.objects.all(), {"name": "Other"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**values)


def test_a_time_that_has_passed_is_refused() -> None:
    with pytest.raises(Refused, match="has passed"):
        fronting.publish_front(make_front(box(LEAD)), by=None, at=NOON - HOUR)


def test_a_save_makes_another_state_and_keeps_the_last_ones() -> None:
    front = make_front(box(LEAD))
    first = front.arrangement
    second = arranging.save(front, [box(LEAD), box(TIER)], first.pk, by=None)
    assert [one.kind for one in arranging.boxes_of(front.arrangement)] == [LEAD, TIER]
    assert arranging.save(front, [box(LEAD), box(TIER)], second.pk, by=None) == second
    for number in range(1, arranging.KEPT_STATES + 5):
        arranging.save(front, [box(LEAD), box(BAND, title=str(number))], front.arrangement_id, by=None)
    assert front.states.count() == arranging.KEPT_STATES + 1
    assert not Arrangement.objects.filter(pk=first.pk).exists()


def test_two_at_once_lose_nothing(wim: User) -> None:
    front = make_front(box(LEAD))
    base = front.arrangement_id
    arranging.save(Front.objects.get(), [box(LEAD), box(TIER)], base, by=wim)
    with pytest.raises(Overtaken) as overtaken:
        arranging.save(front, [box(LEAD), box(BAND)], base, by=None)
    assert overtaken.value.state.made_by == wim
    with pytest.raises(Refused, match="Look at it again"):
        fronting.publish_front(front, by=None, state=base)


def test_names_of_drafts() -> None:
    front = make_front(box(LEAD), name="  Week   end ")
    assert front.name == "Week end"
    with pytest.raises(Refused, match="already"):
        make_front(box(LEAD), name="WEEK END")
    with pytest.raises(Refused, match="Give the draft a name"):
        arranging.rename(front, " ", by=None)
    with pytest.raises(Refused, match="At most 80"):
        arranging.duplicate(front, "x" * 81, by=None)
    copy = arranging.duplicate(front, "Copy", by=None)
    assert copy.arrangement == front.arrangement


@pytest.mark.django_db(transaction=True)
def test_one_name_given_many_times_at_once_is_given_once() -> None:
    def begin(number: int) -> str:
        try:
            return make_front(box(LEAD)).name
        except Refused as refused:
            return refused.findings[0].message
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        told = sorted(threads.map(begin, range(4)))
    assert told == [*["Front page has a draft “Weekend” already. Choose another name."] * 3, "Weekend"]


def test_a_draft_that_is_deleted_leaves_what_readers_see() -> None:
    front = make_front(box(LEAD))
    version = fronting.publish_front(front, by=None)
    arranging.save(front, [box(LEAD), box(TIER)], front.arrangement_id, by=None)
    arranging.delete_draft(front, by=None)
    assert FrontVersion.objects.live().get() == version
    assert Arrangement.objects.get() == version.arrangement
    assert Record.objects.filter(act=Act.DELETED).exists()


def test_acts_are_on_record(ben: User, clock: Any) -> None:
    version = fronting.publish_front(make_front(box(LEAD)), by=ben)
    later = fronting.publish_front(make_front(box(LEAD), name="Night"), by=ben, at=NOON + HOUR)
    fronting.call_off_front(later, by=ben)
    clock.shift(HOUR)
    fronting.take_down(version, by=ben)
    acts = list(Record.objects.order_by("pk").values_list("act", "name", "before", "after"))
    own = "a front that lays itself out"
    assert [act for act, *_ in acts] == ["front-published", "front-scheduled", "front-called-off", "front-taken-down"]
    assert acts[0][2:] == ({"Readers see": own}, {"Readers see": "“Weekend”"})
    assert acts[1][3] == {"Readers see": "“Weekend”", "Scheduled": ["“Night”, 2 March 2026, 14:00:00 (Europe/Paris)"]}
    assert acts[3][2:] == ({"Readers see": "“Weekend”"}, {"Readers see": own})


def test_only_who_may_arranges(ana: User) -> None:
    front = make_front(box(LEAD))
    version = fronting.publish_front(front, by=None)
    for act in (
        lambda: arranging.save(front, [], front.arrangement_id, by=ana),
        lambda: arranging.start("New", [], by=ana),
        lambda: arranging.rename(front, "New", by=ana),
        lambda: arranging.duplicate(front, "New", by=ana),
        lambda: arranging.delete_draft(front, by=ana),
        lambda: fronting.publish_front(front, by=ana),
        lambda: fronting.call_off_front(version, by=ana),
        lambda: fronting.take_down(version, by=ana),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_database_refuses_two_drafts_of_a_name() -> None:
    section = make_section()
    for place in ({}, {"section": section}):
        front = make_front(box(LEAD), **place)
        with pytest.raises(DatabaseError), transaction.atomic():
            Front.objects.create(name="WEEKEND", arrangement=front.arrangement, **place)
