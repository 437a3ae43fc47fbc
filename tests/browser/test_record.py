"""The record in a browser: narrowed by keyboard, and nothing that axe complains about."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Act
from articles.recording import record
from tests.articles.makers import edit, make_article, make_section
from tests.browser.axe import LOOKS, SIZES, clean

OpenPage = Callable[..., Page]

RECORD = "/admin/articles/record/"


@pytest.fixture
def entries(ben: User, ana: User) -> None:
    """An hour at the desk."""
    story = make_article("Port traffic falls for a third month")
    publishing.publish(story, by=ben)
    publishing.correct(edit(story, headline="Port traffic falls"), "It was the second month, not the third.", by=ben)
    record(None, Act.LOGIN_FAILED, "<b>root</b>", address="192.0.2.7")
    record(ana, Act.TAKEN_OVER, story, before={"Written in by": "Ben"}, after={"Written in by": "Ana"})
    rights = {"Permissions": ["Can publish stories", "Can delete tag", "Can change tag"]}
    record(ben, Act.PERMISSIONS, ana, before=rights, after={"Permissions": rights["Permissions"][:1]})
    record(ben, Act.SETTING, make_section("World"), before={"Name": "Abroad"}, after={"Name": "World"})
    publishing.withdraw(story, by=ben)


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_record_holds_nothing_against_anybody(
    open_page: OpenPage, ben: User, entries: None, size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    page.goto(RECORD)
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=Path(shots) / f"record-{size}-{scheme}.png", full_page=True)
    clean(page, f"record {size} {scheme}")
    page.locator("summary", has_text="Day").click()
    if shots:
        page.screenshot(path=Path(shots) / f"record-day-{size}-{scheme}.png")
    clean(page, f"days {size} {scheme}")


def test_an_editor_asks_what_was_done_to_a_story_and_takes_it_along(desk: Page, entries: None) -> None:
    desk.goto(RECORD)
    desk.get_by_role("link", name="Port traffic falls", exact=True).first.click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(4)
    desk.locator("summary", has_text="Act").click()
    desk.get_by_role("link", name="Corrected").click()
    row = desk.locator("#result_list tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("It was the second month, not the third.")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Export as CSV").click()
    assert "It was the second month" in Path(download.value.path()).read_text(encoding="utf-8-sig")
