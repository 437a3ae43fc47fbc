"""Whether two photos are the same picture, at another size, compression or slightly cropped.

Two steps. A difference hash of 128 bits, horizontal and vertical, finds candidates: it is kept in eight bands of 16
bits, each with an index, and looked for with each band's 16 neighbours that differ in one bit. Two hashes that differ
in at most 15 bits share such a band for sure, so that a million photos are searched by 136 look-ups and without a scan.
What is found is then compared in colour, on 8 x 8 pixels, which tells apart what is merely composed alike, as portraits
are.

Difference hash: N. Krawetz, "Kind of Like That", 2013.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING

from django.db.models import Q
from PIL import Image

from media.models import BANDS, Likeness, Photo

if TYPE_CHECKING:
    from collections.abc import Iterable

SIDE = 8
BITS = 2 * SIDE * SIDE
BAND = BITS // BANDS
# A step in brightness (of 256) that is no step: compression moves evenly lit skies by as much.
MARGIN = 1
# A picture with fewer steps than this has nothing that it could be told by.
LEAST_STEPS = 10
# Bits that may differ, and the correlation of colours; tests/media/test_likeness.py measures them on sample pictures.
MOST_BITS, LEAST_CORRELATION = 20, 0.94
MOST_CANDIDATES, MOST_SHOWN = 2000, 5


@dataclass(frozen=True)
class Look:
    """What a picture is told by. steps: the hash. colours: 8 x 8 pixels of RGB."""

    steps: int
    colours: bytes

    @property
    def bands(self) -> list[int]:
        """The hash in BANDS parts, each as a signed number of 16 bits, as the database keeps it."""
        whole = self.steps.to_bytes(BITS // 8)
        return [int.from_bytes(whole[at : at + 2], signed=True) for at in range(0, len(whole), 2)]


def look_of(picture: Image.Image) -> Look | None:
    """Return what an upright picture is told by, None if it is so plain that many are the same."""
    grey = picture.convert("L")
    across = grey.resize((SIDE + 1, SIDE), Image.Resampling.BOX).tobytes()
    down = grey.resize((SIDE, SIDE + 1), Image.Resampling.BOX).tobytes()
    steps = 0
    for row in range(SIDE):
        for column in range(SIDE):
            at = row * (SIDE + 1) + column
            steps = steps << 1 | (across[at] + MARGIN < across[at + 1])
    for at in range(SIDE * SIDE):
        steps = steps << 1 | (down[at] + MARGIN < down[at + SIDE])
    if steps.bit_count() < LEAST_STEPS:
        return None
    return Look(steps, picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX).tobytes())


def differing(one: Look, other: Look) -> int:
    """Return in how many of 128 bits two hashes differ."""
    return (one.steps ^ other.steps).bit_count()


def correlation(one: Look, other: Look) -> float:
    """Return how alike the colours are, 1.0 for the same ones, whatever the brightness of the whole."""
    mine, theirs = _centred(one.colours), _centred(other.colours)
    whole = math.sqrt(_product(mine, mine) * _product(theirs, theirs))
    return _product(mine, theirs) / whole if whole else 0.0


def _product(one: list[float], other: list[float]) -> float:
    return sum(map(mul, one, other))


def _centred(colours: bytes) -> list[float]:
    means = [sum(colours[channel::3]) / (SIDE * SIDE) for channel in range(3)]
    return [value - means[at % 3] for at, value in enumerate(colours)]


def same_picture(one: Look, other: Look) -> bool:
    """Say whether two are the same picture, as far as a machine can tell."""
    return differing(one, other) <= MOST_BITS and correlation(one, other) >= LEAST_CORRELATION


def note(photo: Photo, picture: Image.Image) -> None:
    """Keep what a photo is told by, in place of what was kept before."""
    look = look_of(picture)
    if look is None:
        Likeness.objects.filter(photo=photo).delete()
        return
    bands = {f"band_{number}": value for number, value in enumerate(look.bands)}
    Likeness.objects.update_or_create(photo=photo, defaults={"colours": look.colours, **bands})


def look_alikes(photo: Photo) -> list[int]:
    """Return the keys of the photos that are the same picture as one, the most alike first; two queries."""
    kept = Likeness.objects.filter(photo=photo).first()
    if kept is None:
        return []
    mine = _look(kept)
    near = Q()
    for number, value in enumerate(mine.bands):
        near |= Q(**{f"band_{number}__in": neighbours(value)})
    others = Likeness.objects.filter(near).exclude(photo=photo).order_by("-photo")[:MOST_CANDIDATES]
    found = [(correlation(mine, look), other.photo_id) for other in others if same_picture(mine, look := _look(other))]
    return [pk for _, pk in sorted(found, reverse=True)[:MOST_SHOWN]]


def neighbours(band: int) -> list[int]:
    """Return a band and those that differ from it in one bit."""
    bits = band & 0xFFFF
    return [_signed(bits), *(_signed(bits ^ 1 << place) for place in range(BAND))]


def _signed(bits: int) -> int:
    return bits - 0x10000 if bits & 0x8000 else bits


def _look(kept: Likeness) -> Look:
    bands: Iterable[int] = (getattr(kept, f"band_{number}") for number in range(BANDS))
    return Look(int.from_bytes(b"".join(band.to_bytes(2, signed=True) for band in bands)), bytes(kept.colours))
