"""A story's whole life in a browser: written, previewed, published, updated, corrected, scheduled and withdrawn.

The first test also counts what an editor must click and fill in: the newsroom's yardstick.
"""

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article, Version
from tests.browser.story_page import (
    Editor,
    body,
    box,
    field_named,
    form_of,
    handle,
    make_live,
    make_newsroom,
    offered,
    reach,
    ready,
)
from tests.media.makers import make_jpeg

pytestmark = pytest.mark.every_database

PASTED = """<meta charset="utf-8"><h2>At the quay</h2><p>The harbour opened at <b>noon</b>.</p>
<ul><li>First ferry: <a href="https://ferries.example/">one o’clock</a></li></ul><p>Crowds came.</p>"""


@pytest.fixture
def newsroom(ben: User) -> None:
    """A newsroom, and Ben among its authors."""
    make_newsroom(ben)


@pytest.fixture
def live(newsroom: None) -> Article:
    """A story that readers see."""
    return make_live()


@pytest.mark.usefixtures("newsroom")
def test_from_an_agency_photo_and_a_pasted_text_to_a_correction(desk: Page, page: Page) -> None:
    editor = Editor(desk)
    desk.goto("/admin/")
    write(editor)
    editor.press("Publish")
    expect(box(desk)).to_contain_text("Everything is in order")
    editor.press("Publish now")
    expect(desk.get_by_text("Published: readers see version 1.")).to_be_visible()
    editor.needed(fields=7, clicks=10)
    version = Version.objects.live().get()
    reads_in_order(page, version.get_absolute_url())
    mend_a_typo(editor)
    correct(editor)
    page.goto(version.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("The ferry leaves at two.")


def write(editor: Editor) -> None:
    """From "New story" to a story that could be published, by mouse."""
    desk = editor.page
    editor.click(desk.get_by_role("link", name="New story").first)
    ready(desk)
    expect(field_named(desk, "Headline")).to_be_focused()
    editor.type("Harbour opens", "headline")
    editor.click(field_named(desk, "Standfirst"))
    editor.type("The first ferry in nine weeks left at one.", "standfirst")
    editor.click(body(desk))
    editor.paste(PASTED, "body")
    photo = make_jpeg(1200, 800, photographer="Lena Aumont", credit="Northwire")
    editor.drop(photo, "harbour.jpg", desk.locator("#lead-photo"), "photo")
    expect(desk.get_by_text("Lena Aumont / Northwire")).to_be_visible()
    expect(field_named(desk, "Alt text")).to_be_focused()
    editor.type("A harbour at dawn", "alt text")
    editor.choose("City", desk.get_by_role("combobox", name="Section"), "section")
    tags = desk.get_by_role("combobox", name="Tags")
    editor.click(tags)
    editor.type("kosice", "tags")
    expect(offered(desk, "tags")).to_have_count(1)
    editor.click(offered(desk, "tags").get_by_text("Košice"))


def reads_in_order(page: Page, address: str) -> None:
    """Find everything that was written on the readers' page, in order."""
    page.goto(address)
    told = page.get_by_role("main").inner_text()
    parts = ["City", "Harbour opens", "Lena Aumont / Northwire", "Ben Okonkwo", "The first ferry", "At the quay",
             "opened at noon", "First ferry:", "Crowds came", "Košice"]  # fmt: skip
    assert [told.find(part) for part in parts] == sorted(told.find(part) for part in parts)
    assert all(part in told for part in parts), told
    expect(page.get_by_role("img", name="A harbour at dawn")).to_be_visible()
    expect(page.get_by_role("link", name="one o’clock")).to_have_attribute("href", "https://ferries.example/")


def mend_a_typo(editor: Editor) -> None:
    desk = editor.page
    desk.goto("/admin/articles/article/")
    editor.click(desk.get_by_role("link", name="Harbour opens"))
    editor.click(body(desk).get_by_text("Crowds came."))
    desk.keyboard.press("End")
    editor.type(" And went.", "body")
    editor.press("Update")
    expect(box(desk)).to_contain_text("Shows readers your changes as version 2, now: body.")
    editor.press("Update now")
    expect(desk.get_by_text("Updated: readers see version 2.")).to_be_visible()
    editor.needed(fields=1, clicks=4)
    assert "Crowds came. And went." in Version.objects.live().get().body


def correct(editor: Editor) -> None:
    desk = editor.page
    desk.goto("/admin/articles/article/")
    editor.click(desk.get_by_role("link", name="Harbour opens"))
    editor.click(field_named(desk, "Standfirst"))
    desk.keyboard.press("ControlOrMeta+a")
    editor.type("The first ferry in nine weeks left at two.", "standfirst")
    editor.press("Correct…")
    expect(field_named(desk, "Note that readers see")).to_be_focused()
    editor.type("The ferry leaves at two.", "note")
    editor.press("Publish correction")
    expect(desk.get_by_text("Correction published: readers see version 3 with your note.")).to_be_visible()
    editor.needed(fields=2, clicks=4)


def test_preview_schedule_call_off_and_withdraw(desk: Page, page: Page, live: Article, faults: Any) -> None:
    faults.allow("404 (Not Found)", "410 (Gone)")
    form_of(desk, live)
    field_named(desk, "Headline").fill("Harbour closes")
    desk.get_by_role("button", name="Preview").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Harbour closes")
    expect(desk.get_by_role("complementary", name="Preview")).to_contain_text("Readers see version 1 instead.")
    desk.get_by_role("link", name="Back to the story").click()
    expect(box(desk)).to_contain_text("You have changes that readers don’t see: headline.")
    box(desk).get_by_role("button", name="Schedule…").click()
    expect(box(desk)).to_contain_text("Time in Europe/Paris")
    box(desk).get_by_label("Day").fill("2099-12-31")
    box(desk).get_by_label("Time in Europe/Paris").fill("18:00:30")
    box(desk).get_by_role("button", name="Schedule").click()
    expect(box(desk)).to_contain_text("Version 2 scheduled for 31 December 2099, 18:00:30 Europe/Paris")
    box(desk).get_by_role("button", name="Call off…").click()
    box(desk).get_by_role("button", name="Call off", exact=True).click()
    expect(desk.get_by_text("Called off: version 2 will not go live")).to_be_visible()
    box(desk).get_by_role("button", name="Withdraw…").click()
    expect(box(desk)).to_contain_text(live.versions.get().get_absolute_url())
    box(desk).get_by_role("button", name="Withdraw").click()
    expect(box(desk)).to_contain_text("Withdrawn since")
    assert page.goto(live.versions.get().get_absolute_url()).status in {404, 410}


@pytest.mark.usefixtures("newsroom")
def test_by_keyboard_alone(desk: Page) -> None:
    keys = desk.keyboard
    desk.goto("/admin/")
    keys.press("n")
    ready(desk)
    expect(field_named(desk, "Headline")).to_be_focused()
    keys.type("Harbour opens")
    keys.press("Enter")
    keys.type("At noon.")
    reach(desk, body(desk))
    keys.type("The harbour opened at noon.")
    keys.press("F6")
    add = desk.get_by_role("combobox", name="Add an author or agency to the byline")
    reach(desk, add)
    keys.type("ap")
    expect(offered(desk, "authors and agencies")).to_have_text(["AP agency", "New author “ap”", "New agency “ap”"])
    keys.press("Enter")
    keys.type("Idra Quillane")
    expect(offered(desk, "authors and agencies").first).to_have_text("New author “Idra Quillane”")
    keys.press("Enter")
    lift = handle(desk, "Idra Quillane")
    reach(desk, lift, "Shift+Tab")
    for key in ("Space", "ArrowUp", "ArrowUp", "Space"):
        keys.press(key)
    expect(desk.locator("[data-said]")).to_have_text("Idra Quillane, 1 of 3, dropped.")
    expect(lift).to_be_focused()
    reach(desk, desk.get_by_role("combobox", name="Section"))
    keys.type("City")
    reach(desk, desk.get_by_role("combobox", name="Tags"))
    keys.type("Night ferries")
    keys.press("Enter")
    expect(desk.get_by_role("button", name="Remove tag Night ferries")).to_be_visible()
    keys.press("Control+Enter")
    expect(box(desk)).to_contain_text("Everything is in order")
    ready(desk)
    keys.press("Control+Enter")
    expect(desk.get_by_text("Published: readers see version 1.")).to_be_visible()
    version = Version.objects.live().get()
    assert [str(credit) for credit in version.bylines.all()] == ["By Idra Quillane", "By Ben Okonkwo", "with AP"]
    assert [str(tag) for tag in version.tags.all()] == ["Night ferries"]
    assert (version.standfirst, version.body) == ("At noon.", "<p>The harbour opened at noon.</p>")
    ready(desk)
    reach(desk, field_named(desk, "Headline"))
    keys.press("End")
    keys.type(" at last")
    keys.press("Control+s")
    expect(box(desk)).to_contain_text("You have changes that readers don’t see: headline.")
    ready(desk)
    keys.press("Control+Shift+P")
    expect(desk.get_by_role("complementary", name="Preview")).to_be_visible()
