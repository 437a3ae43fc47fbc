"""XML as feeds, sitemaps and oEmbed are written in it."""

import re
from xml.sax.saxutils import escape, quoteattr

# What XML 1.0 takes for no character (section 2.2), not even escaped.
NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def words(text: object) -> str:
    """Return a text as XML."""
    return escape(NO_CHARACTER.sub("", str(text)))


def element(name: str, *inside: str, **attributes: object) -> str:
    """Return an element. inside: XML. An attribute that is None or "" is left out."""
    told = "".join(
        f" {one}={quoteattr(NO_CHARACTER.sub('', str(value)))}" for one, value in attributes.items() if value
    )
    content = "".join(inside)
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def said(name: str, text: object, **attributes: object) -> str:
    """Return an element that holds a text, or "" where there is none to hold."""
    return element(name, words(text), **attributes) if text not in {None, ""} else ""
