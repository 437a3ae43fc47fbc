"""Whether the one table of renditions is sound, and whether every template speaks of shapes that it has."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks

from media.renditions import FORMATS, NAME, SHAPES

PICTURE = re.compile(r'{%\s*picture\b[^%]*?\bshape="(?P<shape>[^"]*)"')


def table_is_sound(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Find shapes whose renditions could not be made, named or printed."""
    return [checks.Error(f"The rendition shape “{name}” {fault}.", id="media.E001") for name, fault in _faults()]


def templates_name_shapes(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Find templates that print a photo in a shape that the table does not have."""
    return [
        checks.Error(
            f"{path} prints a photo in the shape “{found['shape']}”, which there is not.",
            hint=f"The shapes are {', '.join(SHAPES)}.",
            id="media.E002",
        )
        for path in _templates()
        for found in PICTURE.finditer(path.read_text())
        if found["shape"] not in SHAPES
    ]


def _faults() -> Iterator[tuple[str, str]]:
    for name, shape in SHAPES.items():
        if not NAME.fullmatch(f"{name}-480-{'0' * 16}.jpg"):
            yield name, "has a name that no rendition can have"
        if not shape.widths or list(shape.widths) != sorted(set(shape.widths)) or shape.widths[0] < 1:
            yield name, "has widths that do not grow"
        if not shape.formats or not set(shape.formats) <= set(FORMATS):
            yield name, "has formats that there are not"
        if shape.aspect is not None and shape.aspect <= 0:
            yield name, "has no aspect ratio"


def _templates() -> Iterator[Path]:
    folders: Any = settings.TEMPLATES[0]["DIRS"]
    for folder in folders:
        yield from sorted(Path(folder).rglob("*.html"))
