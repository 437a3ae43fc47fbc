"""A stored body as its outermost blocks, for joining two people's work. Pure, like all of `articles.body`."""

import re

OUTERMOST = re.compile(r'<(/?)(?:p|h2|h3|ul|ol|blockquote|figure)(?:\s[^<>"]*(?:"[^"]*"[^<>"]*)*)?>')


def split(html: str) -> list[str]:
    """Return a body's paragraphs, headings, whole lists, quotations and figures in order.

    One after another they are the body again, to the letter; what is no body of ours is one block or a few.
    """
    blocks: list[str] = []
    depth = start = 0
    for tag in OUTERMOST.finditer(html):
        depth = max(0, depth + (-1 if tag[1] else 1))
        if depth == 0:
            blocks.append(html[start : tag.end()])
            start = tag.end()
    return [*blocks, html[start:]] if start < len(html) else blocks
