"""A lead photo is cropped for one story: on a phone, by keyboard, and its readers see that."""

from django.contrib.auth.models import User
from playwright.sync_api import expect

from articles import publishing
from media import making
from media.models import Photo
from tests.articles.makers import make_article
from tests.browser.axe import SIZES, sideways, violations
from tests.browser.conftest import OpenPage
from tests.media.makers import make_photo


def test_an_editor_crops_a_lead_photo_for_one_story(open_page: OpenPage, ben: User) -> None:
    article = make_article(lead_photo=make_photo())
    desk = open_page(ben, viewport=SIZES["390"])
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    desk.get_by_role("button", name="Crop for this story…").press("Enter")
    dialog = desk.get_by_role("dialog", name="Crop for this story")
    crop = dialog.get_by_role("button", name="Crop 3:2 by hand")
    expect(crop).to_be_focused()
    desk.keyboard.press("Enter")
    for key in ("Shift+-", "Shift+-", "ArrowLeft"):
        desk.keyboard.press(key)
    expect(dialog.get_by_role("status")).to_have_text("Crop 3:2: 9% from the left, 10% from the top, 80% wide")
    assert sideways(desk) <= 0
    assert violations(desk) == []
    desk.keyboard.press("Escape")
    expect(crop).to_be_focused()
    desk.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden()
    expect(desk.get_by_text("Cropped for this story: 3:2")).to_be_visible()
    expect(desk.locator("#lead-photo .frame svg")).to_have_attribute("viewBox", "5.4 4 48 32")
    assert violations(desk) == []
    with desk.expect_navigation():
        desk.keyboard.press("Control+S")
    article.refresh_from_db()
    assert article.lead_crops == "card=0.08333,0.1,0.8"
    making.make_all()
    version = publishing.publish(article, by=None)
    desk.goto(version.get_absolute_url())
    shown = Photo.objects.get().cropped(article.lead_crops).picture("card").src
    expect(desk.locator("article figure img").first).to_have_attribute("src", shown)
    desk.go_back()
    desk.get_by_role("button", name="Crop for this story…").click()
    dialog.get_by_role("button", name="Use the photo’s own crop again").first.click()
    expect(desk.get_by_text("Cropped for this story: 3:2")).to_be_hidden()
    with desk.expect_navigation():
        desk.keyboard.press("Control+S")
    article.refresh_from_db()
    assert article.lead_crops == ""
