"""Unsaved words in a browser: offered, compared, thrown away and put back by keyboard; who else is there; and what axe
says of these pages."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Tag
from tests.articles.desk.browsing import posted
from tests.articles.desk.opening import Window, browser_of, open_story
from tests.articles.makers import TEXT, make_article
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.conftest import OpenPage
from tests.browser.story_page import reach
from tests.media.makers import make_photo

SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def pages(ben: User, ada: User) -> dict[str, str]:
    """Pages on which somebody finds unsaved words of theirs and a colleague at work, by name."""
    ada.last_name = "Verhallow"
    ada.save()
    story = make_article("Harbour bridge to reopen on Friday, two weeks early", lead_photo=make_photo())
    tag, photo = Tag.objects.create(name="rail", description="Trains."), make_photo(caption="Dawn.")
    mine = open_story(ben, story)
    data = posted(story, headline="Harbour bridge to reopen on Saturday", body=f"{TEXT}<p>Buses return.</p>")
    mine.types(data, left="1")
    kept = Window(mine.client, f"articles.tag/{tag.pk}")
    kept.types({"name": "rail", "description": "Trains and trams."}, left="1")
    again = Window(mine.client, kept.page)
    again.types({"name": "rails"}, left="1", age="60")
    captioned = Window(mine.client, f"media.photo/{photo.pk}")
    captioned.types({"caption": "Dusk."}, left="1")
    new = Window(mine.client, "media.photo/add")
    new.types({"title": "Quay", "alt": "A quay at dusk"}, left="1")
    for page, place in ((mine.page, "standfirst"), (kept.page, "name"), (captioned.page, "caption")):
        Window(browser_of(ada), page).tell(place=place)
    return {
        "today": "/admin/",
        "list": "/admin/articles/article/",
        "words": f"/admin/unsaved/{mine.form}/",
        "tag": f"/admin/articles/tag/{tag.pk}/change/",
        "tag-back": f"/admin/articles/tag/{tag.pk}/change/?unsaved={kept.form}",
        "photo": f"/admin/media/photo/{photo.pk}/change/",
        "photo-add": "/admin/media/photo/add/",
        "story": f"/admin/articles/article/{story.pk}/change/",
    }


def test_words_are_put_back_and_saved_by_keyboard(desk: Page, pages: dict[str, str]) -> None:
    desk.goto(pages["tag"])
    description = desk.get_by_label("Description")
    expect(description).to_have_value("Trains.")
    reach(desk, desk.get_by_role("link", name="Put it back").first)
    desk.keyboard.press("Enter")
    expect(description).to_have_value("Trains and trams.")
    reach(desk, desk.get_by_role("button", name="Save", exact=True))
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("was changed successfully")).to_be_visible()
    assert Tag.objects.get().description == "Trains and trams."
    desk.goto(pages["tag"])
    expect(desk.get_by_role("region", name="Not saved yet")).to_have_count(1)


def test_words_are_compared_thrown_away_and_brought_back_without_a_script(
    open_page: OpenPage, ben: User, pages: dict[str, str]
) -> None:
    page = open_page(ben, java_script_enabled=False)
    page.goto(pages["today"])
    page.get_by_role("link", name="See what differs in rail").first.click()
    expect(page.locator("ins")).to_have_text("and trams")
    page.get_by_role("button", name="Throw away").click()
    expect(page.get_by_role("region", name="Not saved yet")).to_have_count(1)
    page.get_by_role("link", name="bring it back").click()
    page.get_by_role("button", name="Bring it back").click()
    page.get_by_role("link", name="Put it back").click()
    expect(page.get_by_label("Description")).to_have_value("Trains and trams.")


def test_a_photo_s_caption_is_kept_while_it_is_typed(desk: Page, pages: dict[str, str]) -> None:
    with desk.expect_response("**/admin/keep/"):
        desk.goto(pages["photo"])
    desk.get_by_label("Credit").fill("Idra Quillane / Northwire")
    expect(desk.locator("[data-status]")).to_contain_text("Saved")
    desk.reload()
    offer = desk.get_by_role("region", name="Not saved yet").filter(has_text="Credit.")
    offer.get_by_role("link", name="Put it back").click()
    expect(desk.get_by_label("Credit")).to_have_value("Idra Quillane / Northwire")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_runs_sideways(
    open_page: OpenPage, ben: User, pages: dict[str, str], size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    for name, address in pages.items():
        page.goto(address)
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{size}-{scheme}.png", full_page=True)
        clean(page, name)
