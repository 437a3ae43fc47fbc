"""Raw HTML, however mangled, as a stream of tags and texts, in time linear in its length."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple


class Tag(NamedTuple):
    """An opening or closing tag; `source` is what stands between its name and its ">"."""

    name: str
    closing: bool
    source: str

    def attribute(self, name: str) -> str | None:
        """The attribute's value with references decoded; None if it is absent."""
        for found in ATTRIBUTE.finditer(self.source):
            if found["name"].lower() == name:
                value = next((found[kind] for kind in ("double", "single", "bare") if found[kind] is not None), "")
                return CONTROL.sub("", REFERENCE.sub(lambda reference: unescape(reference[0]), value))
        return None

    def classes(self) -> list[str]:
        """The classes the tag carries."""
        return (self.attribute("class") or "").split()


# C0, DEL and C1 save for white space, surrogates that were left alone, and Unicode's noncharacters.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
MARKUP = re.compile(r"<(?=/?[a-zA-Z]|[!?]|/>)")
TAG_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)")
TAG_REST = re.compile(r"""(?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+>""")
ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'>/=]++)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s"'>]++)))?+"""
)
# In an attribute "&copy=1" is an address' own text: only references that end in ";" count.
REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
ENDLESS_REFERENCE = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{8,}+);?")
# Elements whose content is not HTML: it runs to their closing tag, or to the end. None of it is a reader's text.
RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "textarea", "title")
}


def decode(text: str) -> str:
    """A text's references decoded, without control characters."""
    if "&" not in text:
        return text
    return CONTROL.sub("", unescape(ENDLESS_REFERENCE.sub("\ufffd", text)))


def tokens(html: str) -> Iterator[Tag | str]:
    """Tags and decoded texts, in order; comments, declarations and scripts left out."""
    html = CONTROL.sub("", html)
    at, quotes_close = 0, True
    while markup := MARKUP.search(html, at):
        start = markup.start()
        if start > at:
            yield decode(html[at:start])
        name = TAG_NAME.match(html, start)
        rest = TAG_REST.match(html, name.end()) if name and quotes_close else None
        if name and not rest:
            # A quote swallows all that follows: from here on a tag ends at its first ">".
            quotes_close = False
        at = rest.end() if rest else _end(html, start)
        if not at:
            yield decode(html[start:])
            return
        if name:
            tag = Tag(name[2].lower(), bool(name[1]), html[name.end() : at - 1])
            if tag.name in RAW and not tag.closing:
                closing = RAW[tag.name].search(html, at)
                at = closing.start() if closing else len(html)
            yield tag
    if at < len(html):
        yield decode(html[at:])


def _end(html: str, start: int) -> int:
    """Where the tag, comment or declaration at `start` ends; 0 if all from there on is text."""
    if html.startswith("<!--", start):
        end = html.find("-->", start + 2)
        return end + 3 if end >= 0 else len(html)
    return html.find(">", start) + 1
