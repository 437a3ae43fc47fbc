"""The verbs of fronts: what changes what readers see on top of a place. The only writer of their windows.

Each act is one function in one transaction, on record. `by` is the person who acts and must hold the permission; None
is the newsroom's own machinery. Nothing has to run at the instants: `FrontVersion.objects.live()` asks the clock.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.arranging import PERMISSION
from articles.holding import Refused, permit
from articles.house_rules import Finding
from articles.models import Act, Front, FrontVersion, Site
from articles.models.section import the_site
from articles.recording import Facts, record
from articles.windows import told

TICK = dt.timedelta(microseconds=1)


@transaction.atomic
def publish_front(front: Front, *, by: Any, at: dt.datetime | None = None, state: int | None = None) -> FrontVersion:
    """Show readers a draft as it is saved, now or from an instant to come (aware); return the version.

    It ends where what it replaces would have. state: the primary key of the state that somebody looked at. Raises
    PermissionDenied, and Refused for an instant that has passed and where the draft has another state by now.
    """
    permit(by, PERMISSION)
    _hold()
    front.refresh_from_db(from_queryset=Front.objects.select_for_update())
    if state is not None and state != front.arrangement_id:
        raise Refused(Finding("state", "Somebody saved this front meanwhile. Look at it again before readers see it."))
    now = timezone.now()
    begins = at or now
    if begins < now:
        raise Refused(Finding("at", f"{told(begins)} has passed. Choose a time to come, or publish now."))
    versions = FrontVersion.objects.of(front.section, front.tag)
    before = outlook(front, now)
    while (shown := versions.live(begins).first()) and shown.live_from == begins <= now:
        begins += TICK
    if shown is None:
        following = versions.upcoming(begins).first()
        until = following.live_from if following else None
    else:
        until = shown.live_until
        _end(shown, begins)
    version = FrontVersion.objects.create(
        section=front.section,
        tag=front.tag,
        name=front.name,
        arrangement=front.arrangement,
        live_from=begins,
        live_until=until,
        made_by=by,
    )
    record(by, Act.FRONT_SCHEDULED if at else Act.FRONT_PUBLISHED, front, before=before, after=outlook(front, now))
    return version


@transaction.atomic
def call_off_front(version: FrontVersion, *, by: Any) -> None:
    """Call off what nobody has seen; what readers have before it stays. Raises PermissionDenied and Refused."""
    permit(by, PERMISSION)
    _hold()
    now = timezone.now()
    found = FrontVersion.objects.upcoming(now).filter(pk=version.pk).first()
    if found is None:
        raise Refused(Finding("at", "Readers have seen this front, or it is called off already."))
    before = outlook(found, now)
    previous = FrontVersion.objects.of(found.section, found.tag).filter(live_until=found.live_from).first()
    until = found.live_until
    found.delete()
    if previous:
        FrontVersion.objects.filter(pk=previous.pk).update(live_until=until)
    record(by, Act.FRONT_CALLED_OFF, str(version), before=before, after=outlook(version, now))


@transaction.atomic
def take_down(place: Any, *, by: Any) -> None:
    """Let a place lay itself out again from now on; what is scheduled stays scheduled.

    place: a draft or a version of it. Raises PermissionDenied, and Refused where nothing is arranged.
    """
    permit(by, PERMISSION)
    _hold()
    now = timezone.now()
    shown = FrontVersion.objects.of(place.section, place.tag).live(now).first()
    if shown is None:
        raise Refused(Finding("at", "Readers see no arranged front here."))
    before = outlook(shown, now)
    FrontVersion.objects.filter(pk=shown.pk).update(live_until=max(now, shown.live_from + TICK))
    record(by, Act.FRONT_TAKEN_DOWN, str(shown), before=before, after=outlook(shown, timezone.now()))


def outlook(place: Any, at: dt.datetime) -> Facts:
    """Return what readers see on top of a place from an instant (aware) on, in words; one query."""
    versions = FrontVersion.objects.of(place.section, place.tag).live_or_later(at).order_by("live_from")
    began = timezone.now()
    shown = [one for one in versions if one.live_from <= began and (one.live_until is None or one.live_until > began)]
    facts: Facts = {"Readers see": f"“{shown[-1].name}”" if shown else "a front that lays itself out"}
    if due := [one for one in versions if one.live_from > began]:
        facts["Scheduled"] = [f"“{one.name}”, {told(one.live_from)}" for one in due]
    return facts


def _end(shown: FrontVersion, at: dt.datetime) -> None:
    """End what is shown at an instant, or take its place where it would only begin then."""
    if shown.live_from == at:
        shown.delete()
    else:
        FrontVersion.objects.filter(pk=shown.pk).update(live_until=at)


def _hold() -> None:
    """Let one act on fronts wait for another: they share the site's row."""
    Site.objects.select_for_update().get(pk=the_site())
