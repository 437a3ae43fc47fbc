"""The body's editor, in a browser: what is typed, pasted, dropped and chosen is what is saved."""

from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from media.models import Photo
from tests.browser.clipboard import drop, paste, picture_file, saved_clipboard
from tests.browser.conftest import Faults, OpenPage
from tests.media.makers import make_jpeg, make_photo

pytestmark = [pytest.mark.urls("tests.browser.editor_page")]


@pytest.fixture
def photo(db: None) -> Photo:
    """A photo that lacks nothing."""
    return make_photo(title="Cranes", caption="Cranes at the east quay")


def open_editor(page: Page, body: str = "") -> Locator:
    """Open the editor with a body; return the text."""
    page.goto(f"/editor/?{urlencode({'body': body})}")
    text = page.get_by_role("textbox", name="Body")
    expect(text).to_be_visible()
    return text


def save(page: Page) -> str:
    """Save, and return the body as it is kept."""
    page.get_by_role("button", name="Save").click()
    return page.locator("#saved").inner_text()


def button(page: Page, name: str) -> Locator:
    """Return a button of the toolbar."""
    return page.get_by_role("toolbar", name="Text").get_by_role("button", name=name, exact=True)


def status(page: Page) -> Locator:
    """Return the line that says what came of a paste or an upload."""
    return page.locator(".editor-status")


def story_with(photo: Photo) -> str:
    """Return a body with everything in it."""
    return (
        '<p>The bridge opens, <a href="https://port.example/report?a=1&amp;b=2">engineers</a> say.</p><h2>Nine weeks</h2>'
        f'<figure data-photo="{photo.pk}"><figcaption>Cranes at the <em>east</em> quay<br>in October</figcaption></figure>'
        "<h3>Detours</h3><ul><li>Bus 4<ul><li>on Saturday</li></ul></li><li>Bus 9</li></ul><ol><li>One</li></ol>"
        f'<figure data-photo="{photo.pk}" class="wide"><figcaption></figcaption></figure>'
        "<blockquote><p>First.</p><p>Second, <strong>bold <em>both</em></strong>.</p></blockquote>"
        '<blockquote class="pull"><p>We tested it.</p><cite>Chief engineer</cite></blockquote>'
        '<figure data-embed="https://video.example/1"><a href="https://video.example/1">The barrier</a></figure>'
        "<p>One line<br>another</p>"
    )


def test_a_story_goes_through_the_editor_unchanged(desk: Page, photo: Photo) -> None:
    text = open_editor(desk, story_with(photo))
    expect(text.get_by_role("img")).to_have_count(2)
    text.get_by_text("One line").click()
    desk.keyboard.type("x")
    desk.keyboard.press("Backspace")
    assert save(desk) == story_with(photo)


def test_photos_of_a_story_are_asked_for_once(desk: Page, photo: Photo) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url) if "/photos/?ids=" in request.url else None)
    other = make_photo()
    text = open_editor(desk, story_with(photo) + f'<figure data-photo="{other.pk}"></figure>')
    expect(text.get_by_role("img")).to_have_count(3)
    expect(text.get_by_text("Lena Aumont / Northwire")).to_have_count(3)
    assert len(asked) == 1


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
        '<p>She said it was over.</p><blockquote class="pull"><p>it was over</p><cite>Petra Halloran</cite></blockquote>'
        "<p>Then.</p><p>Next.</p>"
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


def test_a_photo_is_found_and_put_in_the_text(desk: Page, photo: Photo) -> None:
    make_photo(title="Ferry", caption="The night ferry")
    text = open_editor(desk, "<p>First.</p><p>Second.</p>")
    text.get_by_text("First.").click()
    button(desk, "Photo").click()
    dialog = desk.get_by_role("dialog", name="Choose a photo")
    expect(dialog.get_by_label("Search photos")).to_be_focused()
    expect(dialog.locator("[data-photo-id]")).to_have_count(2)
    desk.keyboard.type("cranes")
    expect(dialog.locator("[data-photo-id]")).to_have_count(1)
    dialog.get_by_role("button", name="Use this photo").press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("Choose one of the photos first.")
    dialog.locator("[data-photo-id]").click()
    expect(dialog.get_by_text("A harbour at dawn")).to_be_visible()
    dialog.get_by_role("button", name="Use this photo").click()
    expect(dialog).to_be_hidden()
    expect(text.get_by_role("img", name="A harbour at dawn")).to_be_visible()
    expect(text.get_by_text("Lena Aumont / Northwire")).to_be_visible()
    figure = f'<figure data-photo="{photo.pk}"><figcaption>Cranes at the east quay</figcaption></figure>'
    assert save(desk) == f"<p>First.</p>{figure}<p>Second.</p>"


def test_the_picker_is_left_without_a_choice(desk: Page, photo: Photo) -> None:
    text = open_editor(desk, "<p>First.</p>")
    text.click()
    button(desk, "Photo").click()
    expect(desk.locator("[data-photo-id]")).to_have_count(1)
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog", name="Choose a photo")).to_be_hidden()
    expect(text).to_be_focused()
    assert save(desk) == "<p>First.</p>"


def test_a_caption_is_written_under_the_photo(desk: Page, photo: Photo) -> None:
    text = open_editor(desk, f'<figure data-photo="{photo.pk}"><figcaption>Cranes</figcaption></figure><p>After.</p>')
    text.get_by_text("Cranes").click()
    desk.keyboard.press("End")
    desk.keyboard.type(" in October")
    expect(text.get_by_text("Lena Aumont / Northwire")).to_have_js_property("isContentEditable", False)
    desk.keyboard.press("Enter")
    desk.keyboard.type("New.")
    figure = f'<figure data-photo="{photo.pk}"><figcaption>Cranes in October</figcaption></figure>'
    assert save(desk) == f"{figure}<p>New.</p><p>After.</p>"


def test_a_photo_is_made_wide_changed_and_removed_by_keyboard(desk: Page, photo: Photo) -> None:
    other = make_photo(caption="The night ferry")
    text = open_editor(desk, f'<figure data-photo="{photo.pk}"><figcaption>Cranes</figcaption></figure><p>After.</p>')
    text.get_by_text("Cranes").click()
    desk.keyboard.press("Tab")
    expect(text.get_by_role("button", name="Change…")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    expect(text.get_by_role("button", name="Wide")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("Enter")
    desk.locator(f"[data-photo-id='{other.pk}']").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Use this photo").press("Enter")
    expect(text).to_be_focused()
    body = desk.locator("textarea[name=body]")
    expect(body).to_have_value(
        f'<figure data-photo="{other.pk}" class="wide"><figcaption>Cranes</figcaption></figure><p>After.</p>'
    )
    desk.keyboard.press("Tab")
    desk.keyboard.press("End")
    desk.keyboard.press("Enter")
    expect(text).to_be_focused()
    assert save(desk) == "<p>After.</p>"


def test_a_dropped_file_is_uploaded_and_described_in_place(desk: Page) -> None:
    text = open_editor(desk, "<p>First.</p><p>Second.</p>")
    drop(text.get_by_text("Second."), [picture_file(make_jpeg(600, 400, photographer="Emil Torvane"))])
    expect(status(desk)).to_have_text("quay.jpg is in the story. It has no alt text yet: write it under the photo.")
    photo = Photo.objects.get()
    alt = text.get_by_label("Alt text")
    alt.fill("A quay at night")
    alt.press("Enter")
    expect(alt).to_be_hidden()
    photo.refresh_from_db()
    assert photo.alt == "A quay at night"
    assert save(desk) == (
        f'<p>First.</p><figure data-photo="{photo.pk}"><figcaption></figcaption></figure><p>Second.</p>'
    )


def test_a_pasted_file_is_uploaded_and_one_that_is_no_picture_is_refused(desk: Page, faults: Faults) -> None:
    faults.allow("400")
    text = open_editor(desk)
    text.click()
    paste(text, files=[picture_file(make_jpeg())])
    expect(text.get_by_role("figure")).to_have_count(1)
    drop(text, [picture_file(b"not a picture", name="notes.jpg")])
    expect(status(desk)).to_contain_text("Not taken. notes.jpg:")
    expect(text.locator(".uploading")).to_have_count(0)
    expect(text.get_by_role("figure")).to_have_count(1)


def test_a_file_is_uploaded_in_the_picker(desk: Page) -> None:
    text = open_editor(desk)
    text.click()
    button(desk, "Photo").click()
    files = [{"name": "quay.jpg", "mimeType": "image/jpeg", "buffer": make_jpeg()}]
    desk.get_by_label("Upload…").set_input_files(files)  # type: ignore[arg-type]
    dialog = desk.get_by_role("dialog", name="Choose a photo")
    expect(dialog.get_by_label("Alt text")).to_be_visible()
    expect(dialog.get_by_role("button", name="Use this photo")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(text.get_by_role("figure")).to_have_count(1)


def test_a_photo_that_is_gone_says_so(desk: Page) -> None:
    text = open_editor(desk, '<figure data-photo="77"><figcaption>c</figcaption></figure><p>a</p>')
    expect(text.get_by_text("Photo 77 cannot be shown")).to_be_visible()
    assert save(desk) == '<figure data-photo="77"><figcaption>c</figcaption></figure><p>a</p>'


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


BUSES = "<h3>The buses</h3><ul><li>Bus 4<ul><li>on Saturday</li></ul></li><li>Bus 9</li></ul>"
NUMBERS = "<ol><li>First</li><li>Second</li></ol>"
TABLE = "<p>Route · Minutes</p><p>Tunnel · 25</p>"
SAID = "The bridge <strong>opens on Friday</strong><em>, engineers say</em>. Read <a"
REPORT = '<a href="https://port.example/report">the report</a>'
ROWS = "1 table became paragraphs, one for each row."
PHOTO = "1 image (add it with Photo)"


@pytest.mark.parametrize(
    ("program", "kept", "said"),
    [
        (
            "google-docs",
            f'<h2>Nine weeks of detours</h2><p>{SAID} href="https://port.example/report?a=1&amp;b=2">the report</a>.</p>'
            f"<p>Forty lorries stood on the span.<br>They stood for six hours.</p>{BUSES}{NUMBERS}{TABLE}",
            f"Pasted 4 paragraphs, 2 headings, 2 lists and 1 link. {ROWS} Left out: {PHOTO}, 1 footnote, colours and fonts.",
        ),
        (
            "word",
            f'<h2>Nine weeks of detours</h2><p>{SAID} href="https://port.example/report">the report</a>, says Ana. But this.</p>'
            f"{BUSES}{NUMBERS}<p>One line<br>another</p>{TABLE}<blockquote><p>“We tested it.”</p></blockquote>",
            f"Pasted 4 paragraphs, 2 headings, 2 lists, 1 quote and 1 link. {ROWS} "
            f"Left out: {PHOTO}, 1 footnote, 1 comment, 1 deletion, colours and fonts.",
        ),
        (
            "word-online",
            "<h2>Nine weeks of detours</h2><p>The bridge <strong>opens on Friday</strong>.</p>"
            + BUSES.removeprefix("<h3>The buses</h3>"),
            "Pasted 1 paragraph, 1 heading and 1 list. Left out: colours and fonts.",
        ),
        (
            "libreoffice",
            f'<h2>Nine weeks of detours</h2><p>{SAID} href="https://port.example/report">the report</a>.</p>'
            f"{BUSES}{NUMBERS}<p>One line<br>another</p>{TABLE}",
            f"Pasted 4 paragraphs, 2 headings, 2 lists and 1 link. {ROWS} Left out: {PHOTO}, 1 footnote, colours and fonts.",
        ),
        (
            "web-page",
            "<h2>Nine weeks of detours</h2><p>By Ana Verhallow</p>"
            f"<p>The bridge <strong>opens on Friday</strong>, <em>engineers say</em>. Read {REPORT}.</p>"
            + BUSES.replace("h3>", "h2>")
            + "<h2>The harbour</h2><blockquote><p>“We tested it.”</p></blockquote>"
            "<p>One line<br>another</p><p>A new paragraph 🌉</p>",
            f"Pasted 4 paragraphs, 3 headings, 1 list, 1 quote and 1 link. Left out: {PHOTO}, 1 player (add it with Embed), "
            "1 link that leads nowhere, menus and buttons, colours and fonts.",
        ),
    ],
)
def test_what_other_programs_write_arrives_clean(desk: Page, program: str, kept: str, said: str) -> None:
    text = open_editor(desk)
    text.click()
    paste(text, saved_clipboard(program))
    expect(status(desk)).to_have_text(said)
    assert save(desk) == kept


def test_a_few_pasted_words_stay_in_their_paragraph(desk: Page) -> None:
    text = open_editor(desk, "<p>Before</p>")
    text.click()
    desk.keyboard.press("End")
    desk.keyboard.type(" ")
    html = "<meta charset='utf-8'><span style='color: red; font-weight: 700'>these words</span> and"
    paste(text, html, "these words and")
    desk.keyboard.type(" after")
    expect(status(desk)).to_have_text("")
    assert save(desk) == "<p>Before <strong>these words</strong> and after</p>"


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("One\nTwo\r\nThree", "<p>One</p><p>Two</p><p>Three</p>"),
        ("- Bus 4\n- Bus 9", "<ul><li>Bus 4</li><li>Bus 9</li></ul>"),
        ("A short line\nanother\n\nNext", "<p>A short line<br>another</p><p>Next</p>"),
        (
            "The harbour bridge will open to all traffic at five in the\nmorning on Friday, two weeks ahead.\n\nNext <b>",
            "<p>The harbour bridge will open to all traffic at five in the morning on Friday, two weeks ahead.</p>"
            "<p>Next &lt;b&gt;</p>",
        ),
    ],
)
def test_plain_text_becomes_paragraphs(desk: Page, words: str, kept: str) -> None:
    text = open_editor(desk)
    text.click()
    paste(text, text=words)
    assert save(desk) == kept


def test_an_address_pasted_over_words_links_them(desk: Page) -> None:
    text = open_editor(desk, "<p>Read the report today</p>")
    select_words(text, "the report")
    paste(text, text="https://www.google.com/url?q=https://port.example/report&sa=D")
    assert save(desk) == f"<p>Read {REPORT} today</p>"


def test_what_is_copied_here_is_pasted_as_it_was(desk: Page, photo: Photo) -> None:
    story = story_with(photo)
    text = open_editor(desk, story)
    expect(text.get_by_role("img")).to_have_count(2)
    text.get_by_text("The bridge").click()
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+x")
    expect(text).to_have_text("")
    desk.keyboard.press("Control+v")
    expect(status(desk)).to_have_text("")
    assert save(desk) == story


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
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


def violations(page: Page) -> list[str]:
    """Return what axe has against a page, with the elements."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['html'][:200] for node in one['nodes']]}" for one in found]


def select_words(text: Locator, words: str) -> None:
    """Select words of one text node."""
    text.evaluate(
        """(element, words) => {
          element.focus();
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          while (walker.nextNode() && !walker.currentNode.data.includes(words));
          const at = walker.currentNode.data.indexOf(words);
          getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
        }""",
        words,
    )
    text.page.wait_for_timeout(50)  # the editor hears of a selection a moment later
