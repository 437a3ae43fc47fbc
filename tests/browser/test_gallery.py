"""A gallery in a real browser: put together at the desk, looked at on the whole screen by keys, buttons and a swipe."""

import pytest
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Version
from media.models import Photo
from tests.articles.makers import TEXT, make_article
from tests.browser.axe import SIZES, sideways, violations
from tests.browser.conftest import Faults, OpenPage
from tests.media.makers import make_photo

COUNT = 3


@pytest.fixture
def photos(live_server: object) -> list[Photo]:
    """Three photos."""
    return [make_photo(title=f"Boat {n}", alt=f"Boat number {n}", caption=f"Boat {n} leaves") for n in range(1, 4)]


def publish(photos: list[Photo], **values: str) -> Version:
    figures = "".join(
        f'<figure data-photo="{photo.pk}" class="gallery"><figcaption></figcaption></figure>' for photo in photos
    )
    return publishing.publish(make_article(body=TEXT + figures, **values), by=None)


def swipe(page: Page, by: int) -> None:
    """Drag across the picture, as a finger does."""
    page.mouse.move(200, 400)
    page.mouse.down()
    page.mouse.move(200 + by, 404, steps=4)
    page.mouse.up()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reader_looks_at_it_photo_by_photo(open_page: OpenPage, photos: list[Photo], scheme: str) -> None:
    page = open_page(color_scheme=scheme, viewport=SIZES["390"])
    page.goto(publish(photos).get_absolute_url())
    expect(page.get_by_role("list", name="Gallery").get_by_role("figure")).to_have_count(COUNT)
    assert sideways(page) <= 0
    assert violations(page) == []
    page.locator("a.open").first.focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Gallery")
    place = viewer.locator(".viewer-place")
    expect(place).to_have_text("Photo 1 of 3")
    expect(viewer.get_by_role("img", name="Boat number 1")).to_be_visible()
    expect(viewer).to_contain_text("Boat 1 leaves")
    expect(viewer).to_contain_text("Northwire")
    assert violations(page) == []
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text("Photo 2 of 3")
    swipe(page, -120)
    expect(place).to_have_text("Photo 3 of 3")
    expect(viewer.get_by_role("button", name="Next photo")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text("Photo 3 of 3")
    swipe(page, 120)
    viewer.get_by_role("button", name="Next photo").click()
    expect(place).to_have_text("Photo 3 of 3")
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(page.locator("a.open").nth(2)).to_be_focused()


def test_from_right_to_left_the_left_arrow_goes_on(page: Page, photos: list[Photo]) -> None:
    page.goto(publish(photos, language="ar", headline="الميناء يفتح أبوابه").get_absolute_url())
    page.locator("a.open").first.click()
    place = page.locator(".viewer-place")
    expect(place).to_contain_text("1")
    page.keyboard.press("ArrowLeft")
    expect(place).to_have_text("الصورة 2 من 3")
    page.get_by_role("button", name="إغلاق").click()
    expect(page.locator("dialog.viewer")).to_have_count(0)


def test_without_a_script_a_photo_leads_to_the_whole_picture(
    open_page: OpenPage, photos: list[Photo], faults: Faults
) -> None:
    faults.allow("Applying inline style")  # the browser's own, round a picture that is a page by itself
    page = open_page(java_script_enabled=False)
    page.goto(publish(photos).get_absolute_url())
    expect(page.locator("ul.gallery figcaption").first).to_contain_text("Boat 1 leaves")
    page.locator("a.open").first.click()
    assert f"/photos/{photos[0].pk}/full-" in page.url


def test_an_editor_puts_it_together_and_in_order(desk: Page, photos: list[Photo]) -> None:
    article = make_article(body=TEXT)
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    desk.locator(".ProseMirror").click()
    desk.get_by_role("button", name="Gallery", exact=True).click()
    for number, title in ((2, "Gallery: choose its first photo"), (1, "Gallery: 1 chosen. Cancel ends")):
        expect(desk.get_by_role("heading", name=title)).to_be_visible()
        desk.locator(f'[data-photo-id="{photos[number - 1].pk}"]').click()
        desk.get_by_role("button", name="Add to the gallery").click()
    desk.get_by_role("heading", name="Gallery: 2 chosen. Cancel ends").wait_for()
    desk.get_by_role("button", name="Cancel").click()
    figures = desk.locator(".ProseMirror figure.gallery")
    expect(figures).to_have_count(2)
    figures.nth(1).locator("figcaption").click()
    figures.nth(1).get_by_role("button", name="Move photo up").click()
    assert violations(desk) == []
    with desk.expect_navigation():
        desk.keyboard.press("Control+S")
    article.refresh_from_db()
    first, second = (article.body.index(f'data-photo="{photos[n].pk}" class="gallery"') for n in (0, 1))
    assert first < second
