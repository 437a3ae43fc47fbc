"""The body cleaner against HTML that was written to stop it: every time is bounded."""

import time

import pytest

from articles import body

HOSTILE = {
    "deep divs": "<div>" * 100_000 + "x",
    "deep lists": "<ul><li>" * 100_000 + "x",
    "deep lists in bold": "<ul><li><b>x" * 50_000,
    "deep quotes closed": "<blockquote>" * 100_000 + "x" + "</blockquote>" * 100_000,
    "lists closed by another": "<ul>" * 100_000 + "</ol>" * 100_000,
    "deep links": "<a href=/x><b>x" * 50_000,
    "deep tables": "<table><tr><td>x" * 50_000,
    "figures in deep lists": "<ul><li>x" * 50_000 + '<figure data-photo="1">' * 50_000,
    "breaks": "<br>" * 300_000 + "x",
    "5 MB of words": "word " * 1_000_000,
    "5 MB of <": "<" * 5_000_000,
    "5 MB of &": "&" * 5_000_000,
    "5 MB of <a": "<a " * 1_700_000,
    "5 MB of comments": "<!--" * 1_250_000,
    "5 MB of questions": "<?" * 2_500_000,
    "5 MB of open quotes": "<a ='" * 1_000_000,
    "5 MB of quotes in quotes": '<a =" <a =\' > \' " ="' * 250_000,
    "5 MB of one attribute": "<a href='" + "x" * 5_000_000 + "'>x",
    "attributes": "<a " + " ".join(f"x{number}=1" for number in range(300_000)) + ">x",
    "spaces": "<a" + " " * 5_000_000 + ">x",
    "scripts": "<script>" * 500_000,
    "a number without end": "&#" + "9" * 1_000_000 + ";",
    "a hexadecimal number without end": "<a href='&#x" + "f" * 1_000_000 + ";'>&#x" + "f" * 1_000_000 + ";",
    "marks": "<b>a</b>" * 200_000,
    "dashes": "-" * 5_000_000,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_html_is_cleaned_in_time(html: str) -> None:
    began = time.process_time()
    cleaned = body.clean(html)
    body.word_count(cleaned)
    assert time.process_time() - began < 15
