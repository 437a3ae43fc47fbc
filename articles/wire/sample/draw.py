"""Draw the sample edition's pictures: python -m articles.wire.sample.draw [name ...]

Deterministic: each picture has its own seed. Writes JPEGs of 1600 x 1067 pixels and at most 120,000 bytes into
pictures/, each with its caption, credit and alt text inside. Needs the "draw" extra (numpy); loading the sample
edition does not, because the pictures are in the repository.
"""

import io
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PIL import Image

from .drawing import charts, city, coast, cold, indoors, land, rooms, sea, town
from .drawing.authors import FACES
from .drawing.credits import PICTURES
from .drawing.metadata import with_metadata
from .drawing.portraits import portrait

FOLDER = Path(__file__).parent / "pictures"
LIMIT = 120_000

DRAWERS: dict[str, Callable[[], Image.Image]] = {
    "aurora": cold.aurora,
    "bridge": coast.bridge,
    "concert-hall": indoors.concert_hall,
    "containers": coast.containers,
    "desert": land.desert,
    "ferry": coast.ferry,
    "forest": land.forest,
    "harbour": sea.harbour,
    "laboratory": indoors.laboratory,
    "library": indoors.library,
    "lighthouse": sea.lighthouse,
    "market": town.market,
    "marsh": land.marsh,
    "night-train": cold.night_train,
    "observatory": cold.observatory,
    "parliament": rooms.parliament,
    "prices": charts.prices,
    "rain": city.rain,
    "ridges": land.ridges,
    "roofs": town.roofs,
    "snow": cold.snow,
    "stadium": city.stadium,
    "strait": sea.strait,
    "tram": city.tram,
    "turbines": coast.turbines,
    "vineyard": land.vineyard,
    "weather": charts.weather,
    "wheat": land.wheat,
} | {name: partial(portrait, face) for name, face in FACES.items()}


def encode(image: Image.Image, name: str) -> bytes:
    """The JPEG with its metadata, at the best quality that keeps it under the limit."""
    for quality in range(86, 20, -2):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        data = with_metadata(buffer.getvalue(), PICTURES[name])
        if len(data) <= LIMIT:
            sys.stdout.write(f"{name}.jpg quality {quality}, {len(data):,} bytes\n")
            return data
    raise ValueError(f"{name} does not fit into {LIMIT:,} bytes at any quality")


def main(names: list[str]) -> None:
    """Draw the named pictures, or all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name in names or sorted(DRAWERS):
        (FOLDER / f"{name}.jpg").write_bytes(encode(DRAWERS[name](), name))


if __name__ == "__main__":
    main(sys.argv[1:])
