"""How a photo comes in: examined, read, turned upright, stored; its renditions are made by media.making."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from media import apart, kinds, likeness, pixels
from media.blocks import header_size
from media.encode import delete_files, working_scale
from media.making import ask_for, hold, stand
from media.metadata import Told, read_metadata
from media.models import HELD, EarlierFile, Making, Photo
from media.provenance import read_credentials
from media.reading import as_columns, remember
from media.standing import is_outdated
from media.tiff import tags_size

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from PIL import Image

LARGEST_FILE = 100 * 2**20
# WebP, AVIF and HEIC are read into memory whole, several times over; a telephone's 48 megapixels take 10 million bytes.
LARGEST_PACKED = 40 * 2**20
HEAD = 4096
# Bytes before the picture itself; layers and previews of Photoshop take a few millions.
MOST_SAID = 16 * 2**20


@dataclass(frozen=True)
class Incoming:
    """A file that has been found to be a picture we take, with what was found out on the way.

    `known` is the photo that these bytes already are, if they came before; then nothing else was decoded. `picture` is
    upright and at its working size, `width` and `height` are those of the whole, in pixels.
    """

    file: File
    name: str
    kind: str
    checksum: str
    known: Photo | None = None
    width: int = 0
    height: int = 0
    told: Told = field(default_factory=Told)
    picture: Image.Image | None = None
    credentials: dict[str, Any] = field(default_factory=dict)


def add_photo(file: File, *, by: User | None = None, **fields: Any) -> Photo:
    """Take in a picture and return its Photo, with all renditions made.

    `file` is any Django File; its name is kept for people and proves nothing. `by` is who brought it. `fields` are
    columns of Photo; those given win, those left empty are filled from what the file says about itself.
    The same bytes a second time give the photo that is already there, with `was_known` set; what is given then fills
    only what it lacks.

    Raises ValidationError, with a sentence for an editor, if the file is not a picture we take.
    """
    return keep(examine(file), by=by, **fields)


def examine(file: File) -> Incoming:
    """Find out whether a file is a picture we take. Nothing is stored. Raises ValidationError as `add_photo` does."""
    name = PurePath(file.name or "The file").name.replace("\0", "")
    kind = accepted_kind(file, name)
    checksum = checksum_of(file)
    known = known_by(checksum)
    if known:
        refuse_killed(known, name)
        return Incoming(file, name, kind, checksum, known)
    try:
        image = pixels.open_picture(file, kind)
        width, height = pixels.upright_size(image)
        told = read_metadata(file, image)
        picture = pixels.decode(file, image, working_scale(width, height))
    except pixels.UnreadableError as reason:
        raise ValidationError(f"{name} {reason}", code="unreadable") from reason
    credentials = read_credentials(file, kind)
    return Incoming(file, name, kind, checksum, None, width, height, told, picture, credentials)


def refuse_killed(known: Photo, name: str) -> None:
    """Raise ValidationError for a file whose photo nobody may use any more."""
    if known.killed_at:
        raise ValidationError(f"{name} was killed: {known.kill_reason} It can’t be used.", code="killed")


def keep(incoming: Incoming, *, by: User | None = None, **fields: Any) -> Photo:
    """Store an examined picture: original, row and renditions. Returns and raises as `add_photo` does."""
    photo = register(incoming, by=by, held=True, **fields)
    making = _in_hand(photo)
    if making:
        try:
            stand(making, incoming.picture)
        except OSError:
            if not photo.was_known:
                discard(photo)
            raise
        photo.refresh_from_db(fields=["standing", "colour"])
    return photo


def _in_hand(photo: Photo) -> Making | None:
    """Return the making of a photo that was registered, to be done here and now; None where nothing is to be made."""
    if not is_outdated(photo):
        return None
    return hold(photo) if photo.was_known else photo.making


def register(incoming: Incoming, *, by: User | None = None, held: bool = False, **fields: Any) -> Photo:
    """Store original and row of an examined picture; return the Photo, whose renditions are still to be made.

    One that was known has all it had, completed. held: whether the caller makes them now. Raises as `add_photo` does.
    """
    if incoming.known:
        return _completed(incoming.known, fields)
    photo = Photo(
        checksum=incoming.checksum,
        file_name=incoming.name[-255:],
        width=incoming.width,
        height=incoming.height,
        credentials=incoming.credentials,
        uploaded_by=by,
    )
    for column, value in {**as_columns(incoming.told.facts), **_given(fields)}.items():
        setattr(photo, column, value)
    photo.clean_fields(exclude=["file"])
    photo.file.name = store(incoming.file, photo.checksum, incoming.kind)
    try:
        with transaction.atomic():
            photo.save()
            Making.objects.create(photo=photo, held_until=timezone.now() + HELD if held else None)
            remember(photo, incoming.told, timezone.now())
            if incoming.picture:
                likeness.note(photo, incoming.picture)
    except IntegrityError:
        # Somebody else sent the same bytes at the same moment.
        return _completed(Photo.objects.get(checksum=photo.checksum), fields)
    return photo


def discard(photo: Photo) -> None:
    """Delete a photo, its original and its renditions; the files go after the row is gone for good.

    Raises ProtectedError while something uses the photo.
    """
    pk, files = photo.pk, {photo.file.name or "", *photo.earlier_files.values_list("file", flat=True)}
    photo.delete()
    transaction.on_commit(lambda: delete_files(pk, files - still_used(files)))


def accepted_kind(file: File, name: str) -> str:
    """Return the kind of picture a file holds. Raises ValidationError if it holds none, or more than a picture."""
    if not file.size:
        raise ValidationError(f"{name} is empty. Send a {kinds.ACCEPTED} picture.", code="empty")
    if file.size > LARGEST_FILE:
        size, most = filesizeformat(file.size), filesizeformat(LARGEST_FILE)
        raise ValidationError(f"{name} is {size} large. A photo may have at most {most}.", code="too_large")
    file.seek(0)
    head = file.read(HEAD)
    kind = kinds.kind_of(head)
    if kind is None:
        raise ValidationError(f"{name} is {kinds.stranger(head)}. Send a {kinds.ACCEPTED} picture.", code="kind")
    stowaway = kinds.stowaway(file, head)
    if stowaway:
        raise ValidationError(
            f"{name} is a picture with {stowaway} hidden in it. Save it again from a picture editor as a "
            f"{kinds.ACCEPTED} picture and send that.",
            code="stowaway",
        )
    if kind in apart.KINDS - {"TIFF"} and file.size > LARGEST_PACKED:
        size, most = filesizeformat(file.size), filesizeformat(LARGEST_PACKED)
        raise ValidationError(
            f"{name} is {size} large. A WebP, AVIF or HEIC may have at most {most}. Send it as a JPEG.",
            code="too_large",
        )
    said = {"JPEG": header_size, "TIFF": tags_size}.get(kind, lambda file: 0)(file)
    if said > MOST_SAID:
        raise ValidationError(
            f"{name} is {filesizeformat(file.size)} large, {filesizeformat(said)} of it metadata or layers, which no "
            "reader sees. Save it again from a picture editor, without layers, and send that.",
            code="metadata",
        )
    return kind


def checksum_of(file: File) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(2**20):
        digest.update(chunk)
    return digest.hexdigest()


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the columns that something was given for, without the zero characters that PostgreSQL refuses."""
    cleaned = {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in fields.items()}
    return {name: value for name, value in cleaned.items() if value not in ("", None)}


def _completed(photo: Photo, fields: dict[str, Any]) -> Photo:
    """Fill what a known photo lacks with what was given for it now; never overwrite what an editor wrote."""
    photo.was_known = True
    news = {name: value for name, value in _given(fields).items() if getattr(photo, name) in ("", None)}
    if news:
        for name, value in news.items():
            setattr(photo, name, value)
        photo.clean_fields(exclude=["file"])
        photo.save(update_fields=[*news, "updated_at"])
        ask_for(photo)
    return photo


def store(file: File, checksum: str, kind: str) -> str:
    """Store an original under a name made of its checksum, unless it lies there already; return the name.

    What lies there shorter was cut off when a server died.
    """
    path = f"originals/{checksum[:2]}/{checksum}.{kinds.KINDS[kind][0]}"
    if default_storage.exists(path):
        if default_storage.size(path) == file.size:
            return path
        default_storage.delete(path)
    file.seek(0)
    return default_storage.save(path, file)


def known_by(checksum: str) -> Photo | None:
    """Return the photo of a file that came before, or a killed one that had it before another took its place."""
    return Photo.objects.filter(checksum=checksum).first() or (
        Photo.objects.killed().filter(earlier_files__checksum=checksum).first()
    )


def still_used(files: set[str]) -> set[str]:
    """Return which originals a photo has, or had: the same bytes lie in the storage once."""
    had = EarlierFile.objects.filter(file__in=files).values_list("file", flat=True)
    return {*Photo.objects.filter(file__in=files).values_list("file", flat=True), *had}
