"""A body taken apart into its outermost blocks and put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.body.split import split

PARTS = [
    "<p>One <strong>bold</strong> word</p>",
    "<h2>Two</h2>",
    "<ul><li>Three<ol><li>Four</li></ol></li><li>Five</li></ul>",
    '<blockquote class="pull"><p>Six</p><cite>Seven</cite></blockquote>',
    "<blockquote><p>Eight</p><p>Nine</p></blockquote>",
    '<figure data-photo="3" class="wide"><figcaption>Ten</figcaption></figure>',
    '<figure data-embed="https://video.example/1"><a href="https://video.example/1">Title</a></figure>',
]


def test_each_outermost_block_is_one() -> None:
    html = body.clean("".join(PARTS))
    assert split(html) == PARTS


@given(st.lists(st.sampled_from(PARTS)))
def test_a_body_is_its_blocks(parts: list[str]) -> None:
    html = body.clean("".join(parts))
    assert "".join(split(html)) == html
    assert all(body.clean(block) == block for block in split(html))


@given(st.lists(st.sampled_from([*PARTS, "</p>", "<ul>", "words", "<p", '<p title="</p>">', "</figure>"])) | st.text())
def test_nothing_is_lost_of_what_is_no_body(parts: list[str] | str) -> None:
    html = "".join(parts)
    assert "".join(split(html)) == html


@pytest.mark.parametrize("html", ["", "<p></p>", "words"])
def test_little(html: str) -> None:
    assert split(html) == ([html] if html else [])
