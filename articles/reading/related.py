"""What stands under a story: the stories an editor chose, else the newest on the same subjects."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Version, VersionQuerySet, VersionRelated, VersionTag

MOST = 4
SUBJECTS = 8


def with_related_flag(versions: VersionQuerySet, at: dt.datetime | None = None) -> VersionQuerySet:
    """Add `has_chosen`: whether readers see any of the stories chosen to stand under a version."""
    choice = VersionRelated.objects.filter(version=OuterRef(OuterRef("pk")))
    live = Version.objects.live(at).filter(article__in=choice.values("article"))
    return versions.annotate(has_chosen=Exists(live))


def chosen(version: Version, at: dt.datetime | None = None) -> VersionQuerySet:
    """Return what readers see of the stories chosen to stand under a version, in the order of the choice."""
    choice = VersionRelated.objects.filter(version=version, article=OuterRef("article"))
    return (
        Version.objects.live(at)
        .filter(article__in=VersionRelated.objects.filter(version=version).values("article"))
        .annotate(place=choice.values("position")[:1], choice=choice.values("pk")[:1])
        .defer("body")
        .with_pictures()
        .order_by("place", "choice")[:MOST]
    )


def on_subjects(tags: list[int], besides: int | None, at: dt.datetime | None = None) -> VersionQuerySet:
    """Return the newest stories that readers see on any of these tags (keys), besides one (the key of its article).

    The newest few of each tag are found along the tag's own index and only those are sorted, so that a tag on half of
    all stories costs no more than a rare one.
    """
    newest = [newest_on(tag, {besides} - {None}, MOST, at).values("version") for tag in tags[:SUBJECTS]]
    found = newest[0].union(*newest[1:]) if len(newest) > 1 else newest[0]
    return Version.objects.filter(pk__in=found).defer("body").with_pictures().newest_first()[:MOST]


def newest_on(tag: int, besides: Collection[Any], most: int, at: dt.datetime | None = None) -> QuerySet[VersionTag]:
    """Return the tag's rows of its newest stories that readers see, besides some (the keys of articles)."""
    # The limit stands one level down, because SQLite takes none inside the parts of a union.
    newest = (
        Version.objects.live(at)
        .filter(tags__tag=tag)
        .exclude(article__in=besides)
        .order_by("-tags__first_published", "-tags__version_id")
    )
    return VersionTag.objects.filter(tag=tag, version__in=newest.values("pk")[:most])
