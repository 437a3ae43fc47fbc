"""From a file to an upright picture in memory that is safe to resize.

Everything is decided from the header first: a file that would need too much memory or time is refused before a pixel
is decoded.
"""

import io
import struct
import warnings
import zlib
from typing import IO

import pillow_heif
from PIL import Image, ImageCms

pillow_heif.register_heif_opener()

LARGEST_SIDE = 20_000
MEGAPIXELS = 100
# A JPEG is decoded at the size it is needed in; the others have to be unpacked whole, several bytes a pixel.
MEGAPIXELS_UNPACKED = 50

# Pillow's own net, below ours. It only warns between its limit and twice that, so the warning is made an error.
Image.MAX_IMAGE_PIXELS = MEGAPIXELS * 1_000_000
warnings.simplefilter("error", Image.DecompressionBombWarning)

# What Pillow and its plugins raise for damaged files.
DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)

# A colour profile larger than this costs a small rendition more than its pixels: convert instead of passing it on.
LARGEST_PROFILE = 8_192

SWAPPED = {5, 6, 7, 8}
ORIENTATION = 0x0112


class Unreadable(ValueError):
    """The picture can't be used; the message says why and follows the file's name: "is 30,000 × 10 pixels ..."."""


def open_picture(file: IO[bytes], kind: str) -> Image.Image:
    """Read a picture's header as the kind it is, without decoding it. Raises Unreadable."""
    file.seek(0)
    try:
        image = Image.open(file, formats=[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable(f"has far too many pixels: {limits()}") from error
    except DAMAGED as error:
        raise Unreadable("is damaged or cut short: its first bytes don't describe a picture.") from error
    _check_size(image)
    return image


def limits() -> str:
    """Say how large a picture may be."""
    return f"a photo may have at most {MEGAPIXELS} megapixels and {LARGEST_SIDE:,} pixels a side."


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Return width and height as a reader will see them, from the header alone."""
    width, height = image.size
    return (height, width) if _orientation(image) in SWAPPED else (width, height)


def decode(image: Image.Image, scale: float) -> Image.Image:
    """Decode to an upright RGB picture of `scale` (at most 1) times its size. Raises Unreadable.

    A JPEG is decoded straight to the nearest half, quarter or eighth above that (`draft`), which saves memory and time.
    `info` of the result holds an `icc_profile` if the colours are other than sRGB, and nothing else.
    """
    orientation = _orientation(image)
    target = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    try:
        image.draft(None, target)
        image.load()
        picture = _flat(image)
        if picture.size != target:
            picture = picture.resize(target, Image.Resampling.LANCZOS, reducing_gap=3.0)
        picture = _in_colour(picture, image.info.get("icc_profile") or b"")
    except DAMAGED as error:
        raise Unreadable("is damaged or cut short: the picture can't be read to its end.") from error
    return _turned(picture, orientation)


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if width < 1 or height < 1:
        raise Unreadable("has no pixels.")
    if max(width, height) > LARGEST_SIDE or width * height > MEGAPIXELS * 1_000_000:
        raise Unreadable(f"is {width:,} × {height:,} pixels; {limits()}")
    if image.format != "JPEG" and width * height > MEGAPIXELS_UNPACKED * 1_000_000:
        raise Unreadable(
            f"is {width:,} × {height:,} pixels; only a JPEG may have more than {MEGAPIXELS_UNPACKED} megapixels."
        )


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(ORIENTATION, 1)
    except DAMAGED:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _turned(picture: Image.Image, orientation: int) -> Image.Image:
    if orientation not in TURNS:
        return picture
    turned = picture.transpose(TURNS[orientation])
    turned.info = picture.info
    return turned


def _flat(image: Image.Image) -> Image.Image:
    """Return the picture without palette, sixteenth bit or transparency: L, CMYK or RGB, on white."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    if image.mode in {"L", "CMYK", "RGB"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_colour(image: Image.Image, profile: bytes = b"") -> Image.Image:
    """Return the picture in RGB: in sRGB, or with the profile it came with when that is one of RGB and small."""
    if image.mode == "RGB" and len(profile) <= LARGEST_PROFILE and _space(profile) == "RGB":
        image.info = {"icc_profile": profile}
        return image
    converted = _converted(image, profile) if profile else None
    picture = converted or image.convert("RGB")
    picture.info = {}
    return picture


def _space(profile: bytes) -> str:
    """Return the colour space a profile is for, as written in its header: "RGB", "CMYK", "GRAY"; "" for none."""
    return profile[16:20].decode("ascii", "replace").strip() if profile[36:40] == b"acsp" else ""


def _converted(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return the picture in sRGB by its profile, or None if the profile is broken or of another colour space."""
    try:
        return ImageCms.profileToProfile(image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
