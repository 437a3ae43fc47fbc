"""Deleting and bringing back in a browser: by keyboard, without a script, and nothing that axe complains about."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import deleting
from articles.models import Article
from tests.articles.makers import make_article
from tests.browser.axe import LOOKS, SIZES, violations
from tests.media.makers import make_photo

OpenPage = Callable[..., Page]

DELETED = "/admin/articles/article/deleted/"


@pytest.fixture
def stories(ben: User) -> list[Article]:
    """One story on the desk, two deleted ones."""
    here = make_article("Port traffic falls for a third month", lead_photo=make_photo())
    gone = [make_article("Ferry fares to rise by a tenth from the first of January"), make_article("Ski lift")]
    for article in gone:
        deleting.delete_story(article, ben)
    return [here, *gone]


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_pages_hold_nothing_against_anybody(
    open_page: OpenPage, ben: User, stories: list[Article], size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    own = "/admin/articles/article/{}/{}/"
    found = {}
    for name, path in {
        "question": own.format(stories[0].pk, "delete"),
        "list": DELETED,
        "deleted story": own.format(stories[1].pk, "change"),
        "stories": "/admin/articles/article/",
        "message": own.format(stories[0].pk, "delete"),
    }.items():
        page.goto(path)
        if name == "message":
            page.get_by_role("button", name="Delete story").click()
            expect(page.get_by_role("button", name="Undo")).to_be_visible()
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=Path(shots) / f"deleted-{name.replace(' ', '-')}-{size}-{scheme}.png")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[name] = (violations(page), wide)
    assert found == dict.fromkeys(found, ([], 0))


def test_deleted_undone_and_brought_back_by_keyboard(open_page: OpenPage, ben: User, stories: list[Article]) -> None:
    page = open_page(ben)
    page.goto(f"/admin/articles/article/{stories[0].pk}/delete/")
    press_until(page, "Delete story")
    press_until(page, "Undo")
    expect(page.get_by_text("“Port traffic falls for a third month” is back, just as it was.")).to_be_visible()
    page.goto("/admin/articles/article/")
    press_until(page, "Deleted", role="link")
    expect(page).to_have_url(re.compile(DELETED + "$"))
    press_until(page, "Bring back “Ski lift”")
    expect(page.get_by_text("“Ski lift” is back, just as it was.")).to_be_visible()
    assert {article.headline for article in Article.objects.all()} == {stories[0].headline, "Ski lift"}


def test_without_a_script(open_page: OpenPage, ben: User, stories: list[Article]) -> None:
    page = open_page(ben, java_script_enabled=False)
    page.goto(f"/admin/articles/article/{stories[0].pk}/delete/")
    page.get_by_role("button", name="Delete story").click()
    page.get_by_role("button", name="Undo").click()
    page.goto(f"/admin/articles/article/{stories[1].pk}/change/")
    page.get_by_role("button", name="Bring back").click()
    expect(page.get_by_role("textbox", name="Headline")).to_have_value(stories[1].headline)
    assert Article.objects.count() == 2


def press_until(page: Page, name: str, role: str = "button") -> None:
    """Tab to something and press Enter."""
    wanted = page.get_by_role(role, name=name, exact=True)
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"The keyboard does not reach {name}.")
