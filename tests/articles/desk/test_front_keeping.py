"""What is arranged on a front is kept before it is saved: for the next login, and for two producers at once."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import arranging
from articles.models import Front, OpenForm, Record, Version
from tests.articles.desk.front_page import Page, fields
from tests.articles.desk.opening import Window, browser_of, compared, offered
from tests.articles.fronts import BAND, LEAD, NOTHING, box, make_front
from tests.articles.makers import make_article
from tests.articles.site.stories import put_all_live, words
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(clock: Any) -> list[Version]:
    return put_all_live(*(make_article(f"Story {number}", section="World") for number in range(3)))


@pytest.fixture
def front(stories: list[Version]) -> Front:
    """A draft with a story in the lead and two in a band."""
    return make_front(box(LEAD, stories[0]), box(BAND, *stories[1:], title="Chosen", fill=NOTHING))


def arranges(user: User, front: Front) -> tuple[Page, Window]:
    """Open a draft in somebody's browser: its page, and the window that tells what is arranged there."""
    page = Page(browser_of(user), front)
    return page, Window(page.client, f"articles.front/{front.pk}", base=fields(page.response)["keeping-base"])


def typed(page: Page, **values: str) -> dict[str, str]:
    return fields(page.response) | {name.replace("_", "-"): value for name, value in values.items()}


def test_what_is_arranged_is_offered_again_and_saved(wim: User, front: Front, stories: list[Version]) -> None:
    page, window = arranges(wim, front)
    photo = make_photo(title="Cranes at dusk")
    moved = {"s_1_box": "0", "s_1_place": "0.5", "s_2_headline": "At last", "s_2_photo": str(photo.pk)}
    answer = window.types(typed(page, **moved, s_2_starts="2026-03-13T18:00:00"))
    assert answer["kept"]
    assert page.boxes[0] == ("lead", [stories[0].article_id])  # the draft is as it was saved
    assert "it is not saved. Lead, Chosen." in offered(window)
    again = Page(browser_of(wim), front)  # another day, another machine
    assert "it is not saved. Lead, Chosen." in words(again.response)
    assert "Weekend (Front page) Lead, Chosen" in words(again.client.get("/admin/"))
    told = words(compared(window))
    assert "Story 2: headline “At last”, photo “Cranes at dusk”, from 2026-03-13 18:00:00" in told
    again.response = again.client.get(f"{again.address}?unsaved={window.form}")
    assert "Here is what you typed until" in words(again.response)
    assert fields(again.response)["s-2-headline"] == "At last"
    again.post("_save")
    lead, chosen = arranging.boxes_of(Front.objects.get().arrangement)
    assert [one.article for one in lead.spots] == [stories[1].article_id, stories[0].article_id]
    assert [(one.headline, one.photo) for one in chosen.spots] == [("At last", photo.pk)]
    assert "it is not saved" not in words(Page(browser_of(wim), front).response)


def test_what_is_not_in_order_is_kept_too(wim: User, front: Front) -> None:
    page, window = arranges(wim, front)
    window.types(typed(page, s_0_headline="x" * 301, c_1_fill="tag", c_1_tag="Nowhere"))
    page.response = page.client.get(f"{page.address}?unsaved={window.form}")
    assert fields(page.response)["s-0-headline"] == "x" * 301
    assert "There is no tag “Nowhere”." in words(page.response)


def test_containers_that_come_go_and_move_are_told(wim: User, front: Front, stories: list[Version]) -> None:
    arranging.save(front, [box(LEAD), *(box(BAND, title=name) for name in "AB")], front.arrangement_id, by=wim)
    page, window = arranges(wim, front)
    window.types(typed(page, c_1_place="9"))
    assert "it is not saved. Order of the containers." in offered(window)
    window.types(typed(page, c_2_title="A"))
    assert "it is not saved. A (3), B." in offered(window)
    window.types(typed(page, c_2_fill="nothing"))
    assert "Filled from nothing, 3 at most" in words(compared(window))


def test_a_form_that_says_what_is_saved_offers_nothing(wim: User, front: Front) -> None:
    page, window = arranges(wim, front)
    window.types(typed(page, q="harbour"))
    assert "not saved" not in offered(window)


def test_saving_puts_away_what_was_kept_of_the_form(wim: User, front: Front) -> None:
    page, _ = arranges(wim, front)
    sent = fields(page.response)
    window = Window(page.client, f"articles.front/{front.pk}", base=sent["keeping-base"])
    window.form = sent["keeping-form"]
    window.types(typed(page, s_0_headline="At last"))
    page.post("_save", s_0_headline="At last", keeping_sequence="1")
    assert OpenForm.objects.get(pk=window.form).typed == ""
    # What was still on its way is older than the save.
    window.sequence = 0
    window.types(typed(page, s_0_headline="At"))
    assert "not saved" not in offered(window)


def test_two_producers_see_each_other_and_nobody_loses_anything(
    wim: User, ben: User, front: Front, stories: list[Version]
) -> None:
    page, window = arranges(wim, front)
    window.types(typed(page, s_1_headline="Wim’s"))
    bens, _ = arranges(ben, front)
    assert "Wim has this open since" in words(bens.response)
    bens.post("_save", s_1_headline="Ben’s")
    answer = window.tell()
    assert answer["saved"]["by"] == "Ben"
    assert answer["saved"]["then"] == "Saving asks which of the two stands."
    response = page.post("_save", s_1_headline="Wim’s")
    assert response.status_code == 409
    assert fields(response)["s-1-headline"] == "Wim’s"
    assert "it is not saved. Chosen." in offered(window)
    assert arranging.boxes_of(Front.objects.get().arrangement)[1].spots[0].headline == "Ben’s"


def test_taking_over_goes_on_with_what_the_other_arranged(wim: User, ben: User, front: Front) -> None:
    page, window = arranges(wim, front)
    window.types(typed(page, s_0_headline="Wim’s"))
    bens, _ = arranges(ben, front)
    response = bens.post("_take_over", str(window.form))
    assert "Here is what Wim typed until" in words(response)
    assert fields(response)["s-0-headline"] == "Wim’s"
    assert window.tell()["taken"]["by"] == "Ben"
    assert Record.objects.filter(kind="articles.front", act="taken-over").count() == 1


def test_a_draft_is_not_deleted_under_somebody(wim: User, ben: User, front: Front) -> None:
    _, window = arranges(wim, front)
    window.tell()
    bens = browser_of(ben)
    response = bens.post(f"/admin/front/{front.pk}/", {"_delete": "1"}, follow=True)
    assert "Wim has this draft open. Take over from them, then delete it." in words(response)
    window.tell(left="1")
    bens.post(f"/admin/front/{front.pk}/", {"_delete": "1"})
    assert not Front.objects.exists()
    assert window.tell(404)["message"].startswith("This is not there any more.")


def test_only_who_arranges_fronts_keeps_them(ana: User, front: Front, client: Client) -> None:
    window = Window(browser_of(ana), f"articles.front/{front.pk}")
    window.tell(403)
    Window(browser_of(ana), "articles.front/add").tell(403)
