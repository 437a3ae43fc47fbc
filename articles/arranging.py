"""Drafts of fronts: what the desk arranges before readers see it. Nothing here changes what readers see.

A save writes another `Arrangement` and points the draft at it; the one before stays as an earlier state. Who began
with an older state than the draft has by now is told so (`Overtaken`), and nothing of either is lost.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from articles.holding import Refused, permit
from articles.house_rules import Finding
from articles.models import Act, Arrangement, Container, Front, FrontVersion, Section, Site, Slot, name_key
from articles.models.section import the_site
from articles.recording import record

PERMISSION = "articles.arrange_front"
# How many earlier states of a draft are kept, besides those that readers saw.
KEPT_STATES = 30
BAND_SIZES = (8, 4)


@dataclass(frozen=True)
class Spot:
    """A story at its place; photo: a primary key. As a `Slot`, and not saved yet."""

    article: int
    headline: str = ""
    photo: int | None = None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None

    def holds(self, at: dt.datetime) -> bool:
        """Whether its window holds at an instant (aware), as the database is asked of a `Slot`."""
        return (self.starts_at is None or self.starts_at <= at) and (self.ends_at is None or self.ends_at > at)


@dataclass(frozen=True)
class Box:
    """A container with what is placed in it; section, tag: primary keys. As a `Container`, and not saved yet."""

    kind: str
    title: str = ""
    fill: str = Container.Fill.ALL
    section: int | None = None
    tag: int | None = None
    size: int = 3
    spots: list[Spot] = field(default_factory=list)


class Overtaken(Exception):  # noqa: N818 it says how the form stands
    """Somebody saved the draft after the form was filled; `state` is theirs."""

    def __init__(self, state: Arrangement) -> None:
        super().__init__("Somebody saved this front meanwhile.")
        self.state = state


def automatic(section: Section | None = None, tag: Any = None) -> list[Box]:
    """Return the containers of a front that nobody arranged: of the site as it is laid out by itself."""
    if section or tag:
        fill = Container.Fill.SECTION if section else Container.Fill.TAG
        keys = {"fill": fill, "section": section and section.pk, "tag": tag and tag.pk}
        return [Box(Container.Kind.LEAD, size=1, **keys), Box(Container.Kind.TIER, **keys)]
    sections = list(Section.objects.all())
    boxes = [Box(Container.Kind.LEAD, size=1), Box(Container.Kind.TIER), Box(Container.Kind.LATEST, size=8)]
    boxes += [_of(one, Container.Kind.OPINION, 4) for one in sections if one.opinion]
    news = [one for one in sections if not one.opinion]
    return boxes + [_of(one, Container.Kind.BAND, BAND_SIZES[number % 2]) for number, one in enumerate(news)]


def boxes_of(arrangement: Arrangement) -> list[Box]:
    """Return what a state holds, in two queries."""
    return [
        Box(
            one.kind,
            one.title,
            one.fill,
            one.section_id,
            one.tag_id,
            one.size,
            [
                Spot(slot.article_id, slot.headline, slot.photo_id, slot.starts_at, slot.ends_at)
                for slot in one.slots.all()
            ],
        )
        for one in arrangement.containers.prefetch_related("slots")
    ]


@transaction.atomic
def start(name: str, boxes: list[Box], *, by: Any, section: Any = None, tag: Any = None) -> Front:
    """Make a draft of a place. Raises PermissionDenied, and Refused where the place has one of that name."""
    permit(by, PERMISSION)
    front = Front(name=name, section=section, tag=tag)
    _named(front, name)
    front.arrangement = _write(boxes, by)
    front.save()
    Arrangement.objects.filter(pk=front.arrangement_id).update(front=front)
    return front


@transaction.atomic
def duplicate(front: Front, name: str, *, by: Any) -> Front:
    """Make a draft that begins as another stands. Raises PermissionDenied, and Refused for a name that is taken."""
    permit(by, PERMISSION)
    copy = Front(section=front.section, tag=front.tag, arrangement=front.arrangement)
    _named(copy, name)
    copy.save()
    return copy


@transaction.atomic
def rename(front: Front, name: str, *, by: Any) -> None:
    """Give a draft another name. Raises PermissionDenied, and Refused for a name that is taken or none."""
    permit(by, PERMISSION)
    _named(front, name)
    front.save()


@transaction.atomic
def save(front: Front, boxes: list[Box], base: int, *, by: Any) -> Arrangement:
    """Point a draft at what was arranged; return the new state.

    base: the primary key of the state with which the arranging began. Raises PermissionDenied, and Overtaken where the
    draft has another by now.
    """
    permit(by, PERMISSION)
    front.refresh_from_db(from_queryset=Front.objects.select_for_update())
    before = front.arrangement
    if before.pk != base:
        raise Overtaken(before)
    if boxes == boxes_of(before):
        return before
    front.arrangement = _write(boxes, by, front)
    front.save()
    _thin(front)
    return front.arrangement


@transaction.atomic
def delete_draft(front: Front, *, by: Any) -> None:
    """Take a draft away. What readers see of it stays. Raises PermissionDenied."""
    permit(by, PERMISSION)
    record(by, Act.DELETED, front, before={"Draft of": front.place_name})
    states = list(front.states.values_list("pk", flat=True))
    front.delete()
    _unused().filter(pk__in=states).delete()


def hold_fronts() -> None:
    """Let one act on what a place has wait for another, until the transaction ends: they share the site's row."""
    Site.objects.select_for_update().get(pk=the_site())


def _named(front: Front, name: str) -> None:
    """Give a name that is free and stays so until the transaction ends, or raise Refused."""
    hold_fronts()
    front.name = " ".join(name.split())
    if not front.name:
        raise Refused(Finding("name", "Give the draft a name."))
    if len(front.name) > (longest := Front._meta.get_field("name").max_length or 0):
        raise Refused(Finding("name", f"At most {longest} characters fit; this has {len(front.name)}."))
    same = Front.objects.of(front.section, front.tag).filter(key=name_key(front.name)).exclude(pk=front.pk)
    if same.exists():
        raise Refused(Finding("name", f"{front.place_name} has a draft “{front.name}” already. Choose another name."))


def _write(boxes: list[Box], by: Any, front: Front | None = None) -> Arrangement:
    """Write a state, in three queries."""
    state = Arrangement.objects.create(made_by=by, front=front)
    containers = Container.objects.bulk_create(
        Container(
            arrangement=state,
            position=position,
            kind=box.kind,
            title=box.title,
            fill=box.fill,
            section_id=box.section,
            tag_id=box.tag,
            size=box.size,
        )
        for position, box in enumerate(boxes)
    )
    Slot.objects.bulk_create(
        Slot(
            container=container,
            position=position,
            article_id=spot.article,
            headline=spot.headline,
            photo_id=spot.photo,
            starts_at=spot.starts_at,
            ends_at=spot.ends_at,
        )
        for container, box in zip(containers, boxes, strict=True)
        for position, spot in enumerate(box.spots)
    )
    return state


def _unused() -> Any:
    """Return the states that no draft has and that readers never see."""
    drafts = Front.objects.filter(arrangement=OuterRef("pk"))
    shown = FrontVersion.objects.filter(arrangement=OuterRef("pk"))
    return Arrangement.objects.filter(~Exists(drafts), ~Exists(shown))


def _thin(front: Front) -> None:
    """Delete all but the newest earlier states of a draft."""
    old = _unused().filter(front=front).order_by("-pk").values_list("pk", flat=True)[KEPT_STATES:]
    Arrangement.objects.filter(pk__in=list(old)).delete()


def _of(section: Section, kind: str, size: int) -> Box:
    return Box(kind, fill=Container.Fill.SECTION, section=section.pk, size=size)
