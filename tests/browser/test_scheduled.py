"""What is scheduled, in a browser: moved where it stands, an embargo set, and nothing that axe complains about."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import publishing, timing
from articles.models import Article, Embargo, Preference
from tests.articles.makers import edit, make_article
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.story_page import box

OpenPage = Callable[..., Page]

SCHEDULED = "/admin/articles/article/scheduled/"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def tomorrow() -> dt.datetime:
    """Six in the evening of the next day, in Paris or an hour beside."""
    return (timezone.now() + 24 * HOUR).replace(hour=17, minute=0, second=0, microsecond=0)


@pytest.fixture
def story(ben: User, tomorrow: dt.datetime) -> Article:
    """A draft under embargo, with an update and a withdrawal of another story ahead; Ben works in New York."""
    Preference.objects.create(user=ben, time_zone="America/New_York")
    live = make_article("Port traffic falls for a third month")
    publishing.publish(live, by=ben)
    publishing.schedule(edit(live, headline="Port traffic falls again"), tomorrow - HOUR, by=ben)
    publishing.withdraw(live, at=tomorrow + 24 * HOUR, by=ben)
    story = make_article("Harbour budget is published", slug="budget")
    timing.set_embargo(story, tomorrow, by=ben, note="The ministry of ports, in its letter of Monday")
    publishing.schedule(story, tomorrow, by=ben)
    return story


def test_a_row_is_moved_by_keyboard(desk: Page, story: Article, tomorrow: dt.datetime) -> None:
    desk.goto(SCHEDULED)
    form = desk.get_by_role("form", name="Move: Harbour budget is published, goes live")
    form.get_by_label("Day").fill(f"{tomorrow + 48 * HOUR:%Y-%m-%d}")
    form.get_by_label("Day").press("Enter")
    expect(desk.get_by_text("Moved: “Harbour budget is published” goes live on")).to_be_visible()
    assert story.versions.get().live_from > tomorrow + 24 * HOUR


def test_an_embargo_is_lifted_and_set_again(desk: Page, story: Article) -> None:
    desk.goto(f"/admin/articles/article/{story.pk}/change/")
    expect(box(desk)).to_contain_text("Under embargo until")
    desk.get_by_role("button", name="Lift it…").click()
    desk.get_by_role("button", name="Lift the embargo").click()
    expect(desk.get_by_text("The embargo is lifted")).to_be_visible()
    assert not Embargo.objects.exists()


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_pages_hold_nothing_against_anybody(
    open_page: OpenPage, ben: User, story: Article, size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    change = f"/admin/articles/article/{story.pk}/change/"
    pages = {"scheduled": SCHEDULED, "preferences": "/admin/preferences/", "embargo": f"{change}?ask=embargo"}
    for name, path in {**pages, "story": change, "today": "/admin/"}.items():
        page.goto(path)
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=Path(shots) / f"{name}-{size}-{scheme}.png", full_page=True)
        clean(page, f"{name} {size} {scheme}")
