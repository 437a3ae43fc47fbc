"""What stands on top of a place at an instant, for readers and for whoever asks where a photo stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Container, Version, VersionTag, instant
from articles.statements import Statement, few, given_key, given_moment
from articles.watched import FRONTS, STORIES
from media.lasting import lasting
from media.made_of import note

from .arranged import Part, arranged, parts_of
from .bringing import with_bylines, with_fallbacks
from .chrome import Chrome, chrome_of, with_head
from .edition import WANTED, Edition, lay_out
from .related import newest_on, picked_under

# What is tried out, and where: (section, tag) by their keys.
_tried: ContextVar[tuple[tuple[Any, Any], list[Part]] | None] = ContextVar("tried", default=None)


@dataclass(frozen=True)
class FrontPage:
    """The front page, and head and foot of it."""

    edition: Edition
    chrome: Chrome


@lasting
def front_page() -> FrontPage:
    """Return the front page: as an editor arranged it, else laid out from what readers may see."""
    note(STORIES)
    sections = sections_for_front()
    parts = live_parts()
    edition = arranged_edition(parts) if parts else lay_out(sections, newest_of(sections), picked_under)
    return FrontPage(edition, chrome_of(sections))


@lasting
def top_of(section: int | None = None, tag: int | None = None) -> Edition:
    """Return what an editor arranged on top of a section or a tag (keys); an empty edition without that."""
    parts = live_parts(section, tag)
    if not parts:
        return Edition()
    note(STORIES)
    return arranged_edition(parts, whole=False)


def besides(top: Edition) -> list[int]:
    """Return the stories (keys of articles) that stand on top of a list, and so not in it."""
    return [version.article_id for version in top.stories()]


@contextmanager
def trying_out(parts: list[Part], section: Any = None, tag: Any = None) -> Iterator[None]:
    """Read as if these parts stood on top of a place: how the desk looks at a draft on the readers' own page."""
    token = _tried.set(((section and section.pk, tag and tag.pk), parts))
    try:
        yield
    finally:
        _tried.reset(token)


def live_parts(section: int | None = None, tag: int | None = None) -> list[Part]:
    """Return the parts of what readers see on top of a place, in one query; none where nothing is arranged."""
    tried = _tried.get()
    if tried and tried[0] == (section, tag):
        return tried[1]
    note(FRONTS)
    asked = _containers(section is not None, tag is not None)
    return parts_of(asked.ask(at=instant(), section=section, tag=tag))


@cache
def _containers(in_section: bool, on_tag: bool) -> Statement:
    at = given_moment("at")
    section, tag = given_key("section") if in_section else None, given_key("tag") if on_tag else None
    return Statement(lambda: Container.objects.live_at(section, tag, at).with_slots(at))


def arranged_edition(parts: list[Part], *, whole: bool = True) -> Edition:
    """Lay out an arrangement in two queries, three where the site's lead has nothing under it; `whole`: of the site."""
    tags = sorted({part.container.source.pk for part in parts if part.container.fill == Container.Fill.TAG})
    found = with_fallbacks(with_bylines(_stories(parts, tags, whole=whole)))
    tagged = {tag: {one.pk for one in found if getattr(one, f"on_{place}")} for place, tag in enumerate(tags)}
    return arranged(parts, found, tagged, lambda lead: picked_under(lead) if whole else [], whole=whole)


def sections_for_front() -> list[Any]:
    """Return the sections, with what a page's head prints of them."""
    return SECTIONS.ask(at=instant())


SECTIONS = Statement(lambda: with_head(given_moment("at")), shared=True)


def newest_of(sections: list[Any]) -> list[Version]:
    """Return the newest live stories of each section, as many as a front may want, newest first, in two queries."""
    if not sections:
        return []
    given = {f"section_{place}": one.pk for place, one in enumerate(sections)}
    return with_fallbacks(with_bylines(_newest_of(len(sections)).ask(at=instant(), **given)))


@cache
def _newest_of(sections: int) -> Statement:
    """Return what `newest_of` asks of so many sections: of each a few steps along an index, whatever it holds."""
    at = given_moment("at")
    found = [
        _newest(Container.Fill.SECTION, given_key(f"section_{place}"), [], WANTED, at) for place in range(sections)
    ]
    keys: Any = found[0].union(*found[1:]) if len(found) > 1 else found[0]
    versions = Version.objects.filter(pk__in=keys).with_group().defer("body").with_pictures()
    return Statement(lambda: versions.prefetch_related(None).newest_first())


def _stories(parts: list[Part], tags: list[int], *, whole: bool) -> list[Version]:
    """Return what readers see of what is placed, and the newest of each thing that fills, as many as may be needed.

    The newest first, each saying in `on_0` and so on whether it is on the tags.
    """
    placed = few(sorted({slot.article_id for part in parts for slot in part.slots}))
    rooms: dict[Any, int] = {(Container.Fill.ALL, None): 1} if whole else {}
    for part in parts:
        rooms[_source(part)] = rooms.get(_source(part), 0) + part.room
    everywhere = rooms.get((Container.Fill.ALL, None), 0)
    filling = [one for one in rooms if one[0] != Container.Fill.NOTHING]
    sources = tuple((one[0], rooms[one] + min(everywhere, WANTED)) for one in filling)
    return _arranged(len(placed), sources, len(tags)).ask(
        at=instant(),
        **{f"placed_{place}": key for place, key in enumerate(placed)},
        **{f"source_{place}": key for place, (_, key) in enumerate(filling)},
        **{f"tag_{place}": key for place, key in enumerate(tags)},
    )


@lru_cache(maxsize=50)
def _arranged(placed: int, sources: tuple[tuple[str, int], ...], tags: int) -> Statement:
    """Return what `_stories` asks of so many placed stories, of sources that give so many each, and of so many tags.

    Each of these is found along an index of its own, so that a section with a million stories costs what a small one
    does.
    """
    at = given_moment("at")
    without: Any = [given_key(f"placed_{place}") for place in range(placed)]
    found = [Version.objects.live(at).filter(article__id__in=without).order_by().values("pk")] if placed else []
    for place, (fill, most) in enumerate(sources):
        found.append(_newest(fill, given_key(f"source_{place}"), without, most, at))
    on = {
        f"on_{place}": Exists(VersionTag.objects.filter(version=OuterRef("pk"), tag=given_key(f"tag_{place}")))
        for place in range(tags)
    }
    keys: Any = found[0].union(*found[1:]) if len(found) > 1 else found[0] if found else []
    versions = Version.objects.filter(pk__in=keys).annotate(**on).with_group().defer("body").with_pictures()
    return Statement(lambda: versions.prefetch_related(None).newest_first(), copied=True)


def _source(part: Part) -> tuple[str, int | None]:
    """Return what fills a part: its kind, and the key of a section or a tag."""
    source = part.container.source
    return part.container.fill, source.pk if source else None


def _newest(fill: str, key: Any, without: Any, most: int, at: Any) -> QuerySet[Any]:
    """Return the keys of the newest stories of a source, besides some."""
    if fill == Container.Fill.TAG:
        return newest_on(key, without, most, at).values("pk")
    newest = Version.objects.live(at).exclude(article__id__in=without).newest_first()
    if fill == Container.Fill.SECTION:
        newest = newest.filter(section=key)
    # The limit stands one level down, because SQLite takes none inside the parts of a union.
    return Version.objects.filter(pk__in=newest.values("pk")[:most]).order_by().values("pk")
