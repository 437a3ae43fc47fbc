"""The text of one block: runs of words with their marks, and the one way in which they are written."""

import re
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from articles.body.grammar import sanitise


class Marks(NamedTuple):
    """What holds for a run of words. `href` is "" where there is no link."""

    href: str = ""
    strong: bool = False
    em: bool = False


class Run(NamedTuple):
    """Words under the same marks; a line break is written as a newline."""

    text: str
    marks: Marks


PLAIN = Marks()
WHITE_SPACE = re.compile(r"[ \t\r\n\f\v]+")
AROUND_BREAK = re.compile(r" *\n[ \n]*")
# At the edge of a block no space is worth keeping, not even one that was meant not to break.
EDGE = " \n\xa0"
# Neither white space nor one of the characters that show nothing by themselves.
VISIBLE = re.compile(r"[^\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

ADDRESS_MAX = 2000
UNWRITTEN = re.compile(r"[\t\r\n]")
ADDRESS = re.compile(r"https?://[^/?#\\]|mailto:[^/]|tel:[^/]|/(?![/\\])|#", re.IGNORECASE)


def safe_address(address: str) -> str:
    """`address` if a reader may follow it, otherwise "".

    Allowed: http, https, mailto and tel; paths of this site ("/tag/x/"); places on the page ("#x").
    """
    address = UNWRITTEN.sub("", address).strip(" \xa0").replace(" ", "%20").replace("\xa0", "%C2%A0")
    if address.startswith("//"):
        address = f"https:{address}"
    if len(address) > ADDRESS_MAX or not ADDRESS.match(address):
        return ""
    link = f'<a href="{escape_attribute(address)}"></a>'
    return address if sanitise(link) == link else ""


def safe_web_address(address: str) -> str:
    """`address` if it is one of another site (http or https), otherwise ""."""
    address = safe_address(address)
    return address if address[:4].lower() == "http" and host(address) else ""


def host(address: str) -> str:
    """The host an address of the web leads to, without "www."; "" if it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def escape_attribute(value: str) -> str:
    """`value` as it stands between double quotes."""
    return escape(value, quote=False).replace('"', "&quot;")


def tidy(runs: list[Run]) -> list[Run]:
    """`runs` with white space as a browser shows it, none at the edges, no mark on nothing; [] if all are blank."""
    if not any(VISIBLE.search(run.text) for run in runs):
        return []
    return _merge([run if VISIBLE.search(run.text) else Run(run.text, PLAIN) for run in _trim(_collapse(_merge(runs)))])


def write(runs: list[Run]) -> str:
    """Tidy runs as HTML; a link holds bold, bold holds italic."""
    written: list[str] = []
    open_tags: list[str] = []
    for run in runs:
        tags = _tags(run.marks)
        shared = 0
        while shared < min(len(tags), len(open_tags)) and tags[shared] == open_tags[shared]:
            shared += 1
        written += _closing(open_tags[shared:])
        written += tags[shared:]
        written.append(escape(run.text, quote=False).replace("\n", "<br>"))
        open_tags = tags
    return "".join(written + _closing(open_tags))


def _tags(marks: Marks) -> list[str]:
    link = [f'<a href="{escape_attribute(marks.href)}">'] if marks.href else []
    return link + ["<strong>"] * marks.strong + ["<em>"] * marks.em


def _closing(tags: list[str]) -> list[str]:
    return [f"</{tag[1:].split(' ')[0].rstrip('>')}>" for tag in reversed(tags)]


def _merge(runs: list[Run]) -> list[Run]:
    merged: list[Run] = []
    texts: list[str] = []
    for position, run in enumerate(runs):
        texts.append(run.text)
        if position + 1 == len(runs) or runs[position + 1].marks != run.marks:
            merged.append(Run("".join(texts), run.marks))
            texts = []
    return merged


def _collapse(runs: list[Run]) -> list[Run]:
    """One space or one line break between two words, whichever runs they stand in."""
    collapsed: list[Run] = []
    for text, marks in runs:
        text = AROUND_BREAK.sub("\n", re.sub(" {2,}", " ", text))
        before = collapsed[-1].text if collapsed else ""
        if text.startswith("\n") and before.endswith(" "):
            collapsed[-1] = Run(before[:-1], collapsed[-1].marks)
            if not collapsed[-1].text:
                collapsed.pop()
            before = collapsed[-1].text if collapsed else ""
        if before.endswith("\n"):
            text = text.lstrip(" \n")
        elif before.endswith(" "):
            text = text.removeprefix(" ")
        if text:
            collapsed.append(Run(text, marks))
    return collapsed


def _trim(runs: list[Run]) -> list[Run]:
    runs = list(runs)
    while runs and not (first := runs[0].text.lstrip(EDGE)):
        runs.pop(0)
    if runs:
        runs[0] = Run(first, runs[0].marks)
    while runs and not (last := runs[-1].text.rstrip(EDGE)):
        runs.pop()
    if runs:
        runs[-1] = Run(last, runs[-1].marks)
    return runs
