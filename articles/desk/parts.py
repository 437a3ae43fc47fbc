"""The parts of two contents as the compare page prints them: with names for keys, and only what differs."""

from dataclasses import dataclass, field
from typing import Any

from articles.desk.changes import changed_parts, name_of
from articles.desk.rows import thumb
from articles.diffing import DEL, INS, SAME, Budget, Piece, count, spans, words
from articles.house_rules import photos_of
from articles.models import Agency, Article, Author, Content, Role, Section, Series, Tag
from articles.passages import Group, groups, passages
from media.crops import in_words as crops_in_words
from media.models import Photo

LISTS = ("bylines", "section", "series", "tags", "related")
# Of those, what is one key and no list.
ONE = {"section": Section, "series": Series}
HEADINGS = {"slug": "Address", "lead_photo": "Lead photo", "bylines": "Byline", "related": "Related stories"}


@dataclass(frozen=True)
class Part:
    """One part of a story that differs: its words, its items, its photos, or the groups of a body's passages."""

    name: str
    heading: str
    pieces: list[Piece] = field(default_factory=list)
    items: list[Piece] = field(default_factory=list)
    photos: list[tuple[str, Any]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    @property
    def all_pieces(self) -> list[Piece]:
        """Every run of words in the part."""
        inner = [piece for group in self.groups for passage in group.passages for piece in passage.pieces]
        return self.pieces + inner

    @property
    def changes(self) -> int:
        """How many changes one steps through."""
        shown = [passage for group in self.groups for passage in group.passages if passage.kind != SAME]
        return len(shown) if self.groups else 1


def listed(old: list[str], new: list[str], budget: Budget) -> list[Piece]:
    """Return the items of two lists in one, each kept, gone or come."""
    found: list[Piece] = []
    for span in spans(old, new, budget):
        went, came = old[span.a_from : span.a_to], new[span.b_from : span.b_to]
        found += [Piece(SAME, item) for item in went] if span.same else [Piece(DEL, item) for item in went]
        found += [] if span.same else [Piece(INS, item) for item in came]
    return found


class Comparison:
    """Two contents, compared. The names that they mention are read in one query for each kind of thing."""

    def __init__(self, before: Content, after: Content) -> None:
        self.before, self.after = before, after
        self.budget = Budget()
        self.photos: dict[int, Photo] = photos_of(before, after)
        self.names = _Names(before, after)
        self.parts = [self._part(name) for name in changed_parts(before, after)]

    @property
    def changes(self) -> int:
        """How many changes there are."""
        return sum(part.changes for part in self.parts)

    @property
    def added(self) -> int:
        """How many words came."""
        return sum(count(part.all_pieces, INS) for part in self.parts)

    @property
    def removed(self) -> int:
        """How many words went."""
        return sum(count(part.all_pieces, DEL) for part in self.parts)

    @property
    def same(self) -> list[str]:
        """The names of the parts that are the same."""
        changed = {part.name for part in self.parts}
        named = ("headline", "standfirst", "lead_photo", "body", "bylines", "section", "tags")
        return [name_of(name) for name in named if name not in changed]

    @property
    def coarse(self) -> bool:
        """Whether something was compared by whole paragraphs, because too much differs."""
        return self.budget.spent

    def thumbs(self) -> dict[int, str]:
        """Return the small picture of every photo that either shows, by primary key."""
        return {pk: thumb(photo) for pk, photo in self.photos.items()}

    def _part(self, name: str) -> Part:
        before, after = getattr(self.before, name), getattr(self.after, name)
        heading = HEADINGS.get(name, name_of(name).capitalize())
        if name == "body":
            return Part(name, heading, groups=groups(passages(before, after, self.budget)))
        if name == "lead_photo":
            return Part(name, heading, photos=[("Before", before), ("After", after)])
        if name == "lead_crops":
            before, after = crops_in_words(before), crops_in_words(after)
        if name in LISTS:
            return Part(name, heading, items=self._items(name, before, after))
        return Part(name, heading, pieces=words(before, after, self.budget))

    def _items(self, name: str, before: Any, after: Any) -> list[Piece]:
        old, new = (self.names.of(name, value) for value in (before, after))
        return listed(old, new, self.budget)


class _Names:
    """What is behind the keys of some contents, each kind read once and only where something differs."""

    def __init__(self, before: Content, after: Content) -> None:
        both = (before, after)
        differs = set(changed_parts(before, after))
        credits_ = {credit for content in both for credit in content.bylines} if "bylines" in differs else set()
        self.people = {
            "author": _named(Author, {pk for _, kind, pk in credits_ if kind == "author"}),
            "agency": _named(Agency, {pk for _, kind, pk in credits_ if kind == "agency"}),
        }
        self.known = {
            "tags": _named(Tag, {pk for content in both for pk in content.tags} if "tags" in differs else set()),
            **{
                name: _named(model, {getattr(content, name) for content in both} if name in differs else set())
                for name, model in ONE.items()
            },
            "related": _named(Article, {pk for one in both for pk in one.related} if "related" in differs else set()),
        }

    def of(self, name: str, value: Any) -> list[str]:
        """Return a part's items by name, in order."""
        if name == "bylines":
            return [f"{Role(role).label} {_name(self.people[kind], pk)}" for role, kind, pk in value]
        keys = [value] if name in ONE else value
        return [_name(self.known[name], pk) for pk in keys if pk is not None]


def _named(model: Any, keys: set[Any]) -> dict[int, str]:
    wanted = keys - {None}
    rows = Article.with_deleted if model is Article else model.objects
    return {pk: str(row) for pk, row in rows.in_bulk(wanted).items()} if wanted else {}


def _name(names: dict[int, str], pk: int) -> str:
    return names.get(pk, f"(number {pk}, deleted since)")
