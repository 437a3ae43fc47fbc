"""A preview link from the desk to somebody without a login, in a real browser: the clicks are counted."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article, PreviewLink, Site
from tests.articles.makers import TEXT, make_article
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.conftest import OpenPage
from tests.media.makers import make_photo


@pytest.fixture
def story(live_server: object) -> Article:
    """A draft with a photo, in a newsroom with a name."""
    Site.objects.create(name="The Meridian")
    return make_article(
        "Harbour authority paid for ferries that never sailed", standfirst="Five boats stood on paper alone.",
        body=TEXT * 4, lead_photo=make_photo(caption="The quay at dawn"), tags=["Ports"],
    )  # fmt: skip


def seen(page: Page, name: str) -> None:
    """Keep a picture of a page where somebody wants to look at them."""
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=Path(shots) / f"links-{name}.png")


def test_two_clicks_to_a_link_and_one_to_take_it_back(
    desk: Page, open_page: OpenPage, story: Article, faults: object
) -> None:
    faults.allow("404")
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.goto(f"/admin/articles/article/{story.pk}/change/")
    desk.get_by_text("Preview links").click()
    desk.get_by_label("For whom, if you like").fill("Ms Ferrowe")
    desk.get_by_role("button", name="Make a link").click()
    box = desk.locator("#preview-links")
    expect(box.get_by_text("For Ms Ferrowe")).to_be_visible()
    box.get_by_role("button", name="Copy").click()
    expect(box.get_by_role("button", name="Copied")).to_be_visible()
    expect(box.get_by_role("status")).to_have_text("The link is copied.")
    address = desk.evaluate("navigator.clipboard.readText()")
    assert address == box.get_by_label("Link for Ms Ferrowe").input_value()

    source = open_page()
    source.goto(address)
    expect(source.get_by_role("heading", level=1)).to_have_text(str(story))
    expect(source.get_by_text("please do not pass on")).to_be_visible()
    picture = source.locator("figure img").first
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0"), "its photo is shown"
    assert source.context.cookies() == []

    box.get_by_role("button", name="Revoke").click()
    expect(desk.get_by_text("The link is revoked")).to_be_visible()
    source.reload()
    expect(source.get_by_role("heading", level=1)).to_have_text("This preview link opens nothing")
    assert PreviewLink.objects.get().opened == 1


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_nothing_is_wrong_with_the_pages(
    open_page: OpenPage, ben: User, story: Article, faults: object, size: str, scheme: str
) -> None:
    faults.allow("404")
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.locator("#preview-links summary").click()
    for values in ({"For whom": "Ms Ferrowe"}, {"Day": "2020-01-01", "For whom": "The lawyer"}):
        for label, value in values.items():
            page.locator("#preview-links").get_by_label(label).fill(value)
        page.get_by_role("button", name="Make a link").click()
        expect(page.locator("#preview-links li").first).to_be_visible()
    expect(page.get_by_text("That has passed. Choose a time to come.")).to_be_visible()
    page.locator("#preview-links").scroll_into_view_if_needed()
    clean(page, "the box")
    seen(page, f"box-{size}-{scheme}")
    address = page.get_by_label("Link for Ms Ferrowe").input_value()
    reader = open_page(viewport=SIZES[size], color_scheme=scheme)
    for name, where in {"story": address, "closed": "/preview/wrong/"}.items():
        reader.goto(where)
        clean(reader, name)
        seen(reader, f"{name}-{size}-{scheme}")


def test_by_keyboard_and_without_a_script(open_page: OpenPage, ben: User, story: Article) -> None:
    page = open_page(ben, java_script_enabled=False)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.locator("#preview-links summary").press("Enter")
    page.get_by_label("As it is now").press("Space")
    page.get_by_role("button", name="Make a link").press("Enter")
    expect(page.locator("#preview-links").get_by_text("revision 1, until")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    page.get_by_role("button", name="Revoke").press("Enter")
    expect(page.get_by_text("The link is revoked")).to_be_visible()
