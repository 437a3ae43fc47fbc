"""The site as of another time in a browser: by keyboard, without a script, and nothing that axe complains about."""

import datetime as dt
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article, Site
from tests.articles.makers import make_article
from tests.browser.axe import LOOKS, SIZES, violations
from tests.media.makers import make_photo

OpenPage = Callable[..., Page]


@pytest.fixture
def due(transactional_db: None) -> Article:
    """A story that goes live tomorrow, beside one that readers see."""
    Site.objects.create(name="The Meridian")
    publishing.publish(make_article("Port traffic falls for a third month", lead_photo=make_photo()), by=None)
    article = make_article("Ferry fares to rise by a tenth from the first of January", lead_photo=make_photo())
    publishing.schedule(article, timezone.now() + dt.timedelta(days=1), by=None)
    return article


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_pages_hold_nothing_against_anybody(
    open_page: OpenPage, ben: User, due: Article, size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    found = {}
    for name, path in {
        "today": "/admin/",
        "story": f"/admin/articles/article/{due.pk}/change/",
        "question": "/admin/as-of/",
        "wrong": "/admin/as-of/?date=2026-03-29&time=02:30:00",
        "front": "/admin/as-of/?now=1",
        "then": "",
        "open": "",
    }.items():
        if path:
            page.goto(path)
        elif name == "then":
            with page.expect_navigation():
                page.get_by_role("link", name="Next change").click()
        else:
            page.get_by_text("Another time").click()
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=Path(shots) / f"as-of-{name}-{size}-{scheme}.png")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[name] = (violations(page), wide)
    assert found == dict.fromkeys(found, ([], 0))


def test_from_a_scheduled_story_to_its_page_and_on_by_keyboard_without_a_script(
    open_page: OpenPage, ben: User, due: Article
) -> None:
    page = open_page(ben, java_script_enabled=False)
    page.goto(f"/admin/articles/article/{due.pk}/change/")
    page.get_by_role("link", name="See the site then").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(str(due))
    page.get_by_role("banner").get_by_role("link", name="The Meridian").press("Enter")
    expect(page.get_by_role("link", name=str(due))).to_be_visible()
    page.get_by_role("link", name="Change before").press("Enter")
    expect(page.get_by_role("link", name=str(due))).to_have_count(0)
    page.get_by_text("Another time").press("Enter")
    page.get_by_label("Day").fill(f"{timezone.localdate() + dt.timedelta(days=3)}")
    page.get_by_label("Time in").press("Enter")
    expect(page.get_by_role("link", name=str(due))).to_be_visible()
    page.get_by_role("link", name="Back to the desk").press("Enter")
    expect(page).to_have_url(re.compile(r"/admin/$"))


def test_the_link_on_today_takes_a_click(open_page: OpenPage, ben: User, due: Article) -> None:
    page = open_page(ben)
    page.goto("/admin/")
    page.get_by_role("link", name="See the site then").click()
    expect(page.get_by_text("The site as of")).to_be_visible()
    expect(page.get_by_role("link", name=str(due))).to_be_visible()
