"""TIFF, as agencies, scanners and picture editors write it."""

import io
import struct
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageCms

from media import tiff as media_tiff
from media.intake import Incoming, examine

from .hostile import tiff

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

STEPS = Image.linear_gradient("L").resize((96, 64))


def taken(data: bytes) -> Incoming:
    return examine(ContentFile(data, name="scan.tif"))


def saved(image: Image.Image, **how: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "TIFF", **how)
    return out.getvalue()


def middle(incoming: Incoming) -> tuple[int, ...]:
    picture = incoming.picture
    assert picture is not None
    return picture.getpixel((picture.width // 2, picture.height // 2))  # type: ignore[return-value]


def near(one: tuple[int, ...], other: tuple[int, ...], by: int = 6) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("packed", [None, "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"])
def test_whatever_it_is_packed_by(packed: str | None) -> None:
    incoming = taken(saved(Image.new("RGB", (90, 60), (200, 30, 90)), compression=packed))
    assert (incoming.width, incoming.height) == (90, 60)
    assert near(middle(incoming), (200, 30, 90))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr"])
def test_whatever_its_colours_come_in(mode: str) -> None:
    assert near(middle(taken(saved(Image.new("RGB", (90, 60), "white").convert(mode)))), (255, 255, 255))


def test_sixteen_bits_of_grey_keep_their_light() -> None:
    grey = STEPS.convert("I").point(lambda value: value * 257).convert("I;16")
    assert near(middle(taken(saved(grey))), STEPS.convert("RGB").getpixel((48, 32)))  # type: ignore[arg-type]


def test_sixteen_bits_a_colour_keep_their_light() -> None:
    pixels = struct.pack("<HHH", 51_400, 7_710, 23_130) * (64 * 48)
    bits = struct.pack("<HHH", 16, 16, 16)
    data = tiff((258, 3, 3, 8 + len(pixels)), (279, 4, 1, len(pixels)), data=pixels + bits)
    assert near(middle(taken(data)), (200, 30, 90))


def test_cmyk_comes_out_by_its_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    incoming = taken(saved(Image.new("CMYK", (90, 60), (0, 255, 255, 0)), icc_profile=profile))
    assert near(middle(incoming), (255, 0, 0), by=12)


def test_the_first_page_counts() -> None:
    pages = [Image.new("RGB", (30, 20), "red"), Image.new("RGB", (300, 200), "blue")]
    incoming = taken(saved(Image.new("RGB", (90, 60), "green"), save_all=True, append_images=pages))
    assert (incoming.width, incoming.height, middle(incoming)) == (90, 60, (0, 128, 0))


def test_it_is_turned_upright() -> None:
    left = Image.new("RGB", (90, 60), "red")
    left.paste("blue", (45, 0, 90, 60))
    incoming = taken(saved(left, tiffinfo={274: 6}))
    assert (incoming.width, incoming.height) == (60, 90)
    assert incoming.picture is not None
    assert near(incoming.picture.getpixel((30, 10)), (255, 0, 0))  # type: ignore[arg-type]


def test_words_in_its_own_tags_are_read_whatever_their_encoding() -> None:
    words = {270: "Žofie à Łódź".encode(), 315: "Björn Ødegård".encode("cp1252"), 33432: b"\xa9 Northwire"}
    facts = taken(saved(STEPS, tiffinfo=words)).told.facts
    assert facts["caption"] == "Žofie à Łódź"
    assert facts["photographer"] == "Björn Ødegård"
    assert facts["copyright"] == "© Northwire"


def test_iim_turned_round_by_fours_is_turned_back() -> None:
    block = b"\x1c\x02\x6e\0\x09Northwire"
    turned = b"".join(block.ljust(16, b"\0")[at : at + 4][::-1] for at in range(0, 16, 4))
    data = tiff((33723, 4, 4, 8), data=turned + bytes(64 * 48 * 3 - 16))
    assert media_tiff.iim(io.BytesIO(data)).startswith(block)
    assert taken(data).told.facts == {"credit": "Northwire"}
