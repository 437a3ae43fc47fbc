"""Cleo reads what changed in a story: in a real browser, by keyboard, and without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Kind, Version
from tests.articles.makers import edit, make_article
from tests.browser.axe import SIZES, sideways, violations
from tests.browser.conftest import OpenPage

BODY = (
    "<p>The wall will run for 3.4 kilometres.</p><h2>What follows</h2><p>Nobody objected.</p><ul><li>A vote</li></ul>"
)


@pytest.fixture
def story(live_server: object) -> Version:
    """A story that was updated, retouched and corrected."""
    article = make_article("Halmouth will wall off its oldest quarter from the sea", body=BODY, standfirst="At night.")
    publishing.publish(article, by=None)
    edit(article, headline="Halmouth votes to wall off its oldest quarter from the sea")
    publishing.update(article, by=None, note="Adds the vote of the council and the reaction from the north bank.")
    edit(article, standfirst="At dawn.")
    publishing.update(article, by=None, kind=Kind.MINOR)
    edit(article, body=BODY.replace("3.4", "2.4").replace("<li>A vote</li>", "<li>A vote</li><li>A count</li>"))
    return publishing.correct(article, "The length of the wall is 2.4 kilometres, not 3.4.", by=None)


def test_a_reader_compares_without_a_script(open_page: OpenPage, story: Version) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(story.get_absolute_url())
    page.get_by_role("link", name="Compare the versions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed")
    expect(page.get_by_role("deletion").filter(has_text="3.4")).to_be_visible()
    page.get_by_label("From").select_option("1")
    page.get_by_label("To").select_option("2")
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile(r"\?from=1&to=2$"))
    expect(page.get_by_role("insertion").filter(has_text="votes to")).to_be_visible()
    page.get_by_text("1 minor edit", exact=True).click()
    page.locator(".minor a").click()
    expect(page.get_by_role("insertion").filter(has_text="dawn")).to_be_visible()
    page.get_by_role("link", name="Back to the story").click()
    expect(page).to_have_url(re.compile(re.escape(story.get_absolute_url()) + "$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_with_the_page(open_page: OpenPage, story: Version, scheme: str) -> None:
    page: Page = open_page(color_scheme=scheme)
    for size in SIZES.values():
        page.set_viewport_size(size)
        page.goto(story.get_history_url())
        page.get_by_text("1 minor edit", exact=True).click()
        assert violations(page) == []
        assert sideways(page) <= 0
