"""The making of photos' copies outside of requests: which are to be made, by whom, and when readers get them.

Pages name the copies that stand, `Photo.standing`. Those that are wanted instead are made beside them, under other
names. Once they are all there one update turns every page to them, and only then those before them are deleted. So
whoever is killed at whatever moment, a reader sees a photo wholly as it was or wholly as it is to be, and the next one
goes on with the row that says what is to be done.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from media.encode import delete_renditions, delete_stale, make_renditions, progress
from media.failing import storage_failures
from media.models import HELD, MOST_TRIES, PAUSE, Arrival, Making, Photo
from media.pixels import UnreadableError
from media.standing import Made, is_outdated, wanted

if TYPE_CHECKING:
    from PIL import Image

logger = logging.getLogger(__name__)

FULL = "The new copies could not be stored, as the storage is full or out of reach. They are tried again by themselves."
LOST = "New copies can’t be made, as the original can’t be read. Ask an administrator to look."
DEADLY = "New copies could not be made: the server broke off each time. Ask an administrator to look."


@dataclass(frozen=True)
class UnderWay:
    """How far a photo's copies are: how many of `total` are there, and what is in the way, in words for the desk."""

    done: int
    total: int
    reason: str


def under_way(photo: Photo) -> UnderWay | None:
    """Return how far a photo's copies are; None where no others are wanted than stand."""
    making = getattr(photo, "making", None) if is_outdated(photo) else None
    return UnderWay(*progress(photo), making.reason) if making else None


def ask_for(*photos: Photo) -> None:
    """Have the copies made of those photos that say something else by now; two queries for any number of photos.

    Call it after whatever renditions are made of has been saved, in the same transaction or after it.
    """
    due = [
        Making(photo=photo) for photo in Photo.objects.filter(pk__in={one.pk for one in photos}) if is_outdated(photo)
    ]
    # Whoever is at work on one already finds at its end that it goes on; one that was given up is tried once more.
    Making.objects.bulk_create(due, update_conflicts=True, unique_fields=["photo"], update_fields=["tries", "reason"])


def hold(photo: Photo) -> Making | None:
    """Take a photo's copies in hand, whatever became of them before; None while somebody else has them."""
    now = timezone.now()
    making, is_new = Making.objects.get_or_create(photo=photo, defaults={"held_until": now + HELD})
    free = Making.objects.filter(pk=making.pk).exclude(held_until__gt=now)
    if not is_new and not free.update(held_until=now + HELD, tries=0, reason=""):
        return None
    making.refresh_from_db()
    return making


def make_all() -> int:
    """Make what is to be made, one photo after the other, until nothing is free; return how many there were."""
    made = 0
    while making := Making.objects.claim():
        make(making)
        made += 1
    return made


def make(making: Making, picture: Image.Image | None = None) -> None:
    """Make the copies of a held photo, or put them off. picture: as `make_renditions` takes it."""
    if making.is_deadly:
        put_off(making, DEADLY)
        return
    try:
        stand(making, picture)
    except failures() as error:
        put_off_for(making, error)


def failures() -> tuple[type[Exception], ...]:
    """Return what `stand` raises where a photo can't be made, for `put_off_for`."""
    return (UnreadableError, *storage_failures())


def put_off_for(making: Making, error: Exception) -> None:
    """Leave a held photo for what `stand` raised: a while where the storage failed, else until something is done."""
    if isinstance(error, UnreadableError):
        put_off(making, LOST)
    else:
        logger.warning("The copies of photo %s wait: %s", making.photo_id, error)
        put_off(making, FULL, until=timezone.now() + PAUSE)


def put_off(making: Making, reason: str, *, until: dt.datetime | None = None) -> None:
    """Leave a held photo until an instant (aware; None: until it is changed or make_renditions is run).

    reason: for the desk.
    """
    if until is None:
        logger.error("Photo %s gets no copies. Mend it and run: make_renditions %s", making.photo, making.photo_id)
    tries = 0 if until else MOST_TRIES + 1
    mine = Making.objects.filter(pk=making.pk, held_until=making.held_until)
    mine.update(reason=reason, tries=tries, held_until=until)


def stand(making: Making, picture: Image.Image | None = None) -> tuple[int, int]:
    """Make the copies of a held photo and turn its pages to them; return how many were made, and deleted.

    Where the photo has changed meanwhile nothing turns, and it is to be made again. Raises one of `failures`.
    """
    photo = Photo.objects.filter(pk=making.photo_id).first()
    made = deleted = 0
    if photo:
        goal = wanted(photo)
        made = make_renditions(photo, picture)
        deleted = delete_stale(photo) if _turn(making, photo, goal) else 0
    _end(making)
    return made, deleted


@transaction.atomic
def _turn(making: Making, photo: Photo, goal: Made) -> bool:
    """Turn a photo's pages to what was made, if that is wanted still and nobody else has taken it in hand."""
    held = Photo.objects.select_for_update(of=("self",)).filter(making__held_until=making.held_until)
    now = held.filter(pk=photo.pk).first()
    if now is None or wanted(now) != goal:
        return False
    photo.standing = goal.as_json()
    if now.standing != photo.standing:
        Photo.objects.filter(pk=photo.pk).update(standing=photo.standing, colour=photo.colour)
        # Whoever waits for it is told with the next look.
        Arrival.objects.filter(photo=photo).update(changed_at=timezone.now())
    return True


@transaction.atomic
def _end(making: Making) -> None:
    """Be done with a photo, or leave it to whoever comes next if it has changed meanwhile."""
    photo = Photo.objects.select_for_update().filter(pk=making.photo_id).first()
    if photo is None:
        delete_renditions(making.photo_id)  # deleted while they were made
        return
    mine = Making.objects.filter(pk=making.pk, held_until=making.held_until)
    if is_outdated(photo):
        mine.update(held_until=None, tries=0)
    else:
        mine.delete()
