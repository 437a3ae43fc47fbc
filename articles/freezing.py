"""Rows of a version: written from a content, taken back into a desk copy. Versions are written by publishing alone."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles import body
from articles.cropping import note_changed, note_crops
from articles.models import (
    CORRECTIONS,
    UNNUMBERED,
    Article,
    Byline,
    Content,
    Kind,
    RelatedArticle,
    Site,
    TaggedArticle,
    Version,
    VersionByline,
    VersionPhoto,
    VersionRelated,
    VersionTag,
)
from articles.models.rows import create, insert
from articles.search.indexing import index_new

# What a story keeps of its last version, by which an index finds those that have changes.
LAST_DIGEST = Coalesce(
    Subquery(Version.objects.filter(article=OuterRef("pk")).order_by("-live_from").values("digest")[:1]), Value("")
)


@dataclass(frozen=True)
class Frozen:
    """A content to be written as a version: of which story, shown when, and why.

    Instants are aware. published_on is the day in the story's address; None takes it from the first publication.
    kind is that of a later version; a story's first is FIRST, unless it corrects what readers had seen elsewhere.
    cleaned: whether body.clean gave the body as it is.
    """

    article: Article
    content: Content
    live_from: dt.datetime
    first_published: dt.datetime
    published_on: dt.date | None = None
    number: int = 1
    kind: str = Kind.UPDATE
    note: str = ""
    retracted: bool = False
    live_until: dt.datetime | None = None
    end: str = Version.End.OPEN
    end_note: str = ""
    cleaned: bool = False


def in_order(stories: list[Frozen]) -> list[Frozen]:
    """Return versions, the stories' first ones, as one follows another: numbered, each ended where the next begins.

    A story's first version says when it was first published. A window that is closed already stays as it is.
    """
    by_article: dict[int, list[Frozen]] = {}
    for story in sorted(stories, key=lambda story: story.live_from):
        by_article.setdefault(story.article.pk, []).append(story)
    return [
        replace(
            story,
            number=number,
            first_published=versions[0].first_published,
            published_on=versions[0].published_on,
            live_until=story.live_until or (following.live_from if following else None),
            end=story.end or (Version.End.REPLACED if following else Version.End.OPEN),
        )
        for versions in by_article.values()
        for number, (story, following) in enumerate(zip_longest(versions, versions[1:]), 1)
    ]


def freeze(stories: list[Frozen], *, by: Any = None) -> list[Version]:
    """Write versions and all that belongs to them, in as many queries for one as for a thousand."""
    if not stories:
        return []
    zone = Site.objects.current().tz
    stories = [story if story.cleaned else _cleaned(story) for story in stories]
    versions = create(Version, (_version(story, zone, by) for story in stories))
    pairs = list(zip(versions, (story.content for story in stories), strict=True))
    index_new(pairs)
    insert(
        VersionByline,
        ("version_id", "first_published", "position", "role", "author_id", "agency_id"),
        (byline for version, content in pairs for byline in _bylines(version, content)),
    )
    insert(
        VersionTag,
        ("version_id", "tag_id", "first_published"),
        ((version.pk, tag, version.first_published) for version, content in pairs for tag in content.tags),
    )
    VersionPhoto.objects.bulk_create(
        VersionPhoto(version=version, photo_id=photo, position=position)
        for version, content in pairs
        for photo, position in _photos(content).items()
    )
    VersionRelated.objects.bulk_create(
        VersionRelated(version=version, article_id=other, position=position)
        for version, content in pairs
        for position, other in enumerate(content.related)
    )
    for version, story in zip(versions, stories, strict=True):
        story.article.first_published = version.first_published
        story.article.published_on = version.published_on
        story.article.last_digest = version.digest
    first = Version.objects.filter(article=OuterRef("pk")).order_by("live_from")
    note_crops((content.lead_photo, content.lead_crops) for _, content in pairs)
    # Deleted ones too, so that the database refuses to give them a version.
    Article.every_row.filter(pk__in={story.article.pk for story in stories}).update(
        first_published=Subquery(first.values("first_published")[:1]),
        published_on=Subquery(first.values("published_on")[:1]),
        last_digest=LAST_DIGEST,
    )
    return versions


def note_last_digests(articles: Any) -> None:
    """Keep with stories what their last versions are, whose digests were written anew. articles: their keys."""
    Article.every_row.filter(pk__in=articles).update(last_digest=LAST_DIGEST)


def settle(article: Article) -> None:
    """Make what nobody has seen yet agree with what comes before it: numbers, kinds, first publication, address."""
    now = timezone.now()
    seen = article.versions.seen(now).order_by("live_from").first()
    upcoming = list(article.versions.upcoming(now).order_by("live_from").defer("body"))
    first = seen or (upcoming[0] if upcoming else None)
    published = seen.first_published if seen else first.live_from if first else None
    on = seen.published_on if seen else _day(published)
    for number, version in enumerate(upcoming, article.versions.seen(now).count() + 1):
        kind = Kind.FIRST if number == 1 else Kind.UPDATE if version.kind == Kind.FIRST else version.kind
        Version.objects.filter(pk=version.pk).update(
            number=number, kind=kind, first_published=published, published_on=on
        )
        version.tags.update(first_published=published)
        version.bylines.filter(first_published__isnull=False).update(first_published=published)
    last = article.versions.order_by("-live_from").values_list("digest", flat=True).first()
    article.first_published, article.published_on, article.last_digest = published, on, last or ""
    article.save(update_fields=["first_published", "published_on", "last_digest"])


def thaw(article: Article, content: Content) -> None:
    """Give the desk copy a content: its columns, bylines, tags and related stories."""
    before = article.lead_photo_id, article.lead_crops
    if article.series_id != content.series:
        article.part = part_in(article, content.series)
    for name, value in content.columns().items():
        setattr(article, name, value)
    article.save()
    note_changed(before, (content.lead_photo, content.lead_crops))
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, position=position, role=role, **{f"{kind}_id": pk})
        for position, (role, kind, pk) in enumerate(content.bylines)
    )
    article.tagged.all().delete()
    TaggedArticle.objects.bulk_create(TaggedArticle(content_object=article, tag_id=tag) for tag in content.tags)
    article.related_articles.all().delete()
    RelatedArticle.objects.bulk_create(
        RelatedArticle(article=article, other_id=other, position=position)
        for position, other in enumerate(content.related)
    )


def part_in(article: Article, series: int | None) -> int | None:
    """Return the number by which a story's versions stand in a series (its key); None without one."""
    if series is None or article.pk is None:
        return None
    last = Version.objects.filter(article=article, series=series).order_by("live_from").last()
    return last.part_number if last else None


def _part(story: Frozen) -> int:
    content, article = story.content, story.article
    number = article.part if content.series and content.series == article.series_id else None
    return number or UNNUMBERED


def _version(story: Frozen, zone: dt.tzinfo, by: Any) -> Version:
    content = story.content
    return Version(
        article=story.article,
        number=story.number,
        kind=_kind(story),
        note=story.note,
        retracted=story.retracted,
        live_from=story.live_from,
        live_until=story.live_until,
        end=story.end,
        end_note=story.end_note,
        first_published=story.first_published,
        published_on=story.published_on or story.first_published.astimezone(zone).date(),
        words=body.word_count(content.body),
        digest=content.digest,
        part=_part(story),
        made_by=by,
        **content.columns(),
    )


def _kind(story: Frozen) -> str:
    """Return why a version exists. A story's first is FIRST, unless it corrects what readers had seen elsewhere."""
    elsewhere = story.live_from > story.first_published and story.kind in CORRECTIONS
    return Kind.FIRST if story.number == 1 and not elsewhere else story.kind


def _cleaned(story: Frozen) -> Frozen:
    return replace(story, content=replace(story.content, body=body.clean(story.content.body)), cleaned=True)


def _bylines(version: Version, content: Content) -> Iterator[tuple[Any, ...]]:
    """Make a version's credits; the first of each person carries the story's first publication."""
    met: set[tuple[str, int]] = set()
    for position, (role, kind, pk) in enumerate(content.bylines):
        first = None if (kind, pk) in met else version.first_published
        met.add((kind, pk))
        author, agency = (pk if kind == one else None for one in ("author", "agency"))
        yield version.pk, first, position, role, author, agency


def _photos(content: Content) -> dict[int, int]:
    """Return the position of each photo a content shows: 0 for the lead, from 1 in the body, the first one counting."""
    shown: Iterable[int | None] = [content.lead_photo, *body.photo_ids(content.body)]
    positions: dict[int, int] = {}
    for position, photo in enumerate(shown):
        if photo is not None:
            positions.setdefault(photo, position)
    return positions


def _day(published: dt.datetime | None) -> dt.date | None:
    return published.astimezone(Site.objects.current().tz).date() if published else None
