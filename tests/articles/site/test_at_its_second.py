"""What is scheduled for 18:00:00 is absent a second and a microsecond before and there at 18:00:00, at every address.

Nothing runs but the pages themselves. The routes are walked: one that is added without an entry in EXPECTED fails here.
"""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from articles import publishing
from articles.cards import card_of
from articles.freezing import Frozen
from articles.models import Agency, Byline, Kind, Redirect, Role, Series, Version
from media.renditions import renditions
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import HOUR, NOON
from tests.articles.site.test_nothing_leaks import public_routes
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

SIX = dt.datetime(2026, 4, 1, 18, tzinfo=ZoneInfo("Europe/Paris"))
SECOND = dt.timedelta(seconds=1)
WORD = "Zeppelin"


@pytest.fixture
def expected() -> Any:
    """A new story and a correction, both for 18:00:00: for each route, an address and what shows there."""
    with time_machine.travel(NOON, tick=False) as clock:
        shown = make_article("Harbour opens")
        before, first = shown.content(), NOON - HOUR
        wrong = edit(shown, headline=f"{WORD} at the harbour").content()
        note = f"It was a {WORD}."
        publishing.backfill(
            [
                Frozen(shown, before, live_from=first, first_published=first),
                Frozen(shown, wrong, live_from=SIX, first_published=first, kind=Kind.CORRECTION, note=note),
            ]
        )
        photo = make_photo()
        files = Series.objects.create(name="Airship files")
        values = {"byline": "Vera Newcomer", "tags": ["Airships"], "lead_photo": photo, "series": files}
        article = make_article(f"{WORD} lands", **values)
        agency = Agency.objects.create(name="Northwire")
        Byline.objects.create(article=article, agency=agency, role=Role.WITH, position=1)
        Redirect.objects.create(path="/legacy/airship", article=article)
        publishing.schedule(article, SIX, by=None)
        clock.shift(HOUR)
        story = Version.objects.get(article=article).get_absolute_url()
        rendition = renditions(photo)[0].name
        version = Version.objects.get(article=article)
        card = card_of(version, version.section.site, photo)
        yield {
            "front": ("/", WORD),
            "story": (story, WORD),
            "history": (f"{shown.versions.first().get_absolute_url()}history/", WORD),
            "comments": (f"{story}comments/", WORD),
            "section": ("/section/world/", f"{WORD} lands"),
            "tag": ("/tag/airships/", WORD),
            "series": ("/series/airship-files/", WORD),
            "tags": ("/tags/", "Airships"),
            "author": ("/author/vera-newcomer/", WORD),
            "agency": ("/agency/northwire/", WORD),
            "corrections": ("/corrections/", WORD),
            "search": ("/search/?q=zeppelins", WORD),
            "feed": ("/feed.xml", WORD),
            "section_feed": ("/section/world/feed.atom", f"{WORD} lands"),
            "series_feed": ("/series/airship-files/feed.xml", WORD),
            "tag_feed": ("/tag/airships/feed.json", WORD),
            "author_feed": ("/author/vera-newcomer/feed.xml", WORD),
            "agency_feed": ("/agency/northwire/feed.atom", WORD),
            "corrections_feed": ("/corrections/feed.json", WORD),
            "sitemap": ("/sitemap.xml", "/sitemap-2026-04.xml"),
            "sitemap_month": ("/sitemap-2026-04.xml", "/2026/04/01/zeppelin-lands/"),
            "sitemap_list": ("/sitemap-tags.xml", "/tag/airships/"),
            "news_sitemap": ("/news-sitemap.xml", f"{WORD} lands"),
            "oembed": (f"/oembed?url={story}", WORD),
            "archive_year": ("/archive/2026/", "/archive/2026/04/"),
            "archive_month": ("/archive/2026/04/", "/archive/2026/04/01/"),
            "archive_day": ("/archive/2026/04/01/", f"{WORD} lands"),
            "card": (card.get_absolute_url(), ""),
            "photo": (f"/photos/{photo.pk}/{rendition}", ""),
            "moved": ("/legacy/airship", story),
        }


def shows(path: str, words: str) -> bool:
    """Whether a reader who asks now is given these words: on a page, as a file, or as the address that follows."""
    response = Client().get(path)
    told = "" if response.streaming else response.content.decode()
    return response.status_code in {200, 301, 302} and words in told + response.headers.get("Location", "")


def test_every_public_address_keeps_the_second(expected: dict[str, tuple[str, str]]) -> None:
    nothing_of_stories = {"robots", "manifest"}
    assert {*expected} == {*public_routes()} - nothing_of_stories, "a new address says here what shows on it, and when"
    for before in (SECOND, publishing.TICK):
        with time_machine.travel(SIX - before, tick=False):
            assert [route for route, wanted in expected.items() if shows(*wanted)] == []
    with time_machine.travel(SIX, tick=False):
        assert [route for route, wanted in expected.items() if not shows(*wanted)] == []
