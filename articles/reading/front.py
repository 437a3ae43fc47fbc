"""What stands on top of a place at an instant, for readers and for whoever asks where a photo stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from articles.models import Container, Version, VersionQuerySet, VersionTag
from articles.watched import FRONTS
from media.made_of import note

from .arranged import Part, arranged, parts_of
from .chrome import with_head
from .edition import WANTED, Edition, lay_out
from .related import newest_on, picked, picks_of

# What is tried out, and where: (section, tag) by their keys.
_tried: ContextVar[tuple[tuple[Any, Any], list[Part]] | None] = ContextVar("tried", default=None)


def front_edition(sections: list[Any] | None = None) -> Edition:
    """Return the front page: as an editor arranged it, else laid out from what readers may see.

    sections: as `with_reach` gives them, where they are there.
    """
    if parts := live_parts():
        return arranged_edition(parts)
    there = list(with_reach(WANTED)) if sections is None else sections
    return lay_out(there, newest_of(there), lambda lead: list(picked(picks_of(lead))))


def top_of(section: Any = None, tag: Any = None) -> Edition:
    """Return what an editor arranged on top of a section or a tag; an empty edition without that."""
    parts = live_parts(section, tag)
    return arranged_edition(parts, whole=False) if parts else Edition()


def besides(top: Edition) -> Q:
    """Leave out of a list what stands on top of it; nothing where nothing does."""
    keys = [version.article_id for version in top.stories()]
    return ~Q(article__in=keys) if keys else Q()


@contextmanager
def trying_out(parts: list[Part], section: Any = None, tag: Any = None) -> Iterator[None]:
    """Read as if these parts stood on top of a place: how the desk looks at a draft on the readers' own page."""
    token = _tried.set(((section and section.pk, tag and tag.pk), parts))
    try:
        yield
    finally:
        _tried.reset(token)


def live_parts(section: Any = None, tag: Any = None) -> list[Part]:
    """Return the parts of what readers see on top of a place, in one query; none where nothing is arranged."""
    tried = _tried.get()
    if tried and tried[0] == (section and section.pk, tag and tag.pk):
        return tried[1]
    note(FRONTS)
    return parts_of(Container.objects.live_at(section, tag).with_slots())


def arranged_edition(parts: list[Part], *, whole: bool = True) -> Edition:
    """Lay out an arrangement in two queries, three where the site's lead has nothing under it; `whole`: of the site."""
    tags = {part.container.source.pk for part in parts if part.container.fill == Container.Fill.TAG}
    marks = {f"on_{tag}": Exists(VersionTag.objects.filter(version=OuterRef("pk"), tag=tag)) for tag in tags}
    found = list(_stories(parts, whole=whole).annotate(**marks).for_cards().newest_first())
    tagged = {tag: {one.pk for one in found if getattr(one, f"on_{tag}")} for tag in tags}
    return arranged(parts, found, tagged, lambda lead: list(picked(picks_of(lead))) if whole else [], whole=whole)


def with_reach(count: int) -> QuerySet[Any]:
    """Return the sections with `reach`: when the last of their newest so many live stories was first published.

    None for a section that has fewer. It is one step along an index for each section, whatever the section holds.
    """
    newest = Version.objects.live().filter(section=OuterRef("pk")).newest_first().values("first_published")
    return with_head().annotate(reach=Subquery(newest[count - 1 : count]))


def newest_of(sections: list[Any]) -> list[Version]:
    """Return the newest live stories of each section within its reach, the newest first, in two queries."""
    if not sections:
        return []
    within = (Q(section=one, **({"first_published__gte": one.reach} if one.reach else {})) for one in sections)
    return list(Version.objects.live().filter(reduce(or_, within)).for_cards().newest_first())


def _stories(parts: list[Part], *, whole: bool) -> VersionQuerySet:
    """Return what readers see of what is placed, and the newest of each thing that fills, as many as may be needed.

    Each of these is found along an index of its own, so that a section with a million stories costs what a small one
    does.
    """
    placed = {slot.article_id for part in parts for slot in part.slots}
    rooms: dict[Any, int] = {Container.Fill.ALL: 1} if whole else {}
    for part in parts:
        rooms[_source(part)] = rooms.get(_source(part), 0) + part.room
    everywhere = rooms.get(Container.Fill.ALL, 0)
    found = [Version.objects.live().filter(article__in=placed).order_by().values("pk")]
    for source, room in rooms.items():
        if source != Container.Fill.NOTHING:
            found.append(_newest(source, placed, room + min(everywhere, WANTED)))
    return Version.objects.filter(pk__in=found[0].union(*found[1:]) if len(found) > 1 else found[0])


def _source(part: Part) -> Any:
    """Return what fills a part, as a key: (kind, primary key), or the kind alone."""
    fill, source = part.container.fill, part.container.source
    return (fill, source.pk) if source else fill


def _newest(source: Any, without: set[int], most: int) -> QuerySet[Any]:
    """Return the keys of the newest stories of a source, besides some."""
    if source[0] == Container.Fill.TAG:
        return newest_on(source[1], without, most).values("version")
    newest = Version.objects.live().exclude(article__in=without).newest_first()
    if source[0] == Container.Fill.SECTION:
        newest = newest.filter(section=source[1])
    # The limit stands one level down, because SQLite takes none inside the parts of a union.
    return Version.objects.filter(pk__in=newest.values("pk")[:most]).order_by().values("pk")
