"""From a file to an upright picture in memory, small enough to work with.

Everything is decided from the header first: what would need too much memory or time is refused before a pixel is
decoded. The limits keep a process that takes in a picture under 300 MB and far under 20 seconds.
"""

import math
import struct
import warnings
import zlib
from collections.abc import Callable
from typing import IO

import pillow_heif
from PIL import Image

from media import apart, tiff
from media.colour import flat, in_rgb
from media.jpeg import MOST_SCANS, read_scans

pillow_heif.register_heif_opener()

LARGEST_SIDE = 20_000
MEGAPIXELS = 100
# Bytes that unpacking a picture may take: here, where Django takes some 70 million more, and in a child without it.
MOST_BYTES = 210_000_000
MOST_BYTES_APART = 250_000_000
# What unpacking takes at its peak, in bytes a pixel, measured with each library. Pillow keeps four for RGB. A HEIC as
# telephones write it, in tiles and with 4:2:0 chroma subsampling, takes less.
BYTES_A_PIXEL = {"PNG": 4, "GIF": 4, "WEBP": 15, "AVIF": 13, "HEIF": 9}
BYTES_A_PIXEL_IN_TILES = 4

# Pillow's own net, behind ours. It only warns between its limit and twice that, so the warning is made an error.
Image.MAX_IMAGE_PIXELS = LARGEST_SIDE * LARGEST_SIDE
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

ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ON_ITS_SIDE = {5, 6, 7, 8}

# Rows that are flattened and shrunk at a time, or as many as make one shrunk row.
BAND = 128


class UnreadableError(ValueError):
    """The picture can't be used; the message says why and follows the file's name: "is 30,000 × 10 pixels ..."."""


def open_picture(file: IO[bytes], kind: str) -> Image.Image:
    """Read a picture's header as the kind it is, without decoding it. Raises UnreadableError."""
    if kind == "TIFF" and tiff.is_raw(file):
        raise UnreadableError("is a camera's raw file. Send the JPEG that the camera or a picture editor makes of it.")
    file.seek(0)
    try:
        image = Image.open(file, formats=[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableError(f"has too many pixels. {limits()}") from error
    except DAMAGED as error:
        raise UnreadableError("is damaged or cut short: its beginning doesn't describe a picture.") from error
    width, height = image.size
    if min(width, height) < 1:
        raise UnreadableError("has no pixels.")
    if max(width, height) > LARGEST_SIDE or width * height > MEGAPIXELS * 1_000_000:
        raise UnreadableError(f"is {width:,} × {height:,} pixels. {limits()}")
    return image


def limits() -> str:
    """Say how large a picture may be."""
    return f"A photo may have at most {MEGAPIXELS} megapixels and {LARGEST_SIDE:,} pixels a side."


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Return width and height as a reader will see them, from the header alone."""
    width, height = image.size
    return (height, width) if orientation(image) in ON_ITS_SIDE else (width, height)


def exif(image: Image.Image) -> Image.Exif:
    """Return the EXIF tags, none if they are broken. Pillow's `getexif` would decode a PNG to look behind it."""
    tags = Image.Exif()
    try:
        tags.load(image.info.get("exif") or b"")
        tags.get(ORIENTATION)
    except DAMAGED:
        return Image.Exif()
    return tags


def orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; 1 if there is none or it is nonsense."""
    value = exif(image).get(ORIENTATION, 1)
    return value if value in TURNS else 1


def decode(file: IO[bytes], image: Image.Image, scale: float) -> Image.Image:
    """Decode to an upright RGB picture of `scale` (at most 1) times its size. Raises UnreadableError.

    `image` is what open_picture returned for the file. `info` of the result holds `icc_profile` if the colours are
    other than sRGB, and nothing else.
    """
    _check_cost(file, image, scale)
    try:
        if image.format in apart.KINDS:
            return apart.decode_apart(file, image.format, scale)
        return decode_here(file, image, scale)
    except apart.ApartError as error:
        raise UnreadableError(f"is damaged or made to do harm: {error}.") from error
    except DAMAGED as error:
        raise UnreadableError("is damaged or cut short: the picture can't be read to its end.") from error


def decode_here(file: IO[bytes], image: Image.Image, scale: float) -> Image.Image:
    """As `decode`, in this process and unguarded: raises one of DAMAGED.

    A JPEG is decoded straight to the nearest half, quarter or eighth (`draft`); the others are unpacked whole and
    shrunk band by band, so that no second whole copy is made.
    """
    target = _scaled(image, scale)
    turn = TURNS.get(orientation(image))
    profile = image.info.get("icc_profile") or b""
    if image.format == "JPEG":
        image.draft(None, target)
    picture = in_rgb(_shrunk(file, image, target), profile)
    if turn is None:
        return picture
    turned = picture.transpose(turn)
    turned.info = picture.info
    return turned


def _scaled(image: Image.Image, scale: float) -> tuple[int, int]:
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))


def _check_cost(file: IO[bytes], image: Image.Image, scale: float) -> None:
    """Raise UnreadableError if decoding would take too much memory or time."""
    width, height = image.size
    measure = f"is {width:,} × {height:,} pixels, too many to unpack from"
    if image.format != "JPEG":
        most = MOST_BYTES_APART if image.format in apart.KINDS else MOST_BYTES
        if width * height * (_bytes_a_pixel(image) + 4 / _factor(1 / scale) ** 2) > most:
            raise UnreadableError(f"{measure} this format. Send it as a JPEG, which may have {MEGAPIXELS} megapixels.")
        return
    scans = read_scans(file)
    if scans.count > MOST_SCANS:
        raise UnreadableError(f"is a JPEG of more than {MOST_SCANS} scans, which no camera and no editor writes.")
    # A JPEG can be decoded at a half, a quarter or an eighth; what is kept between its scans can't be less.
    drafted = min(8, 2 ** math.floor(math.log2(1 / scale)))
    in_parts = scans.count > 1 or scans.components < len(image.getbands())
    a_pixel = (_coefficients(image) if in_parts else 0) + 4 / drafted**2 + 4 / _factor(1 / scale) ** 2
    if width * height * a_pixel > MOST_BYTES:
        raise UnreadableError(f"{measure} a progressive JPEG. Save it as a baseline JPEG.")


def _bytes_a_pixel(image: Image.Image) -> float:
    info = image.info
    if image.format == "TIFF":
        return tiff.bytes_a_pixel(image)
    if image.format in {"PNG", "GIF"} and len(image.getbands()) == 1:
        return 2 if image.mode.startswith("I") else 1
    if image.mode == "RGB" and "tiling" in info and info.get("chroma") == 420 and info.get("bit_depth") == 8:
        return BYTES_A_PIXEL_IN_TILES
    return BYTES_A_PIXEL[image.format or ""]


def _coefficients(image: Image.Image) -> float:
    """Return the bytes a pixel that a decoder keeps between scans: 6 without chroma subsampling, 3 with 4:2:0."""
    layers = [(across, down) for _, across, down, _ in getattr(image, "layer", [])]
    whole = max((across for across, _ in layers), default=0) * max((down for _, down in layers), default=0)
    if not whole:
        return 8.0
    return 2 * sum(across * down for across, down in layers) / whole


def _factor(ratio: float) -> int:
    """Return by how much to shrink in whole steps before the last, fine one."""
    return max(1, math.floor(ratio))


def _shrunk(file: IO[bytes], image: Image.Image, target: tuple[int, int]) -> Image.Image:
    """Decode, flatten and shrink to the target size."""
    width, height = image.size
    bands = _heif_bands(file) if image.format == "HEIF" else _bands(image)
    factor = _factor(min(width / target[0], height / target[1]))
    step = factor * max(1, BAND // factor)
    whole: Image.Image | None = None
    for top in range(0, height, step):
        band = flat(bands(top, min(step, height - top))).reduce(factor)
        if whole is None:
            whole = Image.new(band.mode, (band.width, math.ceil(height / factor)))
        whole.paste(band, (0, top // factor))
    assert whole is not None  # noqa: S101 a picture has at least one row
    if whole.size == target:
        return whole
    box = (0, 0, width / factor, height / factor)
    return whole.resize(target, Image.Resampling.LANCZOS, box=box)


def _bands(image: Image.Image) -> Callable[[int, int], Image.Image]:
    image.load()
    return lambda top, rows: image.crop((0, top, image.width, top + rows))


def _heif_bands(file: IO[bytes]) -> Callable[[int, int], Image.Image]:
    """As `_bands`, straight from the decoder's memory: a telephone's 48 megapixels are too many to copy whole."""
    file.seek(0)
    heif = pillow_heif.open_heif(file)
    data, stride = memoryview(heif.data), heif.stride

    def band(top: int, rows: int) -> Image.Image:
        part = data[top * stride : (top + rows) * stride]
        return Image.frombytes(heif.mode, (heif.size[0], rows), bytes(part), "raw", heif.mode, stride, 1)

    return band
