"""What a change touches, and what the clock brings: the keys that pages are made of, see media.made_of.

The database tells of rows ("story-7", "photo-5"); a story stands in lists too, and these follow from its versions.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q

from articles.models import Article, Breaking, FrontVersion, Slot, Version, VersionByline, VersionRelated, VersionTag
from media.models import Photo

STORIES, FRONTS, CHROME = "stories", "fronts", "chrome"
# More stories than this at once, as a loader brings, touch all there is.
MOST = 500
# As far ahead as the clock is looked at, so that a clock that jumps is noticed some day (seconds).
AHEAD = 3600.0

Windows = tuple[type[Model], tuple[str, str], Callable[[Any], str], str]
# What begins and ends by itself: the columns of its window, the key, and the column that the key is made of.
WINDOWS: tuple[Windows, ...] = (
    (Version, ("live_from", "live_until"), "story-{}".format, "article_id"),
    (FrontVersion, ("live_from", "live_until"), lambda _: FRONTS, "pk"),
    (Slot, ("starts_at", "ends_at"), lambda _: FRONTS, "pk"),
    (Breaking, ("live_from", "live_until"), lambda _: CHROME, "pk"),
    (Photo, ("allowed_from", "allowed_until"), "photo-{}".format, "pk"),
)


def touched(keys: set[str]) -> set[str] | None:
    """Return the keys of all that changes to these touch; None is everything there is."""
    versions = _numbers(keys, "version-")
    stories = _numbers(keys, "story-")
    if len(versions) + len(stories) > MOST:
        return None
    if versions:
        found = Version.objects.filter(pk__in=versions).order_by().values_list("article", flat=True)
        stories = {*stories, *found}
    return keys | _lists_of(stories) if stories else keys


def due(after: float, until: float) -> set[str]:
    """Return the keys of what began or ended by itself after one moment and up to another (seconds since 1970)."""
    first, last = _moment(after), _moment(until)
    found: set[str] = set()
    for model, window, key, column in WINDOWS:
        for moment in window:
            rows = model._default_manager.filter(**{f"{moment}__gt": first, f"{moment}__lte": last})
            found |= {key(value) for value in rows.order_by(moment).values_list(column, flat=True)}
    return found


def next_instant(after: float) -> float:
    """Return the next moment after one (seconds since 1970) at which something begins or ends by itself."""
    first = _moment(after)
    moments = [
        model._default_manager.filter(**{f"{moment}__gt": first}).order_by(moment).values_list(moment, flat=True)[:1]
        for model, window, _, _ in WINDOWS
        for moment in window
    ]
    return min([after + AHEAD, *(moment.timestamp() for found in moments for moment in found)])


def _lists_of(stories: set[int]) -> set[str]:
    """Return the keys of stories and of the lists that they stand in, or stood."""
    of_them = Q(version__article__in=stories)
    filed = Version.objects.filter(article__in=stories).order_by().values_list("section", "series")
    tags = VersionTag.objects.filter(of_them).values_list("tag", flat=True)
    credited = VersionByline.objects.filter(of_them).order_by().values_list("author", "agency")
    # A pick comes to stand under a story as soon as readers see it.
    picking = VersionRelated.objects.filter(article__in=stories).order_by().values_list("version__article", flat=True)
    groups = Article.every_row.filter(pk__in=stories, translations__isnull=False).order_by()
    return {
        STORIES,
        *(f"translations-{group}" for group in groups.values_list("translations", flat=True)),
        *(f"story-{story}" for story in picking),
        *(f"story-{story}" for story in stories),
        *(f"{kind}-stories-{pk}" for row in filed for kind, pk in zip(("section", "series"), row, strict=True) if pk),
        *(f"tag-stories-{tag}" for tag in tags),
        *(f"{kind}-stories-{pk}" for row in credited for kind, pk in zip(("author", "agency"), row, strict=True) if pk),
    }


def _numbers(keys: set[str], word: str) -> set[int]:
    return {int(key.removeprefix(word)) for key in keys if key.startswith(word)}


def _moment(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
