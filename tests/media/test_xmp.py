"""XMP in the ways programs write it, and in the ways attackers do."""

import pytest

from media.xmp import DC, IPTC_CORE, LARGEST, PHOTOSHOP, PLUS, read_xmp

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
    assert read[f"{PHOTOSHOP}Credit"] == ["Northwire"]
    assert read[f"{PHOTOSHOP}Headline"] == ["Harbour opens"]


def test_of_several_languages_the_default_is_taken() -> None:
    alternatives = '<rdf:li xml:lang="fr">Un port</rdf:li><rdf:li xml:lang="x-default">A harbour</rdf:li>'
    read = read_xmp(packet(f"<dc:description><rdf:Alt>{alternatives}</rdf:Alt></dc:description>"))
    assert read[f"{DC}description"] == ["A harbour"]


def test_without_a_default_the_first_language_is_taken() -> None:
    alternatives = '<rdf:li xml:lang="fr">Un port</rdf:li><rdf:li xml:lang="en">A harbour</rdf:li>'
    tag = "Iptc4xmpCore:AltTextAccessibility"
    assert read_xmp(packet(f"<{tag}><rdf:Alt>{alternatives}</rdf:Alt></{tag}>"))[
        f"{IPTC_CORE}AltTextAccessibility"
    ] == ["Un port"]


def test_several_creators_are_told_in_their_order() -> None:
    creators = "<rdf:li>Lena Aumont</rdf:li><rdf:li> </rdf:li><rdf:li>Idra Quillane</rdf:li>"
    read = read_xmp(packet(f"<dc:creator><rdf:Seq>{creators}</rdf:Seq></dc:creator>"))
    assert read[f"{DC}creator"] == ["Lena Aumont", "Idra Quillane"]


def test_a_packet_may_be_padded_and_wrapped() -> None:
    wrapped = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>' + packet(
        "<photoshop:Credit>N</photoshop:Credit>"
    )
    assert read_xmp(wrapped + b" " * 4000 + b'<?xpacket end="w"?>\0') == {f"{PHOTOSHOP}Credit": ["N"]}


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
    assert read_xmp(b"<a>" * 70_000 + b"</a>" * 70_000) == {}


def test_an_empty_default_gives_way_to_a_language_that_tells() -> None:
    alternatives = '<rdf:li xml:lang="x-default"/><rdf:li xml:lang="fr">Un port</rdf:li>'
    read = read_xmp(packet(f"<dc:description><rdf:Alt>{alternatives}</rdf:Alt></dc:description>"))
    assert read == {f"{DC}description": ["Un port"]}


def test_fields_of_structures_are_told_by_their_path_however_they_are_written() -> None:
    name, where = f"{PLUS}Licensor/{PLUS}LicensorName", f"{PLUS}Licensor/{PLUS}LicensorURL"
    plus = 'xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"'
    inner = "<plus:LicensorName>Northwire</plus:LicensorName><plus:LicensorURL>https://n.example/</plus:LicensorURL>"
    short = 'plus:LicensorName="Northwire" plus:LicensorURL="https://n.example/"'
    for item in (
        f'<rdf:li rdf:parseType="Resource">{inner}</rdf:li>',
        f"<rdf:li><rdf:Description>{inner}</rdf:Description></rdf:li>",
        f"<rdf:li><rdf:Description {short}/></rdf:li>",
        f"<rdf:li {short}/>",
    ):
        read = read_xmp(
            packet(
                f"<plus:Licensor {plus}><rdf:Seq>{item}</rdf:Seq></plus:Licensor>".replace("rdf:li ", f"rdf:li {plus} ")
            )
        )
        assert read == {name: ["Northwire"], where: ["https://n.example/"]}, item


def test_a_field_of_a_structure_is_no_property_of_the_picture() -> None:
    ingredient = "<rdf:Description><photoshop:Credit>Another</photoshop:Credit></rdf:Description>"
    read = read_xmp(packet(f"<photoshop:History>{ingredient}</photoshop:History>"))
    assert f"{PHOTOSHOP}Credit" not in read


def test_an_address_and_a_text_with_qualifiers_are_texts() -> None:
    qualified = "<rdf:Description><rdf:value>Northwire</rdf:value><dc:type>wire</dc:type></rdf:Description>"
    read = read_xmp(
        packet(f'<photoshop:Source rdf:resource="https://n.example/"/><photoshop:Credit>{qualified}</photoshop:Credit>')
    )
    assert read == {f"{PHOTOSHOP}Source": ["https://n.example/"], f"{PHOTOSHOP}Credit": ["Northwire"]}


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_every_encoding_that_a_packet_may_have_is_read(encoding: str) -> None:
    text = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        + packet("<photoshop:Credit>Žofie “N”</photoshop:Credit>").decode()
    )
    assert read_xmp(text.encode(encoding)) == {f"{PHOTOSHOP}Credit": ["Žofie “N”"]}


def test_what_careless_programs_write_is_read_all_the_same() -> None:
    declared = b'<?xml version="1.0" encoding="UTF-8"?>'
    windows = packet("<photoshop:Credit>Agence R\xe9gion</photoshop:Credit>").decode().encode("latin-1")
    assert read_xmp(declared + windows) == {f"{PHOTOSHOP}Credit": ["Agence Région"]}
    controls = packet("<photoshop:Credit>North\x0bwire&#x1;</photoshop:Credit>")
    assert read_xmp(controls) == {f"{PHOTOSHOP}Credit": ["North wire"]}
    bare = packet("<photoshop:Credit>N</photoshop:Credit>").removesuffix(b"</x:xmpmeta>").partition(b">")[2]
    assert read_xmp(bare) == {f"{PHOTOSHOP}Credit": ["N"]}
