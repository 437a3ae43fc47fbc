"""Acting on many stories at once, in a real browser: by keyboard, and nothing that axe complains about."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article, Site, Version
from tests.articles.makers import edit, make_article, make_section
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.conftest import OpenPage

LIST = "/admin/articles/article/"


@pytest.fixture
def stories(live_server: object) -> list[Article]:
    """Two drafts, one of which lacks a byline, and a live story with changes."""
    Site.objects.create(name="The Meridian")
    make_section("City")
    good = make_article("Ferries will sail all winter, says the harbour authority")
    bad = make_article("Bridge stays shut until spring", byline=None)
    live = make_article("Cranes come down at the old dock", tags=["Ports"])
    publishing.publish(live, by=None)
    edit(live, standfirst="All four of them.")
    return [good, bad, live]


def seen(page: Page, name: str) -> None:
    """Keep a picture of a page where somebody wants to look at them."""
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=Path(shots) / f"many-{name}.png", full_page=True)


def choose(page: Page, act: str) -> None:
    """Choose every story of the list, and press the button of an act."""
    page.goto(LIST)
    for box in page.locator(".story-select").all():
        box.check()
    page.get_by_role("button", name=act, exact=True).click()


def test_by_keyboard_and_what_was_refused_stays_chosen(desk: Page, stories: list[Article]) -> None:
    desk.goto(LIST)
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    desk.keyboard.press("Shift+X")
    desk.get_by_role("button", name="Publish…").press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Publish two stories?")
    expect(desk.get_by_text("Nobody is named in the byline.")).to_be_visible()
    desk.get_by_role("button", name="Publish two stories").press("Enter")
    expect(desk.get_by_text("Two stories published.")).to_be_visible()
    assert Version.objects.live().count() == 2
    expect(desk.locator(".story-select:checked")).to_have_count(1)
    expect(desk.get_by_label(f"Choose: {stories[1]}")).to_be_checked()


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_nothing_is_wrong_with_the_pages(
    open_page: OpenPage, ben: User, stories: list[Article], size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    page.goto(LIST)
    for box in page.locator(".story-select").all():
        box.check()
    clean(page, "the list")
    seen(page, f"list-{size}-{scheme}")
    for act in ("Publish…", "Add a tag…", "Set section…", "Withdraw…", "Kill…"):
        choose(page, act)
        clean(page, act)
        seen(page, f"{act[:-1]}-{size}-{scheme}")
    choose(page, "Add a tag…")
    page.get_by_label("Tag", exact=True).fill("Ports")
    page.get_by_role("button", name="Show what happens").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a tag to two stories?")
    clean(page, "the tag's effect")
    seen(page, f"told-{size}-{scheme}")
