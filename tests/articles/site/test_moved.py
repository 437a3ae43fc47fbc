"""Addresses that have moved."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from articles import publishing
from articles.models import Redirect
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import HOUR, NOON, put_live

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def moved(client: Client, path: str) -> tuple[int, str]:
    response = client.get(path)
    return response.status_code, response.get("Location", "")


def test_every_address_a_story_ever_had_leads_to_it(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        article = make_article("Harbour opens")
        addresses = [publishing.publish(article, by=None).get_absolute_url()]
        for slug in ("harbour-open", "port-open"):
            clock.shift(HOUR)
            edit(article, slug=slug)
            addresses.append(publishing.update(article, by=None).get_absolute_url())
    *earlier, now = addresses
    assert [moved(client, address) for address in earlier] == [(301, now), (301, now)]
    assert client.get(now).status_code == 200


def test_an_address_to_come_leads_nowhere_yet(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        article = make_article()
        publishing.publish(article, by=None)
        edit(article, slug="secret-merger")
        later = publishing.schedule(article, NOON + HOUR, by=None).get_absolute_url()
        assert moved(client, later) == (404, "")
        clock.shift(HOUR)
        assert client.get(later).status_code == 200


def test_an_earlier_address_of_a_withdrawn_story_says_so(client: Client) -> None:
    article = make_article()
    first = publishing.publish(article, by=None).get_absolute_url()
    edit(article, slug="other")
    publishing.update(article, by=None)
    publishing.withdraw(article, by=None)
    assert moved(client, first) == (410, "")


def test_capitals_and_decomposed_accents_lead_to_the_story(client: Client) -> None:
    address = put_live("Été").get_absolute_url()
    assert moved(client, "/2026/03/02/ÉTÉ/") == (301, address)
    assert moved(client, "/2026/03/02/e\u0301te\u0301/") == (301, address)


@pytest.mark.parametrize(
    "path",
    [
        "/news/story.html",
        "/story.php?id=12",
        "/tag/old/",
        "/section/old/",
        "/author/old/",
        "/agency/old/",
        "/2011/01/02/old-story/",
        "/2011/02/31/never/",
    ],
)
def test_a_listed_address_leads_to_its_story(client: Client, path: str) -> None:
    version = put_live()
    Redirect.objects.create(path=path, article=version.article)
    assert moved(client, path) == (301, version.get_absolute_url())


def test_a_listed_address_leads_to_a_path(client: Client) -> None:
    Redirect.objects.create(path="/about.html", target="/about/")
    assert moved(client, "/about.html") == (301, "/about/")
    assert moved(client, "/about.html?from=mail") == (301, "/about/")


def test_a_listed_address_may_miss_its_slash(client: Client) -> None:
    Redirect.objects.create(path="/old/page", target="/new/")
    assert moved(client, "/old/page/") == (301, "/new/")


def test_a_listed_address_of_a_story_nobody_sees_leads_nowhere(client: Client) -> None:
    Redirect.objects.create(path="/news/1", article=make_article())
    assert moved(client, "/news/1") == (404, "")


def test_a_missing_slash_is_added(client: Client) -> None:
    address = put_live().get_absolute_url()
    assert moved(client, address.rstrip("/")) == (301, address)
    assert moved(client, "/tags?x=1") == (301, "/tags/?x=1")
    assert moved(client, "/admin") == (301, "/admin/")
    assert moved(client, "/nothing") == (404, "")


@pytest.mark.parametrize(
    "path", ["/%00/", "/tag/%00/", "/a%0d%0ab/", "/" + "x" * 3000, "/%ff%fe/", "/..%2f..%2fetc/passwd"]
)
def test_hostile_paths_lead_nowhere(client: Client, path: str) -> None:
    assert moved(client, path)[0] == 404


def test_a_redirect_is_asked_for_anew(client: Client) -> None:
    Redirect.objects.create(path="/a", target="/b/")
    assert client.get("/a")["Cache-Control"] == "no-cache"


def test_nothing_can_be_sent_to_an_unknown_address(client: Client) -> None:
    assert client.post("/nothing/", {"a": "b"}).status_code == 405


def test_a_redirect_costs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    version = put_live()
    Redirect.objects.create(path="/news/1", article=version.article)
    with django_assert_max_num_queries(2):
        client.get("/news/1")
