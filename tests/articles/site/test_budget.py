"""How many queries a page may cost, however many stories there are."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Agency, Byline, RelatedArticle, Role
from tests.articles.makers import edit, make_article, make_author, make_section
from tests.articles.site.stories import put_all_live
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

READS = re.compile(r"\(?SELECT |WITH \w+ AS MATERIALIZED \(SELECT ")

# Exactly what each page asks; the limits are seven for a story and eight for anything else.
NARROWED = "/search/?q=text&section=world&tag=ports&author=ana-verhallow&from=2026-01-01"
COSTS = {
    "/": 5,
    "story": 7,
    "history": 6,
    "comments": 3,
    "/section/world/": 5,
    "/tag/ports/": 6,
    "/tags/": 2,
    "/author/ana-verhallow/": 5,
    "/agency/ap/": 5,
    "/archive/2026/": 4,
    "/archive/2026/03/": 4,
    "/archive/2026/03/02/": 5,
    "/corrections/": 3,
    "/search/": 1,
    "/search/?q=text": 8,
    NARROWED: 12,
    "/nothing/": 3,
    "/feed.xml": 10,
    "/sitemap.xml": 8,
    "/sitemap-2026-03.xml": 3,
    "/sitemap-tags.xml": 1,
    "/news-sitemap.xml": 2,
    "/robots.txt": 0,
    "/manifest.webmanifest": 1,
    "/corrections/feed.xml": 9,
}


def own(story: str, address: str) -> str:
    """Return an address, for a name in COSTS one of a story's."""
    return {"story": story, **{name: f"{story}{name}/" for name in ("history", "comments")}}.get(address, address)


def fill(count: int) -> str:
    """Make that many live stories with all that a story can have; return the address of a richly furnished one."""
    photo, agency = make_photo(), Agency.objects.create(name="AP")
    make_author(portrait=make_photo())
    make_section("Opinion", opinion=True)
    articles = []
    for number in range(count):
        section = ("World", "Opinion", "Culture")[number % 3]
        body = f'<p>Text.</p><figure data-photo="{photo.pk}"><figcaption></figcaption></figure>'
        article = make_article(
            f"Story {number}", section=section, tags=["Ports", f"Tag {number}"], lead_photo=photo, body=body
        )
        Byline.objects.create(article=article, agency=agency, role=Role.WITH, position=1)
        articles.append(article)
    for one, other in zip(articles, [*articles[1:], articles[0]], strict=True):
        RelatedArticle.objects.create(article=one, other=other)
    put_all_live(*articles)
    for article in articles[:-1]:
        edit(article, standfirst="New.")
        publishing.correct(article, "It was old.", by=None)
    edit(articles[-1], standfirst="New.")
    return publishing.update(articles[-1], by=None).get_absolute_url()


@pytest.mark.parametrize("count", [3, 60])
def test_a_page_costs_what_it_costs(client: Client, count: int) -> None:
    story = fill(count)
    found = {}
    for address in COSTS:
        with CaptureQueriesContext(connection) as asked:
            response = client.get(own(story, address))
        assert response.status_code == (404 if address == "/nothing/" else 200)
        assert [query["sql"] for query in asked.captured_queries if not READS.match(query["sql"])] == []
        found[address] = len(asked)
    # PostgreSQL looks at the newest first and, where those are not enough, once more further back.
    further = {NARROWED: COSTS[NARROWED] + 1} if connection.vendor == "postgresql" else {}
    assert found == COSTS | further


def test_a_plain_story_costs_less(client: Client, django_assert_num_queries: Any) -> None:
    address = put_all_live(make_article())[0].get_absolute_url()
    with django_assert_num_queries(5):
        client.get(address)


def test_a_story_beside_others_on_its_subject_costs_no_more(client: Client, django_assert_num_queries: Any) -> None:
    *_, version = put_all_live(*(make_article(f"Story {number}", tags=["Ports", "Trade"]) for number in range(5)))
    with django_assert_num_queries(6):
        client.get(version.get_absolute_url())


def test_a_page_never_counts_or_skips(client: Client) -> None:
    story = fill(60)
    with CaptureQueriesContext(connection) as asked:
        # The index of sitemaps, which no reader waits for, tells how many files there are.
        for address in COSTS.keys() - {"/sitemap.xml"}:
            client.get(own(story, address))
    # A search on PostgreSQL tells how many of a span of time it has found, and looked at, in the same statement.
    told = [query["sql"].replace("count(*) AS met FROM newest", "") for query in asked.captured_queries]
    assert [sql for sql in told if "COUNT(" in sql.upper()] == []
