"""The making of renditions: crop, resize, encode, and write credit and copyright into each file."""

from __future__ import annotations

import io
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from media import kinds, pixels
from media.renditions import SHAPES, Box, Rendition, crop_box, folder, renditions, usable
from media.writing import rights

logger = logging.getLogger(__name__)

if TYPE_CHECKING:
    from media.models import Photo

SETTINGS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 9, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 76, "method": 2},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}


def working_scale(width: int, height: int) -> float:
    """Return how far a picture of that size may be shrunk and still hold enough pixels for every rendition."""
    scale = 0.0
    for shape in SHAPES.values():
        box = crop_box(width, height, shape.aspect, 0.5, 0.5)
        scale = max(scale, min(max(shape.widths), usable(box)) / (box[2] - box[0]))
    return min(1.0, scale)


def make_renditions(photo: Photo, picture: Image.Image | None = None) -> int:
    """Make and store the renditions that are not there yet; return how many were made.

    `picture` is the upright original at its working size, where the caller has it; otherwise it is read from the
    storage. Raises pixels.UnreadableError if the original can't be read, OSError if the storage fails.
    """
    there = _stored(photo)
    wanted = [one for one in renditions(photo) if one.name not in there]
    if not wanted:
        return 0
    whole = picture or original(photo)
    marks = rights(photo)
    by_box: dict[Box, list[Rendition]] = {}
    for one in wanted:
        by_box.setdefault(one.box, []).append(one)
    with ThreadPoolExecutor(2) as pool:
        for files in pool.map(lambda box: _encoded(whole, photo, by_box[box], marks), by_box):
            for name, data in files:
                _store(photo, name, data)
    return len(wanted)


def renew(photo: Photo) -> None:
    """Once what was saved is final, make the renditions that changed and delete those they replace.

    Call it whenever the focal point or what leaves with them (media.writing.FACTS) may have changed. A failure is
    logged, because what was saved stays saved.
    """

    def now() -> None:
        try:
            make_renditions(photo)
            delete_stale(photo)
        except (OSError, pixels.UnreadableError):
            logger.exception("Photo %s has lost its renditions. Mend it and run: make_renditions %s", photo, photo.pk)

    transaction.on_commit(now)


def delete_stale(photo: Photo) -> int:
    """Delete the stored renditions that the photo no longer has; return how many."""
    stale = _stored(photo) - {one.name for one in renditions(photo)}
    for name in stale:
        default_storage.delete(f"{folder(photo.pk)}/{name}")
    return len(stale)


def original(photo: Photo) -> Image.Image:
    """Decode a photo's original from the storage, upright and at its working size. Raises pixels.UnreadableError."""
    with photo.file.open("rb") as file:
        kind = kinds.kind_of(file.read(64))
        if kind is None:
            raise pixels.UnreadableError("is no picture any more.")
        image = pixels.open_picture(file, kind)
        return pixels.decode(file, image, working_scale(photo.width, photo.height))


def _encoded(
    whole: Image.Image, photo: Photo, wanted: list[Rendition], marks: dict[str, dict[str, Any]]
) -> list[tuple[str, bytes]]:
    """Encode the renditions of one crop, each size made from the one above it.

    Two shapes may be the same crop, as 3:2 is for most cameras; then they share the work.
    """
    across, down = whole.width / photo.width, whole.height / photo.height
    left, top, right, bottom = wanted[0].box
    picture = whole
    box: tuple[float, float, float, float] | None = (
        left * across,
        top * down,
        min(right * across, whole.width),
        min(bottom * down, whole.height),
    )
    made: dict[tuple[int, str], bytes] = {}
    for one in sorted(wanted, key=lambda one: -one.width):
        size = (one.width, one.height)
        if picture.size != size or box:
            picture, box = picture.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0), None
        if (one.width, one.fmt) not in made:
            made[one.width, one.fmt] = _file(picture, one.fmt, whole.info.get("icc_profile"), marks)
    return [(one.name, made[one.width, one.fmt]) for one in wanted]


def _file(picture: Image.Image, fmt: str, profile: bytes | None, marks: dict[str, dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    picture.save(out, icc_profile=profile, **SETTINGS[fmt], **marks[fmt])
    return out.getvalue()


def _store(photo: Photo, name: str, data: bytes) -> None:
    """Store one rendition; half of one is worse than none."""
    path = f"{folder(photo.pk)}/{name}"
    try:
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(data))
    except OSError:
        default_storage.delete(path)
        raise


def _stored(photo: Photo) -> set[str]:
    """Return the file names in the photo's folder of the storage."""
    try:
        return set(default_storage.listdir(folder(photo.pk))[1])
    except FileNotFoundError:
        return set()


def delete_files(photo_id: int, original_name: str) -> None:
    """Delete the original and every rendition of a photo whose row is gone."""
    default_storage.delete(original_name)
    try:
        names = default_storage.listdir(folder(photo_id))[1]
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder(photo_id)}/{name}")
    default_storage.delete(folder(photo_id))
