"""The crops that readers get, drawn for the editor as windows on one picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from media.models import Photo
from media.renditions import SHAPES, Box, box_of, hand_box
from media.uses import DIGITS, Crops, crops_in, in_text

HEIGHT = 104


@dataclass(frozen=True)
class Crop:
    """One window: its shape, aspect ratio as a number and in words, the part it shows as a viewBox, its size in pixels.

    by_hand: whether somebody cropped it; otherwise it follows the focal point. own: for a use of the photo, the part
    that the photo itself shows.
    """

    shape: str
    aspect: str
    label: str
    use: str
    view_box: str
    width: int
    height: int
    by_hand: bool
    own: str = ""


@dataclass(frozen=True)
class Focus:
    """The circle over the focal point, in pixels of the whole photo; and a small picture to draw the crops with."""

    x: int
    y: int
    radius: int
    image: str


# The shapes that crop, in the table's order.
CROPPING = {name: shape for name, shape in SHAPES.items() if shape.aspect}


def focus(photo: Photo) -> Focus:
    """Return where the circle stands."""
    radius = max(1, round(max(photo.width, photo.height) * 0.028))
    x, y = round(photo.focal_x * photo.width), round(photo.focal_y * photo.height)
    return Focus(x, y, radius, photo.rendition_url("full", 480))


def crops(photo: Photo) -> list[Crop]:
    """Return the windows of every shape that crops, by the same rule as the renditions are cut."""
    return [_window(photo, name, photo.crops) for name in CROPPING]


def crops_of_use(photo: Photo, by_hand: Crops, shapes: Iterable[str]) -> list[Crop]:
    """Return the windows of those shapes as one use of a photo crops it."""
    return [replace(_window(photo, name, by_hand), own=view_box(box_of(photo, name))) for name in shapes]


def as_cut(photo: Photo, shape: str, given: Sequence[float]) -> list[float]:
    """Return a crop by hand as it will be cut: inside the picture, of its shape, not too close."""
    left, top, across = given
    x, y, right, _ = hand_box(photo.width, photo.height, CROPPING[shape].aspect or 1.0, left, top, across)
    return [round(share, DIGITS) for share in (x / photo.width, y / photo.height, (right - x) / photo.width)]


def fitted(photo: Photo, text: str, shapes: Iterable[str]) -> str:
    """Return the crops of a use as they will be cut, those of these shapes. Raises ValueError for what is no crops."""
    wanted = set(shapes)
    return in_text({shape: as_cut(photo, shape, crop) for shape, crop in crops_in(text).items() if shape in wanted})


def in_words(text: str) -> str:
    """Return the crops of a use in an editor's words; what is no crops is said as it is."""
    try:
        told = [
            f"{SHAPES[shape].label}: {left:.0%} from the left, {top:.0%} from the top, {across:.0%} wide"
            for shape, (left, top, across) in crops_in(text).items()
        ]
    except (ValueError, KeyError):
        return text
    return "; ".join(told) or "as the photo itself"


def view_box(box: Box) -> str:
    """Return a part of a photo as SVG takes it."""
    left, top, right, bottom = box
    return f"{left} {top} {right - left} {bottom - top}"


def _window(photo: Photo, name: str, by_hand: Crops) -> Crop:
    shape = CROPPING[name]
    aspect = shape.aspect or 1.0
    box = hand_box(photo.width, photo.height, aspect, *by_hand[name]) if name in by_hand else box_of(photo, name)
    return Crop(
        name, repr(aspect), shape.label, shape.use, view_box(box), round(HEIGHT * aspect), HEIGHT, name in by_hand
    )
