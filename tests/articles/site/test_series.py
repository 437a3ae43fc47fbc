"""Series as readers meet them: on a story, under it, and on a page of their own."""

import datetime as dt
import json
import re
from itertools import chain
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.killing import kill_story
from articles.models import Article, Redirect, Series, Version
from articles.numbering import give_numbers
from media.models import Photo
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import HOUR, NOON, words
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)
PAGE = "/series/harbour-files/"


@pytest.fixture
def files() -> Series:
    return Series.objects.create(name="Harbour files", description="Five years of a port.")


def publish(series: Series, *parts: int | None, **values: Any) -> list[Article]:
    """Return live stories of a series with these numbers, in the order in which they were published."""
    articles = [make_article(f"Story {place}", series=series, part=part, **values) for place, part in enumerate(parts)]
    for article in articles:
        publishing.publish(article, by=None)
    return articles


def shown(client: Client, article: Article) -> str:
    return client.get(article.versions.live().get().get_absolute_url()).content.decode()


def said(html: str) -> str:
    return words(HttpResponse(html))


def listed(html: str) -> list[str]:
    """Return what stands in the list of parts: numbers and headlines, the story itself with a star."""
    found = re.search(r'<nav class="parts".*?</nav>', html, re.DOTALL)
    rows = re.findall(r"<li(.*?)>(.*?)</li>", found[0], re.DOTALL) if found else []
    here = ["*" if "aria-current" in attributes else "" for attributes, _ in rows]
    told = [" ".join(re.sub("<[^>]+>", "", row).split()) for _, row in rows]
    return [mark + words for mark, words in zip(here, told, strict=True)]


def headlines(page: Any) -> list[str]:
    return re.findall(r"<h3><a [^>]*>([^<]+)</a>", page.content.decode())


def test_a_story_says_of_what_it_is_part(client: Client, files: Series) -> None:
    first, second = publish(files, 1, 2)
    html = shown(client, second)
    assert "Part of: Harbour files Part 2 of 2 so far" in said(html)
    assert f'href="{PAGE}"' in html
    assert listed(html) == ["1 Story 0", "*2 Story 1"]
    assert "Previous part" in html
    assert "Next part" not in html
    assert 'rel="next"' in shown(client, first)


def test_a_complete_series_says_of_how_many(client: Client, files: Series) -> None:
    Series.objects.update(complete=True)
    _, second = publish(files, 1, 2)
    text = said(shown(client, second))
    assert "Part 2 of 2" in text
    assert "so far" not in text


def test_the_name_is_a_living_fact(client: Client, files: Series) -> None:
    (story,) = publish(files, 1)
    files.name = "The port papers"
    files.save()
    assert "Part of: The port papers" in said(shown(client, story))


def test_a_story_alone_has_no_list(client: Client, files: Series) -> None:
    (story,) = publish(files, 1)
    html = shown(client, story)
    assert "Part 1 of 1 so far" in said(html)
    assert listed(html) == []


def test_a_story_without_a_series_says_nothing(client: Client) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    html = shown(client, article)
    assert "Part of" not in html
    assert "series.css" not in html


def test_parts_without_a_number_follow_by_first_publication(client: Client, files: Series) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stories = []
        for part in (None, 2, None, 1):
            clock.shift(HOUR)
            stories += publish(files, part)
            edit(stories[-1], headline=f"Published {len(stories)}")
            publishing.update(stories[-1], by=None)
        clock.shift(SECOND)
        html = shown(client, stories[2])
        assert listed(html) == ["1 Published 4", "2 Published 2", "3 Published 1", "*4 Published 3"]
        assert "Part 4 of 4 so far" in said(html)
        assert headlines(client.get(PAGE)) == ["Published 4", "Published 2", "Published 1", "Published 3"]


def test_a_number_beyond_what_is_live_is_told_alone(client: Client, files: Series) -> None:
    _, last = publish(files, 1, 5)
    assert "Harbour files Part 5" in said(shown(client, last))
    assert "Part 5 of" not in said(shown(client, last))


@pytest.mark.parametrize(("offset", "seen"), [(-SECOND, False), (SECOND * 0, True), (SECOND, True)])
def test_a_scheduled_part_is_counted_from_its_second_on(
    client: Client, files: Series, offset: dt.timedelta, seen: bool
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        first, _ = publish(files, 1, 2)
        publishing.schedule(make_article("Story to come", series=files, part=3), NOON + HOUR, by=None)
        clock.move_to(NOON + HOUR + offset)
        html = shown(client, first)
        assert ("Part 1 of 3" in said(html)) == seen
        for text in (html, client.get(PAGE).content.decode(), client.get(f"{PAGE}feed.xml").content.decode()):
            assert ("Story to come" in text) == seen


def test_a_part_that_is_withdrawn_or_killed_leaves_by_itself(client: Client, files: Series) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        first, second, third = publish(files, 1, 2, 3)
        clock.shift(HOUR)
        publishing.withdraw(second, by=None)
        assert listed(shown(client, first)) == ["*1 Story 0", "3 Story 2"]
        kill_story(third, by=None, reason="A court")
        assert listed(shown(client, first)) == []
        assert headlines(client.get(PAGE)) == ["Story 0"]
        kill_story(first, by=None, reason="A court")
        assert client.get(PAGE).status_code == 404
        assert client.get(f"{PAGE}feed.json").status_code == 404


def test_a_series_without_live_stories_is_not_there(client: Client, files: Series) -> None:
    make_article("A draft", series=files)
    publishing.schedule(make_article("To come", series=files), NOON + dt.timedelta(days=9999), by=None)
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/sitemap-series.xml").content.decode()


def test_the_newest_first(client: Client, files: Series) -> None:
    Series.objects.update(order=Series.Order.NEWEST)
    with time_machine.travel(NOON, tick=False) as clock:
        stories = []
        for _ in range(3):
            clock.shift(HOUR)
            stories += publish(files, None)
            publishing.update(edit(stories[-1], headline=f"Letter {len(stories)}"), by=None)
        clock.shift(SECOND)
        html = shown(client, stories[1])
        assert listed(html) == ["Letter 3", "*Letter 2", "Letter 1"]
        assert "Part of: Harbour files" in said(html)
        assert "Part 2" not in said(html)
        assert headlines(client.get(PAGE)) == ["Letter 3", "Letter 2", "Letter 1"]
        previous = re.search(r'href="([^"]+)" rel="prev"', html)
        assert previous
        assert previous[1] == stories[0].versions.live().get().get_absolute_url()


def test_a_long_series_shows_what_is_near_and_says_how_many(client: Client, files: Series) -> None:
    stories = publish(files, *range(1, 13))
    for place, near in ((0, range(1, 8)), (5, range(3, 10)), (11, range(6, 13))):
        html = shown(client, stories[place])
        expected = [f"{'*' if number == place + 1 else ''}{number} Story {number - 1}" for number in near]
        assert listed(html) == expected
        assert "All 12 parts" in html
        assert f"Part {place + 1} of 12" in said(html)


def test_related_stories_do_not_repeat_the_list(client: Client, files: Series) -> None:
    first, second = publish(files, 1, 2, tags=["Ports"])
    other = make_article("Another port", tags=["Ports"])
    publishing.publish(other, by=None)
    first.related_articles.create(other=second, position=0)
    publishing.update(edit(first, headline="Story again"), by=None)
    also = shown(client, first).partition('id="also"')[2]
    assert "Another port" in also
    assert "Story 1" not in also


def test_another_number_moves_a_live_story(client: Client, files: Series) -> None:
    first, second, third = publish(files, 1, 2, 3)
    give_numbers(files, {first.pk: 3, third.pk: 1}, by=None)
    assert listed(shown(client, second)) == ["1 Story 2", "*2 Story 1", "3 Story 0"]
    assert headlines(client.get(PAGE)) == ["Story 2", "Story 1", "Story 0"]


def test_the_page_says_what_it_is_about(client: Client, files: Series) -> None:
    Series.objects.update(picture=make_photo(credit="Lena Aumont", caption="The quay"), complete=True)
    publish(files, 1, 2)
    page = client.get(PAGE)
    html = page.content.decode()
    text = said(html)
    assert "Series Harbour files Five years of a port. Complete" in text
    assert "Lena Aumont" in text
    assert f'rel="canonical" href="http://testserver{PAGE}"' in html
    assert 'property="og:image"' in html
    assert f"{PAGE}feed.atom" in html
    data = json.loads(re.findall(r'ld\+json">(.*?)</script>', html, re.DOTALL)[0])["@graph"]
    kinds = {one["@type"]: one for one in data}
    assert kinds["CreativeWorkSeries"]["name"] == "Harbour files"
    assert kinds["CreativeWorkSeries"]["image"]["creditText"] == "Lena Aumont"
    assert len(kinds["CollectionPage"]["mainEntity"]["itemListElement"]) == 2
    assert "BreadcrumbList" in kinds
    src = re.search(r'<img src="([^"]+)"', html)
    assert src
    assert client.get(src[1]).status_code == 200


def test_the_picture_is_no_readers_before_the_series_is(client: Client, files: Series) -> None:
    photo = make_photo()
    Series.objects.update(picture=photo)
    address = Photo.objects.get().picture("card").src
    assert client.get(address).status_code == 404
    publish(files, 1)
    assert client.get(address).status_code == 200


def test_machines_are_told_of_what_a_story_is_part(client: Client, files: Series) -> None:
    _, second = publish(files, 1, 2)
    data = json.loads(re.findall(r'ld\+json">(.*?)</script>', shown(client, second), re.DOTALL)[0])["@graph"][0]
    assert data["isPartOf"]["@type"] == "CreativeWorkSeries"
    assert data["isPartOf"]["url"] == f"http://testserver{PAGE}"
    assert data["position"] == 2


def test_an_old_address_leads_to_the_new_one(client: Client, files: Series) -> None:
    publish(files, 1)
    Series.objects.update(slug="port-papers")
    Redirect.objects.moved(PAGE, "/series/port-papers/")
    assert client.get(PAGE)["Location"] == "/series/port-papers/"


def test_feeds_and_the_sitemap_know_it(client: Client, files: Series) -> None:
    publish(files, 2, 1)
    told = [one["title"] for one in client.get(f"{PAGE}feed.json").json()["items"]]
    assert told == ["Story 1", "Story 0"]
    assert PAGE in client.get("/sitemap-series.xml").content.decode()
    assert "sitemap-series.xml" in client.get("/sitemap.xml").content.decode()


class TestPaging:
    def walk(self, client: Client, rel: str, address: str) -> list[list[str]]:
        pages = []
        while address:
            page = client.get(address)
            pages.append(headlines(page))
            found = re.search(rf'href="(\?[^"]+)" rel="{rel}"', page.content.decode())
            address = PAGE + found[1] if found else ""
            last = page
        self.last = last
        return pages

    def test_forth_and_back_every_part_comes_once(self, client: Client, files: Series) -> None:
        numbers = [*range(45, 25, -1), *([None] * 25)]
        with time_machine.travel(NOON, tick=False):
            publish(files, *numbers)
        expected = [f"Story {place}" for place in (*range(19, -1, -1), *range(20, 45))]
        pages = self.walk(client, "next", PAGE)
        assert [len(page) for page in pages] == [20, 20, 5]
        assert [*chain(*pages)] == expected
        last = self.last.request["QUERY_STRING"]
        back = self.walk(client, "prev", f"{PAGE}?{last}")
        assert [*chain(*back[::-1])] == expected

    @pytest.mark.parametrize(
        "key", ["before=x", "after=1.2", "after=99999.99999999999999999999.1", "before=1.2.3&after=1.2.3"]
    )
    def test_what_is_no_place_is_not_there(self, client: Client, files: Series, key: str) -> None:
        publish(files, 1)
        assert client.get(f"{PAGE}?{key}").status_code == 404


class TestCost:
    def asked(self, client: Client, article: Article) -> int:
        address = article.versions.live().get().get_absolute_url()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len([one for one in queries if re.match(r"\(?SELECT", one["sql"])])

    def test_a_series_costs_one_query_however_long_it_is(self, client: Client, files: Series) -> None:
        alone = make_article("Alone", tags=["Ports"])
        publishing.publish(alone, by=None)
        (first,) = publish(files, 1, tags=["Ports"])
        without = self.asked(client, alone)
        assert self.asked(client, first) == without + 1
        publish(files, *range(2, 14))
        assert self.asked(client, first) == without + 1

    def test_its_lists_go_by_an_index(self, files: Series) -> None:
        publish(files, 1)
        live = Version.objects.live().in_series(files)
        for rows, index in ((live.by_part(), "version_series_parts"), (live.newest_first(), "version_series_newest")):
            if connection.vendor == "sqlite":
                plan = rows.only("pk").explain()
                assert index in plan
                assert "TEMP B-TREE" not in plan
            else:
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
                assert "version_series_" in rows.only("pk").explain()
