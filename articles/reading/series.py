"""Where a story stands in its series: the parts around it, how many there are, what comes before and after."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from articles.models import Series, Version, VersionQuerySet
from media.made_of import note

from .language import native_digits

# How many parts are listed on each side of a story, where there are as many; a series of this length is listed whole.
AROUND = 3
LISTED = 2 * AROUND + 1
# What the list under a story prints, and by what it is put in order.
COLUMNS = ("article_id", "headline", "slug", "published_on", "language", "retracted", "part", "first_published")


@dataclass(frozen=True)
class Part:
    """A story in the list of parts. number: which one it is, None where that is not told. here: the story itself."""

    version: Version
    number: int | None
    here: bool = False


@dataclass(frozen=True)
class SeriesPlace:
    """A story's place in its series, as readers see it at an instant.

    number: as in “Part 2”; None where that is not told. total: of how many; 0 where that is not told. parts: those
    around it, in the order of the series. previous, next: what is to be read before and after.
    """

    series: Series
    number: int | None
    total: int
    parts: list[Part]
    count: int
    previous: Version | None = None
    next: Version | None = None

    @property
    def words(self) -> str:
        """“Part 2 of 5”, “Part 2 of 5 so far”, “Part 2”, or nothing, in the active language."""
        if not self.number:
            return ""
        if not self.total:
            return numbered(self.number)
        complete = self.series.complete
        words = gettext("Part {number} of {total}") if complete else gettext("Part {number} of {total} so far")
        return native_digits(words.format(number=self.number, total=self.total))

    @property
    def is_whole(self) -> bool:
        """Whether every part is listed."""
        return self.count <= len(self.parts)


def numbered(part: int) -> str:
    """Return “Part 2” in the active language."""
    return native_digits(gettext("Part {number}").format(number=part))


def place_of(version: Version, at: dt.datetime | None = None) -> SeriesPlace | None:
    """Return where a version, saved or not, stands among what readers see of its series; None without one.

    One query, however long the series is. The version itself stands there, whether readers see it or not.
    """
    series = version.series
    if series is None:
        return None
    note(f"series-stories-{series.pk}")
    near = list(_near(version, at))
    earlier = [one for one in near if _key(one) < _key(version)][-2 * AROUND :]
    later = [one for one in near if _key(one) > _key(version)][: 2 * AROUND]
    before = near[0].earlier if near else 0
    count = 1 + (near[0].others if near else 0)
    by_part = not series.is_newest_first
    number = version.part_number or (before + 1 if by_part else None)
    return SeriesPlace(
        series,
        number,
        total=count if by_part and number and number <= count else 0,
        parts=_listed(version, earlier, later, before),
        count=count,
        previous=earlier[-1] if earlier else None,
        next=later[0] if later else None,
    )


def _listed(version: Version, earlier: list[Version], later: list[Version], before: int) -> list[Part]:
    """Return as many parts as are listed, the version in their middle where there are enough on both sides."""
    behind = max(AROUND, 2 * AROUND - len(later))
    shown = earlier[-behind:]
    shown = [*shown, version, *later[: LISTED - 1 - len(shown)]]
    first = before - len(earlier[-behind:]) + 1
    by_part = not (version.series and version.series.is_newest_first)
    parts = [
        Part(one, one.part_number or (first + place if by_part else None), here=one is version)
        for place, one in enumerate(shown)
    ]
    return parts if by_part else parts[::-1]


def _near(version: Version, at: dt.datetime | None) -> VersionQuerySet:
    """Return the nearest parts on both sides in their order, each with how many `others` there are, and `earlier`."""
    others = Version.objects.live(at).in_series(version.series_id).exclude(article=version.article_id)
    part, first, pk = _key(version)
    rest = Q(first_published__lt=first) | Q(first_published=first, pk__lt=pk)
    before = others.filter(Q(part__lt=part) | rest, part__lte=part)
    rest = Q(first_published__gt=first) | Q(first_published=first, pk__gt=pk)
    after = others.filter(Q(part__gt=part) | rest, part__gte=part)
    sides = before.order_by("-part", "-first_published", "-pk"), after.by_part()
    # The limits stand one level down, because SQLite takes none inside the parts of a union.
    keys = [Version.objects.filter(pk__in=side.values("pk")[: 2 * AROUND]).order_by().values("pk") for side in sides]
    near = Version.objects.filter(pk__in=keys[0].union(keys[1])).annotate(others=_count(others), earlier=_count(before))
    return near.only(*COLUMNS).by_part()


def _count(versions: VersionQuerySet) -> Coalesce:
    counted = versions.order_by().values("series").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _key(version: Version) -> tuple[int, dt.datetime, int]:
    return version.part, version.first_published, version.pk or 0
