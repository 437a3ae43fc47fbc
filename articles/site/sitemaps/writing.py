"""The XML of sitemaps: https://www.sitemaps.org/protocol.html, and Google's extensions for images and for news."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.site.markup import DECLARATION, element, said

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True)
class Image:
    """A photo on a page: the whole address of its file, and of the page that says on what terms it may be had."""

    address: str
    licence: str = ""


@dataclass(frozen=True)
class News:
    """What a news sitemap tells of a story. language: ISO 639."""

    publication: str
    language: str
    title: str
    published: dt.datetime


@dataclass(frozen=True)
class Url:
    """A page, by its whole address.

    changed: None where nobody could tell truly. alternates: (language, address) of its translations, itself among them.
    """

    address: str
    changed: dt.datetime | None = None
    images: list[Image] = field(default_factory=list)
    news: News | None = None
    alternates: list[tuple[str, str]] = field(default_factory=list)


def urlset(urls: Iterable[Url]) -> str:
    """Return a sitemap. urls: one at least, as the schema wants it."""
    namespaces = {"xmlns": SITEMAP, "xmlns:image": IMAGE, "xmlns:news": NEWS, "xmlns:xhtml": XHTML}
    return DECLARATION + element("urlset", *(_url(url) for url in urls), **namespaces)


def index(sitemaps: Iterable[Url]) -> str:
    """Return the index of sitemaps."""
    found = (element("sitemap", said("loc", one.address), said("lastmod", _moment(one.changed))) for one in sitemaps)
    return DECLARATION + element("sitemapindex", *found, xmlns=SITEMAP)


def _url(url: Url) -> str:
    return element(
        "url",
        said("loc", url.address),
        said("lastmod", _moment(url.changed)),
        *(_alternate(language, address) for language, address in url.alternates),
        *(_image(image) for image in url.images),
        _news(url.news) if url.news else "",
    )


def _alternate(language: str, address: str) -> str:
    return element("xhtml:link", rel="alternate", hreflang=language, href=address)


def _image(image: Image) -> str:
    return element("image:image", said("image:loc", image.address), said("image:license", image.licence))


def _news(news: News) -> str:
    publication = said("news:name", news.publication) + said("news:language", news.language)
    return element(
        "news:news",
        element("news:publication", publication),
        said("news:publication_date", _moment(news.published)),
        said("news:title", news.title),
    )


def _moment(at: dt.datetime | None) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds") if at else ""
