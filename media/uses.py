"""Crops that hold for one use of a photo, while every other use keeps the photo's own. Pure.

Who uses photos keeps such crops as text, "card=0.1,0.25,0.5 social=0,0.2,0.9": by shape the left edge, the top and the
width, each a share of the picture.
"""

import re
from collections.abc import Mapping, Sequence

Crops = dict[str, list[float]]

SHARE = r"[01](?:\.\d{1,5})?"
CROP = re.compile(rf"(?P<shape>[a-z]+)=(?P<left>{SHARE}),(?P<top>{SHARE}),(?P<across>{SHARE})", re.ASCII)
DIGITS = 5


def crops_in(text: str) -> Crops:
    """Return crops by shape, of a text. Raises ValueError where it holds anything else."""
    found: Crops = {}
    for word in text.split():
        match = CROP.fullmatch(word)
        if not match:
            raise ValueError(f"{word!r} is no crop.")
        found[match["shape"]] = [min(1.0, float(match[name])) for name in ("left", "top", "across")]
    return found


def readable(text: str) -> Crops:
    """Return crops by shape, of a text; none where it holds anything else."""
    try:
        return crops_in(text)
    except ValueError:
        return {}


def in_text(crops: Mapping[str, Sequence[float]]) -> str:
    """Return crops as text, the same for the same crops."""
    return " ".join(f"{shape}={','.join(map(_share, crops[shape]))}" for shape in sorted(crops))


def _share(share: float) -> str:
    text = f"{share:.{DIGITS}f}"
    return text.rstrip("0").rstrip(".")
