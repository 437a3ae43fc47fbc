"""A front that an editor arranged, as Cleo reads it."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.killing import kill_story
from articles.models import Container, Section, Tag, Version, as_of
from articles.reading.front import front_page
from media.renditions import renditions
from tests.articles.fronts import BAND, LATEST, LEAD, NOTHING, TIER, box, put_on_front, spot
from tests.articles.makers import make_article, make_section
from tests.articles.site.stories import DAY, HOUR, NOON, put_all_live, put_live, words
from tests.articles.translated import put_all_tongues_live
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

NOW = NOON + 10 * DAY
HEADLINE = re.compile(r">((?:Story|View) \d+)</a>")


@pytest.fixture(autouse=True)
def clock() -> Any:
    """Stand still ten days after the first story."""
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def stories() -> list[Version]:
    """Twelve live stories in two sections, the last one the newest, every one with a photo."""
    photo = make_photo()
    return put_all_live(
        *(
            make_article(f"Story {number}", section=f"Section {number % 2}", lead_photo=photo, tags=["Ports"])
            for number in range(12)
        )
    )


def headlines(client: Client) -> list[str]:
    return HEADLINE.findall(client.get("/").content.decode())


def test_what_is_placed_stands_where_it_was_put(client: Client, stories: list[Version]) -> None:
    put_on_front(box(LEAD, stories[3]), box(TIER, stories[1], stories[0], stories[2]))
    assert headlines(client) == ["Story 3", "Story 1", "Story 0", "Story 2"]


def test_what_nobody_placed_is_filled_and_nothing_stands_twice(client: Client, stories: list[Version]) -> None:
    section = Section.objects.get(name="Section 1")
    tag = Tag.objects.get(name="Ports")
    put_on_front(
        box(LEAD),
        box(TIER, stories[11]),
        box(LATEST, size=3),
        box(BAND, stories[0], fill="section", section=section.pk, size=2),
        box(BAND, fill="tag", tag=tag.pk, size=2),
        box(BAND, stories[2], fill=NOTHING, size=4),
    )
    found = headlines(client)
    assert found == [f"Story {number}" for number in (10, 11, 9, 8, 7, 6, 5, 0, 3, 4, 1, 2)]


def test_a_story_placed_twice_stands_in_the_first_place(client: Client, stories: list[Version]) -> None:
    put_on_front(box(LEAD, stories[1]), box(BAND, stories[1], stories[2], fill=NOTHING))
    assert headlines(client) == ["Story 1", "Story 2"]


def test_translations_stand_where_they_were_put_and_fill_nothing_besides(client: Client) -> None:
    english, french, arabic = put_all_tongues_live("en", "fr", "ar")
    put_on_front(box(LEAD, french), box(BAND, arabic, size=4))
    page = client.get("/").content.decode()
    assert [page.count(f">{version.headline}</a>") for version in (english, french, arabic)] == [0, 1, 1]


def test_a_place_has_a_headline_and_a_photo_of_its_own(client: Client, stories: list[Version]) -> None:
    own = make_photo(alt="Cranes")
    put_on_front(
        box(LEAD, spot(stories[0], headline="Cranes < at work", photo=own.pk)),
        box(LATEST, spot(stories[1], headline="Later")),
    )
    html = client.get("/").content.decode()
    assert "Cranes &lt; at work" in html
    assert f"/photos/{own.pk}/" in html
    assert 'alt="Cranes"' in html
    assert "Story 0" not in html
    assert ">Later</a>" in html
    assert "Story 0" in client.get(stories[0].get_absolute_url()).content.decode()


def test_a_photo_of_a_place_is_readers_while_the_place_is(client: Client, clock: Any) -> None:
    own, story = make_photo(), put_live("Story 1")
    address = f"/photos/{own.pk}/{renditions(own)[0].name}"
    assert client.get(address).status_code == 404
    put_on_front(box(LEAD, spot(story, photo=own.pk, ends_at=NOW + HOUR)))
    assert client.get(address).status_code == 200
    clock.shift(HOUR)
    assert client.get(address).status_code == 404
    clock.shift(-HOUR)
    publishing.withdraw(story.article, by=None)
    assert client.get(address).status_code == 404


def test_a_photo_whose_rights_end_gives_way_to_the_storys(client: Client, clock: Any) -> None:
    own, lead = make_photo(allowed_until=NOW + HOUR), make_photo()
    put_on_front(box(LEAD, spot(put_live("Story 1", lead_photo=lead), photo=own.pk)))
    assert f"/photos/{own.pk}/" in client.get("/").content.decode()
    clock.shift(HOUR)
    html = client.get("/").content.decode()
    assert f"/photos/{own.pk}/" not in html
    assert f"/photos/{lead.pk}/" in html


def test_a_place_holds_from_its_second_until_its_second(client: Client, clock: Any, stories: list[Version]) -> None:
    timed = spot(stories[0], starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    put_on_front(box(LEAD, timed, stories[1], fill=NOTHING))
    second = dt.timedelta(seconds=1)
    for after, lead in ((HOUR - second, 1), (HOUR, 0), (2 * HOUR - second, 0), (2 * HOUR, 1)):
        clock.move_to(NOW + after)
        assert headlines(client)[0] == f"Story {lead}"


def test_a_story_may_be_placed_before_it_is_live(client: Client, clock: Any, stories: list[Version]) -> None:
    article = make_article("Story 99")
    publishing.schedule(article, NOW + HOUR, by=None)
    put_on_front(box(LEAD, spot(article.versions.get()), stories[1], fill=NOTHING))
    assert headlines(client) == ["Story 1"]
    clock.shift(HOUR)
    assert headlines(client) == ["Story 99", "Story 1"]


def test_a_story_that_is_withdrawn_or_killed_leaves_by_itself(
    client: Client, clock: Any, stories: list[Version]
) -> None:
    put_on_front(box(LEAD, stories[0]), box(BAND, stories[1], stories[2], fill=NOTHING, title="Chosen"))
    clock.shift(HOUR)
    publishing.withdraw(stories[0].article, by=None)
    kill_story(stories[1].article, by=None, reason="Wrong")
    assert headlines(client) == ["Story 11", "Story 2"]


def test_the_front_as_of_another_time(client: Client, clock: Any, stories: list[Version]) -> None:
    put_on_front(box(LEAD, stories[0]))
    clock.shift(HOUR)
    put_on_front(box(LEAD, stories[1]), name="Evening")
    with as_of(NOW + dt.timedelta(seconds=1)):
        assert front_page().edition.lead == stories[0]
    with as_of(NOW - HOUR):
        assert front_page().edition.lead == stories[11]


def test_a_band_may_have_its_own_title_and_lead_nowhere(client: Client, stories: list[Version]) -> None:
    put_on_front(box(LEAD, stories[0]), box(BAND, *stories[1:6], title="The vote", fill=NOTHING, size=8))
    html = client.get("/").content.decode()
    assert "The vote</h2>" in html
    assert 'class="feature"' in html


def test_the_site_has_a_lead_as_long_as_it_has_a_story(client: Client, stories: list[Version]) -> None:
    put_on_front(box(LEAD, fill=NOTHING), box(TIER, fill=NOTHING))
    assert headlines(client) == ["Story 11"]


def test_an_opinion_container_shows_who_writes(client: Client) -> None:
    section = make_section("Opinion", opinion=True)
    put_all_live(
        *(make_article(f"View {number}", section=section.name) for number in range(3)), make_article("Story 9")
    )
    put_on_front(box(LEAD), box(Container.Kind.OPINION, fill="section", section=section.pk, size=2))
    html = client.get("/").content.decode()
    assert html.count('class="voice"') == 2
    assert HEADLINE.findall(html) == ["Story 9", "View 2", "View 1"]


def test_a_tag_that_was_merged_fills_from_what_it_stands_for(client: Client) -> None:
    put_live("Story 1", tags=["Ports"])
    old = Tag.objects.create(name="Harbours", stands_for=Tag.objects.get(name="Ports"))
    put_on_front(box(BAND, fill="tag", tag=old.pk))
    assert "Ports" in words(client.get("/"))
    assert headlines(client) == ["Story 1"]


@pytest.mark.parametrize("count", [2, 40])
def test_an_arranged_front_costs_what_it_costs(client: Client, count: int) -> None:
    photo = make_photo()
    found = put_all_live(
        *(
            make_article(f"Story {number}", section=f"S {number % 4}", tags=["Ports"], lead_photo=photo)
            for number in range(60)
        )
    )
    tag = Tag.objects.get()
    placed = [spot(one, photo=photo.pk, headline="Own") for one in found[:count]]
    boxes = [box(BAND, fill="section", section=one.pk) for one in Section.objects.all()]
    put_on_front(box(LEAD), box(LATEST), box(BAND, *placed, size=12), box(BAND, fill="tag", tag=tag.pk), *boxes)
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert len(asked) == 5
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


@pytest.mark.parametrize("place", ["section", "tag"])
def test_a_section_or_a_tag_has_a_top(client: Client, stories: list[Version], place: str) -> None:
    section, tag = Section.objects.get(name="Section 0"), Tag.objects.get(name="Ports")
    of = {"section": section} if place == "section" else {"tag": tag}
    address = f"/section/{section.slug}/" if place == "section" else f"/tag/{tag.slug}/"
    fill = {"fill": place, place: of[place].pk}
    put_on_front(box(LEAD, stories[2], **fill), box(TIER, stories[1], size=2, **fill), **of)
    with CaptureQueriesContext(connection) as asked:
        html = client.get(address).content.decode()
    assert len(asked) == {"section": 7, "tag": 8}[place]
    found = HEADLINE.findall(html)
    assert found[:3] == ["Story 2", "Story 1", "Story 10" if place == "section" else "Story 11"]
    assert len(found) == len(set(found)) == {"section": 7, "tag": 12}[place]
    assert "Story 2" not in client.get(f"{address}?before=2000000000000000.1").content.decode()
    assert headlines(client)[0] == "Story 11"


def test_a_top_without_stories_is_none(client: Client, stories: list[Version]) -> None:
    section = Section.objects.get(name="Section 0")
    put_on_front(box(LEAD, fill=NOTHING), section=section)
    assert "front-top" not in client.get(f"/section/{section.slug}/").content.decode()
