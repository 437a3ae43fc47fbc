"""Keeping tags tidy in a browser: like ones merged or called different, unused ones deleted."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Tag, tags_named
from articles.synonyms import put_on
from tests.articles.makers import make_article
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.test_merging import OpenPage

TIDY = "/admin/articles/tag/tidy/"


@pytest.fixture
def tags(ben: User) -> None:
    """Tags that want tidying."""
    publishing.publish(make_article("Port traffic falls", tags=["Harbor", "Trade", "UN"]), by=ben)
    make_article("Ferry fares rise", tags=["Harbour", "Trade", "Gambia", "United Nations"])
    article = make_article("Old news", tags=["Bygones"])
    publishing.publish(article, by=ben)
    article.tagged.all().delete()
    publishing.withdraw(type(article).objects.get(pk=article.pk), by=ben)
    tags_named(["Zambia", "Trades", "Ceasefire", "Cease-fire"])
    put_on(Tag.objects.named("Ceasefire"), ["Truce"])


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_pages_hold_nothing_against_anybody(
    open_page: OpenPage, ben: User, tags: None, size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    page.goto(TIDY)
    page.get_by_role("button", name="Not the same: “Gambia” and “Zambia”").click()
    for show in ("near", "unused", "once", "apart"):
        page.goto(f"{TIDY}?show={show}")
        _look(page, f"tidy-{show}-{size}-{scheme}")
    page.goto(f"{TIDY}?show=unused&written=1")
    if size == "1280":  # where the table has a head
        page.get_by_role("checkbox", name="Choose all on this page").check()
        expect(page.get_by_role("checkbox", name="Choose: Trades")).to_be_checked()
        page.get_by_role("button", name="Clear").click()
    page.get_by_role("checkbox", name="Choose: Ceasefire").check()
    page.get_by_role("checkbox", name="Choose: Zambia").check()
    _look(page, f"tidy-chosen-{size}-{scheme}")
    page.get_by_role("button", name="Delete…").click()
    _look(page, f"tidy-delete-{size}-{scheme}")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("2 tags deleted.")).to_be_visible()
    assert not Tag.objects.filter(name__in=["Ceasefire", "Truce", "Zambia"]).exists()


def test_by_keyboard_alone_like_ones_are_merged_and_the_list_goes_on(desk: Page, tags: None) -> None:
    desk.goto("/admin/articles/tag/")
    desk.get_by_role("link", name="Tidy…").press("Enter")
    desk.get_by_role("link", name="Merge “Harbor” and “Harbour”…").press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Merge 2 tags?")
    expect(desk.get_by_role("radio", name="Harbor topic")).to_be_checked()
    desk.get_by_role("button", name="Merge", exact=True).press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Tidy tags")
    expect(desk.get_by_text("“Harbour” is merged into “Harbor”.")).to_be_visible()
    expect(desk.get_by_role("link", name="Merge “Harbor” and “Harbour”…")).not_to_be_visible()
    expect(desk.get_by_role("link", name="Merge “Ceasefire” and “Cease-fire”…")).to_be_visible()


def _look(page: Page, name: str) -> None:
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=Path(shots) / f"{name}.png", full_page=True)
    clean(page, name)
