"""The photo's own page: its focal point by mouse, by keyboard and by slider; and a new photo."""

from typing import Any

from django.urls import reverse
from playwright.sync_api import Page, expect

from media.models import Photo
from tests.media.makers import make_jpeg, make_photo


def numbers(page: Page) -> tuple[str, str]:
    return page.get_by_label("Across").input_value(), page.get_by_label("Down").input_value()


def opened(desk: Page, live_server: Any, **fields: Any) -> Photo:
    photo = make_photo(**fields)
    desk.goto(live_server.url + reverse("admin:media_photo_change", args=[photo.pk]))
    return photo


def test_a_click_on_the_picture_sets_the_focal_point_and_the_crops_follow(desk: Page, live_server: Any) -> None:
    photo = opened(desk, live_server)
    frame = desk.get_by_role("group", name="Focal point. Arrow keys move it.")
    edges = frame.bounding_box()
    assert edges
    frame.click(position={"x": edges["width"] * 0.9, "y": edges["height"] * 0.25})
    assert numbers(desk) == ("90", "25")
    expect(desk.get_by_role("img", name="Crop 1:1")).to_have_attribute("viewBox", "20 0 40 40")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("is saved.")).to_be_visible()
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0.9, 0.25)
    assert numbers(desk) == ("90", "25")


def test_arrow_keys_move_the_focal_point_by_1_and_with_shift_by_10(desk: Page, live_server: Any) -> None:
    opened(desk, live_server)
    desk.get_by_role("group", name="Focal point. Arrow keys move it.").focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowLeft", "ArrowUp", "Shift+ArrowDown"):
        desk.keyboard.press(key)
    assert numbers(desk) == ("42", "59")
    desk.get_by_label("Across").focus()
    for _ in range(6):
        desk.keyboard.press("Shift+ArrowLeft")
    assert numbers(desk) == ("0", "59")
    desk.get_by_role("button", name="Centre").click()
    assert numbers(desk) == ("50", "50")


def test_a_new_photo_goes_on_to_its_own_page_with_what_the_file_knew(desk: Page, live_server: Any) -> None:
    desk.goto(live_server.url + reverse("admin:media_photo_add"))
    picture = {"name": "quay.jpg", "mimeType": "image/jpeg", "buffer": make_jpeg(credit="Northwire")}
    desk.get_by_label("Photo", exact=True).set_input_files(picture)
    desk.get_by_label("Caption").fill("The quay at noon")
    desk.get_by_role("button", name="Add photo").click()
    expect(desk.get_by_label("Credit")).to_have_value("Northwire")
    expect(desk.get_by_label("Caption")).to_have_value("The quay at noon")
    expect(desk.get_by_text("No alt text")).to_be_visible()
