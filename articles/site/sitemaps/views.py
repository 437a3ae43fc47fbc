"""The addresses of sitemaps, and robots.txt, which names them."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.models import Site
from articles.site.absolute import absolute, root_of
from articles.site.days import month_span
from articles.site.moved import led_on
from articles.site.responses import CACHE_CONTROL
from articles.watched import STORIES
from media.made_of import ANYTHING, kept, note

from . import writing
from .lists import ROUTES, parts_of, urls_of
from .months import months
from .stories import of_month, of_news
from .writing import Url

# Where nobody finds stories: the desk, and what only those find who were given a link or typed words.
CLOSED = ("admin/", "preview/", "search/")


@kept()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Send the index of all sitemaps, in seven queries."""
    note(ANYTHING)
    root = root_of(request)
    stories = [
        Url(root + reverse("sitemap_month", args=[month.first.year, month.first.month, part]), month.changed)
        for month in months()
        for part in month.parts
    ]
    lists = [Url(root + reverse("sitemap_list", args=[kind, part])) for kind in ROUTES for part in parts_of(kind)]
    return _xml(request, writing.index([*lists, *stories]))


@kept()
@require_safe
def month(request: HttpRequest, year: int, month: int, part: int) -> HttpResponse:
    """Send a part of a month's stories with their photos, in three queries."""
    note(ANYTHING)
    try:
        span = month_span(year, month, Site.objects.current().tz)
        urls = of_month(span, part, root_of(request))
    except (ValueError, OverflowError):
        return led_on(request)
    return _urls(request, urls)


@kept()
@require_safe
def lists(request: HttpRequest, kind: str, part: int) -> HttpResponse:
    """Send a part of the sections, series, tags, authors or agencies."""
    note(ANYTHING)
    return _urls(request, urls_of(kind, part, root_of(request)))


@kept()
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Send the news of the last 48 hours; the front page alone where there is none, since no sitemap may be empty."""
    note(STORIES)
    root = root_of(request)
    return _urls(request, of_news(Site.objects.current(), root) or [Url(root + reverse("front"))])


@kept()
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines where the sitemaps are, and what is closed to them. RFC 9309."""
    front = reverse("front")
    closed = [f"Disallow: {front}{path}" for path in CLOSED]
    sitemaps = [f"Sitemap: {absolute(request, reverse(name))}" for name in ("sitemap", "news_sitemap")]
    lines = "\n".join(["User-agent: *", *closed, "", *sitemaps, ""])
    return HttpResponse(lines, content_type="text/plain; charset=utf-8", headers={"Cache-Control": CACHE_CONTROL})


def _urls(request: HttpRequest, urls: list[Url]) -> HttpResponse:
    return _xml(request, writing.urlset(urls)) if urls else led_on(request)


def _xml(request: HttpRequest, xml: str) -> HttpResponse:
    """Answer with XML, or 304 to somebody who has it."""
    etag = f'"{hashlib.sha256(xml.encode()).hexdigest()[:32]}"'
    response: Any = get_conditional_response(request, etag=etag) or HttpResponse(xml, content_type="application/xml")
    response["Cache-Control"], response["ETag"] = CACHE_CONTROL, etag
    return response
