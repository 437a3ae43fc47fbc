"""What a file says about its picture, and who is believed when it says it twice."""

import io
import struct
from hashlib import md5
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
    return read(make_jpeg(**save))


def read(data: bytes) -> Told:
    file = io.BytesIO(data)
    return read_metadata(file, Image.open(file))


def exif(tags: dict[int, object], detail: dict[int, object] | None = None) -> Image.Exif:
    made = Image.Exif()
    for tag, value in tags.items():
        made[tag] = value
    if detail:
        made.get_ifd(0x8769).update(detail)
    return made


def described(words: str) -> str:
    return f"<dc:description>{words}</dc:description>"


def segments(words: bytes) -> bytes:
    """JPEG segments that hold a packet too long for one: a small one that points to the parts of the other."""
    guid = "0123456789ABCDEF0123456789ABCDEF"
    first = packet("", f'xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="{guid}"')
    parts = [b"http://ns.adobe.com/xap/1.0/\0" + first] + [
        b"http://ns.adobe.com/xmp/extension/\0"
        + guid.encode()
        + struct.pack(">II", len(words), at)
        + words[at : at + 60_000]
        for at in range(0, len(words), 60_000)
    ]
    return b"".join(b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part for part in parts)


def iptc(*sets: tuple[int, int, bytes]) -> bytes:
    return app13(block(UTF8, *sets))


def test_a_picture_without_metadata_tells_nothing() -> None:
    assert told() == Told()


def test_a_camera_is_believed_first_then_xmp_then_iptc() -> None:
    both = {"xmp": packet(described("xmp")), "extra": iptc((2, 120, b"iptc"), (2, 80, b"iptc"), (2, 110, b"iptc"))}
    found = told(**both, exif=exif({0x013B: "exif"})).facts
    assert (found["caption"], found["photographer"], found["credit"]) == ("xmp", "exif", "iptc")
    assert told(**both, exif=exif({0x010E: "exif"})).facts["caption"] == "exif"


def test_iptc_that_was_changed_after_the_xmp_is_believed_before_it() -> None:
    data = block(UTF8, (2, 120, b"iptc"))
    for digest, believed in [(md5(data).digest(), "xmp"), (md5(b"as it was").digest(), "iptc")]:  # noqa: S324
        found = told(xmp=packet(described("xmp")), extra=app13(data, {0x0425: digest}))
        assert found.facts["caption"] == believed


def test_what_iptc_had_to_cut_is_told_whole() -> None:
    whole = "Agence de presse de la région de Bretagne"
    data = block(UTF8, (2, 110, whole.encode()[:32]))
    found = told(
        xmp=packet(f"<photoshop:Credit>{whole}</photoshop:Credit>"), extra=app13(data, {0x0425: b"another digest.."})
    )
    assert found.facts["credit"] == whole


def test_exif_tells_caption_artist_copyright_and_date() -> None:
    tags = {0x010E: "The bridge", 0x013B: "Lena Aumont; Idra Quillane", 0x8298: "© Lena".encode()}
    assert told(exif=exif(tags, {0x9003: "2026:11:23 07:12:05", 0x9011: "+01:00"})).facts == {
        "caption": "The bridge",
        "photographer": "Lena Aumont, Idra Quillane",
        "copyright": "© Lena",
        "taken_at": "2026-11-23T07:12:05+01:00",
    }


def test_both_parts_of_an_exif_copyright_are_kept() -> None:
    assert told(exif=exif({0x8298: b"Lena Aumont\0Northwire"})).facts["copyright"] == "Lena Aumont, Northwire"


@pytest.mark.parametrize("junk", ["OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "DCIM\\100MEDIA\\DJI_0001.JPG"])
def test_what_cameras_write_is_no_caption(junk: str) -> None:
    assert told(exif=exif({0x010E: junk})) == Told()
    assert told(exif=exif({0x010E: junk}), xmp=packet(described("A bridge"))).facts["caption"] == "A bridge"


@pytest.mark.parametrize(
    ("date", "taken"),
    [
        ("2026-11-23", "2026-11-23T07:12:05"),
        ("2026-11-23T07:12:05+01:00", "2026-11-23T07:12:05+01:00"),
        ("2026-11-20", "2026-11-23T07:12:05"),
    ],
)
def test_a_camera_that_knows_no_zone_gets_that_of_whoever_agrees_on_the_clock(date: str, taken: str) -> None:
    clock = exif({}, {0x9003: "2026:11:23 07:12:05"})
    assert told(xmp=packet(DATE.format(date)), exif=clock).facts["taken_at"] == taken


def test_a_day_is_made_precise_by_iptc_that_agrees_on_it() -> None:
    wire = iptc((2, 55, b"20261123"), (2, 60, b"071200+0100"))
    assert told(xmp=packet(DATE.format("2026-11-23")), extra=wire).facts["taken_at"] == "2026-11-23T07:12:00+01:00"


@pytest.mark.parametrize("date", ["0000:00:00 00:00:00", "2026:13:45 99:99:99", "    :  :     :  :  ", "yesterday", ""])
def test_a_camera_without_a_clock_tells_no_time(date: str) -> None:
    assert told(exif=exif({}, {0x9003: date})) == Told()


def test_control_characters_are_dropped_and_lines_kept_where_there_are_lines() -> None:
    found = told(extra=iptc((2, 120, b"One\r\nTwo\x07"), (2, 110, b"North\nwire\x00\x1b"))).facts
    assert found == {"caption": "One\nTwo", "credit": "North wire"}


def test_one_keyword_that_holds_them_all_is_taken_apart_and_none_comes_twice() -> None:
    assert told(extra=iptc((2, 25, b"harbour; ferries ;Harbour;"))).facts["keywords"] == "harbour\nferries"
    assert told(extra=iptc((2, 25, b"Paris, Texas"), (2, 25, b"film"))).facts["keywords"] == "Paris, Texas\nfilm"


def test_a_list_without_end_is_cut_and_that_is_told() -> None:
    items = "".join(f"<rdf:li>word {number}</rdf:li>" for number in range(5000))
    found = told(extra=segments(packet(f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>")))
    assert len(found.facts["keywords"].split("\n")) == 100
    assert found.notes == ("Keywords: the file has 5,000, of which the first 100 were read.",)


def test_a_caption_that_is_a_book_is_cut_and_that_is_told() -> None:
    found = told(extra=segments(packet(described("word " * 10_000))))
    assert len(found.facts["caption"]) <= 20_000
    assert found.notes == ("Caption: the file has 49,999 characters, of which the first 20,000 were read.",)


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


@pytest.mark.parametrize("fmt", ["PNG", "WEBP", "AVIF", "HEIF"])
def test_xmp_is_read_from_other_formats(fmt: str) -> None:
    words = packet("<photoshop:Credit>Northwire</photoshop:Credit>")
    chunks = PngInfo()
    chunks.add_itxt("XML:com.adobe.xmp", words.decode())
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, fmt, xmp=words, pnginfo=chunks)
    assert read(out.getvalue()).facts["credit"] == "Northwire"


def test_a_png_made_by_imagemagick_is_read_for_its_profiles() -> None:
    data = block(UTF8, (2, 110, b"Northwire"))
    chunks = PngInfo()
    chunks.add_text("Raw profile type iptc", f"\niptc\n{len(data):8}\n{data.hex()}\n", zip=True)
    chunks.add_text("Raw profile type 8bim", "\n8bim\n 3\n0", zip=True)
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=chunks)
    assert read(out.getvalue()).facts["credit"] == "Northwire"
