"""Nothing of a story shows before its time or after its end: one reader asks for every public address.

The addresses are walked, not listed: a route that is added without an entry in ADDRESSES fails here.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from articles import publishing
from articles.arranging import Spot
from articles.cards import card_of
from articles.fronting import publish_front
from articles.killing import kill_story
from articles.models import (
    Agency,
    Article,
    Author,
    Breaking,
    Byline,
    Redirect,
    RelatedArticle,
    Role,
    Series,
    Tag,
    Version,
)
from media.models import Photo
from media.renditions import renditions
from tests.articles.fronts import BAND, LEAD, NOTHING, box, make_front, put_on_front, spot
from tests.articles.makers import edit, make_article, make_author, make_section
from tests.articles.site.stories import HOUR, NOON, put_live
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

# Not for readers of stories: the desk, which asks for a login, the machines' question whether all is well, and what
# only those find who were given a link (tests/articles/desk/test_outside.py).
NOT_FOR_READERS = ("admin/", "health/", "healthz", "readyz", "metrics", "preview/")
# Of what readers see a part of, and of what they see nothing.
SERIES = ("harbour-files", "drafty-series")


@dataclass
class Hidden:
    """A story that readers may not see, and every word that would give it away."""

    article: Article
    photos: list[Photo]
    words: list[str]
    paths: list[str]


def hide(name: str) -> Hidden:
    """Make a story in whose every part stands a word of its own."""
    lead, inside = (
        make_photo(caption=f"{name} {part}", alt=f"{name} {part}", credit=name) for part in ("lead", "inside")
    )
    tag = Tag.objects.create(name=f"{name} tag", description=f"{name} description")
    article = make_article(
        f"{name} headline",
        kicker=f"{name} kicker",
        standfirst=f"{name} standfirst",
        body=f'<p>{name} body</p><figure data-photo="{inside.pk}"><figcaption>{name}</figcaption></figure>',
        lead_photo=lead,
        lead_caption=f"{name} caption",
        tags=[tag.name, "Ports"],
        series=Series.objects.named_or_new(f"{name} series" if name == "drafty" else "Harbour files"),
    )
    Byline.objects.create(article=article, agency=Agency.objects.get(), role=Role.WITH, position=1)
    Redirect.objects.create(path=f"/legacy/{name}", article=article)
    day = NOON.date()
    paths = [f"/{day:%Y/%m/%d}/{article.slug}/", f"/tag/{tag.slug}/", f"/legacy/{name}"]
    return Hidden(article, [lead, inside], [name, article.slug, tag.slug], paths)


def place(shown: Version, hidden: list[Hidden]) -> None:
    """Put every story on the front, each with words and a photo of its own there; a front after it is hidden too."""
    spots = [Spot(one.article.pk, headline=f"{one.words[0]} front", photo=one.photos[1].pk) for one in hidden]
    put_on_front(box(LEAD, shown), box(BAND, *spots, fill=NOTHING))
    Breaking.objects.create(
        words="scheduly breaking", article=hidden[1].article, live_from=NOON, live_until=NOON + 11 * HOUR
    )
    later = make_front(box(LEAD, spot(shown, headline="scheduly front", photo=hidden[1].photos[0].pk)), name="Later")
    publish_front(later, by=None, at=NOON + 10 * HOUR)


@pytest.fixture
def newsroom() -> Any:
    """A story that readers see, and five that they don't: draft, scheduled, withdrawn, killed, and a next version."""
    with time_machine.travel(NOON, tick=False) as clock:
        Agency.objects.create(name="Northwire")
        make_author(portrait=make_photo())
        make_section("Opinion", opinion=True)
        files = Series.objects.create(name="Harbour files")
        names = ("drafty", "scheduly", "withdrawny", "killy", "aheady")
        draft, scheduled, withdrawn, killed, ahead = (hide(name) for name in names)
        shown = put_live("Harbour opens", at=NOON - HOUR, tags=["Ports"], lead_photo=make_photo(), series=files, part=1)
        later = {
            "article": shown.article,
            "headline": "aheady headline",
            "lead_photo": ahead.photos[0],
            "slug": "aheady",
        }
        for position, hidden in enumerate((draft, scheduled, withdrawn, killed)):
            RelatedArticle.objects.create(article=shown.article, other=hidden.article, position=position)
        publishing.update(shown.article, by=None)
        publishing.publish(withdrawn.article, by=None)
        publishing.publish(killed.article, by=None)
        clock.shift(HOUR)
        kill_story(killed.article, by=None, reason="killy reason")
        publishing.withdraw(withdrawn.article, by=None)
        publishing.schedule(scheduled.article, NOON + 10 * HOUR, by=None)
        edit(**later)
        place(shown, [draft, scheduled, withdrawn, killed])
        publishing.schedule(shown.article, NOON + 10 * HOUR, by=None, note="aheady note")
        yield [draft, scheduled, withdrawn, killed, ahead]


def public_routes() -> dict[str, str]:
    """Return the public routes of the whole site: name -> pattern."""

    def walk(patterns: list[Any], prefix: str = "") -> Any:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if route.startswith(NOT_FOR_READERS):
                continue
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern):
                yield pattern.name or route, route

    return dict(walk(get_resolver().url_patterns))


def addresses(newsroom: list[Hidden]) -> dict[str, list[str]]:
    """Return, for each public route, every address that could give something away."""
    version = Version.objects.live().get()
    day = NOON.date()
    days = [day - dt.timedelta(days=1), day, day + dt.timedelta(days=1)]
    photos = [photo for hidden in newsroom for photo in hidden.photos]
    future = "?after=1.1"
    stories = [version.get_absolute_url(), *(path for hidden in newsroom for path in hidden.paths if path[1] == "2")]
    pairs = ["", "?from=2&to=3", "?from=3&to=3", "?to=3", "?from=1&to=99"]
    return {
        "front": ["/"],
        "story": stories,
        "comments": [f"{story}comments/{query}" for story in stories for query in ("", "?reply=1", "?report=1")],
        "history": [f"{story}history/{pair}" for story in stories for pair in pairs],
        "section": ["/section/world/", "/section/opinion/", f"/section/world/{future}"],
        "series": [f"/series/{slug}/{query}" for slug in SERIES for query in ("", "?after=0.1.1", "?before=9.1.1")],
        "tag": [f"/tag/{tag.slug}/" for tag in Tag.objects.all()] + [f"/tag/ports/{future}"],
        "tags": ["/tags/"],
        "author": [f"/author/{author.slug}/{query}" for author in Author.objects.all() for query in ("", future)],
        "agency": [f"/agency/{agency.slug}/{query}" for agency in Agency.objects.all() for query in ("", future)],
        "corrections": ["/corrections/", f"/corrections/{future}"],
        "search": searches(newsroom),
        "archive_year": [f"/archive/{day:%Y}/"],
        "archive_month": [f"/archive/{day:%Y/%m}/"],
        "archive_day": [f"/archive/{one:%Y/%m/%d}/{query}" for one in days for query in ("", future)],
        "photo": [f"/photos/{photo.pk}/{one.name}" for photo in photos for one in renditions(photo)],
        **feeds(),
        **sitemaps(),
        "oembed": [f"/oembed?url={path}&format={fmt}" for path in stories for fmt in ("json", "xml")],
        "manifest": ["/manifest.webmanifest"],
        "card": [card_of(one, one.section.site, one.list_photo).get_absolute_url() for one in Version.objects.all()],
        "moved": ["/nothing/", *(path for hidden in newsroom for path in hidden.paths)],
    }


def searches(newsroom: list[Hidden]) -> list[str]:
    """Return what is searched for: words beside the hidden ones, and, for the suggestion, hidden ones spelt wrongly.

    No question has a hidden word in it: the page repeats what was asked.
    """
    parts = ("headline", "kicker", "standfirst", "body", "ports", "dra*", "sched*")
    wrong = [f"{hidden.words[0][:-1]}x" for hidden in newsroom] + [f"{hidden.words[0][1:]}" for hidden in newsroom]
    narrowed = ("", "&order=date", "&section=world", "&tag=ports", "&author=ana-verhallow", "&from=2026-01-01")
    return ["/search/", *(f"/search/?q={word}{more}" for word in [*parts, *wrong] for more in narrowed)]


def feeds() -> dict[str, list[str]]:
    """Return the addresses of all feeds, by route."""
    paths = {
        "feed": ["/"],
        "section_feed": ["/section/world/"],
        "series_feed": [f"/series/{slug}/" for slug in SERIES],
        "tag_feed": [f"/tag/{tag.slug}/" for tag in Tag.objects.all()],
        "author_feed": [f"/author/{author.slug}/" for author in Author.objects.all()],
        "agency_feed": [f"/agency/{agency.slug}/" for agency in Agency.objects.all()],
        "corrections_feed": ["/corrections/"],
    }
    return {
        name: [f"{path}feed.{fmt}" for path in found for fmt in ("xml", "atom", "json")]
        for name, found in paths.items()
    }


def sitemaps() -> dict[str, list[str]]:
    """Return the addresses of all sitemaps, by route."""
    kinds = ("sections", "series", "tags", "authors", "agencies")
    return {
        "sitemap": ["/sitemap.xml"],
        "sitemap_month": ["/sitemap-2026-02.xml", "/sitemap-2026-03.xml", "/sitemap-2026-03-2.xml"],
        "sitemap_list": [f"/sitemap-{kind}{part}.xml" for kind in kinds for part in ("", "-2")],
        "news_sitemap": ["/news-sitemap.xml"],
        "robots": ["/robots.txt"],
    }


def test_every_public_route_is_asked(newsroom: list[Hidden]) -> None:
    assert set(addresses(newsroom)) == set(public_routes())


def test_no_public_address_gives_a_hidden_story_away(client: Client, newsroom: list[Hidden]) -> None:
    secrets = [word for hidden in newsroom for word in hidden.words]
    asked = 0
    for route, paths in addresses(newsroom).items():
        for path in paths:
            response = client.get(path)
            asked += 1
            told = "" if response.streaming else response.content.decode()
            told += " ".join(f"{name}: {value}" for name, value in response.headers.items())
            assert [word for word in secrets if word in told] == [], path
            if route == "photo":
                assert response.status_code == 404, path
    assert asked > 50


def test_a_hidden_storys_own_addresses_are_not_there(client: Client, newsroom: list[Hidden]) -> None:
    for hidden in newsroom:
        for path in hidden.paths:
            said = {"withdrawny", "killy"} & {*hidden.words} and not path.startswith("/tag/")
            assert client.get(path).status_code == (410 if said else 404), path


def test_the_scheduled_story_shows_at_its_second(client: Client, newsroom: list[Hidden]) -> None:
    scheduled = newsroom[1]
    due = NOON + 10 * HOUR
    with time_machine.travel(due - publishing.TICK, tick=False):
        assert "scheduly headline" not in client.get("/").content.decode()
    with time_machine.travel(due, tick=False):
        for path in ("/", scheduled.paths[1], "/section/world/", "/tags/", "/archive/2026/03/02/"):
            assert "scheduly" in client.get(path).content.decode(), path
        assert client.get(scheduled.photos[0].rendition_url("card", 320)).status_code == 200
