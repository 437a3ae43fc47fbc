"""Small pictures, made where they are needed."""

import io
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from media.intake import add_photo
from media.models import Photo
from media.renditions import folder
from media.standing import wanted
from media.writing import app13, exif, iim, xmp

_shades = count(1)


def make_jpeg(
    width: int = 60,
    height: int = 40,
    colour: str | tuple[int, int, int] | None = None,
    *,
    photographer: str = "",
    credit: str = "",
    copyright: str = "",  # noqa: A002 the column's name
    **save: Any,
) -> bytes:
    """Return a JPEG of one colour; without a colour every call makes a picture of its own.

    The named facts are written into it as XMP, EXIF and IPTC; anything else goes to Pillow's `save`.
    """
    shade = next(_shades)
    image = Image.new("RGB", (width, height), colour or (shade % 256, shade // 256 % 256, 90))
    if colour is None:
        save.setdefault("comment", f"picture {shade}")
    given = {"photographer": photographer, "credit": credit, "copyright": copyright}
    told = {name: text for name, text in given.items() if text}
    if told:
        tags = exif(photographer, copyright)
        save = {"xmp": xmp(told), "extra": app13(iim(told)), **({"exif": tags} if tags else {}), **save}
    out = io.BytesIO()
    image.save(out, "JPEG", **save)
    return out.getvalue()


def make_photo(**fields: Any) -> Photo:
    """Take in a small picture with alt text and a credit, so that the house rules let it be published."""
    given = {"title": "Harbour", "alt": "A harbour at dawn", "credit": "Lena Aumont / Northwire", **fields}
    return add_photo(ContentFile(make_jpeg(), name="harbour.jpg"), **given)


def make_pier() -> Photo:
    """Take in a wide blue picture with a red end, wider than any rendition."""
    image = Image.new("RGB", (3000, 1000), "blue")
    image.paste("red", (2600, 0, 3000, 1000))
    out = io.BytesIO()
    image.save(out, "PNG")
    return add_photo(ContentFile(out.getvalue(), name="pier.png"), alt="A pier", credit="Northwire")


def copies_of(photo: Photo) -> set[str]:
    """Return the names of the files that lie where a photo's renditions do."""
    return set(default_storage.listdir(folder(photo.pk))[1])


def seems_made(photo: Photo) -> Photo:
    """Let a photo say that its copies stand, for tests that look at no file."""
    photo.standing = wanted(photo).as_json()
    return photo
