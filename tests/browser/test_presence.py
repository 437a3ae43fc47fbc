"""Two people in one story: each sees the other, hears of their saves, and may take over."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, OpenForm
from tests.browser.axe import clean
from tests.browser.conftest import OpenPage
from tests.browser.keeping import headline, kept, opened, told
from tests.browser.story_page import body, box, make_live, make_newsroom


@pytest.fixture
def address(ben: User) -> str:
    """Where a story is written that readers see."""
    make_newsroom(ben)
    return f"/admin/articles/article/{make_live().pk}/change/"


@pytest.fixture
def hers(address: str, ada: User, open_page: OpenPage) -> Page:
    """Ada's page, who came first."""
    return opened(open_page(ada), address)


def others(page: Page) -> Locator:
    return page.locator("[data-others]")


def test_each_sees_the_other_and_hears_of_a_save(hers: Page, desk: Page, address: str) -> None:
    opened(desk, address)
    expect(others(desk)).to_contain_text("Ada has this open since")
    expect(others(hers)).to_be_empty()
    headline(desk).fill("Harbour opens at last")
    kept(desk)
    field = hers.get_by_role("textbox", name="Standfirst")
    field.fill("At noon.")
    kept(hers)
    expect(others(hers)).to_contain_text("Ben has this open since")
    expect(others(hers)).to_contain_text("in the headline")
    clean(hers, "somebody else is here")
    where = field.evaluate("field => field.getBoundingClientRect().top")
    desk.keyboard.press("Control+s")
    expect(box(desk)).to_contain_text("You have changes that readers don’t see: headline.")
    field.press("End")
    hers.keyboard.type(" Or later.")
    kept(hers)
    expect(told(hers)).to_contain_text("Ben saved this at")
    assert abs(field.evaluate("field => field.getBoundingClientRect().top") - where) < 1
    hers.keyboard.press("Control+s")
    expect(hers.get_by_text("Joined with what Ben saved at")).to_be_visible()
    story = Article.objects.get()
    assert (story.headline, story.standfirst) == ("Harbour opens at last", "At noon. Or later.")


def test_who_leaves_is_gone(hers: Page, desk: Page, address: str) -> None:
    opened(desk, address)
    expect(others(desk)).to_contain_text("Ada has this open since")
    hers.goto("/admin/")
    headline(desk).fill("Harbour opens at last")
    kept(desk)
    expect(others(desk)).to_be_empty()


def test_taking_over_and_writing_on(hers: Page, desk: Page, address: str) -> None:
    headline(hers).fill("Harbour opens at last")
    kept(hers)
    opened(desk, address)
    desk.get_by_role("button", name="Take over from Ada").press("Enter")
    expect(desk.get_by_text("Here is what Ada typed until")).to_be_visible()
    expect(headline(desk)).to_have_value("Harbour opens at last")
    headline(hers).press("End")
    hers.keyboard.type(", they say")
    note = hers.get_by_role("alert").filter(has_text="Ben took this over at")
    expect(note).to_be_focused()
    expect(headline(hers)).not_to_be_editable()
    expect(body(hers)).to_have_attribute("contenteditable", "false")
    clean(hers, "taken over")
    # What was typed before the news came is nowhere lost.
    on_server = [row.typed for row in OpenForm.objects.exclude(typed="")]
    assert any(", they say" in typed for typed in on_server)
    hers.keyboard.press("Control+s")
    expect(told(hers)).to_contain_text("Not saved: somebody else goes on with this.")
    hers.keyboard.press("Tab")
    hers.keyboard.press("Enter")
    expect(note).to_have_count(0)
    expect(headline(hers)).to_be_editable()
    headline(hers).fill("Harbour opens at long last")
    kept(hers)
    hers.keyboard.press("Control+s")
    expect(box(hers)).to_contain_text("You have changes that readers don’t see: headline.")
    assert Article.objects.get().headline == "Harbour opens at long last"
