"""Translations at the desk and for readers, in a real browser: by keyboard alone, and looked at."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import publishing, translating
from articles.models import Article, Author, Site
from tests.articles.makers import TEXT, edit, make_article
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.conftest import OpenPage
from tests.media.makers import make_photo


@pytest.fixture
def story(live_server: object) -> Article:
    """A story that readers see, in a newsroom with a name."""
    Site.objects.create(name="The Meridian")
    article = make_article(
        "Harbour opens with a brass band and no boats", standfirst="Five boats stood on paper alone.",
        body=TEXT * 4, lead_photo=make_photo(caption="The quay at dawn"), tags=["Ports"],
    )  # fmt: skip
    publishing.publish(article, by=None)
    return article


def seen(page: Page, name: str) -> None:
    """Keep a picture of a page where somebody wants to look at them."""
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=Path(shots) / f"translations-{name}.png")


def test_translated_by_keyboard(desk: Page, story: Article, ben: User) -> None:
    Author.objects.create(name="Ben Okonkwo", user=ben)
    desk.goto(f"/admin/articles/article/{story.pk}/change/")
    desk.locator("#translations summary").first.focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    expect(desk.get_by_label("Translate into")).to_be_focused()
    desk.keyboard.type("French")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Translate…")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("A draft in French is begun.")).to_be_visible()
    draft = Article.objects.get(language="fr")
    assert desk.url.endswith(f"/{draft.pk}/change/")
    expect(desk.locator("#id_headline")).to_have_value(story.headline)
    expect(desk.get_by_text("The text is still the original’s, in English")).to_be_visible()
    beside = desk.locator(".original-text .reading")
    expect(beside).to_contain_text("Five boats stood on paper alone.")
    box, body = beside.bounding_box(), desk.locator(".ProseMirror").bounding_box()
    assert box
    assert body
    assert box["x"] > body["x"] + body["width"] - 1, "it stands beside what is written"
    assert box["width"] > 400
    seen(desk, "draft")
    desk.locator("#id_headline").fill("Le port ouvre")
    desk.keyboard.press("Control+s")
    expect(desk.get_by_role("heading", level=1, name="Le port ouvre")).to_be_visible()


def test_a_story_that_exists_is_linked_by_typing(desk: Page, story: Article) -> None:
    make_article("Le port ouvre en fanfare", language="fr")
    desk.goto(f"/admin/articles/article/{story.pk}/change/")
    desk.locator("#translations summary").first.click()
    desk.get_by_text("Link a story that exists").click()
    desk.get_by_label("Which one").fill("fanfare")
    desk.get_by_role("option", name="Le port ouvre en fanfare").click()
    desk.locator("#translations").get_by_role("button", name="Link", exact=True).click()
    expect(desk.get_by_text("Linked with “Le port ouvre en fanfare”.")).to_be_visible()
    expect(desk.locator("#translations").get_by_role("link", name="Le port ouvre en fanfare")).to_be_visible()
    seen(desk, "linked")


@pytest.fixture
def behind(story: Article) -> Article:
    """A live translation of a story that was corrected since."""
    french = make_article("Le port ouvre en fanfare et sans bateaux", language="fr", body=TEXT * 4)
    translating.link(french, story, by=None)
    arabic = make_article("الميناء يُفتح بفرقة نحاسية وبلا قوارب", language="ar", body=TEXT * 4)
    translating.link(arabic, story, by=None)
    for one in (french, arabic):
        publishing.publish(one, by=None)
    edit(Article.objects.get(pk=story.pk), headline="Harbour closes")
    publishing.correct(Article.objects.get(pk=story.pk), "The harbour closes. It does not open.", by=None)
    return french


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_nothing_is_wrong_with_the_pages(
    open_page: OpenPage, ben: User, behind: Article, size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    page.goto(f"/admin/articles/article/{behind.pk}/change/?beside")
    expect(page.get_by_text("The original was corrected")).to_be_visible()
    clean(page, "the form")
    seen(page, f"behind-{size}-{scheme}")
    page.locator("#translations").scroll_into_view_if_needed()
    seen(page, f"box-{size}-{scheme}")
    reader = open_page(viewport=SIZES[size], color_scheme=scheme)
    for one in behind.translations.members.all():
        reader.goto(one.versions.last().get_absolute_url())
        clean(reader, one.language)
        reader.locator(".credits").scroll_into_view_if_needed()
        seen(reader, f"reader-{one.language}-{size}-{scheme}")
