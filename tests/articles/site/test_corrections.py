"""What readers are told was wrong: on the story, at /corrections/, and to machines."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Kind, Site, Version
from articles.site.paging import SIZE
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import HOUR, NOON, put_all_live, words

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def corrected(clock: Any, headline: str = "Harbour opens", kind: str = Kind.CORRECTION, **values: Any) -> Version:
    """Return a story's version that says, an hour after the first one, that something was wrong."""
    article = make_article(headline, **values)
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    return publishing.correct(article, f"{headline}: it was noon.", by=None, kind=kind)


def data_of(client: Client, address: str) -> dict[str, Any]:
    """Return what a story's page says of the story in its block of data."""
    html = client.get(address).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    story: dict[str, Any] = json.loads(found[0])["@graph"][0]
    return story


class TestOnTheStory:
    def test_all_corrections_so_far_the_newest_first(self, client: Client, clock: Any) -> None:
        version = corrected(clock)
        for number in range(25):
            clock.shift(HOUR)
            publishing.update(version.article, by=None, note=f"Update {number}.")
        clock.shift(HOUR)
        publishing.correct(version.article, "The pier has two ends.", by=None, kind=Kind.CLARIFICATION)
        page = client.get(version.get_absolute_url())
        aside = re.search(r'<aside class="note".*?</aside>', page.content.decode(), re.DOTALL)
        assert aside
        told = " ".join(re.sub(r"<[^>]+>", " ", aside[0]).split())
        assert told == (
            "Clarification, 3 March 2026, 16:00 The pier has two ends. "
            "Correction, 2 March 2026, 14:00 Harbour opens: it was noon."
        )

    def test_a_retracted_story_stays_marked_with_its_note_on_top(self, client: Client, clock: Any) -> None:
        version = corrected(clock, kind=Kind.RETRACTION)
        address = version.get_absolute_url()
        response = client.get(address)
        html = response.content.decode()
        assert "<title>Retracted: Harbour opens – Newsroom</title>" in html
        places = [html.index(part) for part in ("Retracted</span> Harbour opens", "Retraction, ", "left an hour later")]
        assert places == sorted(places)
        assert html.count("it was noon.</p>") == 1, "once, on top"
        assert "Retracted Harbour opens" in words(client.get("/section/world/"))
        assert data_of(client, address)["creativeWorkStatus"] == "Retracted"

    def test_it_stays_retracted_until_a_version_from_before_is_restored(self, client: Client, clock: Any) -> None:
        version = corrected(clock, kind=Kind.RETRACTION)
        article, address = version.article, version.get_absolute_url()
        clock.shift(HOUR)
        edit(article, body="<p>Taken back.</p>")
        publishing.update(article, by=None)
        assert "Retracted" in words(client.get(address))
        clock.shift(HOUR)
        publishing.restore(article.versions.get(number=1), by=None)
        told = words(client.get(address))
        assert "Retracted" not in told
        assert "Retraction, 2 March 2026, 14:00" in told, "what happened stays told"

    def test_it_speaks_the_storys_language(self, client: Client, clock: Any) -> None:
        version = corrected(clock, "Le port ouvre", kind=Kind.RETRACTION, language="fr")
        told = words(client.get(version.get_absolute_url()))
        assert "Rétracté Le port ouvre" in told
        assert "Rétractation, 2 mars 2026" in told


class TestForMachines:
    def test_a_story_says_what_it_is(self, client: Client, clock: Any) -> None:
        Site.objects.create(name="The Meridian")
        version = corrected(clock, standfirst="At last.")
        assert data_of(client, version.get_absolute_url()) == {
            "@type": "NewsArticle",
            "mainEntityOfPage": "http://testserver/2026/03/02/harbour-opens/",
            "headline": "Harbour opens",
            "description": "At last.",
            "datePublished": "2026-03-02T13:00:00+01:00",
            "dateModified": "2026-03-02T14:00:00+01:00",
            "inLanguage": "en",
            "articleSection": "World",
            "wordCount": 13,
            "isAccessibleForFree": True,
            "commentCount": 0,
            "discussionUrl": "http://testserver/2026/03/02/harbour-opens/comments/",
            "author": [
                {"@type": "Person", "name": "Ana Verhallow", "url": "http://testserver/author/ana-verhallow/"},
            ],
            "publisher": {
                "@type": "NewsMediaOrganization",
                "@id": "http://testserver/#publisher",
                "name": "The Meridian",
                "url": "http://testserver/",
            },
            "correction": [
                {
                    "@type": "CorrectionComment",
                    "text": "Harbour opens: it was noon.",
                    "datePublished": "2026-03-02T14:00:00+01:00",
                }
            ],
        }

    def test_no_headline_ends_the_block(self, client: Client, clock: Any) -> None:
        version = corrected(clock, "</script><script>alert(1)</script><!-- & Ünder")
        html = client.get(version.get_absolute_url()).content.decode()
        assert "alert(1)</script>" not in html
        assert data_of(client, version.get_absolute_url())["headline"] == version.headline


class TestCollected:
    def test_by_day_the_newest_first(self, client: Client, clock: Any) -> None:
        Site.objects.create(time_zone="Europe/Paris")
        first = corrected(clock, "Harbour opens")
        clock.shift(10 * HOUR)  # 00:00 in Paris
        corrected(clock, "Ferry late", kind=Kind.CLARIFICATION)
        told = words(client.get("/corrections/"))
        parts = [
            *("Tuesday 3 March 2026", "01:00", "Ferry late", "Clarification. Ferry late: it was noon."),
            *("Monday 2 March 2026", "14:00", "Harbour opens", "Correction. Harbour opens: it was noon."),
        ]
        assert [told.find(part) for part in parts] == sorted(told.find(part) for part in parts)
        assert all(part in told for part in parts), told
        assert f'href="{first.get_absolute_url()}"' in client.get("/corrections/").content.decode()

    def test_updates_and_minor_edits_are_no_corrections(self, client: Client, clock: Any) -> None:
        article = make_article()
        publishing.publish(article, by=None)
        clock.shift(HOUR)
        publishing.update(article, by=None, note="More boats.")
        assert "There are no corrections." in words(client.get("/corrections/"))

    def test_the_story_is_named_as_it_is_now(self, client: Client, clock: Any) -> None:
        version = corrected(clock)
        clock.shift(HOUR)
        edit(version.article, headline="Harbour open", slug="harbour-open")
        publishing.update(version.article, by=None)
        html = client.get("/corrections/").content.decode()
        assert 'href="/2026/03/02/harbour-open/">Harbour open</a>' in html

    def test_a_note_goes_when_its_story_does_and_to_the_instant(self, client: Client, clock: Any) -> None:
        version = corrected(clock)
        publishing.withdraw(version.article, by=None, at=NOON + 3 * HOUR)
        clock.move_to(NOON + 3 * HOUR - publishing.TICK)
        assert "it was noon" in words(client.get("/corrections/"))
        clock.move_to(NOON + 3 * HOUR)
        assert "it was noon" not in words(client.get("/corrections/"))

    def test_notes_of_stories_that_are_gone_take_no_place(self, client: Client, clock: Any) -> None:
        corrected(clock, "Harbour opens")
        for number in range(SIZE + 1):
            publishing.withdraw(corrected(clock, f"Story {number}").article, by=None)
        clock.shift(HOUR)
        assert "Harbour opens: it was noon." in words(client.get("/corrections/"))

    def test_every_page_leads_there(self, client: Client) -> None:
        for address in ("/", "/nothing/"):
            assert '<a href="/corrections/">Corrections</a>' in client.get(address).content.decode()

    @pytest.mark.parametrize("key", ["before=x", "after=1.2.3", "before=1.1&after=1.1", f"before={9**20}.1"])
    def test_a_key_that_is_none_is_not_found(self, client: Client, key: str) -> None:
        assert client.get(f"/corrections/?{key}").status_code == 404

    def test_page_by_page_at_a_constant_price(self, client: Client, clock: Any) -> None:
        articles = [make_article(f"Story {number:02}") for number in range(2 * SIZE + 1)]
        put_all_live(*articles, step=HOUR / 60)
        clock.shift(2 * HOUR)
        for article in articles:
            clock.shift(1)
            publishing.correct(article, f"Note {article.headline}.", by=None)
        address, seen = "/corrections/", []
        for _ in range(3):
            with CaptureQueriesContext(connection) as asked:
                html = client.get(address).content.decode()
            assert len(asked) == 3
            assert "COUNT(" not in str(asked.captured_queries)
            seen += re.findall(r"Note Story (\d\d)\.", html)
            older = re.search(r'href="(\?before=[^"]+)"', html)
            address = f"/corrections/{older[1]}" if older else ""
        assert [int(number) for number in seen] == list(range(2 * SIZE, -1, -1))
        assert address == ""

    def test_the_index_gives_the_order(self, clock: Any) -> None:
        query = Version.objects.corrections().of_live_stories().order_by("-live_from", "-pk")[:20]
        plan = query.explain()
        if connection.vendor == "sqlite":  # PostgreSQL reads a table of a few rows as a whole
            assert "version_corrections" in plan
            assert "TEMP B-TREE" not in plan
