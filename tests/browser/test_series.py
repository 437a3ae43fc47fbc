"""Series in a browser: chosen in the story's form, put in order on their own page."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Series
from articles.numbering import numbers_in
from tests.articles.makers import make_article
from tests.browser.axe import clean
from tests.browser.story_page import box, form_of, make_live, make_newsroom, offered


@pytest.fixture
def live(ben: User) -> Article:
    """A story that readers see."""
    make_newsroom(ben)
    return make_live()


def handle(page: Page, name: str) -> Locator:
    """What moves a story in its series."""
    return page.get_by_role("button", name=f"Move {name}: press space, then arrow keys", exact=True)


def headlines(page: Page) -> list[str]:
    return page.locator("[data-part] [data-name]").all_inner_texts()


def test_a_story_is_put_into_a_series_by_keyboard(desk: Page, live: Article) -> None:
    for name in ("Harbour files", "Harbour letters"):
        Series.objects.create(name=name)
    form_of(desk, live)
    field = desk.get_by_role("combobox", name="Series")
    expect(field).to_be_hidden()
    desk.locator("summary", has_text="Series").focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    expect(field).to_be_focused()
    desk.keyboard.type("harb")
    expect(offered(desk, "series")).to_have_count(3)  # both, and a new one
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Remove series Harbour files")).to_be_visible()
    desk.keyboard.type("harbour letters")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Remove series Harbour letters")).to_be_visible()
    expect(desk.get_by_role("button", name="Remove series Harbour files")).to_have_count(0)
    desk.keyboard.press("Tab")
    desk.keyboard.type("3")
    with desk.expect_navigation():
        box(desk).get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Harbour letters, part 3")).to_be_visible()
    live.refresh_from_db()
    assert (str(live.series), live.part) == ("Harbour letters", 3)


@pytest.fixture
def files(live: Article) -> Series:
    """A series of three stories."""
    series = Series.objects.create(name="Harbour files")
    for part, headline in enumerate(("One", "Two", "Three"), 1):
        make_article(headline, series=series, part=part)
    return series


def test_parts_are_put_in_order_by_keyboard(desk: Page, files: Series) -> None:
    desk.goto(f"/admin/articles/series/{files.pk}/change/")
    clean(desk, "the series")
    handle(desk, "Three").focus()
    for key in ("Space", "ArrowUp", "ArrowUp", "Space"):
        desk.keyboard.press(key)
    assert headlines(desk) == ["Three", "One", "Two"]
    expect(desk.get_by_role("status").filter(has_text="Three, 1 of 3, dropped.")).to_have_count(1)
    expect(handle(desk, "Three")).to_be_focused()
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("was changed successfully")).to_be_visible()
    order = {str(Article.objects.get(pk=pk)): part for pk, part in numbers_in(files).items()}
    assert order == {"Three": 1, "One": 2, "Two": 3}


def test_parts_are_dragged_to_the_end(desk: Page, files: Series) -> None:
    desk.goto(f"/admin/articles/series/{files.pk}/change/")
    bottom = handle(desk, "Three").bounding_box()
    assert bottom
    handle(desk, "One").hover()
    desk.mouse.down()
    desk.mouse.move(bottom["x"] + 5, bottom["y"] + bottom["height"] + 4, steps=5)
    desk.mouse.up()
    assert headlines(desk) == ["Two", "Three", "One"]
    assert desk.locator("[data-part] input").evaluate_all("all => all.map((one) => one.value)") == ["1", "2", "3"]
