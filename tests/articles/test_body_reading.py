"""A cleaned body as readers, search and the desk take it."""

import re

from hypothesis import given

from articles import body
from tests.articles.test_body import EMBED, PHOTO, PULL, STORY, WIDE, anything


def test_photos_are_found_in_order() -> None:
    assert body.photo_ids(STORY) == [318, 7]
    assert body.photo_ids(EMBED) == []


def test_the_words_of_a_story_without_its_html() -> None:
    assert body.plain_text(STORY) == (
        "The bridge opens, engineers say.\nNine weeks\nCranes at the east quay\nDetours\nBus 4\non Saturday\nBus 9\n"
        "First.\nSecond, bold both.\nOne\nWe tested it.\nChief engineer\nThe barrier\nOne line\nanother"
    )
    assert body.plain_text("<p>a &lt;b&gt; &amp;amp;</p>") == "a <b> &amp;"


def test_words_are_counted() -> None:
    assert body.word_count("<p>Two words</p><p>– and 3 …</p>") == 4
    assert body.word_count("") == 0


def test_readers_get_figures_sources_and_embeds_in_their_form() -> None:
    def figure(photo: int, caption: str, look: str) -> str:
        return f"[{photo}|{caption}|{look}]"

    assert body.render(f"<p>a</p>{PHOTO}{WIDE}{PULL}<blockquote><p>b</p></blockquote>{EMBED}", figure) == (
        "<p>a</p>[318|Cranes at the <em>east</em> quay|][7||wide]"
        '<blockquote class="pull"><p>We tested it.</p><footer>Chief engineer</footer></blockquote>'
        "<blockquote><p>b</p></blockquote>"
        '<figure class="embed"><div class="embed-box"><p><strong>The barrier</strong></p>'
        '<p><a class="button" href="https://video.example/1">Open on video.example</a></p></div></figure>'
    )


@given(anything)
def test_no_node_of_ours_reaches_readers_unrendered(html: str) -> None:
    rendered = body.render(body.clean(html), lambda photo, caption, look: "")
    assert not re.search(r"<[^>]*\sdata-(photo|embed)|<cite|<figcaption", rendered)
