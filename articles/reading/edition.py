"""The front page, laid out from what is live: which story stands where, and none of them twice, in no language."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from articles.models import Section, Tag, Version
from articles.paths import path_to

TIER = 3
LATEST = 8
VOICES = 4
IN_FEATURE = 8
IN_ROW = 4
# How many of its newest stories each section is asked for: enough for its band after the top has taken its pick.
WANTED = 16
LAYOUTS = ("feature", "row", "feature-end", "row")


@dataclass(frozen=True)
class Band:
    """A part of the page under a heading. layout: "opinion", "feature", "feature-end" or "row".

    A feature has one big story first and the others in one or two lists. source: the section or tag that it shows, to
    whose page the heading leads. title: what the heading says instead of its name. number: tells bands of a page apart.
    """

    source: Section | Tag | None
    layout: str
    stories: list[Version]
    title: str = ""
    number: int = 0

    @property
    def heading(self) -> str:
        """What the heading says."""
        return self.title or str(self.source or "")

    @property
    def url(self) -> str:
        """Where the heading leads; "" for nowhere."""
        kind = "tag" if isinstance(self.source, Tag) else "section"
        return path_to(kind, self.source.slug) if self.source else ""

    @property
    def big(self) -> Version:
        """The story that a feature opens with."""
        return self.stories[0]

    @property
    def lists(self) -> list[list[Version]]:
        """The other stories of a feature: one list up to three, else two with the longer one last."""
        others = self.stories[1:]
        if len(others) <= TIER:
            return [others]
        half = len(others) // 2
        return [others[:half], others[half:]]

    @property
    def pictured(self) -> list[Version]:
        """The stories that are printed with their picture: all of a row, of a feature the big one and a lone list."""
        if self.layout == "row":
            return self.stories
        lists = self.lists
        return [] if self.layout == "opinion" else [self.big, *(lists[0] if len(lists) == 1 else lists[0][:1])]

    @property
    def columns(self) -> int:
        """How many stories stand beside each other in a row: two at least, so that a lone one is not lost."""
        return min(max(2, len(self.stories)), IN_ROW)


@dataclass(frozen=True)
class Edition:
    """A front page: one lead and the stories under it, a tier of three, the latest, and bands in their order.

    filled: the stories of each container of an arrangement, by its place among them; none without one.
    """

    lead: Version | None = None
    related: list[Version] = field(default_factory=list)
    tier: list[Version] = field(default_factory=list)
    latest: list[Version] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    filled: list[list[Version]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands anywhere."""
        return not (self.lead or self.tier or self.latest or self.bands)

    def stories(self) -> Iterator[Version]:
        """Yield every story that has a place."""
        yield from [self.lead, *self.related] if self.lead else self.related
        yield from [*self.tier, *self.latest]
        for band in self.bands:
            yield from band.stories

    def pictured(self) -> Iterator[Version]:
        """Yield the stories that are printed with their picture."""
        if self.lead:
            yield self.lead
        yield from self.tier
        for band in self.bands:
            yield from band.pictured


class Pool:
    """Stories that have no place yet, the newest first."""

    def __init__(self, stories: Iterable[Version]) -> None:
        self.stories = list(stories)

    def take(self, most: int, wanted: Callable[[Version], bool] = lambda version: True) -> list[Version]:
        """Take out up to so many of the stories that are wanted."""
        taken = [version for version in self.stories if wanted(version)][:most]
        self.drop(taken)
        return taken

    def drop(self, gone: Iterable[Version]) -> None:
        """Take out these stories."""
        articles = {version.article_id for version in gone}
        self.stories = [version for version in self.stories if version.article_id not in articles]

    def keep_one_of_each(self, placed: Iterable[Version] = ()) -> None:
        """Keep one translation of each story, in the site's language or else the newest; none of one that is placed."""
        kept: dict[int | None, int | None] = {one.group: None for one in placed}
        translations = [one for one in self.stories if one.group]
        for one in sorted(translations, key=lambda one: one.language != one.section.site.language):
            kept.setdefault(one.group, one.article_id)
        self.stories = [one for one in self.stories if not one.group or kept[one.group] == one.article_id]


def lay_out(
    sections: Iterable[Section], stories: Iterable[Version], under_lead: Callable[[Version], list[Version]]
) -> Edition:
    """Lay out a front page.

    stories: the newest of each section, the newest first. under_lead: gives what an editor chose to stand under the
    lead story.
    """
    pool = Pool(stories)
    if not pool.stories:
        return Edition()
    pool.keep_one_of_each()
    total = len(pool.stories)
    lead = (pool.take(1, lambda one: is_news(one) and has_photo(one)) or pool.take(1, is_news) or pool.take(1))[0]
    related = [one for one in under_lead(lead) if one.article_id != lead.article_id][:2]
    pool.drop(related)
    opinions = [(section, pool.take(VOICES, in_section(section))) for section in sections if section.opinion]
    tier = _tier(pool)
    latest = pool.take(min(LATEST, max(TIER, total // 4)), is_news)
    bands = _bands(pool, [section for section in sections if not section.opinion])
    voices = [Band(section, "opinion", found) for section, found in opinions if found]
    return Edition(lead, related, tier, latest, numbered([*voices, *bands]))


def numbered(bands: Iterable[Band]) -> list[Band]:
    """Return bands with their numbers, from 1."""
    return [replace(band, number=number) for number, band in enumerate(bands, 1)]


def is_news(version: Version) -> bool:
    """Say whether a story is no opinion."""
    return not version.section.opinion


def has_photo(version: Version) -> bool:
    """Say whether a story has a picture that readers may see: its lead photo, or what stands in for it."""
    return version.list_photo is not None


def in_section(section: Section) -> Callable[[Version], bool]:
    """Return a test for stories of a section."""
    return lambda version: version.section_id == section.pk


def _tier(pool: Pool) -> list[Version]:
    """Take the newest three with a photo, or none: two would leave a gap."""
    tier = pool.take(TIER, lambda one: is_news(one) and has_photo(one))
    if len(tier) == TIER:
        return tier
    pool.stories = sorted([*pool.stories, *tier], key=lambda one: (one.first_published, one.pk), reverse=True)
    return []


def _bands(pool: Pool, sections: Iterable[Section]) -> list[Band]:
    bands: list[Band] = []
    for section in sections:
        layout = LAYOUTS[len(bands) % len(LAYOUTS)]
        stories = _featured(pool, section) if layout != "row" else []
        if not stories:
            layout, stories = "row", pool.take(IN_ROW, in_section(section))
        if stories:
            bands.append(Band(section, layout, stories))
    return bands


def _featured(pool: Pool, section: Section) -> list[Version]:
    """Take what a feature shows: a big story with a photo and at least three more; nothing where there is less."""
    mine = [one for one in pool.stories if one.section_id == section.pk]
    big = next((one for one in mine if has_photo(one)), None)
    if big is None or len(mine) <= TIER:
        return []
    stories = [big, *[one for one in mine if one is not big][: IN_FEATURE - 1]]
    pool.drop(stories)
    return stories
