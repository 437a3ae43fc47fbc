"""IPTC IIM as programs have written it since 1991."""

import struct

import pytest

from media.encodings import guess_encoding, undo_twice
from media.iim import read_iim

UTF8 = (1, 90, b"\x1b%G")


def block(*sets: tuple[int, int, bytes]) -> bytes:
    return b"".join(struct.pack(">BBBH", 0x1C, record, number, len(data)) + data for record, number, data in sets)


def test_texts_are_read_by_record_and_number() -> None:
    read = read_iim(block(UTF8, (2, 120, "Le marché à l’aube".encode()), (2, 110, b"Northwire")))
    assert read == {(2, 120): ["Le marché à l’aube"], (2, 110): ["Northwire"]}


def test_repeated_by_lines_are_told_in_their_order() -> None:
    assert read_iim(block((2, 80, b"Lena Aumont"), (2, 80, b"Idra Quillane"))) == {
        (2, 80): ["Lena Aumont", "Idra Quillane"]
    }


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "latin-1"])
@pytest.mark.parametrize(
    "text",
    ["Zürich, Straße", "El Niño llega a España", "Façade à Besançon", "Smørrebrød på Ærø", "L’été à Orléans: où ça?"],
)
def test_an_encoding_nobody_declared_is_told_by_the_text(encoding: str, text: str) -> None:
    if encoding == "latin-1":
        text = text.replace("’", "'")
    assert read_iim(block((2, 120, text.encode(encoding)))) == {(2, 120): [text]}


def test_one_encoding_holds_for_the_whole_block() -> None:
    # "Š" alone could be Macintosh "ä"; the by-line beside it says that the block is Windows.
    read = read_iim(block((2, 120, "Škoda".encode("cp1252")), (2, 80, "René Müller".encode("cp1252"))))
    assert read == {(2, 120): ["Škoda"], (2, 80): ["René Müller"]}


def test_a_declaration_that_the_bytes_belie_is_not_believed() -> None:
    assert read_iim(block(UTF8, (2, 120, b"caf\xe9"))) == {(2, 120): ["café"]}
    latin1 = (1, 90, b"\x1b.A")
    assert read_iim(block(latin1, (2, 120, "Žofie".encode()))) == {(2, 120): ["Žofie"]}
    assert read_iim(block(latin1, (2, 120, "l’été".encode("cp1252")))) == {(2, 120): ["l’été"]}


def test_a_declared_encoding_is_believed_where_the_bytes_can_be_in_it() -> None:
    for escape, encoding, text in [(b"\x1b.A", "latin-1", "café"), (b"\x1b-L", "iso8859-5", "Москва")]:
        assert read_iim(block((1, 90, escape), (2, 120, text.encode(encoding)))) == {(2, 120): [text]}


def test_two_programs_may_have_written_in_two_encodings() -> None:
    read = read_iim(block((2, 120, "Žofie à Brno".encode()), (2, 80, "René Müller".encode("mac_roman"))))
    assert read == {(2, 120): ["Žofie à Brno"], (2, 80): ["René Müller"]}


def test_a_letter_cut_in_two_at_the_end_of_a_dataset_is_left_out() -> None:
    assert read_iim(block((2, 80, "Éléonore Köné".encode()[:-1]))) == {(2, 80): ["Éléonore Kön"]}


def test_a_long_caption_may_stand_in_an_extended_dataset() -> None:
    text = b"x" * 40_000
    assert read_iim(b"\x1c\x02\x78\x80\x04" + len(text).to_bytes(4) + text) == {(2, 120): [text.decode()]}


def test_a_small_picture_among_the_texts_does_not_confuse_them() -> None:
    read = read_iim(block((2, 202, bytes(range(256))), (2, 120, "l’été".encode("mac_roman"))))
    assert read == {(2, 120): ["l’été"]}


@pytest.mark.parametrize("text", ["Café “Žofie”", "L’été", "Müller"])
def test_what_was_encoded_twice_is_decoded_twice(text: str) -> None:
    once = text.encode()
    twice = "".join(bytes([byte]).decode("latin-1" if byte == 0x9D else "cp1252") for byte in once)
    assert twice != text
    assert undo_twice(twice) == undo_twice(text) == text


def test_plain_ascii_is_utf8() -> None:
    assert guess_encoding(b"Harbour") == "utf-8"


def test_what_follows_damage_is_left_out() -> None:
    whole = block((2, 110, b"Northwire"))
    assert read_iim(whole + b"\x1c\x02\x78\x00\xffshort") == {(2, 110): ["Northwire"]}
    assert read_iim(whole + b"\x1c\x02\x78\x80\x04\0\0\xff\xff") == {(2, 110): ["Northwire"]}
    assert read_iim(b"nonsense") == {}
    assert read_iim(b"") == {}
