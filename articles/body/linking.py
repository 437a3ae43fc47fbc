"""The links in a cleaned body."""

import re
from html import unescape
from typing import NamedTuple

LINK = re.compile(r'<a href="(?P<address>[^"]*)">(?P<words>.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


class Link(NamedTuple):
    """Where a link leads, and the words that are pressed."""

    address: str
    text: str


def links(html: str) -> list[Link]:
    """The links in a cleaned body, in order; of an embed, the one to where it comes from."""
    return [Link(unescape(found["address"]), unescape(TAG.sub("", found["words"]))) for found in LINK.finditer(html)]
