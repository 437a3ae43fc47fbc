"""A view of one's own in a real browser: three clicks to save it, one to open it, nothing that axe complains about."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.articles.makers import make_article
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.conftest import OpenPage

LIST = "/admin/articles/article/"


def seen(page: Page, name: str) -> None:
    """Keep a picture of a page where somebody wants to look at them."""
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=Path(shots) / f"views-{name}.png")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_a_search_is_saved_opened_and_deleted(
    open_page: OpenPage, ben: User, live_server: object, size: str, scheme: str
) -> None:
    for headline in ("Port shut by ice", "Bridge stays shut"):
        make_article(headline)
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    page.goto(f"{LIST}?q=port")
    seen(page, f"offer-{size}-{scheme}")
    page.get_by_role("link", name="Save this view…").click()
    expect(page.get_by_label("Name")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("“port”")
    clean(page, "the name")
    page.get_by_label("Name").fill("Ports")
    seen(page, f"save-{size}-{scheme}")
    page.keyboard.press("Enter")
    tab = page.get_by_role("link", name="Ports 1")
    expect(tab).to_have_attribute("aria-current", "page")
    clean(page, "the list")
    seen(page, f"saved-{size}-{scheme}")
    page.goto(LIST)
    page.get_by_role("link", name="Ports", exact=True).click()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Change this view…").click()
    clean(page, "renaming")
    seen(page, f"rename-{size}-{scheme}")
    page.get_by_role("button", name="Delete this view").click()
    expect(page.get_by_text("The view “Ports” is deleted.")).to_be_visible()
