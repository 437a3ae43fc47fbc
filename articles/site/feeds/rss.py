"""RSS 2.0, with the whole text, and with each photo and its credit as Media RSS has them.

https://www.rssboard.org/rss-specification, https://www.rssboard.org/media-rss
"""

from django.utils.http import http_date

from articles.site.markup import DECLARATION, element, said

from .entries import Entry, Picture
from .feed import Feed

NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


def write(feed: Feed) -> str:
    """Return a feed as RSS 2.0."""
    hub = element("atom:link", rel="hub", href=feed.hub) if feed.hub else ""
    channel = element(
        "channel",
        said("title", feed.title),
        said("link", feed.home),
        element("atom:link", rel="self", type="application/rss+xml", href=feed.address),
        hub,
        said("description", feed.about or feed.title),
        said("language", feed.language),
        said("copyright", feed.rights),
        said("lastBuildDate", http_date(feed.updated.timestamp()) if feed.entries else ""),
        said("docs", "https://www.rssboard.org/rss-specification"),
        *(_item(entry) for entry in feed.entries),
    )
    return DECLARATION + element("rss", channel, version="2.0", **NAMESPACES)


def _item(entry: Entry) -> str:
    changed = entry.updated > entry.published
    return element(
        "item",
        said("title", entry.title),
        said("link", entry.address),
        said("guid", entry.key, isPermaLink="false"),
        said("pubDate", http_date(entry.published.timestamp())),
        said("atom:updated", entry.updated.isoformat(timespec="seconds") if changed else ""),
        *(said("dc:creator", author.name) for author in entry.authors),
        *(said("category", category.name) for category in entry.categories),
        said("description", entry.summary),
        said("content:encoded", entry.html),
        media(entry.picture) if entry.picture else "",
    )


def media(picture: Picture) -> str:
    """Return a photo with caption and credit."""
    return element(
        "media:content",
        said("media:credit", picture.credit),
        said("media:description", picture.caption, type="plain"),
        url=picture.address,
        type=picture.type,
        medium="image",
        width=picture.width,
        height=picture.height,
    )
