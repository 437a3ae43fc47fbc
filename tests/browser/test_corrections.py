"""A live story put right: the one form for it, what readers are told, and where all of that is collected."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article, Kind, Version
from tests.articles.makers import edit
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.story_page import Editor, body, box, field_named, form_of, make_live, make_newsroom

# Where pictures of the pages are kept, for somebody who wants to look at them.
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def live(ben: User) -> Article:
    """A story that readers see."""
    make_newsroom(ben)
    return make_live()


def picture(page: Page, name: str) -> None:
    """Keep a picture of a page."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_a_fact_marked_as_a_slip_is_asked_about_and_becomes_a_correction(desk: Page, page: Page, live: Article) -> None:
    editor = Editor(desk)
    desk.goto("/admin/articles/article/")
    editor.click(desk.get_by_role("link", name="Harbour opens"))
    editor.click(body(desk).get_by_text("The harbour opened at noon"))
    desk.keyboard.press("Home")
    editor.type("Not 12 but 14 ships came. ", "body")
    editor.press("Update")
    box(desk).get_by_role("radio", name="Minor edit").check()
    expect(box(desk).get_by_label("Note that readers see")).to_be_hidden()
    box(desk).get_by_role("button", name="Update now").click()
    expect(box(desk).get_by_role("alert")).to_contain_text("This changes what the story says: body: “Not 12 but 14")
    clean(desk, "the doubt")
    editor.click(box(desk).get_by_role("radio", name="Correction"))
    editor.click(field_named(desk, "Note that readers see"))
    editor.type("The ships were miscounted.", "note")
    editor.press("Publish correction")
    expect(desk.get_by_text("Correction published: readers see version 2 with your note.")).to_be_visible()
    page.goto(live.versions.last().get_absolute_url())
    expect(page.get_by_role("complementary", name="Corrections")).to_contain_text("The ships were miscounted.")
    page.get_by_role("contentinfo").get_by_role("link", name="Corrections").click()
    expect(page.get_by_role("main")).to_contain_text("Correction. The ships were miscounted.")
    page.get_by_role("link", name="Harbour opens").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour opens")


def test_a_retraction_says_what_it_does_and_marks_the_story(desk: Page, page: Page, live: Article) -> None:
    form_of(desk, live, "?ask=correct")
    expect(field_named(desk, "Note that readers see")).to_be_focused()
    field_named(desk, "Note that readers see").fill("The harbour never opened.")
    box(desk).get_by_role("radio", name="Retraction").check()
    expect(box(desk)).to_contain_text("marked as retracted, with your note on top")
    clean(desk, "the form")
    box(desk).get_by_role("radio", name="Take it away").check()
    box(desk).get_by_role("button", name="Publish retraction").click()
    expect(desk.get_by_text("Retraction published")).to_be_visible()
    page.goto(Version.objects.live().get().get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Retracted Harbour opens")
    expect(page.get_by_role("complementary", name="Retraction")).to_contain_text("The harbour never opened.")
    expect(page.get_by_role("main")).to_contain_text("The text of this story was taken away")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_nothing_stands_against_the_pages(
    size: str, scheme: Any, open_page: Any, faults: Any, ada: User, live: Article
) -> None:
    publishing.correct(live, "The ferry leaves at two, not at one.", by=None)
    publishing.correct(live, "The harbour is the western one.", by=None, kind=Kind.CLARIFICATION)
    edit(live, headline="Harbour opens at 14")
    reader, editor = (open_page(user, viewport=SIZES[size], color_scheme=scheme) for user in (None, ada))
    address = live.versions.first().get_absolute_url()
    for name, path in (("corrected", address), ("corrections", "/corrections/")):
        reader.goto(path)
        clean(reader, name)
        picture(reader, f"{name}-{size}-{scheme}")
    for kind in ("Minor edit", "Retraction"):
        form_of(editor, live, "?ask=correct")
        box(editor).get_by_role("radio", name=kind).check()
        clean(editor, kind)
        picture(editor, f"{kind}-{size}-{scheme}")
    publishing.correct(live, "None of it is so. We should have asked.", by=None, kind=Kind.RETRACTION)
    for name, path in (("retracted", address), ("front", "/")):
        reader.goto(path)
        clean(reader, name)
        picture(reader, f"{name}-{size}-{scheme}")
    form_of(editor, live, "?ask=withdraw")
    box(editor).get_by_role("checkbox", name="Legal removal").check()
    expect(box(editor).get_by_label("Note that readers see")).to_be_hidden()
    box(editor).get_by_role("checkbox", name="Legal removal").uncheck()
    box(editor).get_by_label("Note that readers see").fill("The memorandum was not written by the port.")
    clean(editor, "withdraw")
    picture(editor, f"withdraw-{size}-{scheme}")
    editor.goto(f"/admin/articles/article/{live.pk}/redact/")
    editor.get_by_label("Words to take out").fill("the first ferry")
    editor.get_by_label("Reason").fill("Court order of 12 May")
    editor.get_by_role("button", name="See what it touches").click()
    expect(editor.get_by_role("status").filter(has_text="This changes 4 versions")).to_be_visible()
    clean(editor, "redact")
    picture(editor, f"redact-{size}-{scheme}")
    editor.get_by_role("button", name="Redact for good").click()
    expect(editor.get_by_text("Redacted: 4 versions")).to_be_visible()
    reader.goto(address)
    clean(reader, "redacted")
    picture(reader, f"redacted-{size}-{scheme}")
    publishing.withdraw(live, by=None, note="The memorandum was not written by the port.")
    faults.allow("410 (Gone)")
    reader.goto(address)
    clean(reader, "withdrawn")
    picture(reader, f"withdrawn-{size}-{scheme}")
