"""What checks need to know besides a story's content, fetched before they run."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from articles import body, rights
from articles.addresses import dead_links
from articles.models import Agency, Article, Content, Site, Version, name_key
from media.models import Photo

from .finding import Finding

Photos = Mapping[int, Photo]

# For how long a headline is looked for among other stories.
SAME_HEADLINE = dt.timedelta(days=7)


@dataclass(frozen=True)
class Facts:
    """What is known beside a content.

    photos: those it shows, by primary key. headline_limit: the longest headline the site wants, in characters.
    agencies: each agency's primary key and its names, the printed one first. dead: the links that lead to no page of
    this site. same_headline: a story that readers see, or are to see, under the same headline. same_part: one that has
    the same number in its series. held: why the story is
    on legal hold; None when it is not. rights: what the rights of its photos have against it.
    """

    photos: Photos
    headline_limit: int | None = None
    agencies: tuple[tuple[int, tuple[str, ...]], ...] = ()
    dead: frozenset[str] = field(default_factory=frozenset)
    same_headline: Version | None = None
    same_part: Version | None = None
    held: str | None = None
    rights: tuple[Finding, ...] = ()


def facts_for(content: Content, article: Article, at: dt.datetime) -> Facts:
    """Return what is to be known of a story's content that is to go live at an instant (aware).

    As many queries for a long content as for a short one: photos, site and agencies, headlines, one for a part of a
    series, at most two for rights and seven for links.
    """
    site = Site.objects.current()
    address = (article.published_on or at.astimezone(site.tz).date(), content.slug)
    names = Agency.objects.order_by("pk").values_list("pk", "stands_for", "short_name", "name")
    photos = photos_of(content)
    return Facts(
        photos=photos,
        headline_limit=site.headline_limit,
        agencies=_named(names),
        dead=dead_links(
            {link.address for link in body.links(content.body)},
            at,
            own=address,
            tags=content.tags,
            series=content.series,
        ),
        same_headline=_same_headline(content, article, at),
        same_part=_same_part(content, article, at),
        held=article.hold_reason if article.held_at else None,
        rights=tuple(rights.against_rights(content, photos, article, at)),
    )


def _named(agencies: Iterable[tuple[int, int | None, str, str]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return each agency's names, with those of what it stands for; rows: key, key of what it stands for, two names."""
    named: dict[int, list[str]] = {pk: [short, name] for pk, stands_for, short, name in agencies if not stands_for}
    for _, stands_for, short, name in agencies:
        if stands_for in named:
            named[stands_for] += [short, name]
    return tuple((pk, tuple(filter(None, names))) for pk, names in named.items())


def photos_of(*contents: Content) -> dict[int, Photo]:
    """Return the photos that these stories show, by primary key, in one query (none where there are no photos)."""
    wanted = {pk for content in contents for pk in [content.lead_photo, *body.photo_ids(content.body)] if pk}
    return Photo.objects.in_bulk(wanted) if wanted else {}


def _same_headline(content: Content, article: Article, at: dt.datetime) -> Version | None:
    """Return another story of the last days with the same headline, whatever its capitals and accents' spelling."""
    key = name_key(content.headline)
    if not key:
        return None
    recent: Any = Version.objects.live_or_later(at).filter(first_published__gte=at - SAME_HEADLINE)
    others = recent.exclude(article=article.pk).only("headline", "live_from", "article_id")
    return next((version for version in others.order_by("-first_published") if name_key(version.headline) == key), None)


def _same_part(content: Content, article: Article, at: dt.datetime) -> Version | None:
    """Return another story that readers see, or are to see, in the same series under the same number."""
    if content.series is None or content.series != article.series_id or not article.part:
        return None
    others = Version.objects.not_killed().live_or_later(at).in_series(content.series).filter(part=article.part)
    return others.exclude(article=article.pk).only("headline", "part").order_by("first_published").first()
