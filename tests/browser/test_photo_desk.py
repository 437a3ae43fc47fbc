"""A photo's whole life at the desk, in a real browser: dropped, cropped, chosen, replaced, ended, renewed, killed."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from articles import publishing
from articles.models import Version
from media import background
from media.models import Photo
from tests.articles.makers import make_article
from tests.browser.axe import SIZES, clean
from tests.browser.conftest import Faults, OpenPage

NAME = "quay.jpg"
# Encoding takes a second or two, and more where other tests run beside.
PATIENCE = 30_000


def jpeg(colour: str, size: tuple[int, int] = (1500, 1000)) -> dict[str, Any]:
    """A file of two colours, so that a crop shows."""
    image = Image.new("RGB", size, colour)
    image.paste("white", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return {"name": NAME, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def saved(desk: Page) -> None:
    """Save the photo's page."""
    with desk.expect_navigation():
        desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("is saved.")).to_be_visible(timeout=PATIENCE)


def drag(frame: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag on a picture, from one place to another in shares of it."""
    box = frame.bounding_box()
    assert box
    mouse = frame.page.mouse
    mouse.move(box["x"] + start[0] * box["width"], box["y"] + start[1] * box["height"])
    mouse.down()
    mouse.move(box["x"] + end[0] * box["width"], box["y"] + end[1] * box["height"], steps=5)
    mouse.up()


def test_from_the_drop_to_the_kill(open_page: OpenPage, ben: User, live_server: Any, faults: Faults) -> None:
    faults.allow("410", "404")
    desk, reader = open_page(ben, viewport=SIZES["1280"]), open_page(viewport=SIZES["390"])

    # Dropped, and described.
    desk.goto("/admin/media/photo/add/")
    desk.get_by_label("Photo", exact=True).set_input_files(jpeg("navy"))
    desk.get_by_label("Alt text").fill("A quay")
    desk.get_by_label("Credit", exact=True).fill("Northwire")
    desk.get_by_role("button", name="Add photo").click()
    expect(desk.get_by_text("was added.")).to_be_visible(timeout=PATIENCE)
    photo = Photo.objects.get()
    page = f"/admin/media/photo/{photo.pk}/change/"

    # Cropped: by the mouse, then by keys.
    desk.get_by_role("button", name="Crop 3:2 by hand").click()
    frame = desk.locator("[data-frame]")
    clean(desk, "cropping")
    drag(frame, (0.995, 0.99), (0.6, 0.6))
    expect(desk.locator("[data-crop-status]")).to_have_text("Crop 3:2: 0% from the left, 0% from the top, 60% wide")
    drag(frame, (0.3, 0.3), (0.5, 0.5))
    for key in ("Shift+ArrowLeft", "ArrowUp", "+"):
        desk.keyboard.press(key)
    expect(desk.locator("[data-crop-status]")).to_contain_text("61% wide")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("button", name="Crop 3:2 by hand")).to_be_focused()
    saved(desk)
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0.5, 0.5), "cropping leaves the focal point alone"
    left, top, width = photo.crops["card"]
    assert (left, top, width) == (pytest.approx(0.095, abs=0.02), pytest.approx(0.185, abs=0.02), pytest.approx(0.61))
    desk.get_by_text("Crops by hand, in numbers").click()
    square = desk.get_by_role("group", name="1:1 lists", exact=True)
    for label, number in (("From the left", "10"), ("From the top", "20"), ("Width", "40")):
        square.get_by_label(label).fill(number)
    expect(desk.get_by_role("img", name="Crop 1:1")).to_have_attribute("viewBox", "150 200 600 600")
    for label in ("From the left", "From the top", "Width"):
        square.get_by_label(label).fill("")
    expect(desk.get_by_role("img", name="Crop 1:1")).to_have_attribute("viewBox", "250 0 1000 1000")
    desk.get_by_role("button", name="Crop 3:2 by hand").click()
    desk.get_by_role("button", name="Follow the focal point").click()
    desk.get_by_role("button", name="Done").click()
    saved(desk)
    photo.refresh_from_db()
    assert photo.crops == {}

    # Chosen in a story.
    article = make_article("Ferry sails")
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    desk.locator("#lead-photo").get_by_role("button", name="Choose a photo…").click()
    desk.get_by_label("Rights", exact=True).select_option("ended")
    expect(desk.get_by_text("No photo is like that.")).to_be_visible()
    desk.get_by_label("Rights", exact=True).select_option("usable")
    desk.locator(f'[data-photo-id="{photo.pk}"]').click()
    desk.get_by_role("button", name="Use this photo").click()
    expect(desk.locator(".lead-photo img")).to_be_visible()
    with desk.expect_navigation():
        desk.keyboard.press("Control+S")
    article.refresh_from_db()
    version = publishing.publish(article, by=None)
    address = version.get_absolute_url()
    reader.goto(address)
    old = reader.locator(".lead-photo img").evaluate("image => image.src")

    # Replaced: the reader's old address leads to the new picture.
    desk.goto(page)
    desk.get_by_role("link", name="Replace the file…").click()
    clean(desk, "replacing")
    desk.get_by_label("New file", exact=True).set_input_files(jpeg("darkred", (1600, 1000)))
    desk.get_by_label("Reason").fill("Sharper.")
    desk.get_by_role("button", name="Replace", exact=True).click()
    expect(desk.get_by_text("The new file goes in everywhere")).to_be_visible(timeout=PATIENCE)
    background.wait(30)  # until its copies stand
    desk.get_by_role("link", name="Live 1").click()
    expect(desk.get_by_role("link", name="Ferry sails")).to_be_visible()
    clean(desk, "where it is used")
    reader.reload()
    new = reader.locator(".lead-photo img").evaluate("image => image.src")
    assert new != old
    answer = reader.request.get(old)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")
    red, _, blue = Image.open(io.BytesIO(answer.body())).convert("RGB").getpixel((5, 5))
    assert red > blue

    # Its rights end, and are renewed.
    desk.goto(page)
    for until, status, count in (("2026-01-01T18:00:00", 410, 0), ("2126-01-01T18:00:00", 200, 1)):
        desk.get_by_label("Until").fill(until)
        saved(desk)
        reader.goto(address)
        expect(reader.locator(".lead-photo img")).to_have_count(count)
        assert reader.request.get(new).status == status

    # Killed.
    desk.get_by_role("link", name="Kill…").click()
    desk.get_by_label("Reason, for the newsroom").fill("The family asked.")
    desk.get_by_role("button", name="Kill", exact=True).click()
    expect(desk.get_by_text("is killed. It can be brought back here.")).to_be_visible()
    reader.goto(address)
    expect(reader.locator(".lead-photo img")).to_have_count(0)
    assert reader.request.get(new).status == 410
    assert Version.objects.live().count() == 1


def test_a_finger_crops_too(open_page: OpenPage, ben: User, live_server: Any) -> None:
    desk = open_page(ben, viewport=SIZES["390"], has_touch=True, color_scheme="dark")
    desk.goto("/admin/media/photo/add/")
    desk.get_by_label("Photo", exact=True).set_input_files(jpeg("navy"))
    desk.get_by_role("button", name="Add photo").click()
    desk.get_by_role("button", name="Crop 1:1 by hand").tap()
    clean(desk, "cropping on a phone")
    box = desk.locator("[data-frame]").bounding_box()
    assert box
    finger = desk.context.new_cdp_session(desk)
    for kind, share in (("touchStart", 0.5), ("touchMove", 0.45), ("touchMove", 0.4), ("touchEnd", None)):
        points = [] if share is None else [
            {"x": box["x"] + share * box["width"], "y": box["y"] + box["height"] / 2}
        ]  # fmt: skip
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(desk.locator("[data-crop-status]")).to_contain_text("7% from the left")
    saved(desk)
    assert Photo.objects.get().crops["square"][0] == pytest.approx(0.067, abs=0.01)
