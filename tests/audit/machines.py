"""What machines read of a crawled site, held to their rules: python -m tests.audit.machines SITE DIRECTORY

Feeds: feedparser finds nothing wrong, and each entry says what it must. Sitemaps: within their limits, each address in
them answers 200 and names itself as canonical, and every story that the crawl met is in one. Structured data, read by
extruct: a NewsArticle and its place in the site on every story, and what each other page is.
"""

import json
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import feedparser
from django.utils.encoding import iri_to_uri
from extruct.jsonld import JsonLdExtractor
from lxml import html as lxml_html

from tests.articles.site.sitemap_rules import IMAGE, SITEMAP, checked, locations
from tests.audit.kept import HTML, Kept, kept

Faults = Iterator[str]
XML_FEEDS = {"application/rss+xml", "application/atom+xml"}
JSON_FEED = "application/feed+json"
ARTICLES = {
    "NewsArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "ReportageNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting",
}
# What each kind of page says it is.
TYPES = {
    "front": "NewsMediaOrganization",
    "author": "ProfilePage",
    "section": "CollectionPage",
    "tag": "CollectionPage",
}
ARTICLE = (
    "headline",
    "mainEntityOfPage",
    "datePublished",
    "dateModified",
    "author",
    "publisher",
    "isAccessibleForFree",
    "inLanguage",
)
PICTURE = ("contentUrl", "width", "height", "creditText")
SHARED = ("og:title", "og:type", "og:url", "og:site_name")
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')


def feed_faults(feed: Kept, found: set[str]) -> Faults:
    """Say what is wrong with a feed; found are the addresses that the crawl met."""
    if feed.kind == JSON_FEED:
        told = json.loads(feed.text)
        lacking = {"version", "title", "home_page_url", "feed_url", "items"} - told.keys()
        needed = {"id", "url", "title", "content_html", "date_published"}
        entries = [(item, item.get("url"), needed) for item in told["items"]]
    else:
        read = feedparser.parse(feed.text.encode(), sanitize_html=False, resolve_relative_uris=False)
        if read.bozo:
            yield f"feedparser: {read.bozo_exception}"
        lacking = {"title", "link", "links", "updated"} - read.feed.keys()
        needed = {"id", "title", "link", "published_parsed", "content"}
        entries = [(entry, entry.get("link"), needed) for entry in read.entries]
    if lacking:
        yield f"lacks {lacking}"
    # A note of correction is the newsroom's; everything else is somebody's.
    by = set() if feed.view == "corrections_feed" else {"authors"}
    for entry, address, needed in entries:
        needed = needed | by
        if needed - entry.keys():
            yield f"{address} lacks {needed - entry.keys()}"
        if iri_to_uri(address) not in found:
            yield f"names {address}, to which no page leads"


class Sitemaps:
    """Follows what robots.txt names. listed: every address of a page that a sitemap lists."""

    def __init__(self, site: str, pages: dict[str, Kept]) -> None:
        self.site, self.pages = site.rstrip("/"), pages
        self.listed: list[str] = []
        self.images: set[str] = set()

    def faults(self) -> Faults:
        robots = self._get(f"{self.site}/robots.txt").decode()
        for line in robots.splitlines():
            if line.startswith("Sitemap: "):
                yield from self._file(line.removeprefix("Sitemap: "))
        with ThreadPoolExecutor(4) as pool:
            for wrong in pool.map(self._address, dict.fromkeys(self.listed)):
                yield from wrong
            for wrong in pool.map(self._image, self.images):
                yield from wrong
        stories = {address for address, page in self.pages.items() if page.view == "story"}
        yield from (f"{address} is in no sitemap" for address in stories - set(self.listed))

    def _file(self, address: str) -> Faults:
        try:
            root = checked(self._get(address), urlsplit(self.site).netloc)
        except (AssertionError, HTTPError) as fault:
            yield f"{address}: {fault!r}"
            return
        if root.tag == f"{SITEMAP}sitemapindex":
            for one in locations(root):
                yield from self._file(one)
        else:
            self.listed += locations(root)
            self.images |= {loc.text for loc in root.iter(f"{IMAGE}loc")}

    def _address(self, address: str) -> list[str]:
        page = self.pages.get(address)
        try:
            text = page.text if page else self._get(address).decode()
        except HTTPError as fault:
            return [f"{address}, in a sitemap, answers {fault.code}"]
        named = [iri_to_uri(unescape(one)) for one in CANONICAL.findall(text)]
        wrong = [] if named == [address] else [f"{address}, in a sitemap, is not canonical"]
        return wrong if page else [*wrong, f"{address}, in a sitemap, is an orphan: no page leads there"]

    def _image(self, address: str) -> list[str]:
        try:
            self._get(address, "HEAD")
        except HTTPError as fault:
            return [f"{address}, a picture in a sitemap, answers {fault.code}"]
        return []

    @staticmethod
    def _get(address: str, method: str = "GET") -> bytes:
        with urlopen(Request(address, method=method), timeout=60) as answer:
            return answer.read()


def data_faults(page: Kept, found: set[str]) -> Faults:
    """Say what the structured data of a page lacks, and what is shared of it."""
    tree = lxml_html.document_fromstring(page.text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    hidden = tree.xpath("//meta[@name='robots'][contains(@content, 'noindex')]")
    told = JsonLdExtractor().extract_items(tree)
    things = [thing for one in told for thing in one.get("@graph", [one])]
    types = {thing["@type"] for thing in things}
    described = [one.strip() for one in tree.xpath("//meta[@name='description']/@content")]
    if len(described) != 1 or not described[0]:
        yield f"describes itself as {described}"
    if hidden:
        return
    yield from (
        f"lacks {one}" for one in SHARED if page.view != "comments" and not tree.xpath(f"//meta[@property='{one}']")
    )
    wanted = TYPES.get(page.view)
    if wanted and wanted not in types:
        yield f"is no {wanted}, but {types}"
    for thing in things:
        if thing["@type"] == "BreadcrumbList":
            yield from _steps(thing, found)
        if thing["@type"] in ARTICLES and page.view == "story":
            yield from _article(thing, page, tree)
    if page.view == "story" and not (types & ARTICLES and "BreadcrumbList" in types):
        yield f"is no article with its place in the site, but {types}"


def _article(thing: dict[str, Any], page: Kept, tree: Any) -> Faults:
    yield from (f"its article lacks {one}" for one in ARTICLE if thing.get(one) in (None, "", [], {}))
    if iri_to_uri(thing.get("mainEntityOfPage", "")) != page.address:
        yield f"its article is at {thing.get('mainEntityOfPage')}"
    for moment in ("datePublished", "dateModified"):
        if not thing.get(moment, "").endswith(("Z", "00", "30", "45")):
            yield f"its {moment} has no zone"
    for who in thing.get("author", []):
        if who["@type"] not in {"Person", "Organization"} or not who.get("name") or not who.get("url"):
            yield f"its author is told as {who}"
    if not thing.get("publisher", {}).get("name"):
        yield "its publisher has no name"
    if tree.xpath("//figure[contains(@class, 'lead-photo')]") and len(thing.get("image", [])) != 3:
        yield "its photo is not told in three shapes"
    for picture in thing.get("image", []):
        yield from (f"its picture lacks {one}" for one in PICTURE if not picture.get(one))
    if tree.xpath("//a[@rel='tag']") and not thing.get("keywords"):
        yield "its subjects are not told"


def _steps(thing: dict[str, Any], found: set[str]) -> Faults:
    steps = thing["itemListElement"]
    if [step["position"] for step in steps] != list(range(1, len(steps) + 1)) or len(steps) < 2:
        yield "its steps are not numbered from 1"
    yield from (
        f"its step {step['item']} is no page"
        for step in steps
        if "item" in step and iri_to_uri(step["item"]) not in found
    )


def main() -> int:
    """Read the command line and what was kept; say what is wrong."""
    site, everything = sys.argv[1], kept(Path(sys.argv[2]))
    pages = {one.address: one for one in everything if one.kind == HTML}
    feeds = [one for one in everything if one.kind in XML_FEEDS | {JSON_FEED}]
    found = set(pages)
    faults = [f"{feed.path}: {fault}" for feed in feeds for fault in feed_faults(feed, found)]
    faults += [f"{page.path}: {fault}" for page in pages.values() for fault in data_faults(page, found)]
    sitemaps = Sitemaps(site, pages)
    faults += sitemaps.faults()
    told = f"{len(feeds)} feeds, {len(sitemaps.listed)} addresses in sitemaps, {len(pages)} pages."
    sys.stdout.write("\n".join([*faults, told, f"{len(faults)} faults."]) + "\n")
    return 1 if faults or not feeds or not sitemaps.listed else 0


if __name__ == "__main__":
    sys.exit(main())
