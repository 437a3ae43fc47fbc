"""Videos, posts and maps in the HTML of other systems become embeds, and nothing is lost on the way."""

import pytest

from articles import body
from articles.body.foreign import with_lone_addresses

TUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def embed(address: str, title: str) -> str:
    """Return an embed as it is stored."""
    return f'<figure data-embed="{address}"><a href="{address}">{title}</a></figure>'


@pytest.mark.parametrize(
    ("frame", "stored"),
    [
        ('<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ?feature=oembed" title="The barrier">',
         embed(TUBE, "The barrier")),
        ('<iframe title="YouTube video player" src="//www.youtube-nocookie.com/embed/dQw4w9WgXcQ">',
         embed(TUBE, "youtube.com")),
        ('<iframe src="about:blank" data-src="https://player.vimeo.com/video/76979871?h=8272103f6e">',
         embed("https://vimeo.com/76979871/8272103f6e", "vimeo.com")),
        ('<iframe src="https://mastodon.social/@Gargron/111742453011325543/embed" class="mastodon-embed">',
         embed("https://mastodon.social/@Gargron/111742453011325543", "mastodon.social")),
        ('<iframe src="https://www.google.com/maps/embed?pb=!1m1!2d9.98!3d53.54!5e0">',
         embed("https://www.google.com/maps/@53.54,9.98,15z", "google.com")),
    ],
)  # fmt: skip
def test_a_known_frame_becomes_an_embed(frame: str, stored: str) -> None:
    assert body.clean(f"<p>a{frame}</iframe>b</p>") == f"<p>a</p>{stored}<p>b</p>"
    assert body.clean(stored) == stored


@pytest.mark.parametrize(
    "address", ["https://t.example/x", "javascript:x", "", "https://www.youtube.com.evil.example/embed/x"]
)
def test_an_unknown_frame_is_left_out_and_breaks_nothing(address: str) -> None:
    assert body.clean(f'<p>a<iframe src="{address}">words</iframe>b</p>') == "<p>ab</p>"


@pytest.mark.parametrize(
    ("quotation", "stored"),
    [
        ('<blockquote class="twitter-tweet" data-dnt="true"><p lang="en">Just <b>setting</b> up my twttr</p>&mdash; '
         'jack (@jack) <a href="https://twitter.com/jack/status/20?ref_src=twsrc">March 21, 2006</a></blockquote>',
         embed("https://x.com/jack/status/20", "Just setting up my twttr — jack (@jack) March 21, 2006")),
        ('<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/CUbHfhpswxt/?utm">'
         "<div><a href=x>View this post</a></div></blockquote>",
         embed("https://www.instagram.com/p/CUbHfhpswxt/", "View this post")),
        ('<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3kduuwgjxm22p">'
         '<p>Hi</p>&mdash; Bluesky (<a href="https://bsky.app/profile/did:plc:abc">@bsky.app</a>)</blockquote>',
         embed("https://bsky.app/profile/did:plc:abc/post/3kduuwgjxm22p", "Hi — Bluesky (@bsky.app)")),
        ('<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@scout2015/video/6718335390845095173">'
         "<section>Scramble</section></blockquote>",
         embed("https://www.tiktok.com/@scout2015/video/6718335390845095173", "Scramble")),
        ('<blockquote class="mastodon-embed" data-embed-url="https://toots.example/@a/111742453011325543/embed">'
         "<a>Post by @a</a></blockquote>",
         embed("https://toots.example/@a/111742453011325543", "Post by @a")),
    ],
)  # fmt: skip
def test_a_posts_quotation_becomes_an_embed_called_by_its_words(quotation: str, stored: str) -> None:
    given_html = f'<p>a</p>{quotation}<script async src="https://platform.example/widgets.js"></script><p>b</p>'
    assert body.clean(given_html) == f"<p>a</p>{stored}<p>b</p>"
    assert body.clean(quotation.removesuffix("</blockquote>")) == stored


def test_a_long_post_is_called_by_its_beginning() -> None:
    link = '<a href="https://x.com/jack/status/20">x</a>'
    (found,) = body.embeds(body.clean(f'<blockquote class="twitter-tweet">{"words " * 40}{link}</blockquote>'))
    assert found.title.endswith("…")
    assert len(found.title) <= 90


def test_a_post_that_stands_nowhere_is_a_quotation_as_any() -> None:
    given_html = '<blockquote class="twitter-tweet"><p>Only &lt;words&gt;</p></blockquote><p>b</p>'
    assert body.clean(given_html) == "<blockquote><p>Only &lt;words&gt;</p></blockquote><p>b</p>"


def test_lists_go_on_after_a_frame_in_them() -> None:
    frame = '<iframe src="https://youtu.be/dQw4w9WgXcQ"></iframe>'
    stored = embed(TUBE, "youtube.com")
    assert body.clean(f"<ul><li>a{frame}</li><li>b</li></ul>") == f"<ul><li>a</li></ul>{stored}<ul><li>b</li></ul>"


def test_an_address_alone_in_a_paragraph_becomes_an_embed() -> None:
    wordpress = (
        '<figure class="wp-block-embed is-provider-youtube"><div class="wp-block-embed__wrapper">\n'
        f"{TUBE}&amp;t=30\n</div><figcaption>Left out</figcaption></figure><p>b</p>"
    )
    stored = embed(f"{TUBE}&amp;t=30s", "youtube.com")
    assert with_lone_addresses(body.clean(wordpress)) == f"{stored}<p>b</p>"
    linked = f'<p><a href="{TUBE}">{TUBE}</a></p>'
    assert with_lone_addresses(linked) == embed(TUBE, "youtube.com")
    for other in ("<p>https://a.example/x</p>", f"<p>See {TUBE}</p>", f"<li>{TUBE}</li>"):
        assert with_lone_addresses(other) == other


def test_an_embed_may_have_a_picture() -> None:
    stored = f'<figure data-embed="{TUBE}" data-photo="7"><a href="{TUBE}">Bells</a></figure>'
    assert body.clean(stored.replace("data-photo", "class=wide data-photo")) == stored
    assert body.clean(stored.replace('"7"', '"x"')) == stored.replace(' data-photo="7"', "")
    assert (
        body.clean(stored.replace(TUBE, "javascript:x", 1))
        == '<figure data-photo="7"><figcaption></figcaption></figure>'
    )
    assert body.map_photos(stored.replace('"7"', '"pictures/x.jpg"'), {"pictures/x.jpg": 7}.get) == stored
