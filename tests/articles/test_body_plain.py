"""Text that readers write: cleaned when it comes in, paragraphs and links when it goes out."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body.plain import MARKS, as_html, clean_line, clean_text, is_empty, links_in

LINK = '<a href="{0}" rel="ugc nofollow">{0}</a>'


def test_paragraphs_and_lines_stay() -> None:
    assert clean_text("  One\r\ntwo  \r\n\r\n\r\n\r\nthree \n") == "One\ntwo\n\nthree"
    assert as_html("One\ntwo\n\nthree") == '<p dir="auto">One<br>two</p><p dir="auto">three</p>'


def test_markup_is_printed_as_it_was_typed() -> None:
    assert as_html("<b>x</b> & <script>alert(1)</script>") == (
        '<p dir="auto">&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>'
    )


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("See https://port.example/a?b=1&c=2.", "https://port.example/a?b=1&amp;c=2"),
        ("(https://port.example/quay_(old))", "https://port.example/quay_(old)"),
        ("HTTP://PORT.example/!", "HTTP://PORT.example/"),
        ("«https://port.example»", "https://port.example"),
        ("https://مرفأ.example/ميناء،", "https://مرفأ.example/ميناء،"),
    ],
)
def test_an_address_is_a_link_without_the_sentence_around_it(typed: str, address: str) -> None:
    assert LINK.format(address) in as_html(typed)


@pytest.mark.parametrize(
    "typed",
    ["https://", "https://[::1", "javascript:alert(1)", 'http://"onclick=x', "ftp://port.example", "https://)))"],
)
def test_what_names_no_page_is_no_link(typed: str) -> None:
    assert "<a" not in as_html(typed)


def test_what_could_end_the_attribute_does_not() -> None:
    html = as_html("https://port.example/\"onmouseover=alert(1) https://port.example/'x")
    assert 'href="https://port.example/"' in html
    assert "onmouseover=alert(1)" in html
    assert 'href="https://port.example/&#x27;x"' in html


def test_nul_controls_and_what_turns_the_direction_are_gone() -> None:
    assert clean_text("a\0b\x07c\u202ed\u2066e\u200bf\ufeffg\x1b[31m") == "abcdefg[31m"


def test_what_words_need_stays() -> None:
    persian, family = "می\u200cخواهم", "👩\u200d👩\u200d👧"
    assert clean_text(f"{persian} {family} \u200fשלום") == f"{persian} {family} \u200fשלום"


def test_a_tower_of_marks_is_cut() -> None:
    cleaned = clean_text("Z" + "\u0336" * 300 + "algo")
    assert cleaned == "Z" + "\u0336" * MARKS + "algo"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200d\u200c", "\u0301\u0301"])
def test_nothing_to_read(text: str) -> None:
    assert is_empty(clean_text(text))
    assert not is_empty("?")
    assert not is_empty("🙂")


def test_a_name_is_one_line() -> None:
    assert clean_line("  Cleo\n\n of  \u202eHalmouth\0 ") == "Cleo of Halmouth"


def test_links_are_counted() -> None:
    assert links_in("https://a.example http://b.example www.c.example https://d.example,https://e.example") == 5


@pytest.mark.parametrize("piece", ["(", ")", "https://a.example/)", "\u0301", "\n", "a", "https://", "<", "\u202e"])
def test_a_megabyte_takes_no_time(piece: str) -> None:
    began = time.perf_counter()
    text = clean_text(piece * (1_000_000 // len(piece)))[:5_000]
    as_html(text)
    assert time.perf_counter() - began < 3


@given(st.text())
def test_what_is_clean_stays_so(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert clean_line(clean_line(text)) == clean_line(text)
    assert "<script" not in as_html(cleaned)
