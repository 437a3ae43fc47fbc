"""The crops that readers get, drawn for the editor as windows on one picture."""

from dataclasses import dataclass

from media.models import Photo
from media.renditions import SHAPES, box_of

HEIGHT = 104


@dataclass(frozen=True)
class Crop:
    """One window: its shape, aspect ratio as a number and in words, the part it shows as a viewBox, its size in pixels.

    by_hand: whether somebody cropped it; otherwise it follows the focal point.
    """

    shape: str
    aspect: str
    label: str
    use: str
    view_box: str
    width: int
    height: int
    by_hand: bool


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
    windows = []
    for name, shape in CROPPING.items():
        aspect = shape.aspect or 1.0
        left, top, right, bottom = box_of(photo, name)
        view_box, by_hand = f"{left} {top} {right - left} {bottom - top}", name in photo.crops
        windows.append(
            Crop(name, repr(aspect), shape.label, shape.use, view_box, round(HEIGHT * aspect), HEIGHT, by_hand)
        )
    return windows
