"""Reading XMP, the newest and most careful of the three ways in which a file tells about its picture.

XMP part 1 (ISO 16684-1) says how properties are written: as elements or as attributes of rdf:Description, with lists in
rdf:Seq, rdf:Bag or rdf:Alt. The properties are those of the IPTC Photo Metadata Standard.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# More than any program writes about one picture; a larger packet is somebody's trick.
LARGEST = 2**20


def read_xmp(packet: bytes) -> dict[str, str]:
    """Return the texts of a packet by property name, {} for one that is broken, hostile or too large.

    A list is joined by ", ", except that of alternatives in several languages the default one is taken.
    """
    if len(packet) > LARGEST:
        return {}
    try:
        root = fromstring(packet.strip(b"\0 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return {}
    texts: dict[str, str] = {}
    for name, text in _properties(root):
        if text:
            texts.setdefault(name, text)
    return texts


def _properties(root: Element) -> Iterator[tuple[str, str]]:
    for description in root.iter(f"{RDF}Description"):
        yield from description.attrib.items()
        for node in description:
            yield node.tag, _text(node)


def _text(node: Element) -> str:
    items = node.findall(f"*/{RDF}li")
    if not items:
        return (node.text or "").strip()
    if node.find(f"{RDF}Alt") is not None:
        default = [item for item in items if item.get(LANGUAGE) == "x-default"]
        items = (default or items)[:1]
    return ", ".join(text for item in items if (text := (item.text or "").strip()))
