"""Two versions of a story word by word, as readers see what changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from articles.body.blocks import Block, blocks, plainly
from articles.diffing import DEL, INS, SAME, Budget, Piece, words
from articles.models import Version
from articles.passages import CHANGED, Passage, aligned
from media.models import Photo

from .bylines import Group, byline_lines
from .language import native_digits

# Anybody may ask, so a comparison may take a tenth of what the desk's may: 0.2 s for two bodies of 50,000 words.
STEPS = 200_000

LOOKS = {
    "heading": "heading",
    "subheading": "heading",
    "list item": "item",
    "numbered item": "item",
    "quotation": "quotation",
    "pull quote": "quotation",
    "source": "caption",
    "photo": "caption",
    "wide photo": "caption",
    "gallery photo": "caption",
    "embed": "caption",
}
LABELS = {"photo": _("Photo"), "wide photo": _("Photo"), "gallery photo": _("Photo"), "embed": _("From another site")}


@dataclass(frozen=True)
class Row:
    """A passage that differs, with what is said above it; or, without pieces, what lies unchanged between two such."""

    pieces: list[Piece] = field(default_factory=list)
    look: str = "paragraph"
    label: Any = ""


class Comparison:
    """What readers were told by one version and by a later one, both fetched with `for_comparing`.

    Its words are in the language that is active when they are asked for.
    """

    def __init__(self, before: Version, after: Version) -> None:
        self.before, self.after = before, after
        self.budget = Budget(STEPS)

    @property
    def sides(self) -> list[tuple[str, Version]]:
        """Both versions, each with its name in the address."""
        return [("from", self.before), ("to", self.after)]

    @cached_property
    def headline(self) -> list[Piece]:
        """The headline."""
        return self._words(self.before.headline, self.after.headline)

    @cached_property
    def rows(self) -> list[Row]:
        """What differs below the headline and what lies between, in the order of the page; empty if all is the same."""
        rows: list[Row] = []
        same: list[str] = []
        for row in self._all():
            if row.pieces:
                rows += [*_unchanged(same), row]
                same = []
            else:
                same.append(str(row.label))
        return rows + _unchanged(same) if rows else []

    @property
    def differs(self) -> bool:
        """Whether anything differs."""
        return bool(self.rows) or any(piece.kind != SAME for piece in self.headline)

    @property
    def coarse(self) -> bool:
        """Whether something was compared by whole passages, because too much differs."""
        return bool(self.rows) and self.budget.spent

    def _words(self, before: str, after: str) -> list[Piece]:
        return _spaced(words(before, after, self.budget))

    def _all(self) -> Iterator[Row]:
        """Yield every part that either version has, then the body; what is the same has no pieces."""
        was, now, lead = _Side(self.before), _Side(self.after), _("Lead photo")
        for label, look, before, after in (
            (_("Kicker"), "caption", self.before.kicker, self.after.kicker),
            (lead, "caption", was.lead, now.lead),
            (_("Byline"), "caption", was.byline, now.byline),
            (_("Standfirst"), "standfirst", self.before.standfirst, self.after.standfirst),
        ):
            if before != after:
                yield Row(self._words(before, after), look, label)
            elif before and label is lead and self.before.lead_crops != self.after.lead_crops:
                yield Row([Piece(SAME, before)], look, _("Lead photo cropped differently"))
            elif before:
                yield Row(label=label)
        found = aligned(was.blocks, now.blocks, self.budget)
        for same, run in groupby(found, key=lambda passage: passage.kind == SAME):
            together = list(run)
            yield from [Row(label=label) for label in _counted(together)] if same else map(_row, together)


class _Side:
    """The words of one version, photos with caption and credit."""

    def __init__(self, version: Version) -> None:
        photos = (shown.photo for shown in version.photos.all())
        self.photos: dict[int, Photo] = {photo.pk: photo for photo in photos if not photo.killed_at}
        self.lead = self._photo(version.lead_photo_id, version.lead_caption)
        self.byline = "\n".join(" ".join(map(_names, line)) for line in byline_lines(version.bylines.all()))
        self.blocks = list(self._blocks(version.body))

    def _blocks(self, html: str) -> Iterator[Block]:
        for block in blocks(html, plainly):
            if not block.is_photo:
                yield block
            elif block.photo in self.photos:
                yield block._replace(text=self._photo(block.photo, block.text))

    def _photo(self, pk: int | None, caption: str) -> str:
        photo = self.photos.get(pk) if pk else None
        return (
            " ".join(filter(None, [caption or photo.caption, str(photo.made_label), photo.credit_line]))
            if photo
            else ""
        )


def _names(group: Group) -> str:
    return f"{group.words} {''.join(f'{separator}{credit.printed}' for separator, credit in group.credits)}"


def _row(passage: Passage) -> Row:
    kind = passage.block.kind
    pieces = _spaced(passage.pieces) or [Piece(passage.kind, str(LABELS.get(kind, "")))]
    label = LABELS.get(kind, "")
    if passage.kind == CHANGED and all(piece.kind == SAME for piece in pieces):
        label = _("Links or layout changed")
    return Row(pieces, LOOKS.get(kind, "paragraph"), label)


def _spaced(pieces: list[Piece]) -> list[Piece]:
    """Return pieces whose marks begin at a word, with a space between what went and what came in its place."""
    found: list[Piece] = []
    for kind, text in pieces:
        word = text if kind == SAME else text.lstrip(" ")
        apart = len(word) < len(text) or (kind == INS and found and found[-1].kind == DEL)
        found += [Piece(SAME, " "), Piece(kind, word)] if apart else [Piece(kind, text)]
    return [piece for piece in found if piece.text]


def _counted(same: list[Passage]) -> list[str]:
    """Return “3 paragraphs” and “1 photo” for passages that are the same."""
    photos = sum(passage.block.is_photo for passage in same)
    texts = len(same) - photos
    counts = [
        ngettext("%(count)d paragraph", "%(count)d paragraphs", texts) % {"count": texts} if texts else "",
        ngettext("%(count)d photo", "%(count)d photos", photos) % {"count": photos} if photos else "",
    ]
    return [count for count in counts if count]


def _unchanged(names: list[str]) -> list[Row]:
    told = pgettext("between names", ", ").join(names)
    return [Row(label=gettext("Unchanged: %(names)s") % {"names": native_digits(told)})] if names else []
