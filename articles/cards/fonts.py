"""Fonts that we may pass on (fonts/LICENCES.txt), and which of them can write a text.

A text that none of them can write is left off a card: boxes say nothing.
"""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont, features

FOLDER = Path(__file__).parent / "fonts"
# The first that can write a text is taken. The last one is plain, but writes Latin and Arabic or Hebrew side by side.
SERIF = ("NotoSerif-Bold", "NotoNaskhArabic-Bold", "DejaVuSans-Bold")
SANS = ("NotoSans-Regular", "NotoNaskhArabic-Bold", "DejaVuSans-Bold")
# No font has it: what is drawn for it stands for every character that a font lacks.
NOTHING = "\U000ffffe"
# Letters of these change by their neighbours, which takes Raqm; Pillow alone would set them side by side.
SHAPED = ("ARABIC", "HEBREW", "SYRIAC", "THAANA", "NKO")


def font_for(text: str, family: tuple[str, ...], size: int) -> ImageFont.FreeTypeFont | None:
    """Return the font of a family that can write all of a text, size in pixels; None where there is none."""
    if _is_shaped(text) and not features.check("raqm"):
        return None
    name = next((one for one in family if _covers(one, text)), None)
    return load(name, size) if name else None


def can_write(text: str, family: tuple[str, ...] = SERIF) -> bool:
    """Whether all of a text can be written: a headline, or with SANS what stands around it."""
    return font_for(text, family, 32) is not None


@cache
def load(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a font by the name of its file, size in pixels."""
    return ImageFont.truetype(FOLDER / f"{name}.ttf", size)


def _is_shaped(text: str) -> bool:
    return any(unicodedata.name(one, "").startswith(SHAPED) for one in text)


def _covers(name: str, text: str) -> bool:
    return all(_has(name, one) for one in set(text) if not one.isspace() and unicodedata.category(one) != "Cf")


@cache
def _plain(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FOLDER / f"{name}.ttf", 32, layout_engine=ImageFont.Layout.BASIC)


@cache
def _missing(name: str) -> bytes:
    return bytes(_plain(name).getmask(NOTHING))


@lru_cache(10_000)
def _has(name: str, character: str) -> bool:
    return bytes(_plain(name).getmask(character)) != _missing(name)
