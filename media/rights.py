"""May a photo be used at an instant? The one rule, for the database and for a row in memory.

A window is half open, [allowed_from, allowed_until): at `allowed_until` itself the photo is gone. Nothing has to run
for that; whoever asks at that instant is told no.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

if TYPE_CHECKING:
    from media.models import Photo


class Licence(models.TextChoices):
    """On what terms the newsroom has a photo."""

    OWN = "own", "Our own"
    AGENCY = "agency", "Agency contract"
    HANDOUT = "handout", "Handout"
    CC_BY = "cc-by", "Creative Commons BY"
    CC_BY_SA = "cc-by-sa", "Creative Commons BY-SA"
    CC_BY_ND = "cc-by-nd", "Creative Commons BY-ND"
    CC_BY_NC = "cc-by-nc", "Creative Commons BY-NC"
    CC_BY_NC_SA = "cc-by-nc-sa", "Creative Commons BY-NC-SA"
    CC_BY_NC_ND = "cc-by-nc-nd", "Creative Commons BY-NC-ND"
    CC0 = "cc0", "Creative Commons Zero"
    PUBLIC_DOMAIN = "public-domain", "Public domain"
    SINGLE_USE = "single-use", "Single use"
    OBITUARY = "obituary", "Obituary only"


class RightsState(models.TextChoices):
    """What is asked of photos by their rights; a photo may be in several of these."""

    USABLE = "usable", "May be used now"
    LIMITED = "limited", "With limits"
    ENDING = "ending", "End within 7 days"
    NOT_YET = "not-yet", "Not yet"
    ENDED = "ended", "Ended"
    UNKNOWN = "unknown", "Licence not known"
    KILLED = "killed", "Killed"


# How long before its rights end a photo is said to be near it.
SOON = dt.timedelta(days=7)


# What says until or from when a photo may be used, and whether it is killed.
BOUNDS = ("allowed_from", "allowed_until", "killed_at")


def always_in_force() -> Q:
    """Return the condition for photos that may be used whatever the time is."""
    return Q(**dict.fromkeys(BOUNDS))


def in_force(at: dt.datetime) -> Q:
    """Return the condition for photos that may be used at an instant (aware); a killed one never may."""
    begun = Q(allowed_from__isnull=True) | Q(allowed_from__lte=at)
    return Q(killed_at__isnull=True) & begun & (Q(allowed_until__isnull=True) | Q(allowed_until__gt=at))


def in_state(state: str, at: dt.datetime) -> Q:
    """Return the condition for photos in a RightsState at an instant (aware); killed ones are in none but KILLED."""
    if state == RightsState.KILLED:
        return Q(killed_at__isnull=False)
    states = {
        RightsState.USABLE: in_force(at),
        RightsState.LIMITED: in_force(at) & _bound(),
        RightsState.ENDING: in_force(at) & Q(allowed_until__lte=at + SOON),
        RightsState.NOT_YET: Q(allowed_from__gt=at),
        RightsState.ENDED: Q(allowed_until__lte=at),
        RightsState.UNKNOWN: Q(licence=""),
    }
    return Q(killed_at__isnull=True) & states[RightsState(state)]


def _bound() -> Q:
    """Return the condition for photos that may not be used for ever, everywhere, for anything, or however often."""
    bound = Q(allowed_until__isnull=False) | Q(most_uses__isnull=False) | ~Q(territories="") | ~Q(restrictions="")
    return bound | Q(licence__in=[Licence.SINGLE_USE, Licence.OBITUARY])


def is_always_in_force(photo: Photo) -> bool:
    """Say of a row in memory what `always_in_force` says in the database."""
    return photo.killed_at is None and photo.allowed_from is None and photo.allowed_until is None


def is_in_force(photo: Photo, at: dt.datetime) -> bool:
    """Say of a row in memory what `in_force` says in the database."""
    begun = photo.allowed_from is None or photo.allowed_from <= at
    return photo.killed_at is None and begun and (photo.allowed_until is None or photo.allowed_until > at)


def refusal(photo: Photo, at: dt.datetime) -> str:
    """Return why a photo may not be used at an instant (aware), in words that follow its name; "" where it may."""
    if is_in_force(photo, at):
        return ""
    if photo.killed_at:
        return "is killed: readers may not see it"
    if photo.allowed_from and photo.allowed_from > at:
        return f"may not be used before {told(photo.allowed_from)}"
    assert photo.allowed_until  # noqa: S101 nothing else stands in the way
    return f"might be used until {told(photo.allowed_until)} and no longer"


def most_stories(photo: Photo) -> int | None:
    """Return in how many stories a photo may be published; None for any number."""
    return 1 if photo.licence == Licence.SINGLE_USE else photo.most_uses


def terms(photo: Photo) -> list[str]:
    """Return what an editor has to know who chooses a photo that may be used: for what, how often, where."""
    most = most_stories(photo)
    times = "" if most is None else "In one story only" if most == 1 else f"In {most} stories at most"
    return [
        term
        for term in (
            "For obituaries only" if photo.licence == Licence.OBITUARY else "",
            times,
            f"Where: {photo.territories}" if photo.territories else "",
            photo.restrictions,
        )
        if term
    ]


def told(at: dt.datetime) -> str:
    """Return an instant in words, in the current time zone, with seconds where it has any."""
    local = timezone.localtime(at)
    return date_format(local, "j F Y, H:i:s" if local.second else "j F Y, H:i")
