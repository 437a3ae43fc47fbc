"""Makes the files beside it and `expected.json`: pictures that say much of themselves, and what ExifTool reads of them.

Run it where ExifTool is installed: python tests/media/told/make.py. The files are small and kept, so that the tests
need neither this program nor ExifTool; where ExifTool is there, a test has it read them once more.
"""

import io
import json
import struct
import subprocess
import sys
from hashlib import md5
from pathlib import Path

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()

HERE = Path(__file__).parent
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "HEIF": "heic", "GIF": "gif", "TIFF": "tif"}

XMP = {
    "XMP-iptcCore:AltTextAccessibility": "Boats at a quay, “Žofie” in front",
    "XMP-iptcCore:ExtDescrAccessibility": "Three boats lie at a quay. Behind them the town of Łódź wakes.",
    "XMP-dc:Description": "The harbour at dawn — Škoda, Kovář and Ærø",
    "XMP-photoshop:Headline": "Harbour opens",
    "XMP-dc:Title": "HARBOUR-1",
    "XMP-dc:Creator": "Lena Åström",
    "XMP-photoshop:AuthorsPosition": "Staff photographer",
    "XMP-photoshop:Credit": "Northwire / Agence Région",
    "XMP-photoshop:Source": "Northwire Europe",
    "XMP-dc:Rights": "© 2026 Northwire. All rights reserved.",
    "XMP-xmpRights:UsageTerms": "Editorial use only. No sales.",
    "XMP-xmpRights:WebStatement": "https://northwire.example/terms",
    "XMP-plus:LicensorName": "Northwire Sales",
    "XMP-plus:LicensorURL": "https://northwire.example/buy",
    "XMP-photoshop:Instructions": "EMBARGO until 18:00. NO ARCHIVE.",
    "XMP-dc:Subject": ["harbour", "ferries", "Île-de-France"],
    "XMP-photoshop:City": "Gdańsk",
    "XMP-photoshop:Country": "Poland",
    "XMP-photoshop:DateCreated": "2026:11:23 07:12:00+01:00",
    "XMP-iptcExt:PersonInImage": ["Idra Quillane", "Björn Ødegård"],
    "XMP-iptcExt:DigitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    "XMP-iptcExt:Event": "Opening of the harbour",
    "XMP-photoshop:TransmissionReference": "JOB-4711",
}
IIM = {
    "IPTC:Caption-Abstract": "The harbour at dawn, by wire — Ærø",
    "IPTC:Headline": "Harbour opens, by wire",
    "IPTC:ObjectName": "HARBOUR-2",
    "IPTC:By-line": ["Lena Åström", "Idra Quillane"],
    "IPTC:By-lineTitle": "Stringer",
    "IPTC:Credit": "Northwire",
    "IPTC:Source": "Northwire Wire",
    "IPTC:CopyrightNotice": "© 2026 Northwire",
    "IPTC:SpecialInstructions": "NO SALES",
    "IPTC:Keywords": ["harbour", "ferries"],
    "IPTC:City": "Rønne",
    "IPTC:Country-PrimaryLocationName": "Denmark",
    "IPTC:DateCreated": "2026:11:22",
    "IPTC:TimeCreated": "06:30:00+01:00",
    "IPTC:OriginalTransmissionReference": "WIRE-9",
}
EXIF = {
    "EXIF:ImageDescription": "The harbour, by the camera — Ærø",
    "EXIF:Artist": "Camera Owner",
    "EXIF:Copyright": "© Camera Owner",
    "EXIF:DateTimeOriginal": "2026:11:21 05:10:07",
    "EXIF:OffsetTimeOriginal": "+02:00",
}
Tags = dict[str, str | list[str]]
PARTS: dict[str, Tags] = {"xmp": XMP, "iim": IIM, "exif": EXIF}
ALL: Tags = {**XMP, **IIM, **EXIF}

# The columns, and what ExifTool calls them: where MWG has a rule of precedence its tag, elsewhere XMP's and IIM's.
COLUMNS = {
    "alt": ["XMP-iptcCore:AltTextAccessibility"],
    "extended": ["XMP-iptcCore:ExtDescrAccessibility"],
    "caption": ["MWG:Description"],
    "title": ["XMP-photoshop:Headline", "XMP-dc:Title", "IPTC:Headline", "IPTC:ObjectName"],
    "photographer": ["MWG:Creator"],
    "job_title": ["XMP-photoshop:AuthorsPosition", "IPTC:By-lineTitle"],
    "credit": ["XMP-photoshop:Credit", "IPTC:Credit"],
    "source_agency": ["XMP-photoshop:Source", "IPTC:Source"],
    "copyright": ["MWG:Copyright"],
    "usage_terms": ["XMP-xmpRights:UsageTerms"],
    "web_statement": ["XMP-xmpRights:WebStatement"],
    "licensor": ["XMP-plus:LicensorName"],
    "licensor_url": ["XMP-plus:LicensorURL"],
    "instructions": ["XMP-photoshop:Instructions", "IPTC:SpecialInstructions"],
    "keywords": ["MWG:Keywords"],
    "city": ["MWG:City"],
    "country": ["MWG:Country"],
    "taken_at": ["MWG:DateTimeOriginal"],
    "persons": ["XMP-iptcExt:PersonInImage"],
    "digital_source_type": ["XMP-iptcExt:DigitalSourceType"],
    "event": ["XMP-iptcExt:Event"],
    "job_id": ["XMP-photoshop:TransmissionReference", "IPTC:OriginalTransmissionReference"],
}
LISTS = {"keywords", "persons"}
# Of these IIM is not asked by MWG, so that its digest decides as it does for the others.
WITHOUT_RULE = [name for name, tags in COLUMNS.items() if len(tags) > 1]


def picture(fmt: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (16, 12), "navy").save(out, fmt)
    return out.getvalue()


def write(name: str, fmt: str, tags: Tags, *options: str, data: bytes | None = None) -> None:
    """Write one file and have ExifTool tell it the tags, in UTF-8."""
    path = HERE / f"{name}.{ENDINGS[fmt]}"
    path.write_bytes(data or picture(fmt))
    lines = ["-charset", "exif=UTF8", *(options or ("-api", "compact=nopadding"))]
    if fmt in {"JPEG", "TIFF"} and any(tag.startswith("IPTC:") for tag in tags):
        lines.append("-codedcharacterset=utf8")
    for tag, value in tags.items():
        lines += [f"-{tag}={one}" for one in ([value] if isinstance(value, str) else value)]
    if tags:
        exiftool("-overwrite_original", "-q", "-m", *lines, str(path))


def exiftool(*arguments: str) -> str:
    return subprocess.run(["exiftool", *arguments], check=True, capture_output=True, text=True).stdout


def plain() -> None:
    """Every combination of the standards in every format that holds it."""
    holds = {
        "JPEG": "xmp iim exif",
        "TIFF": "xmp iim exif",
        "PNG": "xmp exif",
        "WEBP": "xmp exif",
        "AVIF": "xmp exif",
        "HEIF": "xmp exif",
    }
    for fmt, parts in holds.items():
        for part in parts.split():
            write(f"{fmt.lower()}-{part}", fmt, PARTS[part])
        write(f"{fmt.lower()}-all", fmt, {**XMP, **EXIF, **(IIM if "iim" in parts else {})})
    write("gif-xmp", "GIF", XMP)
    write("jpeg-xmp-iim", "JPEG", {**XMP, **IIM})
    write("jpeg-iim-exif", "JPEG", {**IIM, **EXIF})
    write("jpeg-nothing", "JPEG", {})


def single() -> None:
    for tag, value in ALL.items():
        write(f"one-{tag.lower().replace(':', '-')}", "JPEG", {tag: value})


def odd() -> None:
    """What programs do that ExifTool reads rightly."""
    write("digest-same", "JPEG", {**XMP, **IIM, "Photoshop:IPTCDigest": "new"})
    write("digest-other", "JPEG", {**XMP, **IIM, "Photoshop:IPTCDigest": "0123456789abcdef0123456789abcdef"})
    write("xmp-compact", "JPEG", XMP, "-api", "compact=all")
    write("xmp-shorthand", "JPEG", XMP, "-api", "compact=shorthand")
    write("xmp-without-packet", "PNG", XMP, "-api", "compact=nopadding")
    write("xmp-languages", "JPEG", {"XMP-dc:Description-fr": "Le port", "XMP-dc:Description": "The harbour"})
    write("xmp-location-shown", "JPEG", {"XMP-iptcExt:LocationShownCity": "Hel", "XMP-photoshop:City": "Gdynia"})
    write("xmp-long", "JPEG", {**XMP, "XMP-dc:Description": "The harbour at dawn. " * 120})
    write("iim-long", "JPEG", {"IPTC:Caption-Abstract": "Le port à l’aube. " * 100})
    write("exif-utf8", "JPEG", {"EXIF:ImageDescription": "Žofie à Łódź", "EXIF:Artist": "Björn Ødegård"})
    write("exif-several", "JPEG", {"EXIF:Artist": "Lena Aumont; Idra Quillane"})
    write("exif-date-alone", "JPEG", {"EXIF:DateTimeOriginal": "2026:11:21 05:10:07"})
    write("png-early", "PNG", XMP, "-api", "PNGEarlyXMP=1")
    write("line-breaks", "JPEG", {"XMP-dc:Description": "One\nTwo", "IPTC:Caption-Abstract": "Three\nFour"})
    write("markup", "JPEG", {"XMP-dc:Description": "<b>Bold</b> & “quoted”", "XMP-photoshop:Credit": "A & B <C>"})
    write("arabic", "JPEG", {"XMP-dc:Description": "الميناء عند الفجر", "IPTC:Caption-Abstract": "الميناء"})
    write("japanese", "WEBP", {"XMP-dc:Description": "夜明けの港", "EXIF:Artist": "山田太郎"})
    write("emoji", "PNG", {"XMP-dc:Description": "The harbour ⚓🚢", "XMP-dc:Subject": ["⚓", "port"]})


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">HH", marker, len(data) + 2) + data


def iim(*sets: tuple[int, int, bytes], digest: bytes = b"") -> bytes:
    block = b"".join(struct.pack(">BBBH", 0x1C, record, number, len(data)) + data for record, number, data in sets)
    body = b"Photoshop 3.0\0"
    for kind, data in [(0x0404, block)] + ([(0x0425, digest)] if digest else []):
        body += b"8BIM" + struct.pack(">HHI", kind, 0, len(data)) + data + b"\0" * (len(data) % 2)
    return segment(0xFFED, body)


def with_segments(*segments: bytes) -> bytes:
    data = picture("JPEG")
    return data[:2] + b"".join(segments) + data[2:]


def packet(text: str, encoding: str) -> bytes:
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    rdf = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description {spaces}>{text}'
    whole = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{rdf}</rdf:Description></rdf:RDF></x:xmpmeta>'
    return segment(0xFFE1, b"http://ns.adobe.com/xap/1.0/\0" + whole.encode(encoding))


NAME = "Élisabeth Hélène de la Forêt-Éé"
CAPTION, CREDIT = "L’été à Orléans: “où ça?”", "Agence Région"
UTF8, LATIN1 = (1, 90, b"\x1b%G"), (1, 90, b"\x1b.A")


def broken() -> dict[str, dict[str, str]]:
    """What ExifTool can't read rightly by itself because the file says nothing, or the wrong thing, of its encoding."""
    words = {"caption": CAPTION, "credit": CREDIT}

    def sets(encoding: str) -> list[tuple[int, int, bytes]]:
        return [(2, 120, CAPTION.encode(encoding)), (2, 110, CREDIT.encode(encoding))]

    plain = CAPTION.replace("“", "").replace("”", "")
    twice = plain.encode().decode("cp1252").encode()
    french = f'<rdf:Alt><rdf:li xml:lang="fr">{CAPTION}</rdf:li></rdf:Alt>'
    control = packet("<photoshop:Credit>A\x01B</photoshop:Credit>", "utf-8")
    elements = f"<dc:description>{CAPTION}</dc:description><photoshop:Credit>{CREDIT}</photoshop:Credit>"
    cases: dict[str, tuple[bytes, dict[str, str]]] = {
        "iim-silent-utf8": (with_segments(iim(*sets("utf-8"))), words),
        "iim-silent-windows": (with_segments(iim(*sets("cp1252"))), words),
        "iim-silent-macintosh": (with_segments(iim(*sets("mac_roman"))), words),
        "iim-says-utf8-is-windows": (with_segments(iim(UTF8, *sets("cp1252"))), words),
        "iim-says-utf8-is-macintosh": (with_segments(iim(UTF8, *sets("mac_roman"))), words),
        "iim-says-latin1-is-utf8": (with_segments(iim(LATIN1, *sets("utf-8"))), words),
        "iim-says-latin1-is-windows": (with_segments(iim(LATIN1, *sets("cp1252"))), words),
        "iim-of-two-programs": (with_segments(iim(sets("utf-8")[0], sets("cp1252")[1])), words),
        "iim-twice-utf8": (with_segments(iim(UTF8, (2, 120, twice))), {"caption": plain}),
        "iim-cut": (
            with_segments(iim(UTF8, (2, 80, NAME.encode()[:32]))),
            {"photographer": "Élisabeth Hélène de la Forêt"},
        ),
        "iim-one-keyword": (with_segments(iim(UTF8, (2, 25, b"harbour; ferries"))), {"keywords": "harbour\nferries"}),
        "xmp-utf16": (with_segments(packet(elements, "utf-16")), words),
        "xmp-utf16-unmarked": (with_segments(packet(elements, "utf-16-be")), words),
        "xmp-utf32": (with_segments(packet(elements, "utf-32-le")), words),
        "xmp-is-windows": (with_segments(packet(elements, "cp1252")), words),
        "xmp-one-language": (
            with_segments(
                packet(f"<dc:description>{french}</dc:description>", "utf-8")
            ),
            {"caption": CAPTION},
        ),
        "xmp-control": (with_segments(control), {"credit": "A B"}),
        "digest-by-hand": (
            with_segments(
                packet("<photoshop:Credit>XMP</photoshop:Credit>", "utf-8"),
                iim(UTF8, (2, 110, b"IIM"), digest=md5(b"another", usedforsecurity=False).digest()),
            ),
            {"credit": "IIM"},
        ),
    }  # fmt: skip
    for encoding, name in (("cp1252", "windows"), ("mac_roman", "macintosh"), ("utf-8", "utf8")):
        tags = Image.Exif()
        tags[0x010E] = CAPTION.encode(encoding)
        out = io.BytesIO()
        Image.new("RGB", (16, 12), "navy").save(out, "JPEG", exif=tags)
        cases[f"exif-{name}"] = (out.getvalue(), {"caption": CAPTION})
    for name, (data, _) in cases.items():
        (HERE / f"broken-{name}.jpg").write_bytes(data)
    return {f"broken-{name}.jpg": told for name, (_, told) in cases.items()}


def read_with_exiftool() -> dict[str, dict[str, str]]:
    """Return by file what ExifTool reads, by column; of the broken ones nothing, for it reads them wrongly."""
    tags = [f"-{tag}" for names in COLUMNS.values() for tag in names]
    paths = sorted(
        str(path) for path in HERE.iterdir() if path.suffix[1:] in ENDINGS.values() and "broken-" not in path.name
    )
    options = ["-json", "-G1", "-n", "-use", "MWG", "-api", "struct=0", "-charset", "exif=UTF8",
               "-Photoshop:IPTCDigest", "-Composite:all", "-File:CurrentIPTCDigest"]  # fmt: skip
    answers = json.loads(exiftool(*options, *tags, *paths))
    return {Path(answer["SourceFile"]).name: columns(answer) for answer in answers}


def columns(answer: dict[str, object]) -> dict[str, str]:
    """Turn ExifTool's answer into columns. Where MWG has no rule the standards are asked in its order."""
    given = {key.replace("Composite:", "MWG:"): value for key, value in answer.items()}
    stored, now = given.get("Photoshop:IPTCDigest"), given.get("File:CurrentIPTCDigest")
    changed = stored is not None and stored != now
    found = {}
    for name, tags in COLUMNS.items():
        ordered = sorted(tags, key=lambda tag: tag.startswith("IPTC:") != changed) if changed else tags
        value = next((given[tag] for tag in ordered if tag in given), None)
        if value is not None:
            found[name] = told(name, value)
    return found


def told(name: str, value: object) -> str:
    """Return a value as a column's text: lists joined, an instant in ISO 8601."""
    parts = [str(part).strip() for part in value] if isinstance(value, list) else [str(value).strip()]
    if name == "taken_at":
        day, _, clock = parts[0].partition(" ")
        return day.replace(":", "-") + (f"T{clock}" if clock else "")
    return ("\n" if name in LISTS else ", ").join(parts)


def main() -> None:
    for path in HERE.iterdir():
        if path.suffix[1:] in ENDINGS.values():
            path.unlink()
    plain()
    single()
    odd()
    wrong = broken()
    expected = {**read_with_exiftool(), **wrong}
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    size = sum(path.stat().st_size for path in HERE.iterdir() if path.is_file())
    sys.stdout.write(f"{len(expected)} files, {size:,} bytes with this program and what is expected\n")


if __name__ == "__main__":
    main()
