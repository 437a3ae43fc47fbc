"""The making of renditions: crop, resize, encode, and write credit and copyright into each file."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from PIL import Image, ImageStat

from media import kinds, pixels
from media.renditions import SHAPES, Box, Rendition, crop_box, folder, made_of, renditions, usable
from media.standing import standing
from media.whole import store_whole
from media.writing import rights

if TYPE_CHECKING:
    from media.models import Photo

SETTINGS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "speed": 9, "max_threads": 1},
    "webp": {"format": "WEBP", "method": 2},
    "jpg": {"format": "JPEG", "optimize": True, "progressive": True},
}
# From the best to what is still good enough where a picture is so full of detail that it would be too heavy; chosen by
# the similarity that tests/benchmarks/renditions.py measures.
QUALITIES = {"avif": (55, 45, 36), "webp": (80, 66, 50), "jpg": (80, 68, 54)}
# What a rendition may weigh, in bytes for each of its pixels: 150 KB for 1,200 x 800. Small ones are never too heavy.
HEAVY, LIGHT = 150_000 / (1200 * 800), 30_000
# A crop by hand may want more of the original than this; it is read in as many pixels at most.
MOST_WORKING = 30_000_000


def working_scale(width: int, height: int) -> float:
    """Return how far a picture of that size may be shrunk and still hold enough pixels for every rendition."""
    scale = 0.0
    for shape in SHAPES.values():
        box = crop_box(width, height, shape.aspect, 0.5, 0.5)
        scale = max(scale, min(max(shape.widths), usable(box)) / (box[2] - box[0]))
    return min(1.0, scale)


def _closer_scale(photo: Photo) -> float:
    """Return how far a photo may be shrunk for all that is cropped by hand; 0 where nothing is."""
    by_hand = renditions(photo) if _is_cropped(photo) else []
    wanted = [one.width / (one.box[2] - one.box[0]) for one in by_hand]
    return min(1.0, max(wanted, default=0.0), math.sqrt(MOST_WORKING / (photo.width * photo.height)))


def _is_cropped(photo: Photo) -> bool:
    """Say whether anybody cropped it by hand, for all uses or for one."""
    return bool(photo.crops or photo.use_crops)


def make_renditions(photo: Photo, picture: Image.Image | None = None) -> int:
    """Make and store the renditions that the photo is to have and that are not there; return how many were made.

    Nothing names them yet, see media.making. The instance gets the picture's mean colour.

    `picture` is the upright original at its working size, where the caller has it; otherwise it is read from the
    storage. Raises pixels.UnreadableError if the original can't be read, OSError if the storage fails.
    """
    there, before = _stored(photo), standing(photo)
    wanted = [one for one in renditions(photo) if one.name not in there]
    # Where a server died once they were all there, nobody has kept the colour of a new file.
    if not wanted and before and before.checksum == photo.checksum:
        return 0
    whole = picture if picture and not _is_cropped(photo) else original(photo)
    photo.colour = mean_colour(whole)
    marks = rights(photo)
    by_box: dict[Box, list[Rendition]] = {}
    for one in wanted:
        by_box.setdefault(one.box, []).append(one)
    with ThreadPoolExecutor(2) as pool:
        for files in pool.map(lambda box: _encoded(whole, photo, by_box[box], marks), by_box):
            for name, data in files:
                store_whole(f"{folder(photo.pk)}/{name}", data)
    return len(wanted)


def progress(photo: Photo) -> tuple[int, int]:
    """Return how many of a photo's renditions are there, and how many there are to be."""
    wanted = {one.name for one in renditions(photo)}
    return len(wanted & _stored(photo)), len(wanted)


def delete_stale(photo: Photo) -> int:
    """Delete what lies with the renditions that stand and is none of them; return how many.

    That are those before them, and what a dying server had half written.
    """
    made = standing(photo)
    stale = _stored(photo) - {one.name for one in (made_of(made) if made else ())}
    for name in stale:
        default_storage.delete(f"{folder(photo.pk)}/{name}")
    return len(stale)


def original(photo: Photo) -> Image.Image:
    """Decode a photo's original from the storage, upright and at its working size. Raises pixels.UnreadableError."""
    try:
        opened = photo.file.open("rb")
    except FileNotFoundError as error:
        raise pixels.UnreadableError("is not there any more.") from error
    with opened as file:
        kind = kinds.kind_of(file.read(64))
        if kind is None:
            raise pixels.UnreadableError("is no picture any more.")
        usual, closer = working_scale(photo.width, photo.height), _closer_scale(photo)
        if closer > usual:
            # Where so much of it can't be read, as much as without a crop by hand will do.
            with suppress(pixels.UnreadableError):
                return pixels.decode(file, pixels.open_picture(file, kind), closer)
            file.seek(0)
        return pixels.decode(file, pixels.open_picture(file, kind), usual)


def mean_colour(whole: Image.Image) -> str:
    """Return a picture's mean colour as #rrggbb, which stands in its place while it loads."""
    red, green, blue = (round(channel) for channel in ImageStat.Stat(whole.resize((16, 16)).convert("RGB")).mean)
    return f"#{red:02x}{green:02x}{blue:02x}"


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
    most = max(LIGHT, HEAVY * picture.width * picture.height)
    data = b""
    for quality in QUALITIES[fmt]:
        out = io.BytesIO()
        picture.save(out, icc_profile=profile, quality=quality, **SETTINGS[fmt], **marks[fmt])
        data = out.getvalue()
        if len(data) <= most:
            break
    return data


def _stored(photo: Photo) -> set[str]:
    """Return the file names in the photo's folder of the storage."""
    try:
        return set(default_storage.listdir(folder(photo.pk))[1])
    except FileNotFoundError:
        return set()


def delete_files(photo_id: int, originals: Iterable[str]) -> None:
    """Delete originals and every rendition of a photo whose row is gone."""
    for name in originals:
        default_storage.delete(name)
    delete_renditions(photo_id)


def delete_renditions(photo_id: int) -> None:
    """Delete every rendition of a photo."""
    try:
        names = default_storage.listdir(folder(photo_id))[1]
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder(photo_id)}/{name}")
    default_storage.delete(folder(photo_id))
