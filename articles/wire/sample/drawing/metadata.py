"""IPTC and XMP segments for a JPEG.

Sources: IPTC Information Interchange Model 4.2 (records 1 and 2), the Photoshop image resource block that carries
it in APP13, Adobe's XMP specification part 3 (APP1), and the IPTC Photo Metadata Standard 2023.1 for the names.
"""

import struct
from xml.sax.saxutils import escape

from .credits import Facts

# Where IPTC's words for how a picture was made have their addresses.
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def _dataset(record: int, number: int, text: str, limit: int = 2000) -> bytes:
    """One IIM data set; the limit is in bytes, as IIM counts."""
    value = text.encode()[:limit]
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def iptc_segment(facts: Facts) -> bytes:
    """The APP13 segment with IIM record 2 in UTF-8."""
    city, _, country = facts.place.rpartition(", ")
    data = _dataset(1, 90, "\x1b%G") + struct.pack(">BBBHH", 0x1C, 2, 0, 2, 4)
    data += _dataset(2, 5, facts.headline, 64)
    data += b"".join(_dataset(2, 25, word, 64) for word in facts.keywords.split(", "))
    if facts.photographer:
        data += _dataset(2, 80, facts.photographer, 32)
    data += _dataset(2, 90, city, 32) + _dataset(2, 101, country or facts.place, 64)
    data += _dataset(2, 105, facts.headline, 256)
    data += _dataset(2, 110, facts.credit, 32) + _dataset(2, 115, facts.source, 32)
    data += _dataset(2, 116, facts.copyright, 128) + _dataset(2, 120, facts.caption)
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(data)) + data + b"\x00" * (len(data) % 2)
    return _segment(0xED, b"Photoshop 3.0\x00" + block)


def xmp_segment(facts: Facts) -> bytes:
    """The APP1 segment with the same facts and the alt text, for which IIM has no place."""
    return _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + _packet(facts).encode())


def with_metadata(jpeg: bytes, facts: Facts) -> bytes:
    """The JPEG with both segments behind its JFIF header."""
    length = struct.unpack(">H", jpeg[4:6])[0]
    head = 4 + length
    return jpeg[:head] + xmp_segment(facts) + iptc_segment(facts) + jpeg[head:]


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _language(name: str, text: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'


def _packet(facts: Facts) -> str:
    city, _, country = facts.place.rpartition(", ")
    words = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in facts.keywords.split(", "))
    creator = f"<dc:creator><rdf:Seq><rdf:li>{escape(facts.photographer)}</rdf:li></rdf:Seq></dc:creator>"
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
        'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" '
        'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f"{_language('dc:title', facts.headline)}{_language('dc:description', facts.caption)}"
        f"{creator if facts.photographer else ''}"
        f"{_language('dc:rights', facts.copyright)}<dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject>"
        f"<photoshop:Headline>{escape(facts.headline)}</photoshop:Headline>"
        f"<photoshop:Credit>{escape(facts.credit)}</photoshop:Credit>"
        f"<photoshop:Source>{escape(facts.source)}</photoshop:Source>"
        f"<photoshop:City>{escape(city)}</photoshop:City>"
        f"<photoshop:Country>{escape(country or facts.place)}</photoshop:Country>"
        f"<photoshop:Instructions>{escape(facts.instructions)}</photoshop:Instructions>"
        "<xmpRights:Marked>True</xmpRights:Marked>"
        f"{_language('Iptc4xmpCore:AltTextAccessibility', facts.alt)}"
        f"<Iptc4xmpExt:DigitalSourceType>{SOURCE_TYPE}{facts.made}</Iptc4xmpExt:DigitalSourceType>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
