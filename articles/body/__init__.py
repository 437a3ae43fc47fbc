"""The body of a story: editor's HTML -> safe HTML -> readers' HTML. Pure: no database, no request.

A stored body is HTML in exactly one form, the one that `clean` gives: paragraphs, headings of ranks 2 and 3, lists,
quotations, links, bold, italic, line breaks, and three nodes of our own:

    <figure data-photo="318" class="wide"><figcaption>Caption as used here</figcaption></figure>
    <blockquote class="pull"><p>Words</p><cite>Who said them</cite></blockquote>
    <figure data-embed="https://video.example/1"><a href="https://video.example/1">Title</a></figure>

(`class="wide"` and `cite` may be absent.) `clean`, `map_photos` and `from_paragraphs` make it, all others expect it.
"""

import re
from collections.abc import Callable, Iterable
from html import escape, unescape

from django.utils.translation import gettext

from articles.body.builder import Builder
from articles.body.figure import photo_id
from articles.body.grammar import sanitise
from articles.body.inline import host
from articles.body.linking import Link as Link
from articles.body.linking import links as links
from articles.body.tokens import tokens
from articles.body.writer import write_blocks

PHOTO = re.compile(r'<figure data-photo="(\d+)"')
BLOCK_END = re.compile(r"</(?:p|h2|h3|li|cite|figcaption|figure)>|<br>|<(?:ul|ol)>")
TAG = re.compile(r"<[^>]*>")
FOR_READERS = re.compile(
    r'<figure data-photo="(?P<photo>\d+)"(?P<wide> class="wide")?><figcaption>(?P<caption>.*?)</figcaption></figure>'
    r'|<figure data-embed="(?P<embed>[^"]*)"><a href="[^"]*">(?P<title>[^<]*)</a></figure>'
    r"|<(?P<cite>/?)cite>",
    re.DOTALL,
)


def clean(html: str) -> str:
    """Any HTML as a body may be stored: safe, in one form, nothing empty. `clean(clean(html)) == clean(html)`."""
    return map_photos(html, photo_id)


def map_photos(html: str, find: Callable[[str], int | None]) -> str:
    """`clean(html)` where each `data-photo` is what `find` gives for its value; a photo without an id is left out.

    For HTML that names its photos in its own way, e.g. `<figure data-photo="pictures/x.jpg">`.
    """
    return sanitise(write_blocks(Builder(find).read(tokens(html))))


def from_paragraphs(paragraphs: Iterable[str]) -> str:
    """Paragraphs of plain text as a body. A single line break stays one, an empty line begins a new paragraph."""
    return clean("".join(f"<p>{escape(text).replace(chr(10), '<br>')}</p>" for text in paragraphs))


def photo_ids(html: str) -> list[int]:
    """The ids of the photos in a cleaned body, in order; one that is used twice comes twice."""
    return [int(number) for number in PHOTO.findall(html)]


def plain_text(html: str) -> str:
    """All words of a cleaned body, captions and titles too, each block on a line of its own."""
    lines = unescape(TAG.sub("", BLOCK_END.sub("\n", html))).split("\n")
    return "\n".join(line for line in lines if line)


def word_count(html: str) -> int:
    """How many words a cleaned body has: what stands between white space and holds a letter or a digit."""
    return sum(any(map(str.isalnum, word)) for word in plain_text(html).split())


def render(html: str, figure: Callable[[int, str, bool], str]) -> str:
    """A cleaned body as readers get it.

    `figure(photo id, caption, wide)` returns a photo's HTML; the caption is HTML with a, strong, em and br only.
    An embed becomes a titled link that says where it leads; nothing is loaded from there.
    """

    def for_readers(found: re.Match[str]) -> str:
        if found["photo"]:
            return figure(int(found["photo"]), found["caption"], found["wide"] is not None)
        if found["embed"]:
            return _embed(found["embed"], found["title"])
        return f"<{found['cite']}footer>"

    return FOR_READERS.sub(for_readers, html)


def _embed(address: str, title: str) -> str:
    """`address` and `title` are HTML already."""
    words = escape(gettext("Open on %(host)s") % {"host": host(unescape(address))})
    return (
        f'<figure class="embed"><div class="embed-box"><p><strong>{title}</strong></p>'
        f'<p><a class="button" href="{address}">{words}</a></p></div></figure>'
    )
