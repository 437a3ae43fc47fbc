"""Words taken out of texts and bodies, a mark left in their place. Pure, like all of `articles.body`."""

import re
from collections.abc import Iterable
from html import escape, unescape
from urllib.parse import unquote

from .embedding import EMBED

PIECE = re.compile(r"(<[^>]*>)")
INLINE = re.compile(r"</?(?:a|strong|em)\b|<br>")
LINK = re.compile(r'<a href="(?P<address>[^"]*)">(?P<inside>.*?)</a>', re.DOTALL)
BETWEEN_WORDS = re.compile(r"[\s\-_+./]+")
APOSTROPHE = re.compile("['’]")
# Stands for the mark while a body is worked on; in no body, because no font has it.
GAP = "\ue000"
BREAK = "<br>"


class Gaps:
    """Passages to be taken out, however they are spaced, capitalised or marked up; only whole words are meant."""

    def __init__(self, passages: Iterable[str], mark: str) -> None:
        """passages: plain words, at least one. mark: what stands in their place."""
        self.mark = mark
        longest_first = sorted({" ".join(one.split()) for one in passages if one.strip()}, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(_pattern, longest_first)), re.IGNORECASE)
        # As the passages stand in addresses: “jan-de-wit”.
        self.in_addresses = re.compile("|".join(_pattern(_spaced(one)) for one in longest_first), re.IGNORECASE)

    def count(self, text: str) -> int:
        """Return how often the passages stand in a text."""
        return len(self.pattern.findall(text))

    def in_text(self, text: str, most: int | None = None) -> str:
        """Return a text without the passages. Where it would grow longer than `most`, the mark alone."""
        left = self.pattern.sub(lambda found: self.mark, text)
        return self.mark if most is not None and left != text and len(left) > most else left

    def in_address(self, address: str) -> bool:
        """Whether an address names one of the passages."""
        return bool(self.in_addresses.search(_spaced(unquote(unescape(address)))))

    def in_body(self, html: str) -> str:
        """Return a cleaned body without the passages; what is left has to be cleaned.

        A link that stands on them, or leads to an address that names them, is no link any more; an embed goes as a
        whole. The marks are bold.
        """
        html = EMBED.sub(self._embed, html)
        html = LINK.sub(self._link, html)
        blocks = _blocks(html)
        for block in blocks:
            self._take_out(block)
        return "".join(part for block in blocks for part in block).replace(GAP, f"<strong>{escape(self.mark)}</strong>")

    def _embed(self, found: re.Match[str]) -> str:
        named = self.in_address(found["address"]) or self.pattern.search(unescape(found["title"]))
        return f"<p>{GAP}</p>" if named else found[0]

    def _link(self, found: re.Match[str]) -> str:
        named = self.in_address(found["address"]) or self.pattern.search(unescape(PIECE.sub("", found["inside"])))
        return found["inside"] if named else found[0]

    def _take_out(self, parts: list[str]) -> None:
        """Take the passages out of one block: its parts are tags and, between them, texts."""
        chars = [(place, char) for place, part in enumerate(parts) for char in _text(part)]
        left = [char for _, char in chars]
        for found in self.pattern.finditer("".join(left)):
            left[found.start() : found.end()] = [GAP, *[""] * (len(found[0]) - 1)]
        for place in {place for place, _ in chars if parts[place] != BREAK}:
            text = "".join(char for (where, _), char in zip(chars, left, strict=True) if where == place)
            parts[place] = escape(text, quote=False)


def _text(part: str) -> str:
    """Return the words of a text, a space for a line break, nothing for another tag."""
    if part == BREAK:
        return " "
    return "" if part.startswith("<") else unescape(part)


def _blocks(html: str) -> list[list[str]]:
    """Return a body's tags and texts, those of one block together."""
    blocks: list[list[str]] = [[]]
    for part in PIECE.split(html):
        if part.startswith("<") and not INLINE.match(part):
            blocks += [[part], []]
        else:
            blocks[-1].append(part)
    return blocks


def _pattern(passage: str) -> str:
    words = r"\s+".join(APOSTROPHE.sub(APOSTROPHE.pattern, re.escape(word)) for word in passage.split())
    before = r"(?<!\w)" if passage[:1].isalnum() else ""
    after = r"(?!\w)" if passage[-1:].isalnum() else ""
    return before + words + after


def _spaced(address: str) -> str:
    return BETWEEN_WORDS.sub(" ", address)
