"""Two versions of a story in a browser: chosen by mouse, by keyboard alone, without a script; axe finds nothing."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import body, publishing
from articles.models import Article, Revision, Role
from tests.articles.makers import make_article, make_author, make_section
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.story_page import field_named, form_of, reach, ready
from tests.media.makers import make_photo

OpenPage = Callable[..., Page]

TEXT = [
    "The harbour bridge will open to all traffic at 5 a.m. on Friday, after a final load test.",
    *(f"Paragraph {number} says what it said." for number in range(4)),
    "Buses 4, 9 and 31 return to their old routes on Saturday. The night ferry will run until the end of the year.",
]


@pytest.fixture
def story(ana: User, ben: User) -> Article:
    """A live story of everything that can clash."""
    for user, name in ((ana, "Verhallow"), (ben, "Okonkwo")):
        user.last_name = name
        user.save()
    article = make_article(
        "Harbour bridge to reopen on Friday, early",
        standfirst="Engineers are nearly done, ending nine weeks of detours for 31,000 drivers a day.",
        kicker="Transport",
        body=body.from_paragraphs(TEXT),
        lead_photo=make_photo(title="Quay"),
        lead_caption="The quay at dawn",
        tags=["Ports"],
    )
    article.bylines.create(author=make_author("Idra Quillane"), role=Role.PHOTOS_BY, position=1)
    Revision.objects.keep(article, ana)
    publishing.publish(article, by=ben)
    return article


def save_as_ana(article: Article, ana: User, **values: Any) -> None:
    """Save other values, as Ana does from her own page."""
    article = Article.objects.get(pk=article.pk)
    for name, value in values.items():
        setattr(article, name, value)
    article.save()
    Revision.objects.keep(article, ana)


def clash(page: Page, article: Article, ana: User) -> None:
    """Open the story, let Ana save hers, type another, and save that."""
    form_of(page, article)
    theirs = [TEXT[0].replace("5 a.m.", "6 a.m."), *TEXT[1:-1], TEXT[-1].replace("Saturday", "Sunday")]
    save_as_ana(
        article,
        ana,
        headline="Harbour bridge to reopen on Friday, a fortnight early",
        standfirst="Engineers have passed the final load test. Buses return on Saturday.",
        body=body.from_paragraphs(theirs),
        lead_photo=make_photo(title="Pier"),
        lead_caption="The pier at noon",
        section=make_section("City"),
    )
    field_named(page, "Headline").fill("Harbour bridge to reopen on Friday, two weeks early")
    field_named(page, "Standfirst").fill("Engineers have replaced all 214 hangers.")
    field_named(page, "Kicker").fill("Roads")
    page.get_by_label("Caption here").fill("The quay on Monday")
    for words, more in ((TEXT[0], " Ben adds to the first."), (TEXT[-1], " Ben adds to the last.")):
        page.locator(".ProseMirror p", has_text=words[:30]).click()
        page.keyboard.press("End")
        page.keyboard.type(more)
    page.keyboard.press("Control+S")
    expect(page.locator("#clash")).to_be_in_viewport()


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_runs_sideways(
    story: Article, open_page: OpenPage, ana: User, ben: User, size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    clash(page, story, ana)
    clean(page, size + scheme)
    if shots := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(shots) / f"clash-{size}-{scheme}.png", full_page=True)
    page.get_by_role("button", name="Edit the chosen one").first.click()
    page.locator("details.folded > summary").first.click()
    clean(page, size + scheme)
    if shots:
        page.screenshot(path=Path(shots) / f"clash-edit-{size}-{scheme}.png", full_page=True)


def test_by_keyboard_alone(story: Article, desk: Page, ana: User) -> None:
    clash(desk, story, ana)
    ready(desk)
    expect(desk.locator("[data-status]")).to_have_text("5 to choose")
    reach(desk, desk.get_by_role("radiogroup", name="Headline"))
    desk.keyboard.press("ArrowRight")
    reach(desk, desk.get_by_role("radiogroup", name="Body").last)
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("Saved as you chose.")).to_be_visible()
    saved = Article.objects.get()
    assert saved.headline == "Harbour bridge to reopen on Friday, a fortnight early"
    assert (saved.standfirst, saved.kicker) == ("Engineers have replaced all 214 hangers.", "Roads")
    assert "Ben adds to the first." in saved.body
    assert "return to their old routes on Sunday" in saved.body
    assert "Ben adds to the last." in saved.body
    assert saved.section.name == "City"


def test_all_of_one_side_and_another_wording(story: Article, desk: Page, ana: User) -> None:
    clash(desk, story, ana)
    desk.get_by_role("button", name="Take all of Ana’s").click()
    assert desk.locator("[role=radiogroup] [value=theirs]:checked").count() == 5
    headline = desk.locator(".clash.field-headline")
    headline.get_by_role("button", name="Edit the chosen one").click()
    wording = desk.get_by_role("textbox", name="Headline, another wording")
    expect(wording).to_have_value("Harbour bridge to reopen on Friday, a fortnight early")
    expect(wording).to_be_focused()
    wording.fill("Bridge reopens on Friday")
    desk.locator("#publish").get_by_role("button", name="Save my choice").click()
    expect(desk.get_by_role("heading", name="Bridge reopens on Friday")).to_be_visible()
    saved = Article.objects.get()
    assert saved.standfirst == "Engineers have passed the final load test. Buses return on Saturday."
    assert "Ben adds" not in saved.body
    assert "Ben adds to the first." in saved.revisions.all()[1].content["body"]


def test_without_a_script(story: Article, open_page: OpenPage, ana: User, ben: User) -> None:
    page = open_page(ben, java_script_enabled=False)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    save_as_ana(story, ana, headline="Hers", kicker="Bridges")
    page.get_by_label("Headline", exact=True).fill("His")
    page.locator("#publish").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Edit the chosen one")).to_have_count(0)
    expect(page.get_by_role("button", name="Keep mine")).to_have_count(0)
    page.get_by_role("radio", name="Ana’s").check()
    page.locator("#publish").get_by_role("button", name="Save my choice").click()
    expect(page.get_by_text("Saved as you chose.")).to_be_visible()
    saved = Article.objects.get()
    assert (saved.headline, saved.kicker) == ("Hers", "Bridges")
