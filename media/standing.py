"""What a photo's renditions are made of: those that stand, which pages name, and those that are wanted by now.

The two differ from the moment at which a crop, a credit or the file is changed until media.making has made what is
wanted and turned the pages to it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from media.uses import crops_in
from media.writing import facts

if TYPE_CHECKING:
    from media.models import Photo

# Counts up when pixels or metadata of the renditions change for the same photo, so that caches let the old ones go.
RECIPE = 3


@dataclass(frozen=True)
class Made:
    """All that renditions are made of, and their names of it.

    recipe: RECIPE as it was then. checksum, width, height: of the original, upright. focal_x, focal_y, crops: as the
    photo's columns. told: what is written into them, see media.writing. uses: the crops that single uses set, see
    media.uses.
    """

    recipe: int
    checksum: str
    width: int
    height: int
    focal_x: float
    focal_y: float
    crops: dict[str, list[float]]
    told: dict[str, str]
    uses: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it as `Photo.standing` keeps it; without uses, as before there were any, none are named."""
        return {name: value for name, value in asdict(self).items() if name != "uses" or value}

    def cropped(self, use: str) -> Made:
        """Return what one use shows by its own crops; what all others do while there are no copies cropped so."""
        return replace(self, crops={**self.crops, **crops_in(use)}) if use in self.uses else self


def wanted(photo: Photo) -> Made:
    """Return what a photo's renditions are to be made of, as the photo is now."""
    return Made(
        RECIPE,
        photo.checksum,
        photo.width,
        photo.height,
        photo.focal_x,
        photo.focal_y,
        photo.crops,
        facts(photo),
        photo.use_crops,
    )


def standing(photo: Photo) -> Made | None:
    """Return what the renditions were made of that stand, as the use sees them in which the photo is shown.

    None where none stand.
    """
    return Made(**photo.standing).cropped(photo.use) if photo.standing else None


def is_outdated(photo: Photo) -> bool:
    """Say whether other renditions are wanted than those that stand."""
    return wanted(photo).as_json() != photo.standing
