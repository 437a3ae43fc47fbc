"""Two versions of a part of a story, as its form shows them to choose between."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from articles import body
from articles.body.blocks import Block, blocks
from articles.desk.bases import Base
from articles.desk.joined import BOTH, EDITED, MINE, THEIRS
from articles.desk.rows import thumb
from articles.desk.sheets import OF_LEAD, Lead, Sheet, as_posted, choice_key, who_key
from articles.desk.widgets import NEW, CreditRow, SeriesWidget, StoriesWidget, TagsWidget
from articles.diffing import DEL, INS, SAME, Budget, Piece, words
from articles.joining import Agreed, Chunk, Clash
from articles.languages import LANGUAGES
from articles.models import Role, Section
from articles.passages import Passage, passages
from media.keys import is_key
from media.models import Photo

TEXTS = {"headline", "kicker", "standfirst", "slug", "part", "lead_alt", "lead_credit"}
LABELS = {"lead": "Lead photo", "slug": "Address", "bylines": "Byline", "lead_alt": "Alt text", "lead_credit": "Credit"}
NOTHING = {
    "part": "no number",
    "series": "none",
    "slug": "made from the headline",
    "lead": "no photo",
    "section": "none",
}


@dataclass(frozen=True)
class Line:
    """A block or an item of a version: what it is where that needs saying, its photo, its words, some marked."""

    words: list[tuple[str, bool]]
    kind: str = ""
    photo: int | None = None
    thumb: str = ""


@dataclass(frozen=True)
class Version:
    """One of the versions. text: the words as they can be edited. note: said beside whose it is."""

    value: str
    lines: list[Line]
    note: str = ""
    text: str = ""


@dataclass(frozen=True)
class Choice:
    """Versions to choose between, by radio buttons of a name; `chosen` is the value that is checked.

    edited: the text in another wording, where somebody has begun to write one. place: which one it is of several.
    """

    name: str
    versions: list[Version]
    chosen: str = MINE
    edited: str | None = None
    place: str = ""


@dataclass(frozen=True)
class Between:
    """What of a body stands without a question, between the choices."""

    lines: list[Line]

    @property
    def told(self) -> str:
        """“4 paragraphs that need no choice”."""
        count = len(self.lines)
        return "1 paragraph that needs no choice" if count == 1 else f"{count} paragraphs that need no choice"


@dataclass(frozen=True)
class PartClash:
    """A part of the form that clashes. base: the number of the revision with which it began, as posted.

    hidden: inputs that carry what was typed. steps: the choices in order, and what stands between them.
    """

    name: str
    label: str
    base: str
    hidden: list[tuple[str, str]]
    steps: list[Choice | Between] = field(default_factory=list)
    editable: bool = False
    saw: str = ""

    @property
    def choices(self) -> list[Choice]:
        """The choices to be made."""
        return [step for step in self.steps if isinstance(step, Choice)]


class Clashes:
    """All parts of a form that clash, with the names and pictures of what they mention, asked once each."""

    def __init__(self, clashes: Mapping[str, Any], typed: Sheet, base: Base, chosen: Mapping[str, str]) -> None:
        self.clashes, self.typed, self.base, self.chosen = clashes, typed, base, chosen
        self.budget = Budget()
        self.photos = _photos(clashes)

    def parts(self) -> dict[str, PartClash]:
        """Return the parts by name."""
        return {name: self._part(name, clash) for name, clash in self.clashes.items()}

    def _part(self, name: str, clash: Any) -> PartClash:
        steps: list[Choice | Between] = self._body(clash) if name == "body" else [self._choice(name, clash)]
        return PartClash(
            name,
            LABELS.get(name, name.capitalize()),
            "" if (number := self.base.number_of(name)) is None else str(number),
            list(_inputs(name, self.typed)),
            steps,
            editable=name in TEXTS,
            saw=clash.theirs if name in {"lead_alt", "lead_credit", "part"} else "",
        )

    def _choice(self, name: str, clash: Clash[Any]) -> Choice:
        if name in TEXTS:
            mine, theirs = self._texts(name, clash.mine, clash.theirs)
        elif name == "lead":
            mine, theirs = self._leads(clash)
        else:
            mine, theirs = self._items(name, clash)
        edited = self.chosen.get(f"edited-{name}") if name in TEXTS else None
        allowed = {MINE, THEIRS} if edited is None else {MINE, THEIRS, EDITED}
        return Choice(name, [mine, theirs], self._checked(name, allowed), edited)

    def _checked(self, name: str, allowed: set[str]) -> str:
        choice = self.chosen.get(f"choose-{name}", MINE)
        return choice if choice in allowed else MINE

    def _texts(self, name: str, mine: str, theirs: str) -> tuple[Version, Version]:
        pieces = words(theirs, mine, self.budget)
        ours, others = _marked(pieces, INS), _marked(pieces, DEL)
        empty = [(NOTHING.get(name, "nothing"), False)]
        counts = [f"{len(text)} characters" if name == "headline" else "" for text in (mine, theirs)]
        return (
            Version(MINE, [Line(ours or empty)], counts[0], mine),
            Version(THEIRS, [Line(others or empty)], counts[1], theirs),
        )

    def _leads(self, clash: Clash[Lead]) -> tuple[Version, Version]:
        mine, theirs = self._texts("lead_caption", clash.mine[1], clash.theirs[1])
        return self._lead(clash.mine, mine), self._lead(clash.theirs, theirs)

    def _lead(self, lead: Lead, caption: Version) -> Version:
        photo = self.photos.get(int(lead[0])) if is_key(lead[0]) else None
        kind = str(photo) if photo else ("a photo that is gone" if lead[0] else "no photo")
        said = caption.lines[0].words if lead[1] else [("no caption here", False)]
        note = "cropped for this story" if lead[2] else ""
        return Version(caption.value, [Line(said, kind, photo.pk if photo else None, thumb(photo))], note)

    def _items(self, name: str, clash: Clash[Any]) -> tuple[Version, Version]:
        ours, others = (_keyed(name, value) for value in (clash.mine, clash.theirs))
        named = _names(name, [*ours.values(), *others.values()])
        sides = []
        for value, side, other in ((MINE, ours, others), (THEIRS, others, ours)):
            lines = [Line([(named(item), key not in other)]) for key, item in side.items()]
            sides.append(Version(value, lines or [Line([(NOTHING.get(name, "nobody"), False)])]))
        return sides[0], sides[1]

    def _body(self, chunks: Iterable[Chunk]) -> list[Choice | Between]:
        steps: list[Choice | Between] = []
        chunks = list(chunks)
        count = sum(isinstance(chunk, Clash) for chunk in chunks)
        at = 0
        for chunk in chunks:
            if isinstance(chunk, Agreed):
                steps.append(Between([_line(block, self.photos) for block in blocks("".join(chunk.value))]))
                continue
            found = passages("".join(chunk.theirs), "".join(chunk.mine), self.budget)
            versions = [Version(MINE, self._side(found, INS)), Version(THEIRS, self._side(found, DEL))]
            if chunk.mine and chunk.theirs:
                versions.append(Version(BOTH, []))
            name, place = f"body-{at}", f"Place {at + 1} of {count}"
            steps.append(Choice(name, versions, self._checked(name, {MINE, THEIRS, BOTH}), place=place))
            at += 1
        return steps

    def _side(self, found: list[Passage], own: str) -> list[Line]:
        lines = []
        for passage in found:
            block = passage.after if own == INS else passage.before
            if block is None:
                continue
            marked = [(block.text, False)] if passage.kind == SAME else _marked(passage.pieces, own)
            lines.append(_line(block, self.photos, marked))
        return lines or [Line([("taken out", False)])]


def _marked(pieces: list[Piece], own: str) -> list[tuple[str, bool]]:
    """Return the words of one side, those that the other lacks being marked."""
    return [(piece.text, piece.kind != SAME) for piece in pieces if piece.kind in {SAME, own}]


def _line(block: Block, photos: Mapping[int, Photo], marked: list[tuple[str, bool]] | None = None) -> Line:
    photo = photos.get(block.photo) if block.photo else None
    kind = "" if block.kind == "paragraph" else block.kind
    return Line(marked if marked is not None else [(block.text, False)], kind, block.photo, thumb(photo))


def _photos(clashes: Mapping[str, Any]) -> dict[int, Photo]:
    chunks: Iterable[Chunk] = clashes.get("body", ())
    wanted = {
        pk for chunk in chunks if isinstance(chunk, Clash) for pk in body.photo_ids("".join(chunk.mine + chunk.theirs))
    }
    if lead := clashes.get("lead"):
        wanted |= {int(photo) for photo, *_ in (lead.mine, lead.theirs) if is_key(photo)}
    return Photo.objects.in_bulk(wanted) if wanted else {}


def _keyed(name: str, value: Any) -> dict[Any, Any]:
    """Return what a version consists of, by what makes two of them the same."""
    if name == "bylines":
        return {(row.role, *who_key(row)): row for row in value}
    return {choice_key(one): one for one in ([value] if isinstance(value, str) else value) if one}


def _names(name: str, items: list[Any]) -> Any:
    """Return what tells an item in words; what has only a key is asked once."""
    if name == "bylines":
        return _credit
    if name == "language":
        languages = dict(LANGUAGES)
        return lambda code: languages.get(code, code)
    keys = {int(one) for one in items if is_key(one)}
    if name == "section":
        known = {pk: str(section) for pk, section in Section.objects.in_bulk(keys).items()}
    else:
        widgets = {"tags": TagsWidget, "series": SeriesWidget}
        known = dict(widgets.get(name, StoriesWidget)().labels(keys))
    return lambda one: known.get(int(one), "gone since") if is_key(one) else one.removeprefix(NEW)


def _credit(row: CreditRow) -> str:
    role = Role(row.role).label if row.role in Role.values else row.role
    return f"{role} {row.name}"


def _inputs(name: str, typed: Sheet) -> Iterable[tuple[str, str]]:
    """Yield the names and values by which a form posts one part."""
    names = {"lead": ("lead_photo", *OF_LEAD), "bylines": ("bylines-",)}.get(name, (name,))
    data = as_posted(typed, QueryDict(mutable=True))
    for key, values in data.lists():
        if key.startswith(names):
            yield from ((key, value) for value in values)
