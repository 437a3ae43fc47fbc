"""The body: any HTML in, one safe form out, and that form as readers get it."""

import re
from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles import body
from articles.body.grammar import ELEMENTS, SANITISER

PHOTO = '<figure data-photo="318"><figcaption>Cranes at the <em>east</em> quay</figcaption></figure>'
WIDE = '<figure data-photo="7" class="wide"><figcaption></figcaption></figure>'
PULL_OPEN = '<blockquote class="pull">'
PULL = f"{PULL_OPEN}<p>We tested it.</p><cite>Chief engineer</cite></blockquote>"
EMBED = '<figure data-embed="https://video.example/1"><a href="https://video.example/1">The barrier</a></figure>'
PICTURED = (
    '<figure data-embed="https://youtu.be/dQw4w9WgXcQ" data-photo="7">'
    '<a href="https://youtu.be/dQw4w9WgXcQ">Bells &amp; whistles</a></figure>'
)
STORY = (
    '<p>The bridge opens, <a href="https://port.example/report?a=1&amp;b=2">engineers</a> say.</p><h2>Nine weeks</h2>'
    f"{PHOTO}<h3>Detours</h3><ul><li>Bus 4<ul><li>on Saturday</li></ul></li><li>Bus 9</li></ul>{WIDE}"
    "<blockquote><p>First.</p><p>Second, <strong>bold <em>both</em></strong>.</p><ol><li>One</li></ol></blockquote>"
    f"{PULL}{EMBED}{PICTURED}<p>One line<br>another</p>"
)

# Pieces that meet in the wild, put together at random.
PIECES = [
    *(f"<{slash}{element.tag}>" for element in ELEMENTS for slash in ("", "/")),
    *("<b>", "</b>", "<i>", "</i>", "<div>", "</div>", "<h1>", "</h1>", "<h5>", "<span style='color:red'>", "</span>"),
    *("<table>", "<tr>", "<td>", "<th>", "</table>"),
    *(
        "<section>",
        "</section>",
        "<pre>",
        "</pre>",
        "<q>",
        "</q>",
        "<svg>",
        "</svg>",
        "<svg/>",
        "<img src=x onerror=y>",
    ),
    *("<script>", "</script>", "<style>", "</style>", "<title>", "<textarea>", "</textarea>", "<del>", "</del>"),
    *(
        "<!--",
        "-->",
        "<!x>",
        "<?",
        "</>",
        "<",
        ">",
        "&",
        "&amp;",
        "&lt;",
        "&nbsp;",
        "&#1;",
        "&#x110000;",
        '"',
        "'",
        "=",
    ),
    *('<a href="', '<a href="/x">', "<a href=javascript:x>", "<a href='#y' title=z>", '<a href="http://[::1">'),
    *(
        '<figure data-photo="3">',
        "<figure data-photo=x>",
        "<figure data-photo='4' class='wide big'>",
        "<figure class=wide>",
        "<figure data-photo=8 class='wide gallery'>",
    ),
    *(
        '<figure data-embed="https://v.example/1">',
        "<figure data-embed=javascript:1>",
        '<figure data-photo=5 data-embed="https://youtu.be/dQw4w9WgXcQ">',
        '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ">',
        "</iframe>",
        '<blockquote class="twitter-tweet">',
        '<a href="https://x.com/jack/status/20">',
        '<blockquote class="pull quote">',
    ),
    *(
        " ",
        "\n",
        "\xa0",
        "\u200b",
        "words",
        "more words",
        "مرحبا",
        "👩‍👩‍👧",
        "\x00",
        "\x85",
        "\ud800",
        "\ufeff",
        "</3",
        "<b <i>",
    ),
]
mangled = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
anything = st.one_of(
    mangled, st.text(max_size=60), st.text(st.characters(), max_size=30).map(lambda text: f"<p>{text}")
)


def test_a_story_in_its_form_stays_as_it_is() -> None:
    assert body.clean(STORY) == STORY


@given(anything)
@example("<p>a<figure data-photo=3><ul><li>b</figure>c<ul><li>d")
@example("<ul><ul><ul><ul><ul><ul><li>deep")
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = body.clean(html)
    assert body.clean(once) == once


@given(anything)
def test_the_cleaner_writes_nothing_that_the_sanitiser_would_take_out(html: str) -> None:
    once = body.clean(html)
    assert SANITISER.clean(once).replace("&nbsp;", "\xa0") == once


def allowed_tags() -> re.Pattern[str]:
    """Every tag that a stored body may hold, spelled out to the last character."""
    plain = {element.tag for element in ELEMENTS} - {"a", "figure"}
    forms = [f"</?(?:{'|'.join(plain)}|a|figure)>", '<blockquote class="pull">']
    forms += [
        '<a href="(?:https?://|mailto:|tel:|/(?!/)|#)[^"<>]*">',
        '<figure data-embed="https?://[^"<>]*"(?: data-photo="[1-9][0-9]*")?>',
    ]
    forms += ['<figure data-photo="[1-9][0-9]*"(?: class="(?:wide|gallery)")?>']
    return re.compile("|".join(forms), re.IGNORECASE)


@given(anything)
def test_nothing_but_allowed_tags_comes_out(html: str) -> None:
    rest = allowed_tags().sub("", body.clean(html))
    assert "<" not in rest
    assert ">" not in rest
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", rest)


@given(anything)
def test_nothing_empty_comes_out(html: str) -> None:
    assert not re.search(r"<(p|h2|h3|li|ul|ol|blockquote|cite|a|strong|em)(?: [^>]*)?></\1>", body.clean(html))


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf", "Cn", "Co")), min_size=1))
def test_words_in_any_script_come_through_unharmed(text: str) -> None:
    assert body.plain_text(body.clean(f"<p>{escape(text)}</p>")) == text


@pytest.mark.parametrize(
    ("given_html", "stored"),
    [
        (
            "<b>a</b> <i>b</i> <strong><em>c</em></strong>",
            "<p><strong>a</strong> <em>b</em> <strong><em>c</em></strong></p>",
        ),
        ("<em>a<strong>b</strong></em>", "<p><em>a</em><strong><em>b</em></strong></p>"),
        ("<h1>a</h1><h4>b</h4><h5>c</h5><h6>d</h6>", "<h2>a</h2><h3>b</h3><h3>c</h3><h3>d</h3>"),
        ("<h2><strong>Bold</strong> <em>already</em></h2>", "<h2>Bold <em>already</em></h2>"),
        ("<div>a</div><div><div>b</div></div>c", "<p>a</p><p>b</p><p>c</p>"),
        ('<p style="x" class="y" id="z" dir="rtl"><span lang="ar">a</span></p>', "<p>a</p>"),
        ("<p>a</p><p></p><p> <br> </p><p>&nbsp;</p><p>\u200b</p><p><b> </b></p>", "<p>a</p>"),
        ("a<br><br>b<br>\n<br>&nbsp;<br>c<br>d<br>", "<p>a</p><p>b</p><p>c<br>d</p>"),
        ("<p> a \n\n b\t<b> c</b> </p>", "<p>a b <strong>c</strong></p>"),
        ("<p><b>a</b><b> </b>b<i> </i>c</p>", "<p><strong>a </strong>b c</p>"),
        ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<p>a<ul><li>b</p>", "<p>a</p><ul><li>b</li></ul>"),
        ("<p>He said <q>yes</q></p>", "<p>He said “yes”</p>"),
        ("<pre>one\ntwo\n\nthree</pre>", "<p>one<br>two</p><p>three</p>"),
        ("<p>2 < 3 & 4 > 1, I </3 it", "<p>2 &lt; 3 &amp; 4 &gt; 1, I &lt;/3 it</p>"),
        ("<p>a\x00\x07\x85b&#1;&#0;</p>", "<p>ab\ufffd</p>"),
    ],
)
def test_other_peoples_html_becomes_ours(given_html: str, stored: str) -> None:
    assert body.clean(given_html) == stored


@pytest.mark.parametrize(
    ("given_html", "stored"),
    [
        ("<ul><li><p>a</p><p>b</p></li><li> </li></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li><ol><li>a</li></ol></li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("<li>a</li>", "<p>a</p>"),
        ("<ul>a<h2>b</h2></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<blockquote>a<h2>b</h2><div>c</div></blockquote>", "<blockquote><p>a</p><p>b</p><p>c</p></blockquote>"),
        ("<blockquote><blockquote>a</blockquote></blockquote>", "<blockquote><p>a</p></blockquote>"),
        (f"<ul><li>a{WIDE}b</li></ul>", f"<ul><li>a</li></ul>{WIDE}<ul><li>b</li></ul>"),
        (f"{PULL_OPEN}<cite>B</cite><p>A</p></blockquote>", f"{PULL_OPEN}<p>A</p><cite>B</cite></blockquote>"),
        (f"{PULL_OPEN}<ul><li>A</ul><footer>B</footer>", f"{PULL_OPEN}<p>A</p><cite>B</cite></blockquote>"),
        (f"{PULL_OPEN}<cite>B</cite></blockquote>", f"{PULL_OPEN}<p>B</p></blockquote>"),
        ("<table><tr><th>Day</th><th></th><th>Tide</th></tr><tr><td>1</table>", "<p>Day · Tide</p><p>1</p>"),
    ],
)  # fmt: skip
def test_lists_and_quotations_are_put_right(given_html: str, stored: str) -> None:
    assert body.clean(given_html) == stored


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<SCRIPT >alert(1)</SCRIPT >",
        "<style>p{}</style><title>t</title><template><p>x</p></template><noscript>x</noscript>",
        "<svg><script>x</script><p>y</p></svg><math><p>z</p></math>",
        "<iframe src=https://x.example></iframe><object>x</object><video>y</video><img src=x onerror=alert(1)>",
        "<!-- words --><!-- never closed <p>x</p>",
        "<textarea><p>x</p></textarea>",
        "<script>never closed <p>x</p>",
    ],
)
def test_what_is_no_readers_text_is_left_out(html: str) -> None:
    assert body.clean(html) == ""


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://port.example/a?b=1&c=2#d", "https://port.example/a?b=1&c=2#d"),
        ("HTTP://port.example", "HTTP://port.example"),
        ("mailto:desk@courier.example", "mailto:desk@courier.example"),
        ("tel:+491234", "tel:+491234"),
        ("/2026/11/19/مرحبا/", "/2026/11/19/مرحبا/"),
        ("#what-next", "#what-next"),
        ("//port.example/x", "https://port.example/x"),
        (" https://port.example/two words ", "https://port.example/two%20words"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("/\\evil.example", ""),
        ("https:/\\evil.example", ""),
        ("https://[::1", ""),
        ("page.html", ""),
        ("", ""),
        ("https://port.example/" + "x" * 3000, ""),
    ],
)
def test_links_lead_only_where_readers_may_follow(address: str, kept: str) -> None:
    link = f'<a href="{escape(kept, quote=False)}">x</a>' if kept else "x"
    assert (
        body.clean(f'<p><a href="{escape(address)}" onclick="y" target="_blank" rel="z">x</a></p>') == f"<p>{link}</p>"
    )


def test_an_ampersand_in_an_address_is_not_a_reference() -> None:
    assert body.clean("<a href='/x?a=1&copy=2&amp;b'>x</a>") == '<p><a href="/x?a=1&amp;copy=2&amp;b">x</a></p>'


@pytest.mark.parametrize("value", ["", "0", "-1", "3.5", "x", "٣", "1e3", "9" * 40])
def test_a_figure_without_a_photos_number_is_dropped(value: str) -> None:
    assert (
        body.clean(f"<p>a</p><figure data-photo='{value}'><figcaption>c</figcaption></figure><p>b</p>")
        == "<p>a</p><p>b</p>"
    )


@pytest.mark.parametrize("value", ["", "javascript:x", "/here", "mailto:a@b.example", "//"])
def test_an_embed_leads_to_another_site_or_is_dropped(value: str) -> None:
    assert body.clean(f'<figure data-embed="{value}"><a href="https://x.example">x</a></figure>') == ""


def test_an_embeds_link_leads_where_the_embed_says() -> None:
    given_html = EMBED.replace('href="https://video.example/1"', 'href="https://evil.example"').replace(
        "barrier", "<b>barrier</b>"
    )
    assert body.clean(given_html) == EMBED


def test_an_embed_without_a_title_is_called_by_its_host() -> None:
    assert ">v.example</a>" in body.clean('<figure data-embed="https://www.v.example/1"></figure>')


def test_a_caption_may_hold_several_lines_and_marks_but_nothing_else() -> None:
    figure = "<figure data-photo='5' class='wide huge'><img src=x>out"
    given_html = f"{figure}<figcaption><p>a <b>b</b></p><p><a href='/x'>c</a></p></figcaption></figure>"
    caption = 'a <strong>b</strong><br><a href="/x">c</a>'
    assert body.clean(given_html) == f'<figure data-photo="5" class="wide"><figcaption>{caption}</figcaption></figure>'


def test_a_figure_that_nobody_closed_does_not_swallow_the_story() -> None:
    assert (
        body.clean("<figure data-photo=5><p>a</p>")
        == '<figure data-photo="5"><figcaption></figcaption></figure><p>a</p>'
    )
    assert body.clean(f"{EMBED.removesuffix('</figure>')}<p>a</p>") == f"{EMBED}<p>a</p>"


def test_pictures_of_other_sites_go_with_their_captions() -> None:
    assert body.clean("<figure><img src=x><figcaption>c</figcaption></figure><p>a</p>") == "<p>a</p>"


def test_photos_named_by_file_become_photos_by_number() -> None:
    figure = '<figure data-photo="pictures/x.jpg" class="wide"><figcaption>A</figcaption></figure>'
    assert body.map_photos(f'{figure}<figure data-photo="y.jpg"></figure><p>b</p>', {"pictures/x.jpg": 12}.get) == (
        '<figure data-photo="12" class="wide"><figcaption>A</figcaption></figure><p>b</p>'
    )


def test_paragraphs_of_plain_text_make_a_body() -> None:
    assert (
        body.from_paragraphs(["5 < 6 & <b>", "", " \n", "a\nb", "c\n\nd"])
        == "<p>5 &lt; 6 &amp; &lt;b&gt;</p><p>a<br>b</p><p>c</p><p>d</p>"
    )


SIMPLE = ["<p>", "</p>", "<h2>", "</h2>", "<h3>", "</h3>", "a", "B.", " ", "  ", "&amp;", "&lt;", "&"]
SIMPLE += [";", "amp;", "é", "“", "\xad"]


@given(st.lists(st.sampled_from(SIMPLE), max_size=9).map("".join) | st.text(max_size=4).map("<p>a{}b</p>".format))
def test_what_is_taken_for_clean_is_what_cleaning_gives(html: str) -> None:
    by_hand = body.sanitise(body.write_blocks(body.Builder().read(body.tokens(html))))
    assert body.clean(html) == by_hand
    assert not body.CLEAN.fullmatch(html) or by_hand == html


def test_a_body_of_plain_paragraphs_is_not_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "Builder", None)
    html = "<h2>A harbour</h2><p>It’s open: 4 &lt; 5, “at last”.</p><p>Élan &amp; co.</p>"
    assert body.clean(html) == html
