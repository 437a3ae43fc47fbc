"""How many files come in at once: each is stored and answered at once, and made into a photo outside of the request.

No worker has to run for that. A thread of the process that answered begins once the row is committed, takes one file
after the other, and ends when there is none left. What a killed server was at work on is free again after HELD, and the
next one that is asked about it goes on: with a drop, with a look at how far it is, or as it starts.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
import uuid
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from media.encode import delete_renditions
from media.intake import (
    accepted_kind,
    checksum_of,
    examine,
    finish,
    known_by,
    refuse_killed,
    register,
    still_used,
    store,
)
from media.likeness import look_alikes
from media.models import Arrival, Photo
from media.pixels import UnreadableError

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

# For how long one process may be at work on a file; reading and encoding are held to a third of it.
HELD = dt.timedelta(seconds=60)
# After so many servers died over a file it is left.
MOST_TRIES = 5
PAUSE = dt.timedelta(seconds=10)
# How often a thread looks whether what another one holds is free (seconds).
LOOK = 2.0
# What one process has written another may see a little later: so much is told twice.
OVERLAP = dt.timedelta(seconds=10)
# Rows of what became photos long ago tell nobody anything.
KEPT = dt.timedelta(days=30)

_hand = threading.Lock()
_thread: threading.Thread | None = None


def receive(file: File, *, key: uuid.UUID, drop: uuid.UUID, by: User | None) -> Arrival:
    """Keep a file that somebody sent, or say why not; return its row, the same one for the same key.

    Nothing is decoded here. What is no picture we take is refused at once, what is here already is told at once; all
    else waits for `take_in`, which begins after commit. Raises OSError if it can't be stored.
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
        if photo and not photo.being_made:
            arrival.state, arrival.photo, arrival.was_known = Arrival.State.TAKEN, photo, True
        else:
            arrival.file.name = store(file, arrival.checksum, arrival.kind)
    except ValidationError as refusal:
        arrival.state, arrival.reason = Arrival.State.REFUSED, " ".join(refusal.messages)
    arrival, _ = Arrival.objects.get_or_create(key=key, defaults=_columns(arrival))
    transaction.on_commit(resume)
    return arrival


def _columns(arrival: Arrival) -> dict[str, object]:
    names = ("drop", "by", "name", "kind", "checksum", "file", "state", "reason", "photo", "was_known")
    return {name: getattr(arrival, name) for name in names}


def resume() -> None:
    """Begin with what waits, in a thread of this process, unless one is at it. Returns at once."""
    if Arrival.objects.open().exists() or _stranded(timezone.now()).exists():
        _begin()


def _begin() -> None:
    global _thread
    with _hand:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_work, name="photos", daemon=True)
            _thread.start()


def resume_after_start() -> None:
    """Go on with what an earlier server left, as a new one starts; not at all while there is no database."""
    try:
        resume()
    except DatabaseError:
        logger.warning("The photos that wait are taken in with the next look at them.")
    finally:
        connection.close()


def wait(seconds: float) -> None:
    """Wait until this process's thread, if there is one, has ended."""
    thread = _thread
    if thread:
        thread.join(seconds)


def _work() -> None:
    """Take in what is free until nothing waits any more, not even for another process or for room on the disk."""
    global _thread
    try:
        mend()
        while True:
            take_in_all()
            with _hand:
                if not Arrival.objects.open().exists():
                    _thread = None
                    break
            connection.close()
            time.sleep(LOOK)
        forget()
    except DatabaseError:
        logger.exception("The photos that wait are taken in with the next look at them.")
    finally:
        connection.close()


def take_in_all() -> int:
    """Take in what waits, one file after the other, until there is nothing that is free; return how many there were."""
    taken = 0
    while arrival := claim():
        take_in(arrival)
        taken += 1
    return taken


def claim() -> Arrival | None:
    """Return the next file to take in, held by whoever called for HELD, or None if none is free."""
    while True:
        now = timezone.now()
        arrival = Arrival.objects.free(now).first()
        if arrival is None:
            return None
        mine = Arrival.objects.open().filter(Q(held_until=None) | Q(held_until__lte=now), pk=arrival.pk)
        if mine.update(held_until=now + HELD, tries=F("tries") + 1, changed_at=now):
            arrival.refresh_from_db()
            return arrival


def take_in(arrival: Arrival) -> None:
    """Make a photo of a held file, or refuse it in words; what could not be stored waits and is tried again."""
    if arrival.tries > MOST_TRIES:
        _refuse(arrival, f"{arrival.name} could not be taken in, {MOST_TRIES} times. Save it anew and send that.")
        return
    try:
        arrival.photo = _photo_of(arrival)
    except (ValidationError, UnreadableError) as refusal:
        words = refusal.messages if isinstance(refusal, ValidationError) else [f"{arrival.name} {refusal}"]
        _refuse(arrival, " ".join(words))
    except OSError as error:
        logger.warning("Photo %s waits: %s", arrival.name, error)
        arrival.reason = "It could not be stored, as the disk may be full. It is kept and tried again."
        arrival.held_until = timezone.now() + PAUSE
        arrival.tries = 0
        arrival.save(update_fields=["reason", "held_until", "tries", "changed_at"])
    else:
        arrival.state, arrival.reason = Arrival.State.TAKEN, ""
        arrival.was_known = arrival.photo.was_known
        arrival.alike = [] if arrival.was_known else look_alikes(arrival.photo)
        arrival.save(update_fields=["state", "reason", "photo", "was_known", "alike", "changed_at"])


def _photo_of(arrival: Arrival) -> Photo:
    """Return the photo that a file becomes, or is; its renditions stand."""
    begun = Photo.objects.filter(checksum=arrival.checksum, being_made=True).first()
    if begun:
        # A server died over it, and left who knows which of its files half-written.
        delete_renditions(begun.pk)
        finish(begun)
        return begun
    with default_storage.open(arrival.file.name or "", "rb") as file:
        incoming = examine(File(file, name=arrival.name))
        photo = register(incoming, by=arrival.by)
        arrival.photo, arrival.held_until = photo, timezone.now() + HELD
        arrival.save(update_fields=["photo", "held_until", "changed_at"])
        if not photo.was_known:
            finish(photo, incoming.picture)
    return photo


def _stranded(at: dt.datetime) -> QuerySet[Photo]:
    """Return photos that were taken in within a request, and whose server died before they were made."""
    waited_for = Arrival.objects.open().filter(checksum=OuterRef("checksum"))
    return Photo.objects.filter(~Exists(waited_for), being_made=True, created_at__lt=at - HELD)


def mend() -> None:
    """Make what stranded photos lack; one whose original can't be read stays as it is, and out of everybody's way."""
    for photo in _stranded(timezone.now()):
        try:
            delete_renditions(photo.pk)
            finish(photo)
        except (OSError, UnreadableError):
            logger.exception("Photo %s can't be made. Mend its original and run: make_renditions %s", photo, photo.pk)


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
