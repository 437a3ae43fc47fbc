"""What pages tell machines in their head: search engines, and whoever shows a link to them."""

import json
from collections.abc import Iterable
from html import escape
from typing import Any
from urllib.parse import urlencode, urljoin

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.models import Author, Series, Site, Version
from articles.paths import path_to
from articles.reading import structured_pages as pages
from articles.reading.sharing import Preview, Shared, shared_story
from articles.reading.story import Story
from articles.reading.structured import graph, news_article, root_of
from articles.reading.structured_talk import discussion, talk_page
from articles.reading.translations import alternates
from articles.weighing_comments import Rule
from media.printing import remembered

register = template.Library()

# What could end a block of data, or begin a comment in it.
FOR_SCRIPT = {ord(one): f"\\u{ord(one):04X}" for one in "<>&"}


@register.simple_tag(takes_context=True)
def story_head(context: template.Context, story: Story, preview: Preview | None = None) -> SafeString:
    """Print what a story is, and where it stands in the paper."""
    return _story_head(story, context["site"], context["canonical"], preview, context.get("talk"))


@remembered
def _story_head(story: Story, site: Site, address: str, preview: Preview | None, talk: Rule | None) -> SafeString:
    section = story.version.section
    way = (section.name, path_to("section", section.slug)), (story.version.headline, "")
    article = news_article(story, site, address) | discussion(talk, address)
    data = graph(article, pages.breadcrumbs(site, address, *way))
    oembed = f"{root_of(address)}{path_to('oembed')}?{urlencode({'url': address})}"
    discovery = format_html('<link rel="alternate" type="application/json+oembed" href="{}">\n', oembed)
    meta = _meta(site, shared_story(story, address, preview))
    return meta + _in_other_tongues(story, address) + discovery + _data(data)


@register.simple_tag(takes_context=True)
def comments_head(context: template.Context, story: str) -> SafeString:
    """Print the comments of a page. story: the story's own whole address."""
    talk = context["talk"]
    return _data(graph(talk_page(context["version"], talk.comments, talk.rule.count, story)))


@register.simple_tag(takes_context=True)
def front_head(context: template.Context) -> SafeString:
    """Print what the newsroom is."""
    site, address = context["site"], context["canonical"]
    data = graph(pages.newsroom(site, address), pages.website(site, address))
    return _meta(site, Shared(site.name, address, site.tagline, preview=context.get("preview"))) + _data(data)


@register.simple_tag(takes_context=True)
def author_head(context: template.Context, author: Author, about: str) -> SafeString:
    """Print who an author is."""
    site, address = context["site"], context["canonical"]
    data = graph(pages.profile(author, site, address), pages.breadcrumbs(site, address, (author.name, "")))
    shared = Shared(author.name, address, about, "profile", context.get("preview"))
    return _meta(site, shared) + _data(data)


@register.simple_tag(takes_context=True)
def list_head(context: template.Context, name: Any, about: str = "", listing: Any = None) -> SafeString:
    """Print what a list is of, and which stories stand in it: those of a page of a list, a month's or a year's none."""
    return _list_head(listing, context["site"], context["canonical"], str(name), about, context.get("preview"))


@remembered
def _list_head(listing: Any, site: Site, address: str, name: str, about: str, preview: Preview | None) -> SafeString:
    stories = listing.stories if listing else []
    data = graph(pages.collection(name, about, stories, address), pages.breadcrumbs(site, address, (name, "")))
    return _meta(site, Shared(name, address, about, preview=preview)) + _data(data)


def _in_other_tongues(story: Story, address: str) -> SafeString:
    tongues = story.translations.tongues if story.translations else []
    link = '<link rel="alternate" hreflang="{}" href="{}">\n'
    return format_html_join("", link, alternates(tongues, address))


@register.simple_tag(takes_context=True)
def series_head(context: template.Context, series: Series, stories: Iterable[Version], about: str) -> SafeString:
    """Print what a series is, and which of its stories stand on the page."""
    site, address = context["site"], context["canonical"]
    whole = urljoin(address, path_to("series", series.slug))
    data = graph(
        pages.creative_series(series, site, whole, context["picture"]),
        pages.collection(series.name, about, stories, address),
        pages.breadcrumbs(site, address, (series.name, "")),
    )
    shared = Shared(series.name, address, about, preview=context.get("preview"))
    return _meta(site, shared) + _data(data)


def _meta(site: Site, shared: Shared) -> SafeString:
    about = shared.about or f"{shared.title} – {site.name}. {site.tagline}".strip()
    told = [("name", "description", about), *(("property", *one) for one in shared.properties(site))]
    told.append(("name", "twitter:card", "summary_large_image" if shared.preview else "summary"))
    # Escaped as Django does, without asking of each of some thirty whether it is lazy or safe.
    return mark_safe("".join(f'<meta {kind}="{name}" content="{escape(value)}">\n' for kind, name, value in told))


def _data(data: dict[str, Any]) -> SafeString:
    told = json.dumps(data, ensure_ascii=False).translate(FOR_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{told}</script>')
