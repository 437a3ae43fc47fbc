"""Atom (RFC 4287), with the whole text and each photo as Media RSS has it."""

from articles.site.markup import DECLARATION, element, said

from .entries import Entry, Named
from .feed import Feed
from .rss import media


def write(feed: Feed) -> str:
    """Return a feed as Atom."""
    return DECLARATION + element(
        "feed",
        said("id", feed.address),
        said("title", feed.title),
        said("subtitle", feed.about),
        said("updated", feed.updated.isoformat(timespec="seconds")),
        element("link", rel="self", type="application/atom+xml", href=feed.address),
        element("link", rel="alternate", type="text/html", href=feed.home),
        element("link", rel="hub", href=feed.hub) if feed.hub else "",
        said("rights", feed.rights),
        # An entry without an author has the feed's (section 4.2.1).
        _person(Named(feed.publisher, feed.root)),
        *(_entry(entry) for entry in feed.entries),
        **{"xmlns": "http://www.w3.org/2005/Atom", "xmlns:media": "http://search.yahoo.com/mrss/"},
        **{"xml:lang": feed.language},
    )


def _entry(entry: Entry) -> str:
    return element(
        "entry",
        said("id", entry.key),
        said("title", entry.title),
        element("link", rel="alternate", type="text/html", href=entry.address, hreflang=entry.language),
        # Not as alternates: of several, readers' programs take any for the address of the story.
        *(
            element("link", rel="related", type="text/html", href=address, hreflang=language)
            for language, address in entry.alternates
        ),
        said("published", entry.published.isoformat(timespec="seconds")),
        said("updated", entry.updated.isoformat(timespec="seconds")),
        *(_person(author) for author in entry.authors),
        *(element("category", term=one.slug, scheme=one.scheme, label=one.name) for one in entry.categories),
        said("summary", entry.summary),
        said("content", entry.html, type="html"),
        media(entry.picture) if entry.picture else "",
        **{"xml:lang": entry.language},
    )


def _person(person: Named) -> str:
    return element("author", said("name", person.name), said("uri", person.address))
