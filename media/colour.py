"""Whatever a picture's colours come in, readers get RGB: in sRGB, or with the small profile it came with."""

import io

from PIL import Image, ImageCms

# A profile larger than this many bytes costs a small rendition more than its pixels: convert instead of passing it on.
LARGEST_PROFILE = 8_192


def flat(image: Image.Image) -> Image.Image:
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


def in_rgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a flat picture in RGB. Its `info` holds `icc_profile` if the colours are other than sRGB, and no more."""
    if image.mode == "RGB" and len(profile) <= LARGEST_PROFILE and _space(profile) == "RGB":
        image.info = {"icc_profile": profile}
        return image
    picture = (_converted(image, profile) if profile else None) or image.convert("RGB")
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
