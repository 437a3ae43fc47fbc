"""What the protocol and its extensions want of a sitemap, in our own words.

https://www.sitemaps.org/protocol.html, and for images and news what Google's documentation of each says.
"""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"

# What may stand in an element, in this order: what must, with a "!", and what may come again, with a "*".
INSIDE = {
    f"{SITEMAP}sitemapindex": [f"{SITEMAP}sitemap!*"],
    f"{SITEMAP}sitemap": [f"{SITEMAP}loc!", f"{SITEMAP}lastmod"],
    f"{SITEMAP}urlset": [f"{SITEMAP}url!*"],
    f"{SITEMAP}url": [f"{SITEMAP}loc!", f"{SITEMAP}lastmod", f"{XHTML}link*", f"{IMAGE}image*", f"{NEWS}news"],
    f"{IMAGE}image": [f"{IMAGE}loc!", f"{IMAGE}license"],
    f"{NEWS}news": [f"{NEWS}publication!", f"{NEWS}publication_date!", f"{NEWS}title!"],
    f"{NEWS}publication": [f"{NEWS}name!", f"{NEWS}language!"],
}
MOST, HEAVIEST, MOST_IMAGES = 50_000, 50 * 2**20, 1000


def checked(xml: bytes, host: str = "testserver") -> Any:
    """Return the root of a sitemap that breaks none of the rules."""
    assert len(xml) <= HEAVIEST
    root = etree.fromstring(xml)
    assert root.tag in {f"{SITEMAP}urlset", f"{SITEMAP}sitemapindex"}
    assert 0 < len(root) <= MOST
    for element in root.iter():
        _check(element, host)
    return root


def locations(root: Any) -> list[str]:
    """Return the addresses that a sitemap lists."""
    return [loc.text for loc in root.iter(f"{SITEMAP}loc")]


def _check(element: Any, host: str) -> None:
    name = etree.QName(element).localname
    inside = INSIDE.get(element.tag)
    if inside is None:
        assert len(element) == 0, name
        assert element.tag == f"{XHTML}link" or element.text.strip(), name
    else:
        names = [child.tag for child in element]
        order = [one.rstrip("!*") for one in inside]
        assert names == sorted(names, key=order.index), name
        for one in inside:
            count = names.count(one.rstrip("!*"))
            assert count >= ("!" in one), f"{name} lacks {one}"
            assert count <= (MOST if "*" in one else 1), name
        assert names.count(f"{IMAGE}image") <= MOST_IMAGES
    if name in {"loc", "license"}:
        address = urlsplit(element.text)
        assert address.scheme in {"http", "https"}
        assert len(element.text) < 2048
        assert element.text.isascii()
        assert name == "license" or address.netloc == host
    if name == "link":
        assert (element.get("rel"), urlsplit(element.get("href")).netloc) == ("alternate", host)
        assert element.get("hreflang")
    if name in {"lastmod", "publication_date"}:
        moment = dt.datetime.fromisoformat(element.text)
        assert moment.tzinfo is not None
        assert moment.microsecond == 0
