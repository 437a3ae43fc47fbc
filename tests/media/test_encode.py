"""The files that readers get: what is in them, and what is not."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from media.encode import QUALITIES, SETTINGS, _file, delete_stale, make_renditions
from media.iim import read_iim
from media.intake import add_photo
from media.metadata import read_metadata
from media.models import Photo
from media.renditions import SHAPES, folder, open_rendition, renditions

from .makers import copies_of, make_jpeg, make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

GPS = 0x8825


def pictures(photo: Photo) -> list[Image.Image]:
    return [image for _, image in opened(photo)]


def opened(photo: Photo) -> list[tuple[io.BytesIO, Image.Image]]:
    found = []
    for one in renditions(photo):
        stored = open_rendition(photo.pk, one.name)
        assert stored is not None
        file = io.BytesIO(stored.read())
        image = Image.open(file)
        assert image.size == (one.width, one.height)
        found.append((file, image))
    return found


def taken_by_phone() -> bytes:
    """A JPEG with everything a telephone writes: place, serial number, a thumbnail's worth of other tags, a comment."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = "Maker", "Model", "Software"
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 30.0, 1.0), 3: "E", 4: (13.0, 24.0, 1.0)})
    exif.get_ifd(0x8769).update({0xA431: "SERIAL-4711", 0xA430: "Owner"})
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="52,30.1N"/>'
        b"</rdf:RDF></x:xmpmeta>"
    )
    return make_jpeg(900, 600, exif=exif, xmp=xmp, comment="taken at home")


def test_every_rendition_is_there_and_has_the_size_it_says() -> None:
    photo = add_photo(ContentFile(make_jpeg(700, 500), name="harbour.jpg"))
    assert len(pictures(photo)) == len(renditions(photo)) > 3 * len(SHAPES)
    assert copies_of(photo) == {one.name for one in renditions(photo)}


def test_no_rendition_tells_where_a_picture_was_taken_or_with_what() -> None:
    photo = add_photo(ContentFile(taken_by_phone(), name="home.jpg"), credit="Northwire", copyright="© Northwire")
    assert Image.open(photo.file).getexif().get_ifd(GPS)
    for image in pictures(photo):
        exif = image.getexif()
        assert set(exif) <= {0x013B, 0x8298}
        assert not exif.get_ifd(GPS)
        assert not exif.get_ifd(0x8769)
        assert b"GPS" not in image.info.get("xmp", b"")
    for one in renditions(photo):
        data = open_rendition(photo.pk, one.name).read()
        for secret in (b"SERIAL-4711", b"Owner", b"Maker", b"GPSLatitude", b"taken at home"):
            assert secret not in data


def test_every_rendition_says_who_made_it_whose_it_is_and_what_it_shows() -> None:
    words = {
        "photographer": "Lena Åström",
        "credit": "Northwire & Sons",
        "copyright": "© 2026 <Northwire>",
        "caption": "The harbour\nat dawn",
        "usage_terms": "No sales",
        "web_statement": "https://northwire.example/terms",
        "licensor": "Northwire Sales",
        "licensor_url": "https://northwire.example/",
    }
    photo = add_photo(
        ContentFile(make_jpeg(500, 400), name="harbour.jpg"),
        **words,
        alt="Boats at a quay",
        digital_source_type="trainedAlgorithmicMedia",
    )
    for file, image in opened(photo):
        told = read_metadata(file, image).facts
        assert told == {
            **words,
            "credit": "Lena Åström / Northwire & Sons",
            "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        }
        assert image.getexif()[0x8298].encode("latin-1").decode() == "© 2026 <Northwire>"
        if image.format == "JPEG":
            assert read_iim(image.info["photoshop"][0x0404]) == {
                (2, 80): ["Lena Åström"],
                (2, 110): ["Lena Åström / Northwire & Sons"],
                (2, 116): ["© 2026 <Northwire>"],
                (2, 120): ["The harbour\nat dawn"],
            }


def test_what_is_for_editors_alone_does_not_leave() -> None:
    private = {
        "instructions": "EMBARGOED-7", "keywords": "SECRET-WORD", "city": "HIDDEN-TOWN", "persons": "PRIVATE-NAME",
        "job_id": "JOB-4711", "event": "CLOSED-EVENT", "extended": "LONG-WORDS", "source_agency": "SOURCE-9",
    }  # fmt: skip
    photo = add_photo(ContentFile(make_jpeg(500, 400), name="harbour.jpg"), credit="Northwire", **private)
    for one in renditions(photo):
        data = open_rendition(photo.pk, one.name).read()
        assert not [word for word in private.values() if word.encode() in data]


def test_a_photo_of_which_nothing_is_known_carries_nothing() -> None:
    photo = add_photo(ContentFile(make_jpeg(), name="harbour.jpg"))
    for image in pictures(photo):
        assert "xmp" not in image.info
        assert not dict(image.getexif())


def test_the_colour_profile_is_passed_on() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = add_photo(ContentFile(make_jpeg(500, 400, icc_profile=profile), name="harbour.jpg"))
    assert all(image.info["icc_profile"] == profile for image in pictures(photo))


def test_crops_show_what_the_focal_point_points_at() -> None:
    image = Image.new("RGB", (900, 300), "blue")
    image.paste("red", (750, 0, 900, 300))
    data = io.BytesIO()
    image.save(data, "PNG")
    photo = add_photo(ContentFile(data.getvalue(), name="pier.png"), focal_x=0.95)
    square = next(one for one in renditions(photo) if one.shape == "square" and one.fmt == "jpg")
    picture = Image.open(open_rendition(photo.pk, square.name)).convert("RGB")
    red, _, blue = picture.getpixel((square.width - 10, square.height // 2))
    assert red > 200 > blue


def test_what_is_there_is_not_made_again() -> None:
    photo = make_photo()
    assert make_renditions(photo) == 0
    default_storage.delete(f"{folder(photo.pk)}/{renditions(photo)[0].name}")
    assert make_renditions(photo) == 1


def test_what_does_not_stand_is_deleted_half_written_files_too() -> None:
    photo = make_photo()
    stand = copies_of(photo)
    photo.credit = "Coastwire"
    default_storage.save(f"{folder(photo.pk)}/{renditions(photo)[0].name}.part", ContentFile(b"half"))
    assert make_renditions(photo) == len(stand)
    assert delete_stale(photo) == len(stand) + 1
    assert copies_of(photo) == stand
    assert delete_stale(photo) == 0


def test_a_file_is_never_there_by_half(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make_photo()
    one = renditions(photo)[0]
    default_storage.delete(f"{folder(photo.pk)}/{one.name}")
    moved = Path.replace

    def looked_at(part: Path, path: str) -> Path:
        assert open_rendition(photo.pk, part.name) is None
        assert not default_storage.exists(path)
        Image.open(part).load()
        return moved(part, path)

    monkeypatch.setattr(Path, "replace", looked_at)
    assert make_renditions(photo) == 1
    assert copies_of(photo) == {one.name for one in renditions(photo)}


def test_a_picture_full_of_detail_is_made_lighter_and_one_without_is_not() -> None:
    smooth, grainy = Image.new("RGB", (1200, 800), "teal"), Image.effect_noise((1200, 800), 90).convert("RGB")
    marks: dict[str, Any] = {"avif": {}, "webp": {}, "jpg": {}}
    for fmt, qualities in QUALITIES.items():
        best, least = (_encoded_at(grainy, fmt, quality) for quality in (qualities[0], qualities[-1]))
        assert _file(grainy, fmt, None, marks) == least
        assert len(least) < len(best)
        assert _file(smooth, fmt, None, marks) == _encoded_at(smooth, fmt, qualities[0])


def _encoded_at(image: Image.Image, fmt: str, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, icc_profile=None, quality=quality, **SETTINGS[fmt])
    return out.getvalue()


def test_the_mean_colour_is_kept_for_while_the_picture_loads() -> None:
    photo = add_photo(ContentFile(make_jpeg(60, 40, "navy"), name="navy.jpg"))
    red, green, blue = bytes.fromhex(photo.colour.removeprefix("#"))
    assert max(red, green) < 5
    assert blue == pytest.approx(128, abs=4)
    assert Photo.objects.get().colour == photo.colour
    assert photo.picture().colour == photo.colour
