"""The desk copy, or an earlier state of it, as its readers would see it."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import body
from articles.desk.deleted import unless_deleted
from articles.desk.site import site_record
from articles.desk.times import Moment
from articles.house_rules import photos_of
from articles.models import (
    UNNUMBERED,
    Agency,
    Article,
    Author,
    Byline,
    Content,
    Credit,
    Kind,
    Section,
    Tag,
    Version,
    reach_of,
)
from articles.reading import Story, chrome, page_language, render_page, with_frames
from articles.reading.related import Beside, picks_in, under, weights
from articles.reading.series import place_of
from articles.reading.story import changes_of, listed_with
from articles.reading.translations import translations_of
from media.models import Photo


@require_safe
@never_cache
@unless_deleted
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the page that publishing now would make. Raises PermissionDenied for those who may not see stories."""
    user: Any = request.user
    if not (user.has_perm("articles.view_article") or user.has_perm("articles.change_article")):
        raise PermissionDenied
    article = get_object_or_404(Article.objects.select_related("section"), pk=pk)
    head = chrome()
    story = unpublished(article, article.content(), head.site.tz)
    version = story.version
    context = {
        "story": story,
        "section": version.section if version.section_id else None,
        "canonical": request.build_absolute_uri(version.get_absolute_url()),
        "article": article,
        "saved": Moment(article.updated_at, site_record(request).tz),
        "live": article.versions.live().only("number", "digest").first(),
        "may_change": user.has_perm("articles.change_article"),
    }
    language = page_language(version.language, head.site.language)
    html = render_page("admin/articles/article/preview.html", head, context, language=language)
    response = HttpResponse(html, headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"})
    return with_frames(response, story.frames)


def unpublished(article: Article, content: Content, zone: dt.tzinfo) -> Story:
    """Return the page that publishing a content of a story now would make, without writing anything.

    As many queries for a long content as for a short one. What it names must still be in the newsroom.
    """
    photos = photos_of(content)
    tags = Tag.objects.annotate(reach=reach_of("pk")).in_bulk(content.tags)
    reaches = {pk: tags[pk].reach for pk in content.tags if pk in tags}
    version = _version(article, content, photos, zone)
    place = place_of(version)
    return Story(
        version=version,
        bylines=_bylines(content),
        tags=[tags[pk] for pk in content.tags if pk in tags],
        photos=photos,
        changes=changes_of(version) if version.number > 1 else [],
        related=_related(content, article, reaches, listed_with(place)),
        translations=translations_of(version),
        place=place,
    )


def _version(article: Article, content: Content, photos: dict[int, Photo], zone: dt.tzinfo) -> Version:
    now = timezone.now()
    first = article.first_published if article.first_published and article.first_published <= now else now
    retracted = list(article.versions.seen(now).order_by("-live_from").values_list("retracted", flat=True))
    section = article.section if article.section_id == content.section else None
    if content.section and section is None:
        section = Section.objects.filter(pk=content.section).first()
    columns = content.columns() | {"headline": content.headline or str(Article())}
    del columns["section_id"], columns["lead_photo_id"]
    return Version(
        article=article,
        number=len(retracted) + 1,
        kind=Kind.UPDATE if retracted else Kind.FIRST,
        retracted=any(retracted[:1]),
        live_from=now,
        first_published=first,
        published_on=article.published_on or first.astimezone(zone).date(),
        words=body.word_count(content.body),
        section=section,
        part=(article.part if article.series_id == content.series else None) or UNNUMBERED,
        lead_photo=photos.get(content.lead_photo) if content.lead_photo else None,
        **columns,
    )


def _bylines(content: Content) -> list[Credit]:
    keys = {kind: [pk for _, one, pk in content.bylines if one == kind] for kind in ("author", "agency")}
    people: dict[str, dict[int, Any]] = {
        "author": Author.objects.select_related("portrait").in_bulk(keys["author"]),
        "agency": Agency.objects.in_bulk(keys["agency"]),
    }
    return [Byline(role=role, **{kind: people[kind][pk]}) for role, kind, pk in content.bylines if pk in people[kind]]


def _related(
    content: Content, article: Article, reaches: dict[int, dt.datetime | None], listed: frozenset[int]
) -> list[Version]:
    if not content.related and not reaches:
        return []
    beside = Beside(article.pk, article.translations_id, content.language, listed)
    return list(under(picks_in(list(content.related)), weights(reaches), beside))
