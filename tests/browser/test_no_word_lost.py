"""An editor's bad day, by keyboard alone, on a desk and on a phone: every flow that keeps words, one after the other.

With SHOTS set to a directory, it leaves there the pictures of the editor's handbook.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from articles.models import Article, Revision
from tests.browser.axe import SIZES, clean
from tests.browser.conftest import Faults, OpenPage
from tests.browser.keeping import FAILED, OFFLINE, headline, kept, line, offer, opened, saved
from tests.browser.story_page import box, field_named, reach, ready
from tests.browser.test_clash import story  # noqa: F401 the story of everything that can clash

WORD = "nine weeks of detours"


@pytest.fixture
def writer(ben: User) -> User:
    """Ben, with a name and a password."""
    ben.last_name = "Okonkwo"
    ben.set_password(WORD)
    ben.save()
    return ben


def picture(page: Page, name: str, size: str) -> None:
    """Leave a picture, if any are wanted."""
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=Path(shots) / f"{name}-{size}.png")


def enter(page: Page, name: str, role: Any = "link") -> None:
    """Go to a link or a button by Tab, and press it."""
    reach(page, page.get_by_role(role, name=name, exact=True).first)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("size", SIZES)
def test_by_keyboard_alone(
    open_page: OpenPage,
    faults: Faults,
    writer: User,
    ana: User,
    story: Article,  # noqa: F811
    size: str,
) -> None:
    faults.allow(*FAILED)
    address = f"/admin/articles/article/{story.pk}/change/"
    hers = opened(open_page(ana, viewport=SIZES[size]), address)
    page = opened(open_page(writer, viewport=SIZES[size]), address)
    expect(page.locator("[data-others]")).to_contain_text("Ana")

    reach(page, headline(page))
    page.keyboard.press("Control+End")
    page.keyboard.type(" on Friday morning")
    kept(page)
    picture(page, "kept", size)

    page.context.set_offline(True)
    page.keyboard.type(", at five")
    expect(line(page)).to_have_text(OFFLINE)
    picture(page, "offline", size)
    clean(page, "offline")
    page.context.set_offline(False)
    page.keyboard.type(" a.m.")
    expect(line(page)).to_contain_text("Saved")

    Session.objects.filter(pk=page.context.cookies()[0]["value"]).delete()
    page.keyboard.type("!")
    dialog = page.get_by_role("dialog", name="You have been logged out")
    expect(dialog.get_by_label("Password")).to_be_focused()
    picture(page, "logged-out", size)
    page.keyboard.type(WORD)
    page.keyboard.press("Enter")
    saved(page)
    typed = headline(page).input_value()
    assert typed.endswith(" on Friday morning, at five a.m.!")

    page.close()
    page = opened(page.context.new_page(), address)
    expect(offer(page)).to_contain_text("Headline")
    picture(page, "offered", size)
    clean(page, "offered")
    enter(page, "Put it back")
    ready(page)
    expect(headline(page)).to_have_value(typed)

    reach(hers, field_named(hers, "Standfirst"))
    hers.keyboard.press("Control+a")
    hers.keyboard.type("Hers.")
    hers.keyboard.press("Control+s")
    expect(box(hers)).to_contain_text("You have changes that readers don’t see")
    ready(hers)
    reach(hers, headline(hers))
    hers.keyboard.press("Control+a")
    hers.keyboard.type("Harbour bridge to reopen two weeks early")
    hers.keyboard.press("Control+s")
    expect(box(hers)).to_contain_text("headline")

    page.keyboard.press("Control+s")
    expect(page.get_by_role("button", name="Save my choice").first).to_be_visible()
    picture(page, "two-versions", size)
    clean(page, "two versions")
    reach(page, page.locator("[name=choose-headline]:checked"))
    page.keyboard.press("ArrowDown")
    enter(page, "Save my choice", "button")
    expect(page.get_by_text("Saved as you chose. What you left of yours is kept in History.")).to_be_visible()
    now = Article.objects.get()
    assert (now.headline, now.standfirst) == ("Harbour bridge to reopen two weeks early", "Hers.")
    assert Revision.objects.filter(content__headline=typed).exists()

    ready(page)
    reach(hers, field_named(hers, "Kicker"))
    hers.keyboard.press("Control+a")
    hers.keyboard.type("Ports")
    kept(hers)
    enter(page, "Take over from Ana Verhallow", "button")
    expect(page.get_by_text("Here is what Ana Verhallow typed until")).to_be_visible()
    expect(field_named(page, "Kicker")).to_have_value("Ports")
    hers.keyboard.type(" and rails")
    expect(hers.get_by_text("Ben Okonkwo took this over at")).to_be_visible()
    picture(hers, "taken-over", size)
    clean(hers, "taken over")
    enter(hers, "Write on", "button")
    expect(hers.get_by_text("took this over at")).to_have_count(0)
