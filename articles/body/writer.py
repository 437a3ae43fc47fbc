"""Blocks as the HTML that is stored."""

from collections.abc import Iterable
from itertools import groupby

from articles.body.builder import LISTS, Block, Container


def write_blocks(blocks: Iterable[Block]) -> str:
    """The blocks one after another, lists and quotations around those that stand in them."""
    written: list[str] = []
    for outermost, group in groupby(blocks, key=lambda block: block.path[0] if block.path else None):
        if outermost and outermost.kind == "pull":
            written.append(_pull_quote(list(group)))
        else:
            written += _nested(group)
    return "".join(written)


def _pull_quote(blocks: list[Block]) -> str:
    """Its paragraphs, then at most one source; a source without words is the words."""
    sources = [block.html for block in blocks if block.kind == "cite"]
    words = [block.html for block in blocks if block.kind != "cite"]
    source = sources.pop(0) if words and sources else ""
    paragraphs = "".join(f"<p>{html}</p>" for html in words + sources)
    return f'<blockquote class="pull">{paragraphs}' + (f"<cite>{source}</cite>" if source else "") + "</blockquote>"


def _nested(blocks: Iterable[Block]) -> list[str]:
    written: list[str] = []
    around: tuple[Container, ...] = ()
    for block in blocks:
        shared = 0
        while shared < min(len(around), len(block.path)) and around[shared] is block.path[shared]:
            shared += 1
        written += _closing(around[shared:])
        written += [f"<{container.kind}>" for container in block.path[shared:]]
        if block.kind == "li":
            # An item stays open until the next one: a list may be nested in it.
            written.append(f"</li><li>{block.html}" if shared == len(block.path) else f"<li>{block.html}")
        else:
            written.append(block.html if block.kind == "figure" else f"<{block.kind}>{block.html}</{block.kind}>")
        around = block.path
    return written + _closing(around)


def _closing(containers: tuple[Container, ...]) -> list[str]:
    return [f"</li></{one.kind}>" if one.kind in LISTS else f"</{one.kind}>" for one in reversed(containers)]
