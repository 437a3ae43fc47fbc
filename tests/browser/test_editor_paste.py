"""Pasting into the story's editor, from the programs that stories are written in."""

import pytest
from playwright.sync_api import Page, expect

from media.models import Photo
from tests.browser.clipboard import paste, saved_clipboard
from tests.browser.editing import open_editor, save, select_words, status, story_with
from tests.media.makers import make_photo

pytestmark = [pytest.mark.urls("tests.browser.editor_page")]


@pytest.fixture
def photo(db: None) -> Photo:
    """A photo that lacks nothing."""
    return make_photo(title="Cranes", caption="Cranes at the east quay")


NINE = "<h2>Nine weeks of detours</h2>"
BUSES = "<ul><li>Bus 4<ul><li>on Saturday</li></ul></li><li>Bus 9</li></ul>"
NUMBERS = "<ol><li>First</li><li>Second</li></ol>"
LINES = "<p>One line<br>another</p>"
TABLE = "<p>Route · Minutes</p><p>Tunnel · 25</p>"
QUOTE = "<blockquote><p>“We tested it.”</p></blockquote>"
SAID = "The bridge <strong>opens on Friday</strong><em>, engineers say</em>."
REPORT = '<a href="https://port.example/report">the report</a>'
ROWS = "1 table became paragraphs, one for each row."
PHOTO = "1 image (add it with Photo)"


@pytest.mark.parametrize(
    ("program", "kept", "said"),
    [
        (
            "google-docs",
            f"{NINE}<p>{SAID} Read {REPORT.replace('/report', '/report?a=1&amp;b=2')}.</p>"
            "<p>Forty lorries stood on the span.<br>They stood for six hours.</p>"
            f"<h3>The buses</h3>{BUSES}{NUMBERS}{TABLE}",
            f"Pasted 4 paragraphs, 2 headings, 2 lists and 1 link. {ROWS} "
            f"Left out: {PHOTO}, 1 footnote, colours and fonts.",
        ),
        (
            "word",
            f"{NINE}<p>{SAID} Read {REPORT}, says Ana. But this.</p>"
            f"<h3>The buses</h3>{BUSES}{NUMBERS}{LINES}{TABLE}{QUOTE}",
            f"Pasted 4 paragraphs, 2 headings, 2 lists, 1 quote and 1 link. {ROWS} "
            f"Left out: {PHOTO}, 1 footnote, 1 comment, 1 deletion, colours and fonts.",
        ),
        (
            "word-online",
            f"{NINE}<p>The bridge <strong>opens on Friday</strong>.</p>{BUSES}",
            "Pasted 1 paragraph, 1 heading and 1 list. Left out: colours and fonts.",
        ),
        (
            "libreoffice",
            f"{NINE}<p>{SAID} Read {REPORT}.</p><h3>The buses</h3>{BUSES}{NUMBERS}{LINES}{TABLE}",
            f"Pasted 4 paragraphs, 2 headings, 2 lists and 1 link. {ROWS} "
            f"Left out: {PHOTO}, 1 footnote, colours and fonts.",
        ),
        (
            "web-page",
            f"{NINE}<p>By Ana Verhallow</p>"
            f"<p>The bridge <strong>opens on Friday</strong>, <em>engineers say</em>. Read {REPORT}.</p>"
            f"<h2>The buses</h2>{BUSES}<h2>The harbour</h2>{QUOTE}{LINES}<p>A new paragraph 🌉</p>",
            f"Pasted 4 paragraphs, 3 headings, 1 list, 1 quote and 1 link. Left out: {PHOTO}, "
            "1 player (add it with Embed), 1 link that leads nowhere, menus and buttons, colours and fonts.",
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
            "The harbour bridge will open to all traffic at five in the\nmorning on Friday.\n\nNext <b>",
            "<p>The harbour bridge will open to all traffic at five in the morning on Friday.</p><p>Next &lt;b&gt;</p>",
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
