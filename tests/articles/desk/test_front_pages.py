"""Wim, the web producer, arranges a front without a script: everything is a form."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import arranging, fronting, publishing
from articles.killing import kill_story
from articles.models import Arrangement, Front, FrontVersion, Section, Version
from tests.articles.desk.front_page import Page, fields
from tests.articles.fronts import BAND, LEAD, NOTHING, TIER, box, make_front, put_on_front, spot
from tests.articles.makers import make_article, make_section
from tests.articles.site.stories import DAY, HOUR, NOON, put_all_live, put_live, words
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

LATER = NOON + 10 * DAY


@pytest.fixture
def wims(clock: Any, wim: User, client: Client) -> Client:
    """Wim's browser, ten days after the first story."""
    clock.move_to(LATER)
    client.force_login(wim)
    return client


@pytest.fixture
def stories(clock: Any) -> list[Version]:
    return put_all_live(*(make_article(f"Story {number}", section="World") for number in range(4)))


def test_a_first_draft_is_begun_published_and_taken_down(wims: Client, clock: Any, stories: list[Version]) -> None:
    response = wims.post("/admin/front/", {"name": "Weekend", "place": "site"}, follow=True)
    assert "Story 3" in words(response)
    assert "by itself" in words(response)
    front = Front.objects.get()
    page = Page(wims, front)
    page.post("_add", str(stories[0].article_id), add_box="0")
    assert page.boxes[0] == ("lead", [stories[0].article_id])
    assert "Readers see this on Front page now." in words(page.post("_publish"))
    assert "Readers see this draft as it is saved" in words(page.response)
    assert re.search(r'class="lead".*?Story 0', wims.get("/").content.decode(), re.DOTALL)
    live = FrontVersion.objects.get()
    assert live.made_by.username == "wim"
    assert "Weekend" in words(wims.get("/admin/front/"))
    clock.shift(HOUR)
    wims.post("/admin/front/", {"_take_down": live.pk})
    assert FrontVersion.objects.live().count() == 0


def test_stories_are_moved_and_taken_off_by_buttons(wims: Client, stories: list[Version]) -> None:
    page = Page(wims, make_front(box(LEAD), box(BAND, *stories[:3], title="One"), box(BAND, title="Two")))
    one, two, three = (story.article_id for story in stories[:3])
    page.post("_down", "s-0")
    assert page.boxes[1][1] == [two, one, three]
    page.post("_up", "s-2")
    assert page.boxes[1][1] == [two, three, one]
    page.post("_remove", "s-0")
    assert page.boxes[1][1] == [three, one]
    page.post("_save", s_0_box="2")
    assert page.boxes[1:] == [("band", [one]), ("band", [three])]
    page.post("_up", "c-2")
    assert page.boxes[1:] == [("band", [three]), ("band", [one])]
    page.post("_up", "c-1")  # never over what is on top
    assert page.boxes[0][0] == "lead"
    page.post("_new", new_kind="tier")
    assert [kind for kind, _ in page.boxes] == ["lead", "tier", "band", "band"]
    page.post("_remove", "c-1")
    assert [kind for kind, _ in page.boxes] == ["lead", "band", "band"]


def test_a_place_gets_words_a_photo_and_a_time_of_its_own(wims: Client, stories: list[Version]) -> None:
    photo = make_photo()
    page = Page(wims, make_front(box(LEAD, stories[0])))
    page.post("_save", s_0_headline="  Own   words ", s_0_photo=str(photo.pk), s_0_starts="2026-03-13T18:00:00")
    kept = arranging.boxes_of(Front.objects.get().arrangement)[0].spots[0]
    paris_evening = dt.datetime(2026, 3, 13, 17, tzinfo=dt.UTC)
    assert (kept.headline, kept.photo, kept.starts_at) == ("Own words", photo.pk, paris_evening)
    assert "Here from 13 March, 18:00" in words(page.response)
    assert fields(page.response)["s-0-starts"] == "2026-03-13T18:00:00"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"s_0_headline": "x" * 301}, "At most 300 characters fit; this has 301."),
        ({"s_0_photo": "99999"}, "There is no such photo."),
        ({"s_0_photo": "a\0b"}, "There is no such photo."),
        ({"s_0_starts": "tomorrow"}, "Write a day and a time"),
        ({"s_0_starts": "0001-01-01T00:00"}, "Write a day and a time"),
        ({"s_0_starts": "2026-03-29T02:30"}, "The clocks leap over this time"),
        ({"s_0_starts": "2026-03-13T18:00", "s_0_ends": "2026-03-13T18:00"}, "It ends before it begins."),
        ({"c_1_fill": "tag", "c_1_tag": "Nowhere"}, "There is no tag “Nowhere”."),
        ({"c_1_fill": "section:99999"}, "This section is gone."),
        ({"c_1_size": "13"}, "Choose a number from 1 to 12."),
        ({"c_1_size": "00123"}, "Choose a number from 1 to 12."),
        ({"c_1_title": "x" * 81}, "At most 80 characters fit; this has 81."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(
    wims: Client, stories: list[Version], typed: dict[str, str], told: str
) -> None:
    page = Page(wims, make_front(box(LEAD, stories[0]), box(BAND)))
    before = page.boxes
    response = page.post("_publish", **typed)
    assert response.status_code == 422
    assert told in words(response)
    assert "Nothing is saved yet" in words(response)
    kept = fields(response)
    assert all(
        kept[name.replace("_", "-")] == text.replace("\0", "") for name, text in typed.items() if name != "c_1_fill"
    )
    assert page.boxes == before
    assert not FrontVersion.objects.exists()


def test_each_story_says_how_it_stands(wims: Client, clock: Any, stories: list[Version]) -> None:
    coming = make_article("Story 8")
    publishing.schedule(coming, LATER + HOUR, by=None)
    kill_story(stories[1].article, by=None, reason="Wrong")
    spots = [
        arranging.Spot(coming.pk),
        spot(stories[1]),
        arranging.Spot(make_article("Story 9").pk),
        spot(stories[0]),
        spot(stories[2]),
    ]
    text = words(Page(wims, make_front(box(LEAD, stories[0]), box(BAND, *spots, size=1, fill=NOTHING))).response)
    assert "Not live yet: from 14:00" in text
    assert "Killed: readers don’t see it" in text
    assert "not live yet, without a time" in text
    assert "Live since 2 March, 13:00" in text
    assert "Stands in Lead" in text
    assert "No room: it waits for a place" not in text


def test_a_front_may_be_as_full_as_it_is_said_to(wims: Client, stories: list[Version]) -> None:
    boxes = [box(BAND, *[stories[0]] * 7, title=str(number)) for number in range(28)]
    page = Page(wims, make_front(box(LEAD, *stories), box(TIER), *boxes))
    assert page.post("_up", "c-3").status_code == 200
    assert [len(spots) for _, spots in page.boxes] == [4, 0, *[7] * 28]


def test_stories_are_searched(wims: Client, stories: list[Version]) -> None:
    page = Page(wims, make_front(box(LEAD)))
    response = page.post("_search", q="story 2")
    assert 'aria-label="Add Story 2"' in response.content.decode()
    assert 'aria-label="Add Story 1"' not in response.content.decode()
    assert "No story matches “zebra”." in words(page.post("_search", q="zebra"))


def test_publishing_at_a_time_and_calling_it_off(wims: Client, clock: Any, stories: list[Version]) -> None:
    page = Page(wims, make_front(box(LEAD, stories[0])))
    response = page.post("_schedule", when_date="2026-03-13", when_time="18:00:00")
    assert "Readers see this from 13 March, 18:00:00 Europe/Paris." in words(response)
    version = FrontVersion.objects.get()
    assert page.post("_schedule", when_date="2026-03-01", when_time="18:00:00").status_code == 422
    assert "has passed" in words(page.response)
    assert "The draft is saved, but not published." in words(page.response)
    assert "Nothing is saved yet" not in words(page.response)
    wims.post("/admin/front/", {"_call_off": version.pk})
    assert not FrontVersion.objects.exists()
    assert "called off already" in words(wims.post("/admin/front/", {"_call_off": version.pk}, follow=True))


def test_a_draft_is_previewed_as_readers_would_see_it(wims: Client, clock: Any, stories: list[Version]) -> None:
    coming = make_article("Story 8")
    publishing.schedule(coming, LATER + HOUR, by=None)
    front = make_front(box(LEAD, arranging.Spot(coming.pk, headline="At two"), fill=NOTHING))
    page = Page(wims, front)
    response = wims.get(f"{page.address}?preview=1&date=2026-03-12&time=14:00:00", follow=True)
    assert "At two" in words(response)
    assert "The draft “Weekend” as of" in words(response)
    assert response["Cache-Control"].startswith("private, no-store")
    earlier = wims.get(f"{page.address}?preview=1", follow=True)
    assert "At two" not in words(earlier)
    assert "At two" not in words(wims.get("/"))


def test_a_top_of_a_section_is_previewed_on_its_page(wims: Client, stories: list[Version]) -> None:
    front = make_front(box(LEAD, spot(stories[0], headline="On top")), section=Section.objects.get())
    response = wims.get(f"/admin/front/{front.pk}/?preview=1", follow=True)
    assert "On top" in words(response)
    assert "<h1>World</h1>" in response.content.decode()


def test_two_at_once_are_told_and_nothing_is_lost(wims: Client, ben: User, stories: list[Version]) -> None:
    front = make_front(box(LEAD))
    page = Page(wims, front)
    arranging.save(front, [box(LEAD, stories[1])], front.arrangement_id, by=ben)
    response = page.post("_add", str(stories[0].article_id), add_box="0")
    assert response.status_code == 409
    text = words(response)
    assert "Ben saved this front at" in text
    assert "Only theirs places: Story 1." in text
    assert "Only yours places: Story 0." in text
    assert page.post("_save").status_code == 409  # nobody chooses by accident
    page.post("_over", str(front.states.latest("pk").pk))
    assert page.boxes == [("lead", [stories[0].article_id])]
    state = Front.objects.get().states.filter(made_by=ben).get()
    page.client.post(page.address, {"_take": state.pk})
    assert page.boxes == [("lead", [stories[1].article_id])]


def test_readers_are_shown_what_was_saved_or_nothing_new(
    wims: Client, ben: User, stories: list[Version], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(wims, make_front(box(LEAD, stories[0])))
    saves = arranging.save

    def overtaken(front: Front, *args: Any, **kwargs: Any) -> Arrangement:
        """Save, and let Ben save another state at once."""
        mine = saves(front, *args, **kwargs)
        saves(Front.objects.get(), [box(LEAD, stories[2])], mine.pk, by=ben)
        return mine

    monkeypatch.setattr(arranging, "save", overtaken)
    response = page.post("_publish", s_0_headline="Mine")
    assert response.status_code == 422
    assert "Somebody saved this front meanwhile." in words(response)
    assert not FrontVersion.objects.exists()
    monkeypatch.undo()
    assert page.post("_publish").status_code == 409
    assert "Ben saved this front at" in words(page.response)


def test_drafts_are_copied_renamed_and_deleted(wims: Client, stories: list[Version]) -> None:
    front = make_front(box(LEAD, stories[0]))
    address = f"/admin/front/{front.pk}/"
    assert "already" in words(wims.post(address, {"_duplicate": "1", "name": "Weekend"}, follow=True))
    wims.post(address, {"_duplicate": "1", "name": "Sunday"})
    wims.post(address, {"_rename": "1", "name": "Saturday"})
    assert sorted(Front.objects.values_list("name", flat=True)) == ["Saturday", "Sunday"]
    wims.post(address, {"_delete": "1"})
    assert Front.objects.get().name == "Sunday"


def test_a_draft_begins_from_what_is_live_or_empty(wims: Client, stories: list[Version]) -> None:
    put_on_front(box(LEAD, stories[1]), box(TIER, stories[2]))
    wims.post("/admin/front/", {"name": "Copy", "place": "site", "from": "live"})
    wims.post("/admin/front/", {"name": "Empty", "place": "site", "from": "empty"})
    copy, empty = (arranging.boxes_of(Front.objects.get(name=name).arrangement) for name in ("Copy", "Empty"))
    assert [len(one.spots) for one in copy] == [1, 1]
    assert [len(one.spots) for one in empty] == [0, 0, 0, 0]
    for place in ("tag", "section:99", "section:x"):
        assert not Front.objects.exclude(name__in=["Copy", "Empty", "Weekend"]).exists()
        assert (
            "There is no tag" in (text := words(wims.post("/admin/front/", {"name": "X", "place": place})))
            or "gone" in text
        )
    world = Section.objects.get()
    refused = wims.post("/admin/front/", {"name": " ", "place": f"section:{world.pk}", "from": "empty"})
    assert f'<option value="section:{world.pk}" selected>World</option>' in refused.content.decode()
    assert '<option value="empty" selected>' in refused.content.decode()
    make_article(tags=["Ports"])
    wims.post("/admin/front/", {"name": "Ports", "place": "tag", "tag": "ports"})
    assert Front.objects.get(name="Ports").tag.name == "Ports"


def test_hostile_posts_get_a_page(wims: Client, stories: list[Version]) -> None:
    front = make_front(box(LEAD, stories[0]))
    for data in (
        {},
        {"keeping-base": "x", "_save": "1", "keeping-form": "x", "_over": "x"},
        {"keeping-base": "9" * 300, "_take_over": "x", "c-0-kind": "lead"},
        {"keeping-base": str(front.arrangement_id), "c-0-kind": "nonsense", "c-1-kind": "lead", "c-2-kind": "lead"},
        {"c-0-kind": "lead", "s-0-article": "99999", "s-0-box": "0", "_up": "s-7", "_add": "x", "_remove": "q"},
        {"_take": "9" * 30},
        {"_call_off": "9" * 30},
        {f"c-{number}-kind": "band" for number in range(40)} | {"c-99-kind": "lead"},
    ):
        assert wims.post(f"/admin/front/{front.pk}/", data).status_code in {302, 409, 422}
        assert wims.post("/admin/front/", data).status_code in {200, 302}


def test_the_page_costs_the_same_whatever_is_placed(
    wims: Client, stories: list[Version], django_assert_max_num_queries: Any
) -> None:
    photo = make_photo()
    boxes = [box(LEAD), box(BAND, *(spot(one, photo=photo.pk) for one in stories), size=4)]
    few, many = make_front(box(LEAD, stories[0])), make_front(*boxes, name="Many")
    for front in (few, many):
        wims.get(f"/admin/front/{front.pk}/")
        with django_assert_max_num_queries(26):
            wims.get(f"/admin/front/{front.pk}/")


def test_only_producers_and_editors_have_fronts(client: Client, ana: User, ben: User) -> None:
    front = make_front(box(LEAD))
    addresses = [
        "/admin/front/",
        f"/admin/front/{front.pk}/",
        f"/admin/as-of/draft/{front.pk}/2026-03-02T12:00:00+00:00/",
    ]
    client.force_login(ana)
    assert {client.get(address).status_code for address in addresses} == {403}
    assert client.post(addresses[1], {"_delete": "1"}).status_code == 403
    assert ">Front</a>" not in client.get("/admin/").content.decode()
    client.force_login(ben)
    assert {client.get(address).status_code for address in addresses} == {200}
    assert ">Front</a>" in client.get("/admin/").content.decode()


def test_what_a_front_names_is_kept(client: Client, ada: User) -> None:
    client.force_login(ada)
    section, photo, story = make_section("Culture"), make_photo(), put_live()
    put_on_front(box(LEAD, spot(story, photo=photo.pk)), box(BAND, fill="section", section=section.pk))
    page = client.get(f"/admin/articles/section/{section.pk}/delete/")
    assert "“Culture” fills a part of the draft “Weekend (Front page)”" in words(page)
    assert "stands on the draft “Weekend (Front page)”" in words(client.get(f"/admin/media/photo/{photo.pk}/delete/"))
    fronting.take_down(Front.objects.get(), by=None)
    assert "which readers saw" in words(client.get(f"/admin/articles/section/{section.pk}/delete/"))


def test_a_photo_that_is_killed_says_which_front_it_leaves(client: Client, ada: User) -> None:
    client.force_login(ada)
    photo = make_photo()
    put_on_front(box(LEAD, spot(put_live(), photo=photo.pk)), box(BAND, spot(put_live("Two"), photo=photo.pk)))
    page = words(client.get(f"/admin/kill/photo/{photo.pk}/"))
    assert page.count("On the front “Weekend (Front page)” the story’s own photo takes its place.") == 1
