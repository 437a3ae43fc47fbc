"""A gallery in a real browser: put together at the desk, looked at on the whole screen by keys, buttons and a swipe."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article, Version
from media.models import Photo
from tests.articles.makers import TEXT, make_article
from tests.browser.axe import SIZES, sideways, violations
from tests.browser.clipboard import drop, paste, picture_file
from tests.browser.conftest import Faults, OpenPage
from tests.media.makers import make_jpeg, make_photo

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


def gallery_in(article: Article) -> list[int]:
    """Return the photos of the saved story's gallery, in order."""
    article.refresh_from_db()
    return [int(photo) for photo in re.findall(r'data-photo="(\d+)" class="gallery"', article.body)]


def test_an_editor_chooses_many_at_once_and_puts_them_in_order(
    open_page: OpenPage, ben: User, photos: list[Photo]
) -> None:
    article = make_article(body=TEXT)
    desk = open_page(ben, viewport=SIZES["390"])
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    desk.locator(".ProseMirror").click()
    desk.get_by_role("button", name="Gallery", exact=True).click()
    picker = desk.get_by_role("dialog", name="Choose photos for a gallery")
    for number, told in ((2, "Add 1 photo"), (0, "Add 2 photos"), (1, "Add 3 photos")):
        picker.locator(f'[data-photo-id="{photos[number].pk}"]').press("Space")
        expect(picker.get_by_role("button", name=told, exact=True)).to_be_visible()
    expect(picker.locator(f'[data-photo-id="{photos[1].pk}"] .order')).to_have_text("3")
    expect(picker.get_by_role("status")).to_have_text("3 chosen")
    picker.get_by_role("button", name="2: Boat 1. Take it out").press("Enter")
    expect(picker.get_by_role("button", name="2: Boat 2. Take it out")).to_be_focused()
    assert sideways(desk) <= 0
    assert violations(desk) == []
    desk.keyboard.press("Control+Enter")
    figures = desk.locator(".ProseMirror figure.gallery")
    expect(figures).to_have_count(2)
    figures.nth(1).locator("figcaption").click()
    figures.nth(1).get_by_role("button", name="Move photo up").click()
    with desk.expect_navigation():
        desk.keyboard.press("Control+S")
    assert gallery_in(article) == [photos[1].pk, photos[2].pk]


def test_files_that_are_dropped_together_are_a_gallery(desk: Page, live_server: object) -> None:
    files = [picture_file(make_jpeg(300, 200), name=f"{n}.jpg") for n in range(1, 6)]
    article = make_article(body="<p>First.</p><p></p><p>Last.</p>")
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    drop(desk.locator(".ProseMirror p").nth(1), files[:2])
    told = desk.locator(".editor-status")
    expect(told).to_contain_text("2 photos are in the story, as a gallery. 2 of them lack alt text or credit")
    figures = desk.locator(".ProseMirror figure.gallery")
    figures.nth(1).locator("figcaption").click()
    paste(figures.nth(1).locator("figcaption"), files=files[2:3])
    expect(figures).to_have_count(3)
    figures.nth(2).locator("figcaption").click()
    desk.get_by_role("button", name="Photo", exact=True).click()
    drop(desk.get_by_role("dialog", name="Choose a photo"), files[3:])
    desk.get_by_role("button", name="Add 2 photos").click()
    expect(figures).to_have_count(5)
    with desk.expect_navigation():
        desk.keyboard.press("Control+S")
    names = dict(Photo.objects.values_list("pk", "file_name"))
    assert [names[photo] for photo in gallery_in(article)] == [f"{n}.jpg" for n in range(1, 6)]
