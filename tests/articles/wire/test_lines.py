"""A line, read into types, and what is said of one that cannot be."""

import contextlib
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire.byline_line import CreditLine
from articles.wire.lines import BadLineError, PhotoLine, read_line
from tests.articles.wire.makers import make_line


def read(**facts: Any) -> Any:
    return read_line(json.dumps(make_line(**facts)).encode())


def reasons(**facts: Any) -> tuple[str, ...]:
    with pytest.raises(BadLineError) as refusal:
        read(**facts)
    return refusal.value.reasons


def test_a_whole_line() -> None:
    line = read(
        source_id=17,
        kicker="Ports",
        standfirst="A  harbour\nopens.",
        body="<p>Words</p>",
        byline=[{"role": "By", "author": "Ana Verhallow"}, {"role": "with", "agency": "AP"}, {"author": "Ben Okoro"}],
        tags=["Ports", " ferries ", "PORTS", ""],
        language="pt-BR",
        updated="2026-03-02T12:30:00Z",
        photo={"file": "pictures/a.jpg", "alt": "A harbour", "credit": "Lena Aumont"},
        related=["b", 3, "b"],
    )
    assert (line.id, line.kicker, line.standfirst, line.body) == ("17", "Ports", "A harbour opens.", "<p>Words</p>")
    assert line.byline == (
        CreditLine("by", "author", "Ana Verhallow"),
        CreditLine("with", "agency", "AP"),
        CreditLine("by", "author", "Ben Okoro"),
    )
    assert (line.tags, line.language, line.related) == (("Ports", "ferries"), "pt-BR", ("b", "3"))
    assert line.published == dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
    assert line.updated == dt.datetime(2026, 3, 2, 12, 30, tzinfo=dt.UTC)
    assert line.photo == PhotoLine("pictures/a.jpg", alt="A harbour", credit="Lena Aumont")


def test_a_line_that_tells_the_least() -> None:
    line = read_line(b'{"id": "a", "headline": "Harbour opens"}')
    assert (line.published, line.photo, line.body, line.byline, line.tags) == (None, None, None, "", ())


def test_null_is_absent() -> None:
    keys = ["kicker", "body", "paragraphs", "byline", "section", "tags", "published", "photo", "related"]
    line = read_line(json.dumps({"id": "a", "headline": "Harbour opens", **dict.fromkeys(keys)}).encode())
    assert line == read_line(json.dumps({"id": "a", "headline": "Harbour opens"}).encode()).__class__(
        id="a", headline="Harbour opens", digest=line.digest
    )


def test_equal_facts_have_equal_digests_in_any_order() -> None:
    one = read_line(b'{"id": "a", "headline": "Harbour opens", "kicker": "Ports", "from": "x"}')
    other = read_line(b'{"kicker": "Ports",  "headline": "Harbour opens", "id": "a", "from": "y"}')
    assert one.digest == other.digest
    assert one.unknown == ("from",)
    assert one.digest != read_line(b'{"id": "a", "headline": "Harbour opens", "kicker": "Ferries"}').digest


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{", "This is not JSON: Expecting property name enclosed in double quotes, at character 2."),
        (b"[1]", "A line holds one JSON object, in braces."),
        (b"null", "A line holds one JSON object, in braces."),
        (b'{"id": "\xff"}', "This is not UTF-8: byte 9 of the line cannot be read."),
        (b'{"id": ' + b"9" * 5000 + b"}", "This is not JSON that can be read"),
        (b"[" * 100_000, "This is not JSON that can be read"),
        (None, "The line is longer than 10 MB."),
        ("\ufeff".encode("utf-16"), "This is not UTF-8"),
    ],
)
def test_what_is_no_line(raw: bytes | None, reason: str) -> None:
    with pytest.raises(BadLineError, match="^" + reason.replace(".", r"\.")):
        read_line(raw)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"source_id": None}, "“id” is missing or empty."),
        ({"source_id": " "}, "“id” is missing or empty."),
        ({"source_id": True}, "“id” is not a text."),
        ({"source_id": "x" * 201}, "“id” has 201 characters; 200 is the most."),
        ({"headline": None}, "“headline” is missing or empty."),
        ({"headline": 7}, "“headline” is not a text."),
        ({"headline": "x" * 301}, "“headline” has 301 characters; 300 is the most."),
        ({"headline": "half \ud800 a character"}, "“headline” holds half a character (a lone surrogate)."),
        ({"kicker": "x" * 61}, "“kicker” has 61 characters; 60 is the most."),
        ({"body": ["<p>"]}, "“body” is not a text."),
        ({"body": "<p>Words</p>", "paragraphs": ["Words"]}, "Give “body” or “paragraphs”, not both."),
        ({"paragraphs": "Words"}, "“paragraphs” is not a list."),
        ({"paragraphs": ["Words", 3]}, "“paragraphs” is not a text."),
        ({"byline": 3}, "“byline” is not a text."),
        ({"byline": "By " + "x" * 300}, "“byline” holds a name of more than 200 characters."),
        ({"byline": ["By Ana Verhallow"]}, "“byline” is not a list of objects in braces."),
        ({"byline": [{"role": "chef", "author": "Ana"}]}, "In “byline”: “chef” is not a role: it is one of by, with, "),
        ({"byline": [{"role": "by"}]}, "In “byline”: A credit names one “author” or one “agency”."),
        ({"byline": [{"author": "A", "agency": "B"}]}, "In “byline”: A credit names one “author” or one “agency”."),
        ({"byline": [{"author": ""}]}, "In “byline”: “author” is empty."),
        ({"section": ["World"]}, "“section” is not a text."),
        ({"section": "ß" * 150}, "“section” is too long a name."),
        ({"series": 7}, "“series” is not a text."),
        ({"series": "Files", "part": "2"}, "“part” is not a whole number from 1 to 9,999."),
        ({"series": "Files", "part": 0}, "“part” is not a whole number from 1 to 9,999."),
        ({"series": "Files", "part": True}, "“part” is not a whole number from 1 to 9,999."),
        ({"part": 2}, "“part” says where a story stands in a series, and it has no “series”."),
        ({"tags": "Ports"}, "“tags” is not a list."),
        ({"tags": ["x" * 101]}, "In “tags”: “entry” has 101 characters; 100 is the most."),
        ({"tags": [f"tag {n}" for n in range(101)]}, "“tags” has 101 entries; 100 is the most."),
        ({"tags": [{"name": "Ports"}]}, "In “tags”: “entry” is not a text."),
        ({"language": "English, mostly"}, "“language” is not a language code, as in en or pt-BR: 'English, mostly'."),
        (
            {"published": "yesterday"},
            "“published” is not a date and time as in 2026-03-02T14:05:00+01:00: 'yesterday'.",
        ),
        ({"published": "2026-03-02T09:00:00"}, "“published” has no time zone: '2026-03-02T09:00:00'. End it with Z "),
        ({"published": "2026-03-02"}, "“published” has no time zone: '2026-03-02'."),
        ({"published": 1772438400}, "“published” is not a text."),
        ({"published": "0001-01-01T00:00:00+14:00"}, "“published” lies in the year 1."),
        ({"published": "9999-12-31T23:59:59-12:00"}, "“published” lies in the year 9999."),
        ({"updated": "2026-03-02T07:59:59Z"}, "“updated” is earlier than “published”."),
        ({"photo": "a.jpg"}, "“photo” is not an object in braces."),
        ({"photo": {"alt": "A harbour"}}, "In “photo”: “file” is missing or empty."),
        (
            {"photo": {"file": "a.jpg", "credit": "x" * 251}},
            "In “photo”: “credit” has 251 characters; 250 is the most.",
        ),
        ({"photo": {"file": "a.jpg", "size": 3}}, "In “photo”: It doesn't take “size”."),
        ({"related": "b"}, "“related” is not a list."),
        ({"related": [None, 1.5]}, "In “related”: “entry” is not a text."),
    ],
)
def test_what_is_wrong_is_told_in_words(facts: dict[str, Any], reason: str) -> None:
    (told,) = reasons(**facts)
    assert told.startswith(reason)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert len(reasons(headline="", kicker=3, tags=3, published="now", photo=3)) == 5


@given(
    st.dictionaries(
        st.sampled_from([*make_line(), "photo", "related", "tags", "updated", "kicker"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        ),
    )
)
def test_any_object_is_read_or_refused(facts: dict[str, Any]) -> None:
    with contextlib.suppress(BadLineError):
        line = read_line(json.dumps(facts).encode())
        assert line.id
        assert line.headline
