"""A session ends while somebody writes: they log in again in place, over a form that stays as it is."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from articles.models import Article
from tests.browser.axe import clean
from tests.browser.conftest import Faults
from tests.browser.keeping import FAILED, KEEP, cut, headline, line, mend, on_device, opened, saved, words_kept
from tests.browser.story_page import box, make_live, make_newsroom
from tests.conftest import person

WORD = "harbour-lights"


@pytest.fixture
def story(ben: User) -> Article:
    """A story that readers see; and Ben knows a password."""
    ben.set_password(WORD)
    ben.save()
    make_newsroom(ben)
    return make_live()


@pytest.fixture
def page(story: Article, desk: Page, faults: Faults) -> Page:
    """Ben's page with that story, whose session has ended since."""
    faults.allow(*FAILED)
    opened(desk, f"/admin/articles/article/{story.pk}/change/")
    headline(desk).focus()
    Session.objects.all().delete()
    return desk


def asked(page: Page) -> Locator:
    return page.get_by_role("dialog", name="You have been logged out")


def answer(page: Page, word: str) -> None:
    """Write a password and press Enter."""
    asked(page).get_by_label("Password").fill(word)
    page.keyboard.press("Enter")


def test_logging_in_again_in_place(page: Page, story: Article) -> None:
    page.keyboard.press("End")
    page.keyboard.type(" at last")
    expect(asked(page)).to_be_visible()
    on_device(page, "at last")
    expect(asked(page).get_by_label("Username")).to_have_value("ben")
    expect(asked(page).get_by_label("Password")).to_be_focused()
    clean(page, "logged out")
    answer(page, "wrong")
    expect(asked(page).get_by_role("alert")).to_contain_text("Please enter the correct username and password")
    answer(page, WORD)
    expect(asked(page)).to_have_count(0)
    expect(headline(page)).to_be_focused()
    saved(page)
    assert words_kept()[0]["headline"] == "Harbour opens at last"
    # The token that came with the page is no longer good; the form has a new one.
    page.keyboard.press("Control+s")
    expect(box(page)).to_contain_text("You have changes that readers don’t see: headline.")
    story.refresh_from_db()
    assert story.headline == "Harbour opens at last"


def test_what_was_to_be_sent_is_sent_once_one_is_back(page: Page) -> None:
    page.keyboard.type("Now: ")
    page.keyboard.press("Control+Shift+P")
    expect(asked(page)).to_be_visible()
    answer(page, WORD)
    expect(page.get_by_role("complementary", name="Preview")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Now: ")


def test_later_leaves_a_line_with_a_button(page: Page) -> None:
    page.keyboard.type("Now: ")
    expect(asked(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(asked(page)).to_have_count(0)
    expect(headline(page)).to_be_focused()
    expect(line(page)).to_contain_text("Logged out, kept on this device")
    page.keyboard.type("at noon ")
    on_device(page, "Now: at noon")
    with page.expect_response(KEEP):  # trying again asks no second time
        pass
    expect(asked(page)).to_have_count(0)
    line(page).get_by_role("button", name="Log in").press("Enter")
    answer(page, WORD)
    saved(page)
    expect(headline(page)).to_be_focused()
    assert "Now: at noon" in words_kept()[0]["headline"]


def test_nobody_else_logs_in_over_a_form(page: Page) -> None:
    person("Cleo", "Desk editor", password=WORD)
    page.keyboard.type("Now: ")
    asked(page).get_by_label("Username").fill("cleo")
    answer(page, WORD)
    expect(asked(page).get_by_role("alert")).to_contain_text("This form is Ben’s.")
    assert words_kept() == []


def test_a_server_that_is_away_is_told_of(page: Page) -> None:
    page.keyboard.type("Now: ")
    expect(asked(page)).to_be_visible()
    page.context.route("**/admin/again/", lambda route: route.abort("connectionfailed"))
    answer(page, WORD)
    expect(asked(page).get_by_role("alert")).to_contain_text("The server does not answer just now.")
    page.context.unroute("**/admin/again/")
    page.keyboard.press("Enter")
    expect(asked(page)).to_have_count(0)
    saved(page)


def test_logging_in_in_another_window_is_enough(page: Page) -> None:
    cut(page.context)
    page.keyboard.type("Now: ")
    other = page.context.new_page()
    other.goto("/admin/")
    other.get_by_label("Username").fill("ben")
    other.get_by_label("Password").fill(WORD)
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_role("button", name="Log out")).to_be_visible()
    mend(page.context)
    page.keyboard.press("Control+s")
    expect(box(page)).to_contain_text("You have changes that readers don’t see: headline.")
    expect(asked(page)).to_have_count(0)
