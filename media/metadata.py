"""What a picture's file says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image


def read_metadata(image: Image.Image) -> dict[str, Any]:
    """Return Photo columns that the file fills."""
    return {}
