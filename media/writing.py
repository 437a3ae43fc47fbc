"""What every rendition carries besides pixels: who made the picture, whose it is, how to credit it. Nothing else.

The same three facts are written as XMP and EXIF into every format and as IPTC IIM into JPEGs, because each is what
somebody reads: agencies' archives, search engines' image credits, operating systems' file dialogs. Where a picture was
taken is never written.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from PIL import Image

if TYPE_CHECKING:
    from media.models import Photo

ARTIST, COPYRIGHT = 0x013B, 0x8298

XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">'
    '{}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)


def rights(photo: Photo) -> dict[str, dict[str, Any]]:
    """Return, for each format, Pillow's arguments that write the photo's credit, copyright and photographer."""
    facts = (photo.photographer, photo.credit_line, photo.copyright)
    if not any(facts):
        return {"avif": {}, "webp": {}, "jpg": {}}
    common = {"xmp": xmp(*facts), "exif": exif(photo.photographer or photo.credit_line, photo.copyright)}
    return {"avif": common, "webp": common, "jpg": {**common, "extra": app13(iim(*facts))}}


def xmp(photographer: str, credit: str, copyright_notice: str) -> bytes:
    """Return an XMP packet with dc:creator, photoshop:Credit and dc:rights."""
    parts = []
    if photographer:
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(photographer)}</rdf:li></rdf:Seq></dc:creator>")
    if credit:
        parts.append(f"<photoshop:Credit>{escape(credit)}</photoshop:Credit>")
    if copyright_notice:
        notice = f'<rdf:li xml:lang="x-default">{escape(copyright_notice)}</rdf:li>'
        parts.append(f"<dc:rights><rdf:Alt>{notice}</rdf:Alt></dc:rights>")
    return XMP.format("".join(parts)).encode()


def exif(artist: str, copyright_notice: str) -> bytes:
    """Return an EXIF block with Artist and Copyright in UTF-8, as most readers expect despite the standard's ASCII."""
    tags = Image.Exif()
    for tag, value in ((ARTIST, artist), (COPYRIGHT, copyright_notice)):
        if value:
            tags[tag] = value.encode()
    return tags.tobytes()


def iim(photographer: str, credit: str, copyright_notice: str) -> bytes:
    """Return IPTC IIM datasets (IIM 4.2): UTF-8 declared by 1:90, then by-line, credit and copyright notice.

    By-line and credit hold at most 32 bytes and the notice 128 by the standard of 1999; longer ones are written whole,
    as every current program does and reads.
    """
    sets = [(1, 90, b"\x1b%G")]
    sets += [(2, 80, photographer.encode()), (2, 110, credit.encode()), (2, 116, copyright_notice.encode())]
    return b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(data)) + data for record, number, data in sets if data
    )


def app13(data: bytes) -> bytes:
    """Return a JPEG segment that carries IIM as Photoshop does: resource 0x0404 of an image resource block."""
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(data)) + data + b"\0" * (len(data) % 2)
    body = b"Photoshop 3.0\0" + resource
    return struct.pack(">HH", 0xFFED, len(body) + 2) + body
