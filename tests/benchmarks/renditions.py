"""How heavy renditions are and how like their originals: python -m tests.benchmarks.renditions [FILE ...]

Takes in pictures (those of the sample edition where none is named), and prints of every format at 1,200 and 800 pixels
the bytes and the similarity with the original scaled to the same size: SSIM of luma (Wang et al. 2004, windows of
7 x 7), 1.0 for equal pixels. Needs numpy (the extra "draw").
"""

import io
import os
import sys
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from PIL import Image

WIDTHS = (800, 1200)
SAMPLE = Path(__file__).parents[2] / "articles/wire/sample/pictures"
WINDOW = 7
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def means(values: Any) -> Any:
    """Return the mean of every window of an array."""
    summed = np.pad(values, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    n = WINDOW
    return (summed[n:, n:] - summed[:-n, n:] - summed[n:, :-n] + summed[:-n, :-n]) / n**2


def similarity(one: Image.Image, other: Image.Image) -> float:
    """Return the mean SSIM of two pictures of one size."""
    a, b = (np.asarray(image.convert("L"), dtype=np.float64) for image in (one, other))
    mean_a, mean_b = means(a), means(b)
    spread_a, spread_b = means(a * a) - mean_a**2, means(b * b) - mean_b**2
    both = means(a * b) - mean_a * mean_b
    top = (2 * mean_a * mean_b + C1) * (2 * both + C2)
    return float((top / ((mean_a**2 + mean_b**2 + C1) * (spread_a + spread_b + C2))).mean())


def main() -> None:
    """Encode every picture at every width in every format, and print a line for each and the medians."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from media.encode import _file
    from media.renditions import FORMATS

    found: dict[tuple[int, str], list[tuple[int, float]]] = {}
    for path in map(Path, sys.argv[1:] or sorted(map(str, SAMPLE.glob("*.*")))):
        whole = Image.open(path).convert("RGB")
        for width in (width for width in WIDTHS if width <= whole.width):
            scaled = whole.resize((width, round(width * whole.height / whole.width)), Image.Resampling.LANCZOS)
            for fmt in FORMATS:
                data = _file(scaled, fmt, None, {one: {} for one in FORMATS})
                like = similarity(scaled, Image.open(io.BytesIO(data)).convert("RGB"))
                found.setdefault((width, fmt), []).append((len(data), like))
                print(f"{path.name:32} {width:5} {fmt:5} {len(data) / 1000:7.1f} KB  {like:.4f}")
    for (width, fmt), rows in found.items():
        sizes, likes = [size for size, _ in rows], [like for _, like in rows]
        heavy = sum(size > 150_000 for size in sizes)
        print(
            f"{width:5} {fmt:5} median {median(sizes) / 1000:6.1f} KB, most {max(sizes) / 1000:6.1f} KB, "
            f"{heavy} of {len(rows)} over 150 KB; SSIM median {median(likes):.4f}, least {min(likes):.4f}"
        )


if __name__ == "__main__":
    main()
