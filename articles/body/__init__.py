"""The body of a story: editor's HTML -> safe HTML -> readers' HTML. Pure: no database, no request.

A stored body is HTML in exactly one form, the one that `clean` gives: paragraphs, headings of ranks 2 and 3, lists,
quotations, links, bold, italic, line breaks, and three nodes of our own:

    <figure data-photo="318" class="wide"><figcaption>Caption as used here</figcaption></figure>
    <blockquote class="pull"><p>Words</p><cite>Who said them</cite></blockquote>
    <figure data-embed="https://video.example/1" data-photo="7"><a href="https://video.example/1">Title</a></figure>

(`class="wide"` may be `class="gallery"`; it, `cite` and an embed's `data-photo`, its picture, may be absent. Gallery
photos in a row are one gallery.)
`clean`, `map_photos` and `from_paragraphs` make it, all others expect it.
"""

import re
from collections.abc import Callable, Iterable
from html import escape, unescape

from django.utils.translation import gettext

from articles.body.builder import Builder
from articles.body.embedding import Embed as Embed
from articles.body.embedding import embeds as embeds
from articles.body.figure import photo_id
from articles.body.foreign import with_lone_addresses as with_lone_addresses
from articles.body.grammar import sanitise
from articles.body.inline import escape_attribute
from articles.body.linking import Link as Link
from articles.body.linking import links as links
from articles.body.tokens import tokens
from articles.body.writer import write_blocks

PHOTO = re.compile(r'<figure (?:data-embed="[^"]*" )?data-photo="(\d+)"')
BLOCK_END = re.compile(r"</(?:p|h2|h3|li|cite|figcaption|figure)>|<br>|<(?:ul|ol)>")
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W_]\S*")
HAS_NODES = re.compile(r"<figure |<cite>")
# A body that is in that form already, made of paragraphs and headings of plain words, as most archives send it. Its
# characters are few enough to know of each that cleaning leaves it as it is: printed ASCII, Latin's other letters and
# signs (no soft hyphen), dashes and quotation marks.
WORDS = r"(?:[!-%'-;=?-~\xa1-\xac\xae-\u024f\u2010-\u2027]|&(?:amp|lt|gt);)++"
CLEAN = re.compile(rf"(?:<p>{WORDS}(?: {WORDS})*+</p>|<(h[23])>{WORDS}(?: {WORDS})*+</\1>)*+")
FOR_READERS = re.compile(
    r"(?=<[f/c])(?:"
    r'(?P<gallery>(?:<figure data-photo="\d+" class="gallery">.*?</figure>){2,})'
    r'|<figure data-photo="(?P<photo>\d+)"(?: class="(?P<look>wide|gallery)")?>'
    r"<figcaption>(?P<caption>.*?)</figcaption></figure>"
    r"|(?P<embed><figure data-embed=.*?</figure>)"
    r"|<(?P<cite>/?)cite>)",
    re.DOTALL,
)

IN_GALLERY = re.compile(
    r'<figure data-photo="(?P<photo>\d+)" class="gallery"><figcaption>(?P<caption>.*?)</figcaption></figure>', re.DOTALL
)


def clean(html: str) -> str:
    """Any HTML as a body may be stored: safe, in one form, nothing empty. `clean(clean(html)) == clean(html)`."""
    return map_photos(html, photo_id)


def map_photos(html: str, find: Callable[[str], int | None]) -> str:
    """`clean(html)` where each `data-photo` is what `find` gives for its value; a photo without an id is left out.

    For HTML that names its photos in its own way, e.g. `<figure data-photo="pictures/x.jpg">`.
    """
    return html if CLEAN.fullmatch(html) else sanitise(write_blocks(Builder(find).read(tokens(html))))


def from_paragraphs(paragraphs: Iterable[str]) -> str:
    """Paragraphs of plain text as a body. A single line break stays one, an empty line begins a new paragraph."""
    return clean("".join(f"<p>{escape(text, quote=False).replace(chr(10), '<br>')}</p>" for text in paragraphs))


def photo_ids(html: str) -> list[int]:
    """The ids of the photos in a cleaned body, in order, embeds' pictures too; one used twice comes twice."""
    return [int(number) for number in PHOTO.findall(html)]


def plain_text(html: str) -> str:
    """All words of a cleaned body, captions and titles too, each block on a line of its own."""
    lines = unescape(TAG.sub("", BLOCK_END.sub("\n", html))).split("\n")
    return "\n".join(line for line in lines if line)


def word_count(html: str) -> int:
    """How many words a cleaned body has: what stands between white space and holds a letter or a digit."""
    return len(WORD.findall(plain_text(html)))


def render(html: str, figure: Callable[[int, str, str], str], embed: Callable[[Embed], str]) -> str:
    """A cleaned body as readers get it.

    `figure(photo id, caption, look)` returns a photo's HTML; the caption is HTML with a, strong, em and br only, the
    look is "", "wide" or "gallery". A gallery's photo that stands alone is a photo as any.
    `embed(…)` returns an embed's HTML: a titled link that says where it leads; nothing is loaded from there.
    """

    def for_readers(found: re.Match[str]) -> str:
        if found["gallery"]:
            return _gallery(found["gallery"], figure)
        if found["photo"]:
            look = found["look"] or ""
            return figure(int(found["photo"]), found["caption"], "" if look == "gallery" else look)
        if found["embed"]:
            return "".join(map(embed, embeds(found["embed"])))
        return f"<{found['cite']}footer>"

    # Most bodies are words alone, which takes far less to see than to look for the end of a figure at every letter.
    return FOR_READERS.sub(for_readers, html) if HAS_NODES.search(html) else html


def has_gallery(html: str) -> bool:
    """Whether a cleaned body holds a gallery."""
    return IN_GALLERY.search(html) is not None and any(found["gallery"] for found in FOR_READERS.finditer(html))


def _gallery(html: str, figure: Callable[[int, str, str], str]) -> str:
    """Return a list of figures; what a script makes of them it finds said in the page's language."""
    found = [(int(one["photo"]), one["caption"]) for one in IN_GALLERY.finditer(html)]
    figures = [made for photo, caption in found if (made := figure(photo, caption, "gallery"))]
    if len(figures) < 2:
        return "".join(figure(photo, caption, "") for photo, caption in found)
    words = {
        "label": gettext("Gallery"),
        "close": gettext("Close"),
        "previous": gettext("Previous photo"),
        "next": gettext("Next photo"),
        "place": gettext("Photo {number} of {count}"),
    }
    told = "".join(f' data-{name}="{escape_attribute(text)}"' for name, text in words.items() if name != "label")
    items = "".join(f"<li>{one}</li>" for one in figures)
    return f'<ul class="gallery" role="list" aria-label="{escape_attribute(words["label"])}"{told}>{items}</ul>'
