"""The story's editor in a browser: what is typed is what is saved, by mouse and by keyboard."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from media.models import Photo
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.editing import button, open_editor, save, select_words, story_with
from tests.media.makers import make_photo

pytestmark = [pytest.mark.urls("tests.browser.editor_page")]


@pytest.fixture
def photo(db: None) -> Photo:
    """A photo that lacks nothing."""
    return make_photo(title="Cranes", caption="Cranes at the east quay")


def test_a_story_goes_through_the_editor_unchanged(desk: Page, photo: Photo) -> None:
    text = open_editor(desk, story_with(photo))
    expect(text.get_by_role("img")).to_have_count(2)
    text.get_by_text("One line").click()
    desk.keyboard.type("x")
    desk.keyboard.press("Backspace")
    assert save(desk) == story_with(photo)


def test_a_story_is_typed(desk: Page) -> None:
    text = open_editor(desk)
    expect(desk.locator(".words")).to_have_text("0 words · 1 min")
    text.click()
    desk.keyboard.type("The bridge opens on ")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("Friday")
    desk.keyboard.press("Control+b")
    desk.keyboard.type(".")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Nine weeks")
    desk.get_by_label("Paragraph style").select_option("Heading 2")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Paragraph style")).to_have_value("0")
    button(desk, "Bulleted list").click()
    desk.keyboard.type("Bus 4")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Bus 9")
    expect(button(desk, "Bulleted list")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    button(desk, "Quote").click()
    desk.keyboard.type("We tested it.")
    expect(desk.locator(".words")).to_have_text("14 words · 1 min")
    assert save(desk) == (
        "<p>The bridge opens on <strong>Friday</strong>.</p><h2>Nine weeks</h2><ul><li>Bus 4</li><li>Bus 9</li></ul>"
        "<blockquote><p>We tested it.</p></blockquote>"
    )


def test_undo_and_redo(desk: Page) -> None:
    text = open_editor(desk, "<p>Kept.</p>")
    expect(button(desk, "Undo")).to_have_attribute("aria-disabled", "true")
    text.click()
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" More")
    button(desk, "Undo").click()
    expect(text).to_have_text("Kept.")
    button(desk, "Redo").click()
    assert save(desk) == "<p>Kept. More</p>"


def test_selected_words_become_a_link_and_plain_again(desk: Page) -> None:
    text = open_editor(desk, "<p>Read the report today</p>")
    select_words(text, "the report")
    desk.keyboard.press("Control+k")
    leads_to = desk.get_by_label("Leads to")
    expect(leads_to).to_be_focused()
    leads_to.fill("javascript:alert(1)")
    leads_to.press("Enter")
    expect(desk.get_by_role("alert")).to_have_text("An address starts with https://, mailto:, tel:, / or #.")
    leads_to.fill("port.example/report")
    leads_to.press("Enter")
    expect(text).to_be_focused()
    linked = '<p>Read <a href="https://port.example/report">the report</a> today</p>'
    assert desk.locator("textarea[name=body]").input_value() == linked
    text.get_by_role("link").click()
    button(desk, "Link").click()
    desk.get_by_role("button", name="Remove link").click()
    assert save(desk) == "<p>Read the report today</p>"


def test_a_link_is_typed_where_nothing_is_selected(desk: Page) -> None:
    open_editor(desk, "<p>Mail</p>").click()
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" ")
    button(desk, "Link").click()
    desk.get_by_label("Leads to").fill("desk@courier.example")
    desk.get_by_label("Words").fill("the desk")
    desk.get_by_role("button", name="Link", exact=True).last.click()
    desk.keyboard.type(" now")
    assert save(desk) == '<p>Mail <a href="mailto:desk@courier.example">the desk</a> now</p>'


def test_a_pull_quote_is_made_of_words_in_the_text(desk: Page) -> None:
    text = open_editor(desk, "<p>She said it was over.</p><p>Next.</p>")
    select_words(text, "it was over")
    button(desk, "Pull quote").click()
    desk.keyboard.type("Petra Halloran")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Then.")
    assert save(desk) == (
        '<p>She said it was over.</p><blockquote class="pull"><p>it was over</p>'
        "<cite>Petra Halloran</cite></blockquote><p>Then.</p><p>Next.</p>"
    )


def test_a_paragraph_becomes_a_pull_quote_and_a_paragraph_again(desk: Page) -> None:
    text = open_editor(desk, "<p>We tested it.</p>")
    text.click()
    button(desk, "Pull quote").click()
    expect(button(desk, "Pull quote")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.type("Engineer")
    quote = '<blockquote class="pull"><p>We tested it.</p><cite>Engineer</cite></blockquote>'
    assert desk.locator("textarea[name=body]").input_value() == quote
    button(desk, "Pull quote").click()
    assert save(desk) == "<p>We tested it.</p><p>Engineer</p>"


def test_enter_goes_through_a_pull_quote(desk: Page) -> None:
    open_editor(desk).click()
    button(desk, "Pull quote").click()
    for line in ("One.", "Two.", ""):
        desk.keyboard.type(line)
        desk.keyboard.press("Enter")
    desk.keyboard.type("Who")
    desk.keyboard.press("Enter")
    desk.keyboard.type("After")
    assert save(desk) == '<blockquote class="pull"><p>One.</p><p>Two.</p><cite>Who</cite></blockquote><p>After</p>'


def test_the_keyboard_reaches_the_toolbar_and_comes_back(desk: Page) -> None:
    text = open_editor(desk, "<p>Words</p>")
    text.click()
    desk.keyboard.press("Escape")
    expect(desk.get_by_label("Paragraph style")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(button(desk, "Bold")).to_be_focused()
    desk.keyboard.press("End")
    expect(button(desk, "Redo")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(text).to_be_focused()
    desk.keyboard.press("Alt+F10")
    expect(button(desk, "Redo")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(text).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Save")).to_be_focused()


def test_a_story_that_nobody_touched_is_not_changed(desk: Page, photo: Photo) -> None:
    story = "<p>First.</p><ul><li>Bus 4</li></ul>" + story_with(photo).rpartition("<p>")[0]
    text = open_editor(desk, story)
    text.get_by_text("First.").first.click()
    desk.keyboard.press("End")
    body = desk.locator("textarea[name=body]")
    expect(body).to_have_value(story)
    expect(button(desk, "Undo")).to_have_attribute("aria-disabled", "true")
    desk.keyboard.type("x")
    expect(body).not_to_have_value(story)
    button(desk, "Undo").click()
    expect(body).to_have_value(story)


def test_a_link_to_the_field_leads_into_the_text(desk: Page) -> None:
    text = open_editor(desk, "<p>Words</p>")
    desk.evaluate("location.hash = 'id_body'")
    expect(text).to_be_focused()


def test_an_embed_is_a_titled_link(desk: Page) -> None:
    text = open_editor(desk, "<p>First.</p>")
    text.click()
    button(desk, "Embed").click()
    desk.get_by_label("Address of the page").fill("mailto:x@y.example")
    desk.get_by_role("button", name="Add").click()
    expect(desk.get_by_role("alert")).to_have_text("An address of the web is needed: it starts with https://")
    desk.get_by_label("Address of the page").fill("www.video.example/1")
    desk.get_by_label("Title").fill("The barrier")
    desk.get_by_label("Title").press("Enter")
    expect(text.get_by_text("Opens on video.example")).to_be_visible()
    text.get_by_text("The barrier").click()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.get_by_label("Title").fill("The barrier closes")
    desk.get_by_label("Title").press("Enter")
    address = "https://www.video.example/1"
    embed = f'<figure data-embed="{address}"><a href="{address}">The barrier closes</a></figure>'
    expect(desk.locator("textarea[name=body]")).to_have_value(f"<p>First.</p>{embed}")
    desk.keyboard.type("nothing is lost")
    assert save(desk) == f"<p>First.</p>{embed}"


def test_each_paragraph_runs_the_way_its_words_do(desk: Page) -> None:
    text = open_editor(desk, "<p>مرحبا بالعالم</p><p>Hello</p>")
    expect(text).to_have_attribute("dir", "auto")
    starts = [
        text.get_by_text(words).evaluate(
            "element => { const range = document.createRange(); range.selectNodeContents(element);"
            " return [range.getBoundingClientRect().left, element.getBoundingClientRect().left]; }"
        )
        for words in ("مرحبا", "Hello")
    ]
    assert starts[0][0] > starts[0][1] + 100
    assert starts[1][0] == starts[1][1]
    assert save(desk) == "<p>مرحبا بالعالم</p><p>Hello</p>"


def test_without_a_script_the_html_is_typed_and_cleaned(open_page: OpenPage, ben: User) -> None:
    page = open_page(ben, java_script_enabled=False)
    page.goto("/editor/?body=<p>Words</p>")
    page.get_by_role("textbox", name="Body").fill("<p onclick=x>Words <b>more</b><script>x</script>")
    assert save(page) == "<p>Words <strong>more</strong></p>"


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_everybody_can_use_it(open_page: OpenPage, ben: User, photo: Photo, width: int, scheme: str) -> None:
    page = open_page(ben, viewport={"width": width, "height": 900}, color_scheme=scheme)
    text = open_editor(page, story_with(photo) + f'<figure data-photo="{make_photo(alt="").pk}"></figure>')
    expect(text.get_by_label("Alt text")).to_be_visible()
    text.get_by_text("The bridge").click()
    button(page, "Link").click()
    assert not violations(page)
    page.get_by_role("button", name="Cancel").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    button(page, "Photo").click()
    page.locator("[data-photo-id]").first.click()
    expect(page.locator("dialog dl.facts")).to_be_visible()
    assert not violations(page)
