"""A cleaned body as readers, search and the desk take it."""

import re

from hypothesis import given

from articles import body
from tests.articles.test_body import EMBED, PHOTO, PICTURED, PULL, STORY, WIDE, anything


def test_photos_are_found_in_order() -> None:
    assert body.photo_ids(STORY) == [318, 7, 7]
    assert body.photo_ids(EMBED) == []
    assert body.photo_ids(f"{PHOTO}{PICTURED}{WIDE}") == [318, 7, 7]


def test_the_words_of_a_story_without_its_html() -> None:
    assert body.plain_text(STORY) == (
        "The bridge opens, engineers say.\nNine weeks\nCranes at the east quay\nDetours\nBus 4\non Saturday\nBus 9\n"
        "First.\nSecond, bold both.\nOne\nWe tested it.\nChief engineer\nThe barrier\nBells & whistles\n"
        "One line\nanother"
    )
    assert body.plain_text("<p>a &lt;b&gt; &amp;amp;</p>") == "a <b> &amp;"


def test_words_are_counted() -> None:
    assert body.word_count("<p>Two words</p><p>– and 3 …</p>") == 4
    assert body.word_count("") == 0


def test_readers_get_figures_sources_and_embeds_in_their_form() -> None:
    def figure(photo: int, caption: str, look: str) -> str:
        return f"[{photo}|{caption}|{look}]"

    def embed(one: body.Embed) -> str:
        return f"[{one.source}|{one.link}|{one.title}|{one.photo}]"

    story = f"<p>a</p>{PHOTO}{WIDE}{PULL}<blockquote><p>b</p></blockquote>{EMBED}{PICTURED}"
    assert body.render(story, figure, embed) == (
        "<p>a</p>[318|Cranes at the <em>east</em> quay|][7||wide]"
        '<blockquote class="pull"><p>We tested it.</p><footer>Chief engineer</footer></blockquote>'
        "<blockquote><p>b</p></blockquote>"
        "[video.example|https://video.example/1|The barrier|None]"
        "[YouTube|https://www.youtube.com/watch?v=dQw4w9WgXcQ|Bells & whistles|7]"
    )


@given(anything)
def test_no_node_of_ours_reaches_readers_unrendered(html: str) -> None:
    rendered = body.render(body.clean(html), lambda photo, caption, look: "", lambda embed: "")
    assert not re.search(r"<[^>]*\sdata-(photo|embed)|<cite|<figcaption", rendered)
