"""How many files come in at once: each is stored and answered at once, and made into a photo outside of the request.

A file is a photo, to be described and chosen for a story, once it has been examined. Its copies are made after that,
from the picture that was decoded for it; should a server die over them, they are made like all others.
"""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from media.failing import storage_failures
from media.intake import (
    accepted_kind,
    checksum_of,
    examine,
    known_by,
    refuse_killed,
    register,
    still_used,
    store,
)
from media.likeness import look_alikes
from media.making import make
from media.models import MOST_TRIES, PAUSE, Arrival

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

# What one process has written another may see a little later: so much is told twice.
OVERLAP = dt.timedelta(seconds=10)
# Rows of what became photos long ago tell nobody anything.
KEPT = dt.timedelta(days=30)


def receive(file: File, *, key: uuid.UUID, drop: uuid.UUID, by: User | None) -> Arrival:
    """Keep a file that somebody sent, or say why not; return its row, the same one for the same key.

    Nothing is decoded here. What is no picture we take is refused at once, what is here already is told at once; all
    else waits for `take_in`, which `background.resume` begins. Raises OSError if it can't be stored.
    """
    if known := Arrival.objects.filter(key=key).first():
        return known
    name = PurePath(file.name or "The file").name.replace("\0", "")
    arrival = Arrival(key=key, drop=drop, by=by, name=name[-255:])
    try:
        arrival.kind = accepted_kind(file, name)
        arrival.checksum = checksum_of(file)
        photo = known_by(arrival.checksum)
        if photo:
            refuse_killed(photo, name)
        if photo:
            arrival.state, arrival.photo, arrival.was_known = Arrival.State.TAKEN, photo, True
        else:
            arrival.file.name = store(file, arrival.checksum, arrival.kind)
    except ValidationError as refusal:
        arrival.state, arrival.reason = Arrival.State.REFUSED, " ".join(refusal.messages)
    arrival, _ = Arrival.objects.get_or_create(key=key, defaults=_columns(arrival))
    return arrival


def _columns(arrival: Arrival) -> dict[str, object]:
    names = ("drop", "by", "name", "kind", "checksum", "file", "state", "reason", "photo", "was_known")
    return {name: getattr(arrival, name) for name in names}


def take_in_all() -> int:
    """Take in what waits, one file after the other, until there is nothing that is free; return how many there were."""
    taken = 0
    while arrival := claim():
        take_in(arrival)
        taken += 1
    return taken


def claim() -> Arrival | None:
    """Return the next file to take in, held by whoever called for HELD, or None if none is free."""
    arrival: Arrival | None = Arrival.objects.claim(changed_at=timezone.now())
    return arrival


def take_in(arrival: Arrival) -> None:
    """Make a photo of a held file, or refuse it in words; what could not be stored waits and is tried again."""
    if arrival.is_deadly:
        _refuse(arrival, f"{arrival.name} could not be taken in, {MOST_TRIES} times. Save it anew and send that.")
        return
    try:
        _become_photo(arrival)
    except ValidationError as refusal:
        _refuse(arrival, " ".join(refusal.messages))
    except storage_failures() as error:
        logger.warning("Photo %s waits: %s", arrival.name, error)
        arrival.reason = "It could not be stored, as the disk may be full. It is kept and tried again."
        arrival.held_until = timezone.now() + PAUSE
        arrival.tries = 0
        arrival.save(update_fields=["reason", "held_until", "tries", "changed_at"])


def _become_photo(arrival: Arrival) -> None:
    """Make a photo of a file, all or nothing, and then its copies. Raises ValidationError or OSError instead."""
    with default_storage.open(arrival.file.name or "", "rb") as file:
        incoming = examine(File(file, name=arrival.name))
        with transaction.atomic():
            photo = register(incoming, by=arrival.by, held=True)
            arrival.photo, arrival.was_known = photo, photo.was_known
            arrival.alike = [] if photo.was_known else look_alikes(photo)
            arrival.state, arrival.reason = Arrival.State.TAKEN, ""
            arrival.save(update_fields=["state", "reason", "photo", "was_known", "alike", "changed_at"])
    if not photo.was_known:
        make(photo.making, incoming.picture)


def _refuse(arrival: Arrival, reason: str) -> None:
    """Refuse a file for good; its bytes go, unless something else is made of the same."""
    with transaction.atomic():
        name, arrival.file.name = arrival.file.name or "", ""
        arrival.state, arrival.reason, arrival.photo = Arrival.State.REFUSED, reason, None
        arrival.save(update_fields=["state", "reason", "photo", "file", "changed_at"])
        wanted = Arrival.objects.open().filter(file=name).exists() or bool(still_used({name}))
    if name and not wanted:
        default_storage.delete(name)


def forget() -> int:
    """Delete the rows of files whose fate has been known for KEPT; return how many."""
    old = Arrival.objects.exclude(state=Arrival.State.WAITING).filter(changed_at__lt=timezone.now() - KEPT)
    keys = list(old.values_list("pk", flat=True)[:1000])
    return Arrival.objects.filter(pk__in=keys).delete()[0] if keys else 0
