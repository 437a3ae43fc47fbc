"""IPTC IIM as programs have written it since 1991."""

import struct

import pytest

from media.iim import guess_encoding, read_iim

UTF8 = (1, 90, b"\x1b%G")


def block(*sets: tuple[int, int, bytes]) -> bytes:
    return b"".join(struct.pack(">BBBH", 0x1C, record, number, len(data)) + data for record, number, data in sets)


def test_texts_are_read_by_record_and_number() -> None:
    read = read_iim(block(UTF8, (2, 120, "Le marché à l’aube".encode()), (2, 110, b"Northwire")))
    assert read == {(2, 120): "Le marché à l’aube", (2, 110): "Northwire"}


def test_repeated_by_lines_are_joined() -> None:
    assert read_iim(block((2, 80, b"Lena Aumont"), (2, 80, b"Idra Quillane"))) == {
        (2, 80): "Lena Aumont, Idra Quillane"
    }


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "latin-1"])
@pytest.mark.parametrize(
    "text",
    ["Zürich, Straße", "El Niño llega a España", "Façade à Besançon", "Smørrebrød på Ærø", "L’été à Orléans: où ça?"],
)
def test_an_encoding_nobody_declared_is_told_by_the_text(encoding: str, text: str) -> None:
    if encoding == "latin-1":
        text = text.replace("’", "'")
    assert read_iim(block((2, 120, text.encode(encoding)))) == {(2, 120): text}


def test_one_encoding_holds_for_the_whole_block() -> None:
    # "Š" alone could be Macintosh "ä"; the by-line beside it says that the block is Windows.
    read = read_iim(block((2, 120, "Škoda".encode("cp1252")), (2, 80, "René Müller".encode("cp1252"))))
    assert read == {(2, 120): "Škoda", (2, 80): "René Müller"}


def test_a_declared_encoding_is_believed_and_damage_in_it_is_shown() -> None:
    assert read_iim(block(UTF8, (2, 120, b"caf\xe9"))) == {(2, 120): "caf\ufffd"}


def test_plain_ascii_is_utf8() -> None:
    assert guess_encoding(b"Harbour") == "utf-8"


def test_what_follows_damage_is_left_out() -> None:
    whole = block((2, 110, b"Northwire"))
    assert read_iim(whole + b"\x1c\x02\x78\x00\xffshort") == {(2, 110): "Northwire"}
    assert read_iim(whole + b"\x1c\x02\x78\x80\x04\0\0\xff\xff") == {(2, 110): "Northwire"}
    assert read_iim(b"nonsense") == {}
    assert read_iim(b"") == {}
