"""A story's whole life in a browser: written, previewed, published, updated, corrected, scheduled and withdrawn.

The first test also counts what an editor must click and fill in: the newsroom's yardstick.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from articles import publishing
from articles.models import Agency, Article, Kind, Site, Version, tags_named
from tests.articles.makers import TEXT, edit, make_article, make_author, make_section
from tests.media.makers import make_jpeg, make_photo

OpenPage = Callable[..., Page]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PASTED = """<meta charset="utf-8"><h2>At the quay</h2><p>The harbour opened at <b>noon</b>.</p>
<ul><li>First ferry: <a href="https://ferries.example/">one o’clock</a></li></ul><p>Crowds came.</p>"""

DROP = """([target, name, data]) => {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], name, { type: "image/jpeg" }));
    for (const kind of ["dragenter", "dragover", "drop"]) {
        target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
    }
}"""

PASTE = """([target, html]) => {
    const carried = new DataTransfer();
    carried.setData("text/html", html);
    carried.setData("text/plain", "ignored");
    target.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: carried }));
}"""


@dataclass
class Editor:
    """Somebody who writes with a mouse, and counts: clicks (a drop is one), and fields filled in."""

    page: Page
    clicks: int = 0
    fields: list[str] = field(default_factory=list)

    def click(self, what: Locator) -> None:
        """Click on something."""
        self.clicks += 1
        what.click()

    def press(self, button: str) -> None:
        """Click on a button of the publish box."""
        self.click(box(self.page).get_by_role("button", name=button, exact=True))

    def type(self, words: str, into: str) -> None:
        """Type where the caret is."""
        self.fields.append(into)
        self.page.keyboard.type(words)

    def paste(self, html: str, into: str) -> None:
        """Paste where the caret is."""
        self.fields.append(into)
        body(self.page).evaluate("(target, html) => (" + PASTE + ")([target, html])", html)

    def drop(self, jpeg: bytes, name: str, onto: Locator, into: str) -> None:
        """Drop a file."""
        self.clicks += 1
        self.fields.append(into)
        onto.evaluate("(target, [name, data]) => (" + DROP + ")([target, name, data])", [name, encoded(jpeg)])

    def choose(self, words: str, listed: Locator, into: str) -> None:
        """Open a list and choose in it: two clicks."""
        self.clicks += 2
        self.fields.append(into)
        listed.select_option(label=words)

    def needed(self, *, fields: int, clicks: int) -> None:
        """Fail if it took more, and begin to count anew."""
        assert len(self.fields) <= fields, self.fields
        assert self.clicks <= clicks
        self.fields, self.clicks = [], 0


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def box(page: Page) -> Locator:
    return page.locator("#publish")


def body(page: Page) -> Locator:
    return page.locator(".ProseMirror")


def field_named(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def offered(page: Page, what: str) -> Locator:
    """What a combobox offers."""
    return page.get_by_role("listbox", name=f"Matching {what}").get_by_role("option")


def handle(page: Page, name: str) -> Locator:
    """What moves a name in the byline."""
    return page.get_by_role("button", name=f"Move {name}: press space, then arrow keys", exact=True)


def form_of(page: Page, article: Article, query: str = "") -> None:
    page.goto(f"/admin/articles/article/{article.pk}/change/{query}")


@pytest.fixture
def newsroom(ben: User) -> None:
    """A newsroom with a section, a tag, an agency, and Ben as one of its authors."""
    Site.objects.create(name="Merren Courier")
    make_section("City")
    make_author("Ben Okonkwo", user=ben)
    Agency.objects.create(name="Associated Press", short_name="AP")
    tags_named(["Košice"])


@pytest.fixture
def live(newsroom: None) -> Article:
    """A story that readers see."""
    article = make_article("Harbour opens", byline="Ben Okonkwo", section="City")
    publishing.publish(article, by=None)
    return article


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
    desk.get_by_label("Day").fill("2099-12-31")
    desk.get_by_label("Time in Europe/Paris").fill("18:00:30")
    box(desk).get_by_role("button", name="Schedule").click()
    expect(box(desk)).to_contain_text("Version 2 scheduled for 31 December 2099, 18:00:30 Europe/Paris")
    box(desk).get_by_role("button", name="Call off…").click()
    box(desk).get_by_role("button", name="Call off").click()
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
    expect(body(desk)).to_be_visible()
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
    keys.press("Control+Enter")
    expect(desk.get_by_text("Published: readers see version 1.")).to_be_visible()
    version = Version.objects.live().get()
    assert [str(credit) for credit in version.bylines.all()] == ["By Idra Quillane", "By Ben Okonkwo", "with AP"]
    assert [str(tag) for tag in version.tags.all()] == ["Night ferries"]
    assert (version.standfirst, version.body) == ("At noon.", "<p>The harbour opened at noon.</p>")
    reach(desk, field_named(desk, "Headline"))
    keys.press("End")
    keys.type(" at last")
    keys.press("Control+s")
    expect(box(desk)).to_contain_text("You have changes that readers don’t see: headline.")
    keys.press("Control+Shift+P")
    expect(desk.get_by_role("complementary", name="Preview")).to_be_visible()


def reach(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press a key until something has the focus."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement || element.contains(document.activeElement)"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} was not reached")


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
    expect(desk.locator("#lead-photo")).to_contain_text("notes.txt")
    expect(desk.locator("#lead-photo")).to_contain_text("Send a")


def test_leaving_with_unsaved_words_asks_first(desk: Page, live: Article) -> None:
    form_of(desk, live)
    field_named(desk, "Headline").fill("Harbour closes")
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk.get_by_role("link", name="Stories").last.click()
    desk.wait_for_timeout(300)
    assert asked == ["beforeunload"]
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


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
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


def clean(page: Page, where: str) -> None:
    """Fail for anything axe finds, and for a page that scrolls sideways."""
    found = Axe().run(page).response["violations"]
    assert not found, where + json.dumps([[one["id"], [node["html"] for node in one["nodes"]]] for one in found])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
