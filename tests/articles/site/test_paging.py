"""Lists of stories, page by page."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from articles import publishing
from articles.models import Author, Byline, Role
from articles.site import paging
from tests.articles.makers import make_article
from tests.articles.site.stories import HOUR, NOON, put_all_live

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a class="button" href="([^"]+)"[^>]*>(\w+) stories</a>')
LISTS = ["/section/world/", "/tag/ports/", "/author/ana-verhallow/", "/archive/2026/03/02/"]


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of three."""
    monkeypatch.setattr(paging, "SIZE", 3)


def headlines(client: Client, address: str) -> list[str]:
    return re.findall(r"<h3><a [^>]*>(Story \d+)</a>", client.get(address).content.decode())


def links(client: Client, address: str) -> dict[str, str]:
    base = address.partition("?")[0]
    found = LINK.findall(client.get(address).content.decode())
    return {name: base + link if link.startswith("?") else link for link, name in found}


def put_many_live(count: int, step: dt.timedelta = dt.timedelta(minutes=1)) -> None:
    put_all_live(
        *(make_article(f"Story {number}", tags=["Ports", "Ferries"]) for number in range(1, count + 1)), step=step
    )


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("step", [dt.timedelta(minutes=1), dt.timedelta(0)], ids=["apart", "at one instant"])
def test_every_story_stands_on_one_page_forth_and_back(client: Client, address: str, step: dt.timedelta) -> None:
    put_many_live(8, step)
    pages, here = [headlines(client, address)], address
    while older := links(client, here).get("Older"):
        here = older
        pages.append(headlines(client, here))
    assert [len(page) for page in pages] == [3, 3, 2]
    assert [headline for page in pages for headline in page] == [f"Story {number}" for number in range(8, 0, -1)]
    back = links(client, here)["Newer"]
    assert headlines(client, back) == pages[1]
    first = links(client, back)["Newer"]
    assert headlines(client, first) == pages[0]
    assert "Newer" not in links(client, first)
    assert links(client, first)["Older"]


def test_a_full_last_page_has_no_older_one(client: Client) -> None:
    put_many_live(3)
    assert links(client, "/section/world/") == {}


def test_a_story_published_meanwhile_moves_nothing(client: Client) -> None:
    put_many_live(5)
    older = links(client, "/section/world/")["Older"]
    put_all_live(make_article("Story 99"), at=NOON + HOUR)
    assert headlines(client, older) == ["Story 2", "Story 1"]


def test_an_update_keeps_a_storys_place(client: Client) -> None:
    put_many_live(4)
    author = Author.objects.get()
    article = author.bylines.order_by("article_id").first().article
    article.headline = "Story 77"
    article.save()
    publishing.update(article, by=None)
    for address in LISTS:
        assert headlines(client, links(client, address)["Older"]) == ["Story 77"]


def test_two_credits_of_one_person_make_one_entry(client: Client) -> None:
    article = make_article("Story 1")
    Byline.objects.create(article=article, author=Author.objects.get(), role=Role.PHOTOS_BY, position=1)
    put_all_live(article)
    assert headlines(client, "/author/ana-verhallow/") == ["Story 1"]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "0",
        "1.",
        ".1",
        "1.2.3",
        "abc",
        "1.-2",
        "１.１",
        "999999999999999999.1",
        "-999999999999999999.1",
        "1.1'--",
        "%00",
    ],
)
def test_a_key_that_is_none_leads_nowhere(client: Client, key: str) -> None:
    put_many_live(1)
    for address in LISTS:
        assert client.get(f"{address}?before={key}").status_code == 404
        assert client.get(f"{address}?after={key}").status_code == 404


def test_both_keys_lead_nowhere(client: Client) -> None:
    put_many_live(1)
    assert client.get("/section/world/?before=1.1&after=1.1").status_code == 404


def test_the_end_of_a_list_says_so(client: Client) -> None:
    put_many_live(1)
    response = client.get("/section/world/?before=-1.1")
    assert response.status_code == 200
    assert "No more stories." in response.content.decode()
    assert links(client, "/section/world/?before=-1.1") == {"Newest": "/section/world/"}


def test_each_page_is_its_own_canonical_address(client: Client) -> None:
    put_many_live(4)
    older = links(client, "/section/world/")["Older"]
    html = client.get(older + "&utm_source=mail").content.decode()
    assert f'<link rel="canonical" href="http://testserver{older}">' in html


def test_a_page_costs_the_same_wherever_it_is(client: Client, django_assert_num_queries: Any) -> None:
    put_many_live(8)
    for address in LISTS:
        older = links(client, address)["Older"]
        with django_assert_num_queries(6 if "tag" in address else 5) as captured:
            client.get(older)
        asked = [query["sql"].upper() for query in captured.captured_queries]
        assert not [sql for sql in asked if "COUNT(" in sql or "OFFSET" in sql]


def test_a_story_called_off_and_due_later_keeps_its_place_by_its_first_publication(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        article = make_article("Story 1")
        early = publishing.schedule(article, NOON + HOUR, by=None)
        publishing.schedule(article, NOON + 3 * HOUR, by=None)
        publishing.unschedule(early, by=None)
        put_all_live(make_article("Story 2"), at=NOON + 2 * HOUR)
        clock.shift(4 * HOUR)
        for address in ("/section/world/", "/author/ana-verhallow/"):
            assert headlines(client, address) == ["Story 1", "Story 2"]
