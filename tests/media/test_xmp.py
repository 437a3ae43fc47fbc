"""XMP in the ways programs write it, and in the ways attackers do."""

from media.xmp import DC, IPTC_CORE, LARGEST, PHOTOSHOP, read_xmp

START = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
)
END = "</rdf:Description></rdf:RDF></x:xmpmeta>"


def packet(elements: str, attributes: str = "") -> bytes:
    return f"{START} {attributes}>{elements}{END}".encode()


def test_properties_are_elements_or_attributes() -> None:
    read = read_xmp(packet("<photoshop:Credit>Northwire</photoshop:Credit>", 'photoshop:Headline="Harbour opens"'))
    assert read[f"{PHOTOSHOP}Credit"] == "Northwire"
    assert read[f"{PHOTOSHOP}Headline"] == "Harbour opens"


def test_of_several_languages_the_default_is_taken() -> None:
    alternatives = '<rdf:li xml:lang="fr">Un port</rdf:li><rdf:li xml:lang="x-default">A harbour</rdf:li>'
    read = read_xmp(packet(f"<dc:description><rdf:Alt>{alternatives}</rdf:Alt></dc:description>"))
    assert read[f"{DC}description"] == "A harbour"


def test_without_a_default_the_first_language_is_taken() -> None:
    alternatives = '<rdf:li xml:lang="fr">Un port</rdf:li><rdf:li xml:lang="en">A harbour</rdf:li>'
    tag = "Iptc4xmpCore:AltTextAccessibility"
    assert (
        read_xmp(packet(f"<{tag}><rdf:Alt>{alternatives}</rdf:Alt></{tag}>"))[f"{IPTC_CORE}AltTextAccessibility"]
        == "Un port"
    )


def test_several_creators_are_joined() -> None:
    creators = "<rdf:li>Lena Aumont</rdf:li><rdf:li> </rdf:li><rdf:li>Idra Quillane</rdf:li>"
    read = read_xmp(packet(f"<dc:creator><rdf:Seq>{creators}</rdf:Seq></dc:creator>"))
    assert read[f"{DC}creator"] == "Lena Aumont, Idra Quillane"


def test_a_packet_may_be_padded_and_wrapped() -> None:
    wrapped = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>' + packet(
        "<photoshop:Credit>N</photoshop:Credit>"
    )
    assert read_xmp(wrapped + b" " * 4000 + b'<?xpacket end="w"?>\0') == {f"{PHOTOSHOP}Credit": "N"}


def test_entities_are_not_followed() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>' + packet(
        "<photoshop:Credit>&b;</photoshop:Credit>"
    )
    assert read_xmp(bomb) == {}
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + packet(
        "<photoshop:Credit>&a;</photoshop:Credit>"
    )
    assert read_xmp(outside) == {}


def test_broken_and_huge_packets_tell_nothing() -> None:
    assert read_xmp(b"") == {}
    assert read_xmp(b"<x:xmpmeta") == {}
    assert read_xmp(b"\xff\xfe\x00nonsense") == {}
    assert read_xmp(packet("<photoshop:Credit>N</photoshop:Credit>" + " " * LARGEST)) == {}
    assert read_xmp(b"<a>" * 100_000) == {}
