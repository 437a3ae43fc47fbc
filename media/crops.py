"""The crops that readers get, drawn for the editor as windows on one picture."""

from dataclasses import dataclass

from media.models import Photo
from media.renditions import SHAPES, crop_box

# What each shape is called in print, and where it stands.
NAMES = {"wide": ("16:9", "wide"), "card": ("3:2", "cards"), "square": ("1:1", "lists")}
HEIGHT = 104


@dataclass(frozen=True)
class Crop:
    """One window: its aspect ratio as a number and in words, the part it shows as a viewBox, its size in pixels."""

    aspect: str
    label: str
    use: str
    view_box: str
    width: int
    height: int


@dataclass(frozen=True)
class Focus:
    """The circle over the focal point, in pixels of the whole photo; and a small picture to draw the crops with."""

    x: int
    y: int
    radius: int
    image: str


def focus(photo: Photo) -> Focus:
    """Return where the circle stands."""
    radius = max(1, round(max(photo.width, photo.height) * 0.028))
    x, y = round(photo.focal_x * photo.width), round(photo.focal_y * photo.height)
    return Focus(x, y, radius, photo.rendition_url("full", 480))


def crops(photo: Photo) -> list[Crop]:
    """Return the windows of every shape that crops, by the same rule as the renditions are cut."""
    windows = []
    for shape, (label, use) in NAMES.items():
        aspect = SHAPES[shape].aspect or 1.0
        left, top, right, bottom = crop_box(photo.width, photo.height, aspect, photo.focal_x, photo.focal_y)
        view_box = f"{left} {top} {right - left} {bottom - top}"
        windows.append(Crop(repr(aspect), label, use, view_box, round(HEIGHT * aspect), HEIGHT))
    return windows
