"""Other names in a browser: given on a tag's page, understood while a story is written."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from articles.models import tags_named
from tests.articles.makers import make_article
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.test_merging import OpenPage


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_another_name_is_given_and_understood(open_page: OpenPage, ben: User, size: str, scheme: str) -> None:
    korea = tags_named(["North Korea"])[0]
    tags_named(["DPR Korea"])
    article = make_article("Talks resume")
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    page.goto(f"/admin/articles/tag/{korea.pk}/change/")
    page.get_by_label("Also known as").fill("DPRK\nDPR Korea")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="Merge “DPR Korea” into “North Korea”…")).to_be_visible()
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=Path(shots) / f"also-{size}-{scheme}.png", full_page=True)
    clean(page, f"refused {size} {scheme}")
    page.get_by_role("link", name="Merge “DPR Korea” into “North Korea”…").click()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_label("Also known as")).to_have_value("DPR Korea")
    page.get_by_label("Also known as").fill("DPR Korea\nDPRK")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/admin/articles/tag/")

    page.goto(f"/admin/articles/article/{article.pk}/change/")
    box = page.get_by_role("combobox", name="Tags")
    box.fill("dprk")
    expect(page.get_by_role("option", name="North Korea (DPRK)")).to_be_visible()
    if shots:
        box.scroll_into_view_if_needed()
        page.screenshot(path=Path(shots) / f"understood-{size}-{scheme}.png")
    box.press("Enter")
    expect(page.get_by_role("button", name="Remove tag North Korea", exact=True)).to_be_visible()
    assert page.locator("input[name=tags]").first.input_value() == str(korea.pk)
