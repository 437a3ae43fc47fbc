"""The stories of a month, and those of the last 48 hours, as sitemaps tell of them."""

import datetime as dt
from collections import defaultdict
from typing import Any

from articles.models import Site, Version, VersionPhoto, instant
from articles.reading.language import primary
from articles.reading.translations import alternates, in_groups
from articles.site.days import Span
from media.made_of import note_until
from media.models import Photo

from . import MOST
from .writing import Image, News, Url

# Google takes news of two days, and a thousand of them at most.
FRESH, MOST_NEWS = dt.timedelta(hours=48), 1000
# Where Google News wants more than the first part of a language's tag.
CHINESE = {"zh-hans": "zh-cn", "zh-cn": "zh-cn", "zh-hant": "zh-tw", "zh-tw": "zh-tw", "zh": "zh-cn"}
# What an address and a rendition are made of; never the texts.
COLUMNS = ("pk", "slug", "published_on", "live_from")


def of_month(span: Span, part: int, root: str) -> list[Url]:
    """Return a part (from 1) of what readers see of a month's stories, in two queries, three with translations.

    root: what stands before all paths.
    """
    start = (part - 1) * MOST
    found = Version.objects.live().filter(span.stories()).order_by("first_published", "pk").only(*COLUMNS)
    versions: list[Any] = list(found.with_group()[start : start + MOST])
    photos = _photos([version.pk for version in versions])
    linked = in_groups(version.group for version in versions if version.group)
    return [
        Url(
            root + version.get_absolute_url(),
            version.live_from,
            [_image(photo, root) for photo in photos[version.pk]],
            alternates=alternates(linked.get(version.group, []), root),
        )
        for version in versions
    ]


def of_news(site: Site, root: str) -> list[Url]:
    """Return the stories of the last 48 hours, the newest first, in one query, two with translations.

    What was retracted is no news.
    """
    fresh = Version.objects.live().filter(first_published__gt=instant() - FRESH, retracted=False)
    columns = (*COLUMNS, "headline", "language", "first_published")
    news: list[Any] = list(fresh.newest_first().only(*columns).with_group()[:MOST_NEWS])
    linked = in_groups(version.group for version in news if version.group)
    note_until(news[-1].first_published + FRESH if news else None)
    return [
        Url(
            root + version.get_absolute_url(),
            version.live_from,
            news=News(site.name, _news_language(version.language), version.headline, version.first_published),
            alternates=alternates(linked.get(version.group, []), root),
        )
        for version in news
    ]


def _photos(versions: list[int]) -> dict[int, list[Photo]]:
    """Return the photos that versions (keys) show now, the lead first, in one query."""
    found: dict[int, list[Photo]] = defaultdict(list)
    shown = VersionPhoto.objects.filter(version__in=versions).select_related("photo").defer("photo__credentials")
    for one in shown.order_by("position", "pk"):
        if one.photo.is_shown():
            found[one.version_id].append(one.photo)
    return found


def _image(photo: Photo, root: str) -> Image:
    return Image(root + photo.rendition_url("full", 1600), photo.web_statement)


def _news_language(code: str) -> str:
    return CHINESE.get(code.lower(), primary(code))
