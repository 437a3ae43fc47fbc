"""The parts of the story's page: comboboxes, byline, photo, gate; without a script; and what axe says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Agency, Article, Kind, Version, tags_named
from media.models import Making
from tests.articles.makers import TEXT, edit, make_article, make_section
from tests.browser.axe import clean
from tests.browser.story_page import (
    body,
    box,
    field_named,
    form_of,
    handle,
    make_live,
    make_newsroom,
    offered,
)
from tests.media.makers import make_jpeg, make_photo

OpenPage = Callable[..., Page]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def newsroom(ben: User) -> None:
    """A newsroom, and Ben among its authors."""
    make_newsroom(ben)


@pytest.fixture
def live(newsroom: None) -> Article:
    """A story that readers see."""
    return make_live()


def test_enter_takes_the_very_name_that_was_typed(desk: Page, live: Article) -> None:
    tags_named(["China Sea"])
    form_of(desk, live)
    desk.get_by_role("combobox", name="Tags").press_sequentially("China")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Remove tag China", exact=True)).to_be_visible()
    desk.keyboard.type("kosice,")
    expect(desk.get_by_role("button", name="Remove tag Košice")).to_be_visible()
    add = desk.get_by_role("combobox", name="Add an author or agency to the byline")
    for name in ("Associated Press", "ben okonkwo"):
        add.press_sequentially(name)
        desk.keyboard.press("Enter")
        expect(add).to_have_value("")
    with desk.expect_navigation():
        box(desk).get_by_role("button", name="Save").click()
    expect(desk.get_by_role("button", name="Remove AP")).to_be_visible()
    assert [str(one.tag) for one in live.tagged.order_by("pk")] == ["China", "Košice"]
    credits_ = [str(credit) for credit in live.bylines.with_people()]
    assert credits_ == ["By Ben Okonkwo", "with AP", "with Ben Okonkwo"], "nobody has the same role twice"


def test_the_gate_leads_to_what_is_missing_and_ticks_it_off(desk: Page, newsroom: None) -> None:
    form_of(desk, make_article("Harbour opens", section=None, lead_photo=make_photo(alt="")), "?ask=publish")
    make_section("City")
    link = desk.get_by_role("link", name="The lead photo has no alt text.")
    link.click()
    expect(field_named(desk, "Alt text")).to_be_focused()
    desk.keyboard.type("A harbour")
    expect(desk.locator(".blocks .done")).to_have_count(1)
    desk.get_by_role("combobox", name="Section").select_option(label="City")
    expect(desk.locator(".blocks .done")).to_have_count(2)
    box(desk).get_by_role("button", name="Publish now").click()
    expect(desk.get_by_text("Published: readers see version 1.")).to_be_visible()


def test_bylines_are_dragged_into_order(desk: Page, live: Article) -> None:
    live.bylines.create(agency=Agency.objects.get(), role="with", position=1)
    form_of(desk, live)
    top = handle(desk, "Ben Okonkwo").bounding_box()
    handle(desk, "AP").hover()
    desk.mouse.down()
    desk.mouse.move(top["x"] + 5, top["y"] - 4, steps=5)
    desk.mouse.up()
    desk.get_by_role("button", name="Remove AP").focus()
    with desk.expect_navigation():
        box(desk).get_by_role("button", name="Save").click()
    expect(desk.locator(".byline-list [data-name]").first).to_have_text("AP")
    assert [str(credit) for credit in live.bylines.with_people()] == ["with AP", "By Ben Okonkwo"]


def test_a_photo_from_the_picker(desk: Page, live: Article) -> None:
    make_photo(title="Quay", caption="The quay at noon")
    form_of(desk, live)
    desk.get_by_role("button", name="Choose a photo…").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_text("Quay", exact=True).click()
    dialog.get_by_role("button", name="Use this photo").click()
    expect(desk.get_by_text("the photo’s own when empty: “The quay at noon”")).to_be_visible()
    desk.get_by_role("button", name="Remove", exact=True).click()
    expect(desk.get_by_text("Drop a photo here, or")).to_be_visible()
    expect(desk.get_by_role("button", name="Choose a photo…")).to_be_focused()


def test_what_is_no_photo_is_told_in_place(desk: Page, live: Article, faults: Any) -> None:
    faults.allow("400 (Bad Request)")
    form_of(desk, live)
    desk.locator("[data-upload]").set_input_files({"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Notes"})
    expect(desk.locator("#lead-photo")).to_contain_text("notes.txt is not a picture")
    expect(desk.locator("#lead-photo")).not_to_contain_text("notes.txt: notes.txt")
    expect(desk.locator("#lead-photo")).to_contain_text("Send a")


def test_leaving_with_unsaved_words_asks_nothing_for_they_are_kept(desk: Page, live: Article) -> None:
    form_of(desk, live)
    field_named(desk, "Headline").fill("Harbour closes")
    desk.on("dialog", lambda dialog: dialog.dismiss())
    desk.get_by_role("link", name="Stories").last.click()
    desk.get_by_role("link", name="Harbour opens").click()
    desk.get_by_role("link", name="Put it back").click()
    expect(field_named(desk, "Headline")).to_have_value("Harbour closes")


def test_without_a_script_everything_can_be_written_and_published(
    open_page: OpenPage, newsroom: None, ben: User
) -> None:
    desk = open_page(ben, java_script_enabled=False)
    desk.goto("/admin/articles/article/add/")
    field_named(desk, "Headline").fill("Harbour opens")
    desk.locator("#id_body").fill(TEXT)
    desk.locator("[name=bylines-1-name]").fill("Coastwire")
    desk.locator("[name=bylines-1-role]").select_option("with")
    desk.get_by_label("an agency").first.check()
    desk.locator("[name=tags-typed]").fill("kosice, Ports")
    desk.get_by_role("combobox", name="Section").select_option(label="City")
    photo = {"name": "quay.jpg", "mimeType": "image/jpeg", "buffer": make_jpeg(credit="Lena Aumont")}
    desk.locator("[name=lead_file]").set_input_files(photo)
    box(desk).get_by_role("button", name="Publish").click()
    expect(box(desk)).to_contain_text("The lead photo has no alt text")
    # A fast machine asks before the photo's copies are made, which is one thing more to wait for.
    while Making.objects.open().exists():
        desk.wait_for_timeout(50)
    desk.reload()
    expect(box(desk)).to_contain_text("One thing to fix before this goes live")
    field_named(desk, "Alt text").fill("A quay")
    box(desk).get_by_role("button", name="Publish now").click()
    expect(desk.get_by_text("Published: readers see version 1.")).to_be_visible()
    version = Version.objects.live().get()
    assert [str(credit) for credit in version.bylines.all()] == ["By Ben Okonkwo", "with Coastwire"]
    assert [str(tag) for tag in version.tags.all()] == ["Košice", "Ports"]
    assert (version.lead_photo.alt, version.kind) == ("A quay", Kind.FIRST)


@pytest.fixture
def rich(live: Article) -> Article:
    """A live story with everything on it, and changes."""
    photo = make_photo(alt="", caption="The quay at noon")
    return edit(live, headline="Harbour closes", kicker="Transport", lead_photo=photo)


@pytest.mark.parametrize(("viewport", "scheme"), [(NARROW, "light"), (WIDE, "dark")], ids=["390", "1280"])
def test_axe_finds_nothing(
    open_page: OpenPage, ben: User, rich: Article, viewport: dict[str, int], scheme: str
) -> None:
    desk = open_page(ben, viewport=viewport, color_scheme=scheme)
    for query in ("", "?ask=update", "?ask=correct", "?ask=schedule", "?ask=withdraw"):
        form_of(desk, rich, query)
        expect(body(desk)).to_be_visible()
        clean(desk, query)
    desk.goto("/admin/articles/article/add/")
    clean(desk, "add")
    desk.get_by_role("combobox", name="Tags").fill("kos")
    expect(offered(desk, "tags").first).to_be_visible()
    clean(desk, "tags open")
