"""Merging in a browser: four clicks and a name, undone with one more, and nothing that axe complains about."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import merging, publishing
from articles.desk import merge_progress
from articles.merging import begin_merge, go_on
from articles.models import Tag, tags_named
from tests.articles.makers import make_article
from tests.browser.axe import LOOKS, SIZES, clean

OpenPage = Callable[..., Page]


@pytest.fixture
def harbor(ben: User) -> Tag:
    """A tag that is one too many."""
    publishing.publish(make_article("Port traffic falls", tags=["Harbor"]), by=ben)
    make_article("Ferry fares rise", tags=["Harbor", "Harbour"])
    return tags_named(["Harbor"])[0]


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_pages_hold_nothing_against_anybody(
    open_page: OpenPage, ben: User, harbor: Tag, size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    for name, query in {"ask": "", "offer": "?into=harb", "preview": "?into=Harbour"}.items():
        page.goto(f"/admin/articles/tag/{harbor.pk}/merge/{query}")
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=Path(shots) / f"merge-{name}-{size}-{scheme}.png")
        clean(page, f"{name} {size} {scheme}")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_a_long_merge_goes_on_by_itself(
    open_page: OpenPage, ben: User, harbor: Tag, monkeypatch: pytest.MonkeyPatch, size: str, scheme: str
) -> None:
    monkeypatch.setattr(merging, "AT_ONCE", 1)
    monkeypatch.setattr(merge_progress, "WITHIN", 0)
    merge = begin_merge(harbor, Tag.objects.named("Harbour"), by=ben)
    go_on(merge, within=0)
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    page.route("**/goes-on.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    for name, address in {"progress": f"merging/{merge.pk}/", "list": ""}.items():
        page.goto(f"/admin/articles/tag/{address}")
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=Path(shots) / f"merging-{name}-{size}-{scheme}.png")
        clean(page, f"{name} {size} {scheme}")
    page.unroute("**/goes-on.js")
    page.get_by_role("link", name="See how far, and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_two_are_merged_from_the_list_in_four_clicks(
    open_page: OpenPage, ben: User, harbor: Tag, size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    page.goto("/admin/articles/tag/")
    shots, clicks = os.environ.get("SHOTS"), 0
    for role, name in (
        ("checkbox", "Choose: Harbor"),
        ("checkbox", "Choose: Harbour"),
        ("button", "Merge…"),
        ("button", "Merge"),
    ):
        clean(page, f"before {name} {size} {scheme}")
        if shots:
            page.screenshot(path=Path(shots) / f"many-{clicks}-{size}-{scheme}.png")
        page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]
        clicks += 1
    expect(page.get_by_text("“Harbour” is merged into “Harbor”.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tags")
    clean(page, f"merged {size} {scheme}")
    assert clicks == 4
    assert Tag.objects.standing().get() == harbor


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
