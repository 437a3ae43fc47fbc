"""Merging in a browser: four clicks and a name, undone with one more, and nothing that axe complains about."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Tag, tags_named
from tests.articles.makers import make_article
from tests.browser.axe import SIZES, clean

OpenPage = Callable[..., Page]


@pytest.fixture
def harbor(ben: User) -> Tag:
    """A tag that is one too many."""
    publishing.publish(make_article("Port traffic falls", tags=["Harbor"]), by=ben)
    make_article("Ferry fares rise", tags=["Harbor", "Harbour"])
    return tags_named(["Harbor"])[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_pages_hold_nothing_against_anybody(
    open_page: OpenPage, ben: User, harbor: Tag, size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    for name, query in {"ask": "", "offer": "?into=harb", "preview": "?into=Harbour"}.items():
        page.goto(f"/admin/articles/tag/{harbor.pk}/merge/{query}")
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=Path(shots) / f"merge-{name}-{size}-{scheme}.png")
        clean(page, f"{name} {size} {scheme}")


def test_four_clicks_and_a_name(desk: Page, harbor: Tag) -> None:
    desk.goto("/admin/articles/tag/")
    desk.get_by_role("link", name="Harbor", exact=True).click()
    desk.get_by_role("link", name="Merge…").click()
    desk.get_by_label("Goes into").fill("harbour")
    desk.get_by_role("button", name="Show what it touches").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Merge “Harbor” into “Harbour”?")
    desk.get_by_role("button", name="Merge", exact=True).click()
    undo = desk.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    clean(desk, "merged")
    undo.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Harbor")
