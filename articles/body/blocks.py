"""A stored body as its blocks in plain words, for comparing. Pure, like all of `articles.body`."""

import re
from collections.abc import Callable
from html import unescape
from typing import NamedTuple

BLOCK = re.compile(
    r'<figure data-photo="(?P<photo>\d+)"(?: class="(?P<look>wide|gallery)")?>'
    r"<figcaption>(?P<caption>.*?)</figcaption></figure>"
    r'|<figure data-embed="(?P<embed>[^"]*)"(?: data-photo="(?P<picture>\d+)")?>'
    r'<a href="[^"]*">(?P<title>[^<]*)</a></figure>'
    r"|<(?P<text>p|h2|h3|cite)>(?P<words>.*?)</(?P=text)>"
    r"|<li>(?P<item>.*?)(?=</?(?:li|ul|ol)>)"
    r'|<(?P<end>/?)(?P<around>ul|ol|blockquote)(?P<pull> class="pull")?>',
    re.DOTALL,
)
MARK = re.compile(r'<a href="(?P<href>[^"]*)"[^>]*>|<(?P<end>/?)(?P<name>a|strong|em)>|<br>|<[^>]*>')
MARKS = {"strong": "*", "em": "_"}
TEXT = {"p": "paragraph", "h2": "heading", "h3": "subheading", "cite": "source"}
ITEMS = {"ul": "list item", "ol": "numbered item"}


class Block(NamedTuple):
    """A block of a body: what it is, its words (bold in *, italic in _, links with their address), its key.

    key: its HTML and the lists and quotations around it: equal for blocks that are the same in every way.
    photo: the photo's primary key, the words being its caption here; of an embed, its picture's.
    """

    kind: str
    text: str
    key: str
    photo: int | None = None

    @property
    def is_photo(self) -> bool:
        """Whether it is a photo by itself, and not the picture of an embed."""
        return self.photo is not None and self.kind != "embed"


def blocks(html: str, told: Callable[[str], str] | None = None) -> list[Block]:
    """Return the blocks of a cleaned body in order; an item of a list and a paragraph of a quotation are one each.

    told: gives the words of a block's inline HTML: `in_words`, or `plainly`.
    """
    told = told or in_words
    found: list[Block] = []
    around: list[str] = []
    for match in BLOCK.finditer(html):
        if match["around"]:
            if not match["end"]:
                around.append("pull quote" if match["pull"] else match["around"])
            elif around:
                around.pop()
        else:
            found.append(_block(match, around, told))
    return found


def _block(match: re.Match[str], around: list[str], told: Callable[[str], str]) -> Block:
    key = "/".join([*around, match[0]])
    if match["photo"]:
        kind = f"{match['look']} photo" if match["look"] else "photo"
        return Block(kind, told(match["caption"]), key, int(match["photo"]))
    if match["embed"]:
        words = f"{unescape(match['title'])} [{unescape(match['embed'])}]"
        return Block("embed", words, key, int(match["picture"]) if match["picture"] else None)
    if match["item"] is not None:
        lists = [ITEMS[one] for one in around if one in ITEMS]
        return Block(lists[-1] if lists else "list item", told(match["item"]), key)
    kind = TEXT[match["text"]]
    if kind == "paragraph" and around and around[-1] not in ITEMS:
        kind = "pull quote" if around[-1] == "pull quote" else "quotation"
    return Block(kind, told(match["words"]), key)


def plainly(html: str) -> str:
    """Return a block's inline HTML as its words alone, a line break as itself."""
    return unescape(MARK.sub(lambda match: "\n" if match[0] == "<br>" else "", html))


def in_words(html: str) -> str:
    """Return a block's inline HTML as text: *bold*, _italic_, link [address], a line break as itself."""
    links: list[str] = []

    def marked(match: re.Match[str]) -> str:
        if match["href"] is not None:
            links.append(match["href"])
            return ""
        if match["name"] == "a":
            return f" [{links.pop()}]" if links and match["end"] else ""
        return "\n" if match[0] == "<br>" else MARKS.get(match["name"] or "", "")

    return unescape(MARK.sub(marked, html))
