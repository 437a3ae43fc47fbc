"""A front in small: its containers as the desk shows them, with how each story stands, and what fills the rest."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from articles.arranging import Box
from articles.desk.front_sheet import BoxRow, Sheet, SpotRow
from articles.desk.rows import thumb
from articles.desk.standing import standing, with_standing
from articles.desk.times import Moment
from articles.models import Article, Container, Section, Slot, State, Tag, Version, instant
from articles.reading.arranged import Part
from articles.reading.front import arranged_edition
from articles.search.desk import best
from media.models import Photo

ON_OFFER = 12


@dataclass(frozen=True)
class Told:
    """A story as the desk tells of it: its own headline, picture, state by the desk's disc, and that in words."""

    pk: int
    headline: str
    thumb: str
    state: str
    words: str


@dataclass(frozen=True)
class ShownSpot:
    """A placed story: what was typed for it, how it stands, whether readers see it here, and if not why."""

    number: int
    row: SpotRow
    told: Told
    photo: Photo | None
    photo_thumb: str
    shows: bool
    why_not: str
    window: str

    @property
    def key(self) -> str:
        """Its number as text."""
        return str(self.number)

    @property
    def own_thumb(self) -> str:
        """The address of its own photo's picture; "" without one."""
        return thumb(self.photo)


@dataclass(frozen=True)
class ShownBox:
    """A container: what was typed for it, what fills it in a word, its placed stories, and those that fill the rest."""

    number: int
    row: BoxRow
    name: str
    source: str
    spots: list[ShownSpot]
    filling: list[Told]


def parts_of_boxes(boxes: list[Box], at: dt.datetime | None = None) -> list[Part]:
    """Return what readers would be shown of containers that are not saved, at an instant (None is `instant()`)."""
    at = at or instant()
    sections = Section.objects.in_bulk({box.section for box in boxes if box.section})
    tags = Tag.objects.select_related("stands_for").in_bulk({box.tag for box in boxes if box.tag})
    photos = Photo.objects.in_bulk({spot.photo for box in boxes for spot in box.spots if spot.photo})
    return [
        Part(
            Container(
                kind=box.kind,
                title=box.title,
                fill=box.fill,
                section=sections.get(box.section) if box.section else None,
                tag=tags.get(box.tag) if box.tag else None,
                size=box.size,
            ),
            [
                Slot(article_id=one.article, headline=one.headline, photo=photos.get(one.photo) if one.photo else None)
                for one in box.spots
                if one.holds(at)
            ],
        )
        for box in boxes
    ]


def shown_boxes(sheet: Sheet, boxes: list[Box], *, whole: bool, zone: ZoneInfo) -> list[ShownBox]:
    """Return the containers as the page prints them; as many queries for many stories as for few."""
    now = timezone.now()
    parts = parts_of_boxes(boxes, now)
    filled = arranged_edition(parts, whole=whole).filled if parts else []
    known = tell({spot.article for box in boxes for spot in box.spots} | _keys(filled), zone)
    photos = Photo.objects.in_bulk({spot.photo for box in boxes for spot in box.spots if spot.photo})
    homes = {version.article_id: number for number, found in enumerate(filled) for version in found}
    names = [part.container.name for part in parts]
    shown = []
    count = 0
    for number, (row, box) in enumerate(zip(sheet.rows, boxes, strict=True)):
        placed = {spot.article for spot in box.spots}
        spots = []
        met: set[int] = set()
        for typed, spot in zip(row.spots, box.spots, strict=True):
            held = spot.holds(now)
            here = held and homes.get(spot.article) == number and spot.article not in met
            met |= {spot.article} if held else set()
            told, photo = known[spot.article], photos.get(spot.photo) if spot.photo else None
            why = "" if here else _why_not(told, held, homes.get(spot.article), names, number)
            small = thumb(photo) or told.thumb
            spots.append(ShownSpot(count, typed, told, photo, small, here, why, _window(spot, zone)))
            count += 1
        filling = [known[one.article_id] for one in filled[number] if one.article_id not in placed]
        source = str(parts[number].container.source or ("everything" if box.fill == Container.Fill.ALL else "nothing"))
        shown.append(ShownBox(number, row, names[number], source, spots, filling))
    return shown


def offered(words: str, zone: ZoneInfo) -> list[Told]:
    """Return stories to choose from: those that have every word typed, in their headlines first; else the last ones.

    Among equals the last changed one comes first.
    """
    there = Article.objects.exclude(headline="").only("pk").order_by("-updated_at", "-pk")
    keys = [one.pk for one in (best(there, words, ON_OFFER) if words else there[:ON_OFFER])]
    known = tell(keys, zone)
    return [known[pk] for pk in keys]


def tell(keys: Iterable[int], zone: ZoneInfo) -> dict[int, Told]:
    """Return stories by key as the desk tells of them, deleted ones too; one query."""
    stories: Any = with_standing(Article.every_row.filter(pk__in=list(keys))).select_related("lead_photo").defer("body")
    return {story.pk: _told(story, zone) for story in stories}


def _told(story: Any, zone: ZoneInfo) -> Told:
    stood = standing(story)
    if story.deleted_at:
        state, words = "killed", "Deleted: it falls away"
    elif stood.state == State.LIVE:
        state, words = "live", f"Live since {Moment(story.live_since, zone).words}"
    elif stood.state == State.SCHEDULED:
        state, words = "scheduled", f"Not live yet: from {Moment(story.next_from, zone).words}"
    elif stood.state in {State.KILLED, State.WITHDRAWN}:
        state, words = str(stood.state), f"{stood.words}: readers don’t see it"
    else:
        state, words = str(stood.state), f"{stood.words}: not live yet, without a time"
    return Told(story.pk, str(story), thumb(story.lead_photo), state, words)


def _why_not(told: Told, held: bool, home: int | None, names: list[str], number: int) -> str:
    """Say why readers do not see a story in a container, by its number; "" where its state or its window says it."""
    if not held or told.state != "live":
        return ""
    if home is not None and home != number:
        return f"Stands in {names[home]}"
    return "It stands here already" if home == number else "No room: it waits for a place"


def _window(spot: Any, zone: ZoneInfo) -> str:
    begins = f"from {Moment(spot.starts_at, zone).words}" if spot.starts_at else ""
    ends = f"until {Moment(spot.ends_at, zone).words}" if spot.ends_at else ""
    return " ".join(filter(None, ("Here", begins, ends))) if begins or ends else ""


def _keys(filled: list[list[Version]]) -> set[int]:
    return {version.article_id for found in filled for version in found}


def differing(mine: list[Box], theirs: list[Box], known: Mapping[int, Told]) -> tuple[list[str], list[str]]:
    """Return the headlines of stories that only one of two arrangements places, mine and theirs."""
    keys = [[spot.article for box in boxes for spot in box.spots] for boxes in (mine, theirs)]
    only = ([one for one in keys[0] if one not in keys[1]], [one for one in keys[1] if one not in keys[0]])
    return ([known[one].headline for one in only[0]], [known[one].headline for one in only[1]])
