"""A front as its page posts it: rows of containers and of the stories in them, read, checked, and moved about.

A container posts `c-<n>-kind`, `-title`, `-fill`, `-tag`, `-size`, `-place`; a story in it `s-<n>-box` (the container's
number), `-place`, `-article`, `-headline`, `-photo`, `-starts`, `-ends`. Places are numbers by which rows are put in
order, so that the page works without a script. Nothing typed is ever dropped: what is wrong is said at its row.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from articles.arranging import Box, Spot
from articles.desk.times import read_clock
from articles.models import HEADLINE_LENGTH, MOST_CONTAINERS, MOST_SHOWN, MOST_SLOTS, Article, Container, Section, Tag
from articles.models.arrangement import ON_TOP, rank_of
from articles.models.front import NAME_LENGTH
from media.keys import is_key
from media.models import Photo

KIND, FILL = Container.Kind, Container.Fill
USUAL_SIZE = {KIND.LEAD: 1, KIND.TIER: 3, KIND.LATEST: 8, KIND.OPINION: 4, KIND.BAND: 4}


@dataclass
class SpotRow:
    """A story at its place, as typed. number: by which its fields were posted."""

    article: int
    headline: str = ""
    photo: str = ""
    starts: str = ""
    ends: str = ""
    place: float = 0
    box: str = ""
    number: str = ""
    errors: dict[str, str] = field(default_factory=dict)


@dataclass
class BoxRow:
    """A container, as typed. fill: "all", "nothing", "section:<key>", or "tag" with its name in `tag`.

    number: by which its fields were posted.
    """

    kind: str
    title: str = ""
    fill: str = FILL.ALL
    tag: str = ""
    size: str = "3"
    place: float = 0
    number: str = ""
    spots: list[SpotRow] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def on_top(self) -> bool:
        """Whether it stands at the top of the page, before the bands."""
        return self.kind in ON_TOP

    @property
    def sized(self) -> bool:
        """Whether somebody says how many stories it shows: the lead has one, with two under it."""
        return self.kind != KIND.LEAD

    @property
    def kind_label(self) -> str:
        """What sort of container it is."""
        return str(KIND(self.kind).label)


class Sheet:
    """All rows of a front, and what is wrong with them as a whole."""

    def __init__(self, rows: list[BoxRow], zone: ZoneInfo) -> None:
        self.rows, self.zone, self.errors = rows, zone, list[str]()

    @classmethod
    def of(cls, boxes: list[Box], zone: ZoneInfo) -> "Sheet":
        """Return the rows that show what is saved."""
        tags = Tag.objects.in_bulk({box.tag for box in boxes if box.tag})

        def clock(at: dt.datetime | None) -> str:
            return at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds") if at else ""

        return cls(
            [
                BoxRow(
                    box.kind,
                    box.title,
                    f"section:{box.section}" if box.section else box.fill,
                    str(tags.get(box.tag, "")) if box.tag else "",
                    str(box.size),
                    spots=[
                        SpotRow(
                            one.article, one.headline, str(one.photo or ""), clock(one.starts_at), clock(one.ends_at)
                        )
                        for one in box.spots
                    ],
                )
                for box in boxes
            ],
            zone,
        )

    @classmethod
    def posted(cls, data: Mapping[str, str], zone: ZoneInfo) -> "Sheet":
        """Return the rows that were posted, in the order of their places; what is on top stays there."""
        rows = {number: _box(data, number) for number in _numbers(data, "c", "kind")[: MOST_CONTAINERS + 1]}
        for number in _numbers(data, "s", "article")[: MOST_SLOTS + 1]:
            spot = _spot(data, number)
            if spot and (home := rows.get(spot.box)):
                home.spots.append(spot)
        for row in rows.values():
            row.spots.sort(key=lambda spot: spot.place)
        found = sorted(rows.values(), key=lambda row: (rank_of(row.kind), row.place))
        return cls([row for row in found if row.kind in KIND.values], zone)

    def act(self, data: Mapping[str, str]) -> None:
        """Do what a button asks: `_up`, `_down` or `_remove` "c-2" or "s-14", `_add` a story or a `_new` container."""
        for act in ("_up", "_down", "_remove"):
            letter, _, number = data.get(act, "").partition("-")
            lists: list[list[Any]] = [self.rows] if letter == "c" else [row.spots for row in self.rows]
            for rows in lists:
                at = next((at for at, row in enumerate(rows) if row.number == number), None)
                if at is not None:
                    _moved(rows, at, act)
        if is_key(data.get("_add", "")):
            self._add(int(data["_add"]), data.get("add-box", "0"), data.get("add-place", ""))
        if "_new" in data and data.get("new-kind") in KIND.values:
            kind = KIND(data["new-kind"])
            row = BoxRow(kind, fill=FILL.NOTHING if kind == KIND.BAND else FILL.ALL, size=str(USUAL_SIZE[kind]))
            self.rows = sorted([*self.rows, row], key=lambda one: rank_of(one.kind))

    def boxes(self, place: Any) -> list[Box]:
        """Return what is to be saved; errors say what is wrong, and then it is not to be. place: the front."""
        if len(self.rows) > MOST_CONTAINERS:
            self.errors.append(f"A front has at most {MOST_CONTAINERS} containers.")
        if sum(len(row.spots) for row in self.rows) > MOST_SLOTS:
            self.errors.append(f"A front has at most {MOST_SLOTS} stories placed.")
        for kind in ON_TOP:
            if sum(row.kind == kind for row in self.rows) > 1:
                self.errors.append(f"There is one “{kind.label}” on a front. Remove the other.")
        if not (place.section_id or place.tag_id) and not any(row.kind == KIND.LEAD for row in self.rows):
            self.errors.append("The front page has a lead. Add one.")
        photos = {spot.photo for row in self.rows for spot in row.spots if is_key(spot.photo)}
        there = set(Photo.objects.filter(pk__in=photos).values_list("pk", flat=True)) if photos else set()
        sections = set(Section.objects.values_list("pk", flat=True))
        self._forget_gone()
        return [self._checked(row, sections, there) for row in self.rows]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.errors and not any(row.errors or any(spot.errors for spot in row.spots) for row in self.rows)

    def _add(self, article: int, box: str, place: str) -> None:
        home = next((row for row in self.rows if row.number == box), None)
        if home and Article.objects.filter(pk=article).exists():
            spots = home.spots
            spots.insert(int(place) if is_key(place) else len(spots), SpotRow(article))

    def _forget_gone(self) -> None:
        """Leave out stories whose rows are no more."""
        keys = {spot.article for row in self.rows for spot in row.spots}
        there = set(Article.every_row.filter(pk__in=keys).values_list("pk", flat=True))
        for row in self.rows:
            row.spots = [spot for spot in row.spots if spot.article in there]

    def _checked(self, row: BoxRow, sections: set[int], photos: set[int]) -> Box:
        row.title = " ".join(row.title.split())
        _fits(row.errors, "title", row.title, NAME_LENGTH)
        if not (is_key(row.size) and 1 <= int(row.size) <= MOST_SHOWN):
            row.errors["size"] = f"Choose a number from 1 to {MOST_SHOWN}."
        fill, section, tag = self._source(row, sections)
        spots = [self._spot(spot, photos) for spot in row.spots]
        return Box(row.kind, row.title, fill, section, tag, 3 if row.errors else int(row.size), spots)

    @staticmethod
    def _source(row: BoxRow, sections: set[int]) -> tuple[str, int | None, int | None]:
        if row.fill == FILL.TAG:
            tag = Tag.objects.like(row.tag) if row.tag.strip() else None
            if tag is None:
                row.errors["tag"] = f"There is no tag “{row.tag.strip()}”." if row.tag.strip() else "Which tag?"
                return FILL.NOTHING, None, None
            return FILL.TAG, None, tag.pk
        kind, _, key = row.fill.partition(":")
        if kind == FILL.SECTION:
            if is_key(key) and int(key) in sections:
                return FILL.SECTION, int(key), None
            row.errors["fill"] = "This section is gone. Choose another."
            return FILL.NOTHING, None, None
        return (FILL.ALL if kind == FILL.ALL else FILL.NOTHING), None, None

    def _spot(self, row: SpotRow, photos: set[int]) -> Spot:
        row.headline = " ".join(row.headline.split())
        _fits(row.errors, "headline", row.headline, HEADLINE_LENGTH)
        if row.photo and not (is_key(row.photo) and int(row.photo) in photos):
            row.errors["photo"] = "There is no such photo. Choose another."
        starts, ends = self._instant(row, "starts"), self._instant(row, "ends")
        if starts and ends and ends <= starts:
            row.errors["ends"] = "It ends before it begins."
        photo = int(row.photo) if row.photo and "photo" not in row.errors else None
        return Spot(row.article, row.headline, photo, starts, ends)

    def _instant(self, row: SpotRow, name: str) -> dt.datetime | None:
        at, error = read_clock(getattr(row, name), self.zone)
        if error:
            row.errors[name] = error
        return at


def _moved(rows: list[Any], at: int, act: str) -> None:
    """Move a row up or down, or take it out; a container stays on its side of what is on top."""
    if act == "_remove":
        del rows[at]
        return
    other = at + (1 if act == "_down" else -1)
    kinds = [getattr(rows[one], "kind", "") for one in (at, other) if 0 <= one < len(rows)]
    if len(kinds) > 1 and len({rank_of(kind) if kind else 0 for kind in kinds}) == 1:
        rows[at], rows[other] = rows[other], rows[at]


def _numbers(data: Mapping[str, str], letter: str, name: str) -> list[str]:
    found = (re.fullmatch(rf"{letter}-(\d{{1,6}})-{name}", key, re.ASCII) for key in data)
    return sorted((match[1] for match in found if match), key=int)


def _box(data: Mapping[str, str], number: str) -> BoxRow:
    def typed(name: str) -> str:
        return data.get(f"c-{number}-{name}", "").replace("\0", "")

    rest = (typed("title"), typed("fill"), typed("tag"), typed("size") or "3", _place(typed("place")))
    return BoxRow(typed("kind"), *rest, number)


def _spot(data: Mapping[str, str], number: str) -> SpotRow | None:
    def typed(name: str) -> str:
        return data.get(f"s-{number}-{name}", "").replace("\0", "")

    key = typed("article")
    if not is_key(key):
        return None
    rest = (typed("headline"), typed("photo").strip(), typed("starts"), typed("ends"))
    return SpotRow(int(key), *rest, _place(typed("place")), typed("box"), number)


def _place(typed: str) -> float:
    try:
        return float(typed or "inf")
    except ValueError:
        return float("inf")


def _fits(errors: dict[str, str], name: str, text: str, most: int) -> None:
    if len(text) > most:
        errors[name] = f"At most {most} characters fit; this has {len(text)}."
