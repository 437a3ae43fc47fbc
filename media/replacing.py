"""Another file for a photo: all that uses it shows that one from then on, and the file before it is kept.

Its copies are made outside of the request; until they stand, readers go on seeing those of the file before it. The old
names lead on to the new ones.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from media import likeness
from media.background import renew
from media.intake import Incoming, store
from media.models import EarlierFile, Photo
from media.reading import remember

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CENTRE = 0.5


class OutdatedError(Exception):
    """Somebody else replaced the file meanwhile."""


def refuse_known(photo: Photo, incoming: Incoming) -> None:
    """Raise ValidationError if a file is the photo's own already, or another photo's."""
    if incoming.known == photo:
        raise ValidationError("This is the file that the photo has already.", code="same")
    if incoming.known:
        raise ValidationError(f"This file is here already, as the photo “{incoming.known}”.", code="known")


def replace_file(
    photo: Photo, incoming: Incoming, *, by: User | None, reason: str, at: dt.datetime, keep_focus: bool = True
) -> EarlierFile:
    """Give a photo another file and return the one it had. What is said of the photo stays as it is.

    incoming: examined, and nobody else's. at: aware. keep_focus: whether the focal point stays where it is; otherwise
    it is the middle.

    Raises OutdatedError if the photo has another file by now, OSError if the storage fails; then nothing is changed.
    """
    before, seen = _as_it_was(photo, by, reason, at), photo.checksum
    photo.file.name = store(incoming.file, incoming.checksum, incoming.kind)
    photo.checksum, photo.file_name = incoming.checksum, incoming.name[-255:]
    photo.width, photo.height = incoming.width, incoming.height
    photo.credentials = incoming.credentials
    if not keep_focus:
        photo.focal_x = photo.focal_y = CENTRE
        photo.crops = {}
    columns = ["file", "checksum", "file_name", "width", "height", "focal_x", "focal_y", "crops", "credentials"]
    columns += ["updated_at"]
    with transaction.atomic():
        if Photo.objects.select_for_update().values_list("checksum", flat=True).get(pk=photo.pk) != seen:
            raise OutdatedError
        before.save()
        photo.save(update_fields=columns)
        remember(photo, incoming.told, at)
        if incoming.picture:
            likeness.note(photo, incoming.picture)
        renew(photo)
    return before


def _as_it_was(photo: Photo, by: Any, reason: str, at: dt.datetime) -> EarlierFile:
    return EarlierFile(
        photo=photo,
        file=photo.file.name,
        file_name=photo.file_name,
        checksum=photo.checksum,
        width=photo.width,
        height=photo.height,
        replaced_at=at,
        replaced_by=by,
        reason=reason,
    )
