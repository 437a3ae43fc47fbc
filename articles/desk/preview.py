"""The desk copy as its readers would see it, for the desk's eyes only."""

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
from articles.models import Article, Kind, Version
from articles.reading import Story, chrome, page_language, render_page
from articles.reading.related import MOST, on_subjects
from articles.reading.story import changes_of


@require_safe
@never_cache
@unless_deleted
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the page that publishing now would make. Raises PermissionDenied for those who may not see stories."""
    user: Any = request.user
    if not (user.has_perm("articles.view_article") or user.has_perm("articles.change_article")):
        raise PermissionDenied
    article = get_object_or_404(Article.objects.select_related("section", "lead_photo"), pk=pk)
    head = chrome()
    version = unpublished(article, head.site.tz)
    context = {
        "story": story_of(article, version),
        "section": article.section,
        "canonical": request.build_absolute_uri(version.get_absolute_url()),
        "article": article,
        "saved": Moment(article.updated_at, site_record(request).tz),
        "live": article.versions.live().only("number", "digest").first(),
        "may_change": user.has_perm("articles.change_article"),
    }
    language = page_language(version.language, head.site.language)
    html = render_page("admin/articles/article/preview.html", head, context, language=language)
    return HttpResponse(html, headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"})


def unpublished(article: Article, zone: Any) -> Version:
    """Return the version that publishing now would write, without writing it."""
    now = timezone.now()
    first = article.first_published if article.first_published and article.first_published <= now else now
    number = article.versions.seen(now).count() + 1
    return Version(
        article=article,
        number=number,
        kind=Kind.FIRST if number == 1 else Kind.UPDATE,
        live_from=now,
        first_published=first,
        published_on=article.published_on or first.astimezone(zone).date(),
        kicker=article.kicker,
        headline=str(article),
        standfirst=article.standfirst,
        body=article.body,
        words=body.word_count(article.body),
        lead_photo=article.lead_photo,
        lead_caption=article.lead_caption,
        section=article.section,
        language=article.language,
        slug=article.slug,
    )


def story_of(article: Article, version: Version) -> Story:
    """Return what the page prints besides the version, from the desk copy's rows."""
    tags = [tagged.tag for tagged in article.tagged.select_related("tag").order_by("pk")]
    keys = list(article.related_articles.order_by("position", "pk").values_list("other", flat=True))
    shown = Version.objects.live().filter(article__in=keys).defer("body").select_related("section", "lead_photo")
    live = {other.article_id: other for other in shown} if keys else {}
    chosen = [live[key] for key in keys if key in live][:MOST]
    return Story(
        version=version,
        bylines=list(article.bylines.with_people().select_related("author__portrait")),
        tags=tags,
        photos=photos_of(article.content()),
        changes=changes_of(version) if version.number > 1 else [],
        related=chosen or (list(on_subjects([tag.pk for tag in tags], article.pk)) if tags else []),
    )
