"""Which resized copies of a photo there are, what they are called, and where they lie.

One table, SHAPES, is read by everything that makes, names, prints or serves a rendition. A name is worked out from
what the rendition is made of, so neither a template nor a view touches the disk to print an address.

What is printed and served is what stands; what is wanted may be something else by now, and is made beside it, see
media.making. So no page ever names a file that is not there.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files import File
from django.core.files.storage import default_storage
from django.urls import get_script_prefix

from media.printing import remembered
from media.standing import Made, standing, wanted
from media.uses import crops_in

if TYPE_CHECKING:
    from media.models import Photo


# From the smallest file to the one every browser reads.
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@dataclass(frozen=True)
class Shape:
    """A shape that photos are printed in.

    aspect: width over height, None for the photo's own. widths: in pixels. label, use: what editors call it, and where
    it stands. formats: those it is made in.
    """

    aspect: float | None
    widths: tuple[int, ...]
    label: str
    use: str
    formats: tuple[str, ...] = tuple(FORMATS)


SHAPES = {
    "full": Shape(None, (480, 800, 1200, 1600), "Whole", "in the text"),
    "wide": Shape(16 / 9, (480, 800, 1200, 1600), "16:9", "wide in the text"),
    "card": Shape(3 / 2, (320, 480, 800, 1200), "3:2", "leads and cards"),
    "square": Shape(1.0, (160, 320, 640), "1:1", "lists"),
    "portrait": Shape(4 / 5, (160, 320, 480), "4:5", "authors’ pages"),
    # What other sites show of a link; none of them reads more than this.
    "social": Shape(1200 / 630, (1200,), "1.91:1", "shared links", ("jpg",)),
}

# By hand a crop may be this much smaller than the largest of its shape, so that renditions stay sharp.
CLOSEST = 4

# A last width between two of the table is made only if it is this much wider than the one before.
WORTH_MAKING = 1.2

# No rendition has more pixels than this, however tall the photo is: 1,600 × 5,000 for one of half a metre of text.
MOST_PIXELS = 8_000_000

# The address of a rendition, for urls.py; `name` is a rendition's file name with its ending.
ROUTE = "photos/<int:photo_id>/<str:name>"
NAME = re.compile(r"(?P<shape>[a-z]+)-(?P<width>\d{1,5})-(?P<hash>[0-9a-f]{16})\.(?P<fmt>[a-z]+)")

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Rendition:
    """One resized copy in one format: the part of the upright photo it shows, its size, its file name."""

    shape: str
    box: Box
    width: int
    height: int
    fmt: str
    name: str


@dataclass(frozen=True)
class Source:
    """One `<source>`: a media type and its srcset."""

    type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """What a template prints of a photo: modern formats first, the JPEGs, and the size of `src` in pixels.

    `src` and both sets are empty before there is any rendition. colour: what stands there until the picture does, as
    #rrggbb; "" where nobody has looked yet.
    """

    sources: tuple[Source, ...]
    srcset: str
    src: str
    width: int
    height: int
    colour: str = ""


def crop_box(width: int, height: int, aspect: float | None, focal_x: float, focal_y: float) -> Box:
    """Return the largest box of the aspect ratio inside width x height, as near to the focal point as it goes."""
    if aspect is None:
        return (0, 0, width, height)
    box_width = max(1, min(width, round(height * aspect)))
    box_height = max(1, min(height, round(width / aspect)))
    left = min(max(round(focal_x * width - box_width / 2), 0), width - box_width)
    top = min(max(round(focal_y * height - box_height / 2), 0), height - box_height)
    return (left, top, left + box_width, top + box_height)


def box_of(photo: Photo | Made, shape: str) -> Box:
    """Return the part of a photo that a shape shows: as it was cropped by hand, or else round the focal point.

    Raises KeyError for a shape that is not in the table.
    """
    aspect, by_hand = SHAPES[shape].aspect, photo.crops.get(shape)
    if aspect is None or not by_hand:
        return crop_box(photo.width, photo.height, aspect, photo.focal_x, photo.focal_y)
    return hand_box(photo.width, photo.height, aspect, *by_hand)


def hand_box(width: int, height: int, aspect: float, left: float, top: float, across: float) -> Box:
    """Return a crop by hand in pixels of a photo width x height; all three are shares of it, 0 to 1.

    It keeps the aspect ratio, is no larger than the photo, no smaller than CLOSEST allows, and lies inside.
    """
    largest = max(1, min(width, round(height * aspect)))
    box_width = max(1, min(largest, max(round(across * width), -(-largest // CLOSEST))))
    box_height = max(1, min(height, round(box_width / aspect)))
    x = min(max(round(left * width), 0), width - box_width)
    y = min(max(round(top * height), 0), height - box_height)
    return (x, y, x + box_width, y + box_height)


def usable(box: Box) -> int:
    """Return how wide a rendition of that part of the photo may be at most."""
    width, height = box[2] - box[0], box[3] - box[1]
    return max(1, min(width, math.isqrt(MOST_PIXELS * width // height)))


def widths(available: int, wanted: tuple[int, ...]) -> list[int]:
    """Return the widths to make from that many pixels: never more than there are, and always at least one."""
    fitting = [width for width in wanted if width <= available]
    last = min(available, max(wanted))
    if not fitting or last >= fitting[-1] * WORTH_MAKING:
        fitting.append(last)
    return fitting


def renditions(photo: Photo) -> list[Rendition]:
    """Every rendition the photo is to have, by shape, width and format in the table's order."""
    return made_of(wanted(photo))


def made_of(made: Made) -> list[Rendition]:
    """Every rendition that is made of something: by shape, width and format in the table's order, then single uses'."""
    own = (one for shape in SHAPES for fmt in SHAPES[shape].formats for one in _of_shape(made, shape, fmt))
    return list({one.name: one for one in (*own, *_of_uses(made))}.values())


@remembered
def picture(photo: Photo, shape: str) -> Picture:
    """Describe a photo in one shape for a template. Raises KeyError for a shape that is not in the table."""
    made = standing(photo)
    if made is None:
        left, top, right, bottom = box_of(photo, shape)
        return Picture((), "", "", right - left, bottom - top)
    *modern, jpegs = [_of_shape(made, shape, fmt) for fmt in SHAPES[shape].formats]
    middle = [one for one in jpegs if one.width <= 800] or jpegs
    return Picture(
        sources=tuple(Source(FORMATS[copies[0].fmt], _srcset(photo, copies)) for copies in modern),
        srcset=_srcset(photo, jpegs),
        src=address(photo.pk, middle[-1].name),
        width=middle[-1].width,
        height=middle[-1].height,
        colour=photo.colour,
    )


def url(photo: Photo, shape: str, width: int, fmt: str) -> str:
    """Return the address of the smallest rendition at least that wide, or else of the widest; "" while none stands."""
    return address(photo.pk, rendition(photo, shape, width, fmt).name) if photo.standing else ""


@remembered
def rendition(photo: Photo, shape: str, width: int, fmt: str) -> Rendition:
    """Return the smallest rendition at least that wide, or else the widest. Raises LookupError while none stands."""
    made = standing(photo)
    if made is None:
        raise LookupError(f"Photo {photo.pk} has no renditions yet.")
    copies = _of_shape(made, shape, fmt)
    return next((one for one in copies if one.width >= width), copies[-1])


def address(photo_id: int, name: str) -> str:
    """Return the path at which readers find a rendition; the same as reversing ROUTE, without its cost."""
    return f"{get_script_prefix()}photos/{photo_id}/{name}"


def folder(photo_id: int) -> str:
    """Return where a photo's renditions lie in the storage."""
    return f"renditions/{photo_id}"


def open_rendition(photo_id: int, name: str) -> File | None:
    """Open a rendition by its file name, or return None if the name is no rendition's or the file is not there."""
    if not NAME.fullmatch(name):
        return None
    try:
        return default_storage.open(f"{folder(photo_id)}/{name}", "rb")
    except FileNotFoundError:
        return None


def current_name(photo: Photo, name: str) -> str | None:
    """Return the name that stands for an outdated one of the same shape and format, or None for what never was one.

    Pages kept by a cache go on asking for the names they were printed with after a crop, a credit or the file has
    changed. Where there is none of that width any more, the next wider one stands in, or else the widest.
    """
    match, made = NAME.fullmatch(name), standing(photo)
    if not match or match["shape"] not in SHAPES or match["fmt"] not in SHAPES[match["shape"]].formats or not made:
        return None
    if any(one.name == name for one in _of_uses(made)):
        return name
    width, most = int(match["width"]), max(SHAPES[match["shape"]].widths)
    copies = _of_shape(made, match["shape"], match["fmt"])
    return next((one.name for one in copies if one.width >= width), copies[-1].name) if width <= most else None


def _of_uses(made: Made) -> Iterator[Rendition]:
    """Yield the renditions that single uses crop for themselves; a shape that is in the table no more is left out."""
    for use in made.uses:
        for shape in SHAPES.keys() & crops_in(use):
            for fmt in SHAPES[shape].formats:
                yield from _of_shape(made.cropped(use), shape, fmt)


def _of_shape(made: Made, shape: str, fmt: str) -> list[Rendition]:
    box = box_of(made, shape)
    box_width, box_height = box[2] - box[0], box[3] - box[1]
    copies = []
    for width in widths(usable(box), SHAPES[shape].widths):
        height = max(1, round(width * box_height / box_width))
        name = f"{shape}-{width}-{_digest(made, box, width)}.{fmt}"
        copies.append(Rendition(shape, box, width, height, fmt, name))
    return copies


def _digest(made: Made, box: Box, width: int) -> str:
    """Sixteen hex digits that change with anything a rendition is made of."""
    made_of = (made.recipe, made.checksum, box, width, *sorted(made.told.items()))
    return hashlib.sha256(repr(made_of).encode()).hexdigest()[:16]


def _srcset(photo: Photo, copies: list[Rendition]) -> str:
    return ", ".join(f"{address(photo.pk, one.name)} {one.width}w" for one in copies)
