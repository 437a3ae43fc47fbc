"""What a file says about its picture, and who is believed when it says it twice."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from media.metadata import Told, read_metadata
from media.writing import app13

from .makers import make_jpeg
from .test_iim import UTF8, block
from .test_xmp import packet

DATE = "<photoshop:DateCreated>{}</photoshop:DateCreated>"


def told(**save: Any) -> Told:
    return read_metadata(Image.open(io.BytesIO(make_jpeg(**save))))


def exif(tags: dict[int, object], detail: dict[int, object] | None = None) -> Image.Exif:
    made = Image.Exif()
    for tag, value in tags.items():
        made[tag] = value
    if detail:
        made.get_ifd(0x8769).update(detail)
    return made


def iptc(*sets: tuple[int, int, bytes]) -> bytes:
    return app13(block(UTF8, *sets))


def test_a_picture_without_metadata_tells_nothing() -> None:
    assert told() == Told()
    assert told().known() == {}


def test_everything_is_read_from_xmp() -> None:
    language = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'.format
    elements = (
        f"<dc:title>{language('BRIDGE-1')}</dc:title><dc:description>{language('The bridge at dawn')}</dc:description>"
        f"<dc:rights>{language('© 2026 Northwire')}</dc:rights>"
        "<dc:creator><rdf:Seq><rdf:li>Lena Aumont</rdf:li></rdf:Seq></dc:creator>"
        f"<Iptc4xmpCore:AltTextAccessibility>{language('A bridge')}</Iptc4xmpCore:AltTextAccessibility>"
    )
    attributes = (
        'photoshop:Credit="Northwire" photoshop:Source="Northwire Europe" photoshop:Headline="Bridge reopens"'
        ' photoshop:DateCreated="2026-11-23T07:12:00+01:00"'
    )
    assert told(xmp=packet(elements, attributes)) == Told(
        title="Bridge reopens",
        caption="The bridge at dawn",
        alt="A bridge",
        credit="Northwire",
        copyright="© 2026 Northwire",
        photographer="Lena Aumont",
        source_agency="Northwire Europe",
        taken_at=datetime(2026, 11, 23, 6, 12, tzinfo=UTC),
    )


def test_everything_but_the_alt_text_is_read_from_iptc() -> None:
    sets = [
        (2, 5, b"BRIDGE-1"), (2, 55, b"20261123"), (2, 60, b"071200+0100"), (2, 80, b"Lena Aumont"),
        (2, 110, b"Northwire"), (2, 115, b"Northwire Europe"), (2, 116, "© 2026".encode()), (2, 120, b"The bridge"),
    ]  # fmt: skip
    assert told(extra=iptc(*sets)) == Told(
        title="BRIDGE-1",
        caption="The bridge",
        credit="Northwire",
        copyright="© 2026",
        photographer="Lena Aumont",
        source_agency="Northwire Europe",
        taken_at=datetime(2026, 11, 23, 6, 12, tzinfo=UTC),
    )


def test_exif_tells_caption_artist_copyright_and_date() -> None:
    tags = {0x010E: "The bridge", 0x013B: "Lena Aumont", 0x8298: "© Lena".encode()}
    read = told(exif=exif(tags, {0x9003: "2026:11:23 07:12:05", 0x9011: "+01:00"}))
    assert (read.caption, read.photographer, read.copyright) == ("The bridge", "Lena Aumont", "© Lena")
    assert read.taken_at == datetime(2026, 11, 23, 6, 12, 5, tzinfo=UTC)


def test_both_parts_of_an_exif_copyright_are_kept() -> None:
    assert told(exif=exif({0x8298: b"Lena Aumont\0Northwire"})).copyright == "Lena Aumont, Northwire"


@pytest.mark.parametrize("junk", ["OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "DCIM\\100MEDIA\\DJI_0001.JPG"])
def test_what_cameras_write_is_no_caption(junk: str) -> None:
    assert told(exif=exif({0x010E: junk})).caption == ""


def test_xmp_is_believed_before_iptc_and_iptc_before_exif() -> None:
    words = exif({0x010E: "exif", 0x013B: "exif", 0x8298: "exif"})
    wire = iptc((2, 120, b"iptc"), (2, 80, b"iptc"))
    read = told(xmp=packet("<dc:description>xmp</dc:description>"), extra=wire, exif=words)
    assert (read.caption, read.photographer, read.copyright) == ("xmp", "iptc", "exif")


def test_a_day_is_made_precise_by_a_camera_that_agrees_on_it() -> None:
    clock = exif({}, {0x9003: "2026:11:23 07:12:05"})
    assert told(xmp=packet(DATE.format("2026-11-23")), exif=clock).taken_at == datetime(
        2026, 11, 23, 7, 12, 5, tzinfo=UTC
    )
    assert told(xmp=packet(DATE.format("2026-11-20")), exif=clock).taken_at == datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize("date", ["0000:00:00 00:00:00", "2026:13:45 99:99:99", "    :  :     :  :  ", "yesterday", ""])
def test_a_camera_without_a_clock_tells_no_time(date: str) -> None:
    assert told(exif=exif({}, {0x9003: date})).taken_at is None


def test_control_characters_are_dropped_and_lines_kept_where_there_are_lines() -> None:
    read = told(extra=iptc((2, 120, b"One\r\nTwo\x07"), (2, 110, b"North\nwire\x00\x1b")))
    assert read.caption == "One\nTwo"
    assert read.credit == "North wire"


@pytest.mark.parametrize(
    "save",
    [
        {"xmp": b"<broken"},
        {"extra": app13(b"\x1c\x02")},
        {"exif": b"Exif\0\0nonsense"},
        {"extra": b"\xff\xed\x00\x12Photoshop 3.0\0\x01\x02"},
    ],
)
def test_broken_metadata_is_passed_over(save: dict[str, Any]) -> None:
    assert told(**save) == Told()


@pytest.mark.parametrize("fmt", ["PNG", "WEBP", "AVIF"])
def test_xmp_is_read_from_other_formats(fmt: str) -> None:
    words = packet("<photoshop:Credit>Northwire</photoshop:Credit>")
    chunks = PngInfo()
    chunks.add_itxt("XML:com.adobe.xmp", words.decode())
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, fmt, xmp=words, pnginfo=chunks)
    assert read_metadata(Image.open(out)).credit == "Northwire"
