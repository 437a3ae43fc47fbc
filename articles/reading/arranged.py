"""A front as an editor arranged it: what was placed stands where it was put, and the rest is filled in. None twice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from articles.models import Container, Slot, Version
from articles.models.arrangement import ON_TOP, rank_of

from .edition import IN_FEATURE, IN_ROW, LAYOUTS, TIER, Band, Edition, Pool, has_photo, in_section, is_news, numbered

FEATURES = tuple(dict.fromkeys(layout for layout in LAYOUTS if layout != "row"))
# How many stories stand under the lead at most.
UNDER_LEAD = 2

Wanted = Callable[[Version], bool]


@dataclass(frozen=True)
class Part:
    """A container, and the slots of it whose windows hold, in order."""

    container: Container
    slots: list[Slot] = field(default_factory=list)

    @property
    def room(self) -> int:
        """How many stories it has room for."""
        return 1 + UNDER_LEAD if self.container.kind == Container.Kind.LEAD else self.container.size


def parts_of(rows: Iterable[Container]) -> list[Part]:
    """Return the parts that rows of `with_slots` tell of."""
    return [
        Part(one[0], [row.held for row in one if row.held])
        for _, group in groupby(rows, key=lambda row: row.pk)
        for one in [list(group)]
    ]


def arranged(
    parts: list[Part],
    stories: Iterable[Version],
    tagged: Mapping[int, set[int]],
    under_lead: Callable[[Version], list[Version]],
    *,
    whole: bool = True,
) -> Edition:
    """Lay out an arrangement.

    stories: what readers see of what is placed, and the newest of all that fills, the newest first. tagged: the keys of
    versions by the tag that fills. under_lead: gives what was chosen to stand under the lead story. whole: whether a
    lead is found somewhere even where its container fills from nothing: the site has one as long as it has a story.
    """
    pool = Pool(stories)
    order = sorted(range(len(parts)), key=lambda number: (rank_of(parts[number].container.kind), number))
    filled: list[list[Version]] = [[] for _ in parts]
    for number in order:
        filled[number] = _placed(parts[number], pool)
    pool.keep_one_of_each(version for found in filled for version in found)
    for number in order:
        if parts[number].container.kind == Container.Kind.LEAD:
            filled[number] = _under(_lead(parts[number], filled[number], pool, tagged, whole=whole), filled, under_lead)
            pool.drop(filled[number])
        else:
            filled[number] += _filling(parts[number], filled[number], pool, tagged)
    top = {part.container.kind: filled[number] for number, part in enumerate(parts) if part.container.kind in ON_TOP}
    lead = top.get(Container.Kind.LEAD, [])
    return Edition(
        lead[0] if lead else None,
        lead[1:],
        top.get(Container.Kind.TIER, []),
        top.get(Container.Kind.LATEST, []),
        _bands(parts, filled),
        filled,
    )


def _placed(part: Part, pool: Pool) -> list[Version]:
    """Take what was placed in a part and is live, each story once, with what the slot says instead."""
    live = {version.article_id: version for version in pool.stories}
    found: list[Version] = []
    for slot in part.slots:
        version = live.pop(slot.article_id, None)
        if version and len(found) < part.room:
            version.front_headline, version.front_photo = slot.headline, slot.photo
            found.append(version)
    pool.drop(found)
    return found


def _lead(
    part: Part, found: list[Version], pool: Pool, tagged: Mapping[int, set[int]], *, whole: bool
) -> list[Version]:
    """Return what was placed in the lead, or else the newest that leads."""
    return found or _newest_lead(pool, _wanted(part.container, tagged)) or (_newest_lead(pool, _any) if whole else [])


def _newest_lead(pool: Pool, wanted: Wanted) -> list[Version]:
    """Take the newest news with a photo, or without one, or at last the newest of all."""
    return (
        pool.take(1, lambda one: is_news(one) and has_photo(one) and wanted(one))
        or pool.take(1, lambda one: is_news(one) and wanted(one))
        or pool.take(1, wanted)
    )


def _under(
    lead: list[Version], filled: list[list[Version]], under_lead: Callable[[Version], list[Version]]
) -> list[Version]:
    """Return the lead, and under it what was placed there or else chosen to stand under the story."""
    if len(lead) != 1:
        return lead
    taken = {version.article_id for found in [lead, *filled] for version in found}
    return lead + [one for one in under_lead(lead[0]) if one.article_id not in taken][:UNDER_LEAD]


def _filling(part: Part, found: list[Version], pool: Pool, tagged: Mapping[int, set[int]]) -> list[Version]:
    """Take what fills the rest of a part."""
    kind, missing = part.container.kind, part.room - len(found)
    wanted = _wanted(part.container, tagged)
    if kind == Container.Kind.TIER:
        return pool.take(missing, lambda one: is_news(one) and has_photo(one) and wanted(one))
    if kind == Container.Kind.LATEST:
        return pool.take(missing, lambda one: is_news(one) and wanted(one))
    return _band_stories(pool, wanted, missing, opens=not found)


def _band_stories(pool: Pool, wanted: Wanted, most: int, *, opens: bool) -> list[Version]:
    """Take the newest; one that opens a band of more than a row is the newest with a photo."""
    first = pool.take(1, lambda one: has_photo(one) and wanted(one)) if opens and most > IN_ROW else []
    return first + pool.take(most - len(first), wanted)


def _wanted(container: Container, tagged: Mapping[int, set[int]]) -> Wanted:
    """Return a test for the stories that fill a container."""
    if container.fill == Container.Fill.SECTION:
        return in_section(container.section)  # type: ignore[arg-type]  # a constraint says that there is one
    if container.fill == Container.Fill.TAG:
        keys = tagged.get(container.source.pk, set())
        return lambda version: version.pk in keys
    return _any if container.fill == Container.Fill.ALL else _nothing


def _any(version: Version) -> bool:
    return True


def _nothing(version: Version) -> bool:
    return False


def _bands(parts: list[Part], filled: list[list[Version]]) -> list[Band]:
    bands: list[Band] = []
    features = 0
    for part, stories in zip(parts, filled, strict=True):
        container = part.container
        if container.kind in ON_TOP or not stories:
            continue
        layout = "opinion" if container.kind == Container.Kind.OPINION else "row"
        if layout == "row" and part.room > IN_ROW and TIER < len(stories) <= IN_FEATURE and has_photo(stories[0]):
            layout = FEATURES[features % len(FEATURES)]
            features += 1
        bands.append(Band(container.source, layout, stories, container.title))
    return numbered(bands)
