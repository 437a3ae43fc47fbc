"""Comparing and restoring in a browser: by keyboard, without a script, and nothing that axe complains about."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import body, publishing
from articles.models import Article, Revision
from tests.articles.makers import make_article, make_section
from tests.browser.axe import LOOKS, SIZES, violations
from tests.media.makers import make_photo

OpenPage = Callable[..., Page]

BEFORE = [
    "The harbour bridge will open to all traffic in the second week of December, after a final load test.",
    *(f"Paragraph {number} says what it said." for number in range(4)),
    "Buses 4, 9 and 31 return to their old routes on Friday. The night ferry will run until the end of the year.",
]
AFTER = [
    "The harbour bridge will open to all traffic at 5 a.m. on Friday, after a final load test.",
    "Forty lorries filled with gravel stood on the main span for six hours.",
    *BEFORE[1:-1],
    "Buses 4, 9 and 31 return to their old routes on Saturday. The night ferry will run until the end of the year.",
]


@pytest.fixture
def story(ben: User) -> Article:
    """A live story, rewritten since."""
    quay, pier = make_photo(title="Quay"), make_photo(title="Pier")
    figure = f'<figure data-photo="{pier.pk}"><figcaption>{{}}</figcaption></figure>'
    article = make_article(
        "Harbour bridge to reopen in December after cable repairs",
        body=body.from_paragraphs(BEFORE) + figure.format("The bridge at dawn"),
        lead_photo=quay,
        tags=["Ports"],
    )
    publishing.publish(article, by=ben)
    article.headline = "Harbour bridge to reopen on Friday, two weeks early"
    article.body = body.from_paragraphs(AFTER) + figure.format("The bridge at dawn on Monday")
    article.lead_photo, article.section = pier, make_section("Transport")
    article.save()
    Revision.objects.keep(article, ben)
    return article


def paths(article: Article) -> dict[str, str]:
    own = f"/admin/articles/article/{article.pk}"
    return {"compare": f"{own}/compare/", "restore": f"{own}/restore/1/", "form": f"{own}/change/"}


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_runs_sideways(
    story: Article, open_page: OpenPage, ben: User, size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    for name, path in paths(story).items():
        page.goto(path)
        if name == "form":
            page.locator("details:has(#history-heading) > summary").click()
        if shots := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=Path(shots) / f"{name}-{size}-{scheme}.png", full_page=name != "form")
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def test_from_change_to_change_by_keyboard(story: Article, desk: Page) -> None:
    desk.goto(paths(story)["compare"])
    at = desk.locator("[data-at]")
    expect(at).to_have_text("7 changes")
    desk.keyboard.press("j")
    expect(at).to_have_text("Change 1 of 7")
    expect(desk.locator(".at")).to_contain_text("Harbour bridge to reopen")
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    expect(at).to_have_text("Change 3 of 7")
    expect(desk.locator(":focus")).to_contain_text("The harbour bridge will open")
    desk.keyboard.press("k")
    expect(at).to_have_text("Change 2 of 7")
    desk.get_by_text("4 paragraphs unchanged").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Paragraph 2 says what it said.")).to_be_visible()


def test_from_the_form_to_a_restored_revision_by_keyboard(story: Article, desk: Page) -> None:
    desk.goto(paths(story)["form"])
    desk.get_by_role("button", name="Compare", exact=True).press("Enter")
    desk.get_by_label("Earlier", exact=True).select_option("r1")
    desk.get_by_role("button", name="Compare", exact=True).press("Enter")
    expect(desk.locator(".headline ins")).to_have_text("on Friday, two weeks early")
    desk.get_by_role("link", name="Restore revision 1…").press("Enter")
    desk.get_by_role("button", name="Restore revision 1", exact=True).press("Enter")
    expect(desk.get_by_text("Revision 1 restored, as revision 3.")).to_be_visible()
    expect(desk.get_by_label("Headline", exact=True)).to_have_value(
        "Harbour bridge to reopen in December after cable repairs"
    )


def test_without_a_script(story: Article, open_page: OpenPage, ben: User) -> None:
    page = open_page(ben, java_script_enabled=False)
    page.goto(paths(story)["compare"])
    page.get_by_label("Later", exact=True).select_option("r1")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_text("There is no difference between the two.")).to_be_visible()
    page.get_by_role("link", name="Restore revision 1…").click()
    page.get_by_role("button", name="Restore revision 1", exact=True).click()
    expect(page.get_by_text("Revision 1 restored, as revision 3.")).to_be_visible()
