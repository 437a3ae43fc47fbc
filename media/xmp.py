"""Reading XMP, the newest and most careful of the three ways in which a file tells about its picture.

XMP part 1 (ISO 16684-1) says how properties are written: as elements or as attributes of rdf:Description, as texts,
addresses (rdf:resource), structures, or lists of these in rdf:Seq, rdf:Bag or rdf:Alt. The properties are those of the
IPTC Photo Metadata Standard.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from media.encodings import guess_encoding

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
IPTC_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"
NOTE = "{http://ns.adobe.com/xmp/note/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LISTS = {f"{RDF}Alt", f"{RDF}Bag", f"{RDF}Seq"}

# More than any program writes about one picture; a larger packet is somebody's trick.
LARGEST = 2**20
# A structure in a list in a structure: no property of the standard goes deeper.
DEEPEST = 3
# Characters, and references to them, that XML 1.0 forbids and careless programs write.
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REFERENCES = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[\da-f]));", re.I)
# What stands round a packet, and a declaration of the encoding that bytes had before they were decoded.
WRAPPING = re.compile(r"<\?(?:xpacket|xml)\b[^>]*\?>")

Properties = dict[str, list[str]]


def read_xmp(packet: bytes) -> Properties:
    """Return the texts of a packet by property, {} for one that is broken, hostile or too large.

    A structure's field is told as "property/field", of all structures in a list. Of alternatives in several languages
    the default one is taken, or else the first.
    """
    if len(packet) > LARGEST:
        return {}
    text = REFERENCES.sub(" ", FORBIDDEN.sub(" ", WRAPPING.sub("", _decoded(packet))))
    try:
        root = fromstring(text.strip(), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return {}
    told: Properties = {}
    for name, values in _properties(root):
        if name not in told and (texts := [value for value in values if value]):
            told[name] = texts
    return told


def _decoded(packet: bytes) -> str:
    """Return a packet as text. UTF-8, or UTF-16 or 32 told by where its first bytes are zero; and what claims to be."""
    head = packet.lstrip(b"\0 \r\n\t")[:4] if packet[:1] not in {b"\0", b"\xff", b"\xfe"} else packet[:4]
    marks = [
        ("utf-32", rb"\xff\xfe\0\0|\0\0\xfe\xff"), ("utf-32-le", rb"<\0\0\0"), ("utf-32-be", rb"\0\0\0<"),
        ("utf-16", rb"\xff\xfe|\xfe\xff"), ("utf-16-le", rb"<\0"), ("utf-16-be", rb"\0<"),
        ("utf-8-sig", rb"\xef\xbb\xbf"),
    ]  # fmt: skip
    encoding = next((name for name, mark in marks if re.match(mark, head, re.DOTALL)), guess_encoding(packet))
    return packet.decode(encoding, "replace").lstrip("\ufeff")


def _properties(root: Element) -> Iterator[tuple[str, list[str]]]:
    """Yield every property of every node that stands in rdf:RDF itself, and the fields of its structures."""
    for rdf in root.iter(f"{RDF}RDF"):
        for node in rdf:
            yield from _fields(node, "", DEEPEST)


def _fields(node: Element, path: str, depth: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the properties that a node has as attributes and as elements."""
    for name, value in node.attrib.items():
        if not name.startswith(RDF) and name != LANGUAGE:
            yield path + name, [value.strip()]
    for child in node:
        yield from _values(child, path + child.tag, depth)


def _values(node: Element, path: str, depth: int) -> Iterator[tuple[str, list[str]]]:
    """Yield what a property holds: itself by its path, its fields by theirs."""
    found: Properties = {}
    items = _items(node)
    for item in items:
        holder = _structure(item)
        plain = _plain(item, holder)
        if plain or holder is None:
            found.setdefault(path, []).append(plain)
        elif depth:
            for name, values in _fields(holder, f"{path}/", depth - 1):
                found.setdefault(name, []).extend(values)
    yield from found.items()


def _items(node: Element) -> list[Element]:
    """Return what a list holds, of alternatives the one to read; a property that is no list is its own only item."""
    holder = next((child for child in node if child.tag in LISTS), None)
    if holder is None:
        return [node]
    items = holder.findall(f"{RDF}li")
    if holder.tag != f"{RDF}Alt":
        return items
    told = [item for item in items if _plain(item, _structure(item))] or items
    default = [item for item in told if item.get(LANGUAGE) == "x-default"]
    return (default or told)[:1]


def _structure(node: Element) -> Element | None:
    """Return the node that holds the fields of a structure, or of a text with qualifiers; None for a plain text."""
    if node.get(f"{RDF}parseType") == "Resource":
        return node
    inner = next((child for child in node if child.tag == f"{RDF}Description"), None)
    if inner is not None:
        return inner
    shorthand = any(not name.startswith(RDF) and name != LANGUAGE for name in node.attrib)
    return node if shorthand or f"{RDF}value" in node.attrib else None


def _plain(node: Element, holder: Element | None) -> str:
    """Return a property's own text: an address, what it holds, or the value that its qualifiers speak of."""
    if holder is not None:
        value = holder.find(f"{RDF}value")
        text = holder.get(f"{RDF}value", "") if value is None else value.get(f"{RDF}resource") or value.text or ""
    else:
        text = node.get(f"{RDF}resource") or node.text or ""
    return text.strip()
