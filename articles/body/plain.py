"""What readers write: plain text, cleaned when it comes in, made into paragraphs and links when it goes out. Pure."""

import re
import unicodedata
from html import escape
from urllib.parse import urlsplit

# Marks over one letter: no script needs more in a row, and a tower of them covers the lines around it.
MARKS = 4
KEPT_CONTROLS = "\n\t"
# Format characters that words need: joiners of Persian, Indic scripts and emoji, and single direction marks.
KEPT_FORMATS = "\u200c\u200d\u200e\u200f\u061c\u00ad"
# Letters and symbols that print nothing: the fillers of Hangul, and the Braille pattern without dots.
BLANKS = "\u115f\u1160\u3164\uffa0\u2800"
LINK = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
ADDRESS = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
TRAILING = ".,;:!?…'’*_"
BRACKETS = {")": "(", "]": "[", "}": "{"}


def clean_text(text: str) -> str:
    """Return text as it may be kept: NFC, one kind of line break, no controls, no towers of marks, no edge of space.

    What turns the direction of text around it is taken out (UAX #9, embeddings, overrides and isolates); paragraphs
    are parted by one empty line. `clean_text(clean_text(text)) == clean_text(text)`.
    """
    lines = _clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n"))
    stripped = "\n".join(line.rstrip() for line in lines.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", stripped).strip("\n").strip()


def clean_line(text: str) -> str:
    """Return text as a name may be kept: as `clean_text`, on one line, with single spaces."""
    return " ".join(_clean(text).split())


def is_empty(text: str) -> bool:
    """Whether there is nothing to read in a text: only spaces, marks and characters that are not seen."""
    return not any(unicodedata.category(char)[0] in "LNPS" for char in set(text).difference(BLANKS))


def links_in(text: str) -> int:
    """Return how many addresses of the web a text names."""
    return len(ADDRESS.findall(text))


def as_html(text: str) -> str:
    """Return clean text as HTML: paragraphs, line breaks, and links that search engines give nothing for."""
    paragraphs = (_linked(part).replace("\n", "<br>") for part in text.split("\n\n") if part.strip())
    return "".join(f'<p dir="auto">{part}</p>' for part in paragraphs)


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    # Asked of each character once, not at each place: what is sent may be megabytes long.
    kept = text.translate({ord(char): None for char in set(text) if not _is_kept(char)})
    # Once more: what stood between two characters that join may be gone.
    return _without_towers(unicodedata.normalize("NFC", kept))


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Cf":
        return char in KEPT_FORMATS
    return category not in {"Cc", "Cs", "Cn", "Co"} or char in KEPT_CONTROLS


def _without_towers(text: str) -> str:
    marks = "".join(char for char in set(text) if unicodedata.category(char) in {"Mn", "Me"})
    return re.sub(f"([{marks}]{{{MARKS}}})[{marks}]+", r"\1", text) if marks else text


def _linked(text: str) -> str:
    found, end = [], 0
    for match in LINK.finditer(text):
        address = _whole(match[0])
        if not address:
            continue
        shown = escape(address)
        found += [escape(text[end : match.start()]), f'<a href="{shown}" rel="ugc nofollow">{shown}</a>']
        end = match.start() + len(address)
    return "".join([*found, escape(text[end:])])


def _whole(address: str) -> str:
    """Return an address without the punctuation of the sentence around it; "" for one that names no host."""
    while address[-1] in TRAILING or _is_unopened(address):
        address = address[:-1]
    try:
        named = urlsplit(address).hostname
    except ValueError:
        named = None
    return address if named else ""


def _is_unopened(address: str) -> bool:
    opening = BRACKETS.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)
