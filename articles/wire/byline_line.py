"""The printed line that says who made a story, read back into credits: "By Daniel Bellamy with AP".

How the line is read:

- Words for a role, in English or French and however they are capitalised, begin a run of names. A line that begins
  without one begins with "by".
- Names are separated by commas, "and", "et", "&", "/", "|", ";" and brackets. "Jr.", "III" and the like stay with the
  name before them; "the" and "l’" before a name are left out.
- A name is an agency's if the newsroom knows an agency by it; else, unless the newsroom knows an author by it, if it
  looks like one: a single word of two to six capitals ("AP", "TASS"), one of a few agencies that write themselves
  otherwise ("Reuters"), or a name that begins or ends as agencies' do ("Agence …", "… Press", "… News").
- An agency that stands behind an author and a comma, stroke or bracket is who the author wrote with: "Daniel Bellamy,
  AP". After "and" it is named on a par.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from articles.models import Role, name_key


@dataclass(frozen=True)
class Name:
    """A name in a printed line: its role, and whether "and" or the role's word stands before it, not a comma."""

    role: str
    text: str
    on_a_par: bool


@dataclass(frozen=True)
class CreditLine:
    """One credit: a value of Role, "author" or "agency", and the name."""

    role: str
    kind: str
    name: str


# What introduces a run of names, longest first. A noun may be followed by a colon instead of its preposition.
INTRODUCTIONS: tuple[tuple[str, str], ...] = (
    (r"(?:photos?|photographs?|photography|pictures?|images?)(?:\s+by\b|\s*:)", Role.PHOTOS_BY),
    (r"(?:photos?|photographies?|images?)(?:\s+(?:par|de)\b|\s+d['’]|\s*:)", Role.PHOTOS_BY),
    (r"(?:translated|translation)(?:\s+by\b|\s*:)", Role.TRANSLATED_BY),
    (r"(?:traduite?|traduction)(?:\s+(?:par|de)\b|\s*:)", Role.TRANSLATED_BY),
    (r"(?:edited|editing)(?:\s+by\b|\s*:)", Role.EDITED_BY),
    (r"(?:éditée?|édition)(?:\s+(?:par|de)\b|\s*:)", Role.EDITED_BY),
    (r"additional\s+reporting(?:\s+by\b|\s*:)", Role.WITH),
    (r"(?:reporting|reported|words|text|written|texte)(?:\s+(?:by|par|de)\b|\s*:)", Role.BY),
    (r"(?:with|avec)\b(?:\s+reporting\s+by\b|\s*:)?", Role.WITH),
    (r"(?:by|par)\b(?:\s*:)?", Role.BY),
)
INTRODUCTION = re.compile(
    r"(?:^|(?<=[\s,;/|(]))(?:" + "|".join(f"({pattern})" for pattern, _ in INTRODUCTIONS) + ")", re.IGNORECASE
)
SEPARATOR = re.compile(r"[,;/|()•·&]|(?<![^\s,;/|()•·&])(?:and|et)(?!\S)", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:the\s+|l['’])(?=\w)")
SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|m\.?d|ph\.?d|obe|cbe|mbe)\.?", re.IGNORECASE)
END = re.compile(r"(?<=\w{3})\.$")

CAPITALS = re.compile(r"[^\W\d_]{2,6}")
OTHERWISE_WRITTEN = frozenset(
    ["reuters", "bloomberg", "xinhua", "interfax", "kyodo", "yonhap", "anadolu", "dpa", "agencies", "agences", "wires"]
)
FIRST_WORDS = frozenset({"agence", "agencia", "agenzia", "agentur"})
LAST_WORDS = frozenset(["agency", "agencies", "press", "presse", "news", "newswire", "wire", "wires"])


def names_in(printed: str) -> list[Name]:
    """Return the names in a printed line, in order, each with its role."""
    names: list[Name] = []
    role, start = str(Role.BY), 0
    for found in INTRODUCTION.finditer(printed):
        names += _names(role, printed[start : found.start()])
        role, start = str(INTRODUCTIONS[(found.lastindex or 1) - 1][1]), found.end()
    return names + _names(role, printed[start:])


def credits_of(names: list[Name], is_agency: Callable[[str], bool]) -> tuple[CreditLine, ...]:
    """Return the credits that a line's names make, each once; `is_agency` says whose name it is."""
    credited: dict[tuple[str, str, str], CreditLine] = {}
    before: CreditLine | None = None
    for name in names:
        kind = "agency" if is_agency(name.text) else "author"
        role = name.role
        if kind == "agency" and role == Role.BY and before is not None:
            behind_author = before.kind == "author" and before.role == Role.BY and not name.on_a_par
            role = Role.WITH if behind_author or (before.kind == "agency" and before.role == Role.WITH) else role
        before = CreditLine(str(role), kind, name.text)
        credited.setdefault((before.role, kind, name_key(name.text)), before)
    return tuple(credited.values())


def looks_like_agency(name: str) -> bool:
    """Return whether a name that the newsroom doesn't know is more likely an agency's than a person's."""
    words = name.casefold().split()
    if len(words) == 1:
        return words[0] in OTHERWISE_WRITTEN or (name.isupper() and bool(CAPITALS.fullmatch(name)))
    return bool(words) and (words[0] in FIRST_WORDS or words[-1] in LAST_WORDS)


def _names(role: str, run: str) -> list[Name]:
    """Return the names in a run of names of one role."""
    names: list[Name] = []
    start, on_a_par = 0, True
    for found in [*SEPARATOR.finditer(run), None]:
        text = " ".join(run[start : found.start() if found else len(run)].split()).strip(" :-–—")
        text = ARTICLE.sub("", END.sub("", text))
        if names and SUFFIX.fullmatch(text):
            names[-1] = Name(role, f"{names[-1].text} {text}", names[-1].on_a_par)
        elif text:
            names.append(Name(role, text, on_a_par))
            on_a_par = False
        if found:
            on_a_par = on_a_par or found[0].casefold() in {"and", "et", "&"}
            start = found.end()
    return names
