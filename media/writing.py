"""What every rendition carries besides pixels: who made the picture, whose it is, on what terms, and what it shows.

The facts are those of FACTS and no others: where a picture was taken, with what, and for whom never leaves. They are
written as XMP into every format, and where the standard has a place also as IPTC IIM into JPEGs and as EXIF, because
each is what somebody reads: agencies' archives, search engines' image credits, operating systems' file dialogs.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from PIL import Image

from media.facts import BY_NAME
from media.sources import source_address
from media.xmp import FORBIDDEN

if TYPE_CHECKING:
    from media.models import Photo

ARTIST, COPYRIGHT = 0x013B, 0x8298
# A rendition's small file is not the place for a book; this is what IIM holds of a caption.
LONGEST = 2000

XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""{}>{}'
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}
LANGUAGES = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
# What may leave, and how XMP writes it. The licensor is one structure of two facts, see `xmp`. The alt text stands on
# the page, where a changed one is read at once; written here it would have every file made anew for each word.
FACTS = {
    "caption": ("dc:description", LANGUAGES),
    "photographer": ("dc:creator", "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>"),
    "credit": ("photoshop:Credit", "{}"),
    "copyright": ("dc:rights", LANGUAGES),
    "usage_terms": ("xmpRights:UsageTerms", LANGUAGES),
    "web_statement": ("xmpRights:WebStatement", "{}"),
    "digital_source_type": ("Iptc4xmpExt:DigitalSourceType", "{}"),
}
LICENSOR = {"licensor": "plus:LicensorName", "licensor_url": "plus:LicensorURL"}

Facts = Mapping[str, str]


def facts(photo: Photo) -> dict[str, str]:
    """Return what leaves with the photo's renditions: of its facts those that are known, the credit as printed."""
    told = {name: getattr(photo, name)[:LONGEST] for name in [*FACTS, *LICENSOR]}
    told["credit"], told["digital_source_type"] = photo.credit_line, source_address(photo.digital_source_type)
    return {name: text for name, text in told.items() if text}


def rights(photo: Photo) -> dict[str, dict[str, Any]]:
    """Return, for each format, Pillow's arguments that write what leaves with the photo."""
    told = facts(photo)
    if not told:
        return {"avif": {}, "webp": {}, "jpg": {}}
    tags = exif(told.get("photographer") or told.get("credit", ""), told.get("copyright", ""))
    common = {"xmp": xmp(told), **({"exif": tags} if tags else {})}
    return {"avif": common, "webp": common, "jpg": {**common, "extra": app13(iim(told))}}


def xmp(told: Facts) -> bytes:
    """Return an XMP packet with facts, by the names of FACTS and LICENSOR."""
    parts = [_element(name, form, told[fact]) for fact, (name, form) in FACTS.items() if fact in told]
    licensor = "".join(_element(name, "{}", told[fact]) for fact, name in LICENSOR.items() if fact in told)
    if licensor:
        item = f'<rdf:li rdf:parseType="Resource">{licensor}</rdf:li>'
        parts.append(f"<plus:Licensor><rdf:Seq>{item}</rdf:Seq></plus:Licensor>")
    body = "".join(parts)
    spaces = "".join(f' xmlns:{name}="{address}"' for name, address in NAMESPACES.items() if f"<{name}:" in body)
    return XMP.format(spaces, body).encode()


def _element(name: str, form: str, text: str) -> str:
    return f"<{name}>{form.format(escape(FORBIDDEN.sub(' ', text)))}</{name}>"


def exif(artist: str, copyright_notice: str) -> bytes:
    """Return an EXIF block with Artist and Copyright in UTF-8, as MWG 2.0 wants despite EXIF's ASCII; b"" for none."""
    tags = Image.Exif()
    for tag, value in ((ARTIST, artist), (COPYRIGHT, copyright_notice)):
        if value:
            tags[tag] = value.encode()
    return tags.tobytes() if len(tags) else b""


def iim(told: Facts) -> bytes:
    """Return IPTC IIM datasets (IIM 4.2): UTF-8 declared by 1:90, then those of the facts that have one.

    By-line and credit hold at most 32 bytes and the notice 128 by the standard of 1999; longer ones are written whole,
    as every current program does and reads.
    """
    sets = [(1, 90, b"\x1b%G")]
    sets += [(*BY_NAME[name].iim[0], told[name].encode()) for name in FACTS if name in told and BY_NAME[name].iim]
    return b"".join(struct.pack(">BBBH", 0x1C, *where, len(data)) + data for *where, data in sets)


def app13(data: bytes, others: Mapping[int, bytes] | None = None) -> bytes:
    """Return a JPEG segment that carries IIM as Photoshop does: resource 0x0404 of an image resource block.

    others: further resources by number.
    """
    body = b"Photoshop 3.0\0"
    for kind, content in {0x0404: data, **(others or {})}.items():
        body += b"8BIM" + struct.pack(">HHI", kind, 0, len(content)) + content + b"\0" * (len(content) % 2)
    return struct.pack(">HH", 0xFFED, len(body) + 2) + body
