"""From a file to upright pixels in the right colours."""

import io
from itertools import product
from typing import Any

import pillow_heif
import pytest
from PIL import Image, ImageCms

from media import kinds, pixels
from media.encode import working_scale

RED, BLUE = (220, 20, 20), (20, 20, 220)
ORIENTATION = 0x0112

# How a camera held that way stores an upright picture: the turn that undoes the one the orientation asks for.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def saved(image: Image.Image, fmt: str = "PNG", **save: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, fmt, **save)
    return out.getvalue()


def decoded(data: bytes, scale: float = 1.0) -> Image.Image:
    file = io.BytesIO(data)
    kind = kinds.kind_of(data[:64])
    assert kind
    return pixels.decode(file, pixels.open_picture(file, kind), scale)


def near(one: Any, other: Any, by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def harbour() -> Image.Image:
    """120 × 80, grey, red in the upper left corner and blue in the lower right one: no turn leaves it as it is."""
    image = Image.new("RGB", (120, 80), "grey")
    image.paste(RED, (0, 0, 40, 40))
    image.paste(BLUE, (80, 40, 120, 80))
    return image


@pytest.mark.parametrize(("orientation", "fmt"), [*product(STORED, ["JPEG", "PNG"]), (6, "WEBP"), (7, "WEBP")])
def test_all_eight_orientations_come_out_upright(orientation: int, fmt: str) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    turn = STORED[orientation]
    data = saved(harbour().transpose(turn) if turn is not None else harbour(), fmt, exif=exif, quality=95)
    upright = decoded(data)
    assert upright.size == (120, 80)
    assert near(upright.getpixel((10, 10)), RED)
    assert near(upright.getpixel((110, 70)), BLUE)
    assert pixels.upright_size(pixels.open_picture(io.BytesIO(data), fmt)) == (120, 80)


def test_an_avif_that_turns_itself_is_not_turned_twice() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    data = saved(harbour().transpose(Image.Transpose.ROTATE_90), "AVIF", exif=exif, quality=95)
    assert b"irot" in data
    upright = decoded(data)
    assert upright.size == (120, 80)
    assert near(upright.getpixel((10, 10)), RED, 25)


def test_in_a_heic_only_the_containers_own_turn_counts() -> None:
    # ISO/IEC 23008-12 has readers ignore EXIF's; the decoder has made the turns of the container already.
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    upright = decoded(saved(harbour(), "HEIF", exif=exif, quality=95))
    assert upright.size == (120, 80)
    assert near(upright.getpixel((10, 10)), RED, 25)


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_an_orientation_that_is_none_turns_nothing(value: Any) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = value
    assert decoded(saved(harbour(), "JPEG", exif=exif)).size == (120, 80)


def test_a_telephones_picture_in_tiles_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pillow_heif.options, "GRID_TILE_SIZE", 64)
    upright = decoded(saved(harbour(), "HEIF", quality=95))
    assert near(upright.getpixel((110, 70)), BLUE, 25)


@pytest.mark.parametrize(
    ("image", "colour"),
    [
        (Image.new("1", (4, 4), 1), (255, 255, 255)),
        (Image.new("L", (4, 4), 200), (200, 200, 200)),
        (Image.new("I;16", (4, 4), 51400), (200, 200, 200)),
        (Image.new("RGBA", (4, 4), (255, 0, 0, 0)), (255, 255, 255)),
        (Image.new("RGBA", (4, 4), (255, 0, 0, 128)), (255, 127, 127)),
        (Image.new("LA", (4, 4), (0, 0)), (255, 255, 255)),
        (Image.new("P", (4, 4), 0), (0, 0, 0)),
    ],
)
def test_every_mode_of_a_png_becomes_rgb_on_white(image: Image.Image, colour: Any) -> None:
    picture = decoded(saved(image))
    assert picture.mode == "RGB"
    assert near(picture.getpixel((1, 1)), colour, 2)


def test_a_palette_with_a_transparent_colour_lies_on_white() -> None:
    image = Image.new("P", (4, 4), 1)
    image.putpalette([255, 0, 0, 0, 0, 255])
    assert decoded(saved(image)).getpixel((1, 1)) == (0, 0, 255)
    assert decoded(saved(image, transparency=1)).getpixel((1, 1)) == (255, 255, 255)


def test_the_first_frame_of_a_film_is_the_picture() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    for fmt in ("GIF", "WEBP", "PNG", "AVIF"):
        data = saved(frames[0], fmt, save_all=True, append_images=frames[1:])
        assert near(decoded(data).getpixel((4, 4)), (255, 0, 0), 25)


def test_ink_becomes_light() -> None:
    red = Image.new("CMYK", (8, 8), (0, 255, 255, 0))
    assert near(decoded(saved(red, "JPEG", quality=95)).getpixel((4, 4)), (255, 0, 0), 8)


def test_a_small_profile_is_passed_on() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert decoded(saved(harbour(), "JPEG", icc_profile=profile)).info == {"icc_profile": profile}
    assert decoded(saved(harbour(), "WEBP", icc_profile=profile)).info == {"icc_profile": profile}


def test_a_profile_of_another_colour_space_or_a_broken_one_is_dropped() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (lab, b"nonsense", b"x" * 50_000):
        picture = decoded(saved(harbour(), "JPEG", icc_profile=profile, quality=95))
        assert picture.info == {}
        assert near(picture.getpixel((10, 10)), RED)


@pytest.mark.parametrize(
    ("fmt", "size"),
    [("JPEG", (1201, 801)), ("JPEG", (2000, 10)), ("PNG", (1201, 801)), ("PNG", (800, 1201)), ("WEBP", (801, 601)),
     ("AVIF", (801, 601)), ("HEIF", (801, 601))],
)  # fmt: skip
def test_a_large_picture_is_shrunk_while_it_is_decoded(fmt: str, size: tuple[int, int]) -> None:
    picture = decoded(saved(harbour().resize(size), fmt, quality=90), 0.3)
    assert picture.size == (round(size[0] * 0.3), round(size[1] * 0.3))
    assert near(picture.getpixel((picture.width // 8, picture.height // 8)), RED, 30)
    assert near(picture.getpixel((picture.width * 7 // 8, picture.height * 7 // 8)), BLUE, 30)


def test_a_picture_is_kept_as_large_as_its_renditions_need() -> None:
    assert working_scale(6000, 4000) == pytest.approx(1600 / 6000, rel=0.2)
    assert working_scale(1600, 1067) == 1.0
    assert working_scale(40, 40) == 1.0


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF"])
def test_each_accepted_kind_is_told_by_its_bytes(fmt: str) -> None:
    assert kinds.kind_of(saved(harbour(), fmt)[:64]) == fmt


def test_a_container_without_a_brand_of_its_own_goes_by_the_next_brand() -> None:
    assert kinds.kind_of(b"\0\0\0\x20ftypmif1\0\0\0\0mif1avif") == "AVIF"
    assert kinds.kind_of(b"\0\0\0\x20ftypmif1\0\0\0\0mif1heic") == "HEIF"
    assert kinds.kind_of(b"\0\0\0\x20ftypisom\0\0\0\0isom") is None
