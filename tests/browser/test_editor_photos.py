"""Photos in the story's editor: found, uploaded, described, captioned."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, Route, expect

from media.models import Photo
from tests.browser.clipboard import drop, paste, picture_file
from tests.browser.conftest import Faults, OpenPage
from tests.browser.editing import button, open_editor, save, status, story_with
from tests.media.makers import make_jpeg, make_photo

pytestmark = [pytest.mark.urls("tests.browser.editor_page")]


@pytest.fixture
def photo(db: None) -> Photo:
    """A photo that lacks nothing."""
    return make_photo(title="Cranes", caption="Cranes at the east quay")


def test_photos_of_a_story_are_asked_for_once(desk: Page, photo: Photo) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url) if "/photos/?ids=" in request.url else None)
    other = make_photo()
    text = open_editor(desk, story_with(photo) + f'<figure data-photo="{other.pk}"></figure>')
    expect(text.get_by_role("img")).to_have_count(3)
    expect(text.get_by_text("Lena Aumont / Northwire")).to_have_count(3)
    assert len(asked) == 1


def test_a_photo_is_found_and_put_in_the_text(desk: Page, photo: Photo) -> None:
    make_photo(title="Ferry", caption="The night ferry")
    text = open_editor(desk, "<p>First.</p><p>Second.</p>")
    text.get_by_text("First.").click()
    button(desk, "Photo").click()
    dialog = desk.get_by_role("dialog", name="Choose a photo")
    expect(dialog.get_by_label("Search photos")).to_be_focused()
    expect(dialog.locator("[data-photo-id]")).to_have_count(2)
    desk.keyboard.type("cranes")
    expect(dialog.locator("[data-photo-id]")).to_have_count(1)
    dialog.get_by_role("button", name="Use this photo").press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("Choose one of the photos first.")
    dialog.locator("[data-photo-id]").click()
    expect(dialog.get_by_text("A harbour at dawn")).to_be_visible()
    dialog.get_by_role("button", name="Use this photo").click()
    expect(dialog).to_be_hidden()
    expect(text.get_by_role("img", name="A harbour at dawn")).to_be_visible()
    expect(text.get_by_text("Lena Aumont / Northwire")).to_be_visible()
    figure = f'<figure data-photo="{photo.pk}"><figcaption>Cranes at the east quay</figcaption></figure>'
    assert save(desk) == f"<p>First.</p>{figure}<p>Second.</p>"


def test_the_picker_is_left_without_a_choice(desk: Page, photo: Photo) -> None:
    text = open_editor(desk, "<p>First.</p>")
    text.click()
    button(desk, "Photo").click()
    expect(desk.locator("[data-photo-id]")).to_have_count(1)
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog", name="Choose a photo")).to_be_hidden()
    expect(text).to_be_focused()
    assert save(desk) == "<p>First.</p>"


def test_a_caption_is_written_under_the_photo(desk: Page, photo: Photo) -> None:
    text = open_editor(desk, f'<figure data-photo="{photo.pk}"><figcaption>Cranes</figcaption></figure><p>After.</p>')
    text.get_by_text("Cranes").click()
    desk.keyboard.press("End")
    desk.keyboard.type(" in October")
    expect(text.get_by_text("Lena Aumont / Northwire")).to_have_js_property("isContentEditable", False)
    desk.keyboard.press("Enter")
    desk.keyboard.type("New.")
    figure = f'<figure data-photo="{photo.pk}"><figcaption>Cranes in October</figcaption></figure>'
    assert save(desk) == f"{figure}<p>New.</p><p>After.</p>"


def test_a_photo_is_made_wide_changed_and_removed_by_keyboard(desk: Page, photo: Photo) -> None:
    other = make_photo(caption="The night ferry")
    text = open_editor(desk, f'<figure data-photo="{photo.pk}"><figcaption>Cranes</figcaption></figure><p>After.</p>')
    text.get_by_text("Cranes").click()
    desk.keyboard.press("Tab")
    expect(text.get_by_role("button", name="Change…")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    expect(text.get_by_role("button", name="Wide")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("Enter")
    desk.locator(f"[data-photo-id='{other.pk}']").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Use this photo").press("Enter")
    expect(text).to_be_focused()
    body = desk.locator("textarea[name=body]")
    expect(body).to_have_value(
        f'<figure data-photo="{other.pk}" class="wide"><figcaption>Cranes</figcaption></figure><p>After.</p>'
    )
    desk.keyboard.press("Tab")
    desk.keyboard.press("End")
    desk.keyboard.press("Enter")
    expect(text).to_be_focused()
    assert save(desk) == "<p>After.</p>"


def test_a_dropped_file_is_uploaded_and_described_in_place(desk: Page) -> None:
    text = open_editor(desk, "<p>First.</p><p>Second.</p>")
    drop(text.get_by_text("Second."), [picture_file(make_jpeg(600, 400, photographer="Emil Torvane"))])
    expect(status(desk)).to_have_text("quay.jpg is in the story. It has no alt text yet: write it under the photo.")
    photo = Photo.objects.get()
    alt = text.get_by_label("Alt text")
    alt.fill("A quay at night")
    alt.press("Enter")
    expect(alt).to_be_hidden()
    photo.refresh_from_db()
    assert photo.alt == "A quay at night"
    assert save(desk) == (
        f'<p>First.</p><figure data-photo="{photo.pk}"><figcaption></figcaption></figure><p>Second.</p>'
    )


def test_a_pasted_file_is_uploaded_and_one_that_is_no_picture_is_refused(desk: Page, faults: Faults) -> None:
    faults.allow("400")
    text = open_editor(desk)
    text.click()
    paste(text, files=[picture_file(make_jpeg())])
    expect(text.get_by_role("figure")).to_have_count(1)
    drop(text, [picture_file(b"not a picture", name="notes.jpg")])
    expect(status(desk)).to_contain_text("Not taken. notes.jpg is not a picture")
    expect(text.locator(".uploading")).to_have_count(0)
    expect(text.get_by_role("figure")).to_have_count(1)


def test_a_file_is_uploaded_in_the_picker(desk: Page) -> None:
    text = open_editor(desk)
    text.click()
    button(desk, "Photo").click()
    files = [{"name": "quay.jpg", "mimeType": "image/jpeg", "buffer": make_jpeg()}]
    desk.get_by_label("Upload…").set_input_files(files)  # type: ignore[arg-type]
    dialog = desk.get_by_role("dialog", name="Choose a photo")
    expect(dialog.get_by_label("Alt text")).to_be_visible()
    expect(dialog.get_by_role("button", name="Use this photo")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(text.get_by_role("figure")).to_have_count(1)


def test_a_photo_that_is_gone_says_so(desk: Page) -> None:
    text = open_editor(desk, '<figure data-photo="77"><figcaption>c</figcaption></figure><p>a</p>')
    expect(text.get_by_text("Photo 77 cannot be shown")).to_be_visible()
    assert save(desk) == '<figure data-photo="77"><figcaption>c</figcaption></figure><p>a</p>'


def test_a_selected_photo_is_neither_typed_nor_pasted_over(desk: Page, photo: Photo) -> None:
    figure = f'<figure data-photo="{photo.pk}"><figcaption>Cranes</figcaption></figure>'
    text = open_editor(desk, f"{figure}<p>After.</p>")
    text.get_by_role("img").click()
    expect(button(desk, "Photo")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.type("lost")
    paste(text, "<p>Pasted.</p>", "Pasted.")
    assert save(desk) == f"{figure}<p>Pasted.After.</p>"


def test_a_story_is_not_saved_while_a_photo_is_on_its_way(desk: Page) -> None:
    held: list[Route] = []
    desk.route("**/media-tools/arrivals/", lambda route: held.append(route))
    text = open_editor(desk, "<p>Words</p>")
    drop(text.get_by_text("Words"), [picture_file(make_jpeg(), name="slow.jpg")])
    expect(text.get_by_text("slow.jpg")).to_be_visible()
    expect(text.get_by_role("progressbar", name="Uploading slow.jpg")).to_be_visible()
    desk.get_by_role("button", name="Save").click()
    expect(status(desk)).to_contain_text("Not saved yet: a photo is still on its way.")
    held[0].continue_()
    expect(text.get_by_role("figure")).to_have_count(1)
    assert "data-photo" in save(desk)


def test_a_lost_connection_is_told_at_the_upload_which_can_be_left_out(desk: Page, faults: Faults) -> None:
    faults.allow("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    desk.route("**/media-tools/arrivals/", lambda route: route.abort())
    text = open_editor(desk, "<p>Words</p>")
    drop(text.get_by_text("Words"), [picture_file(make_jpeg())])
    expect(text.get_by_text("quay.jpg: No connection. Trying again in")).to_be_visible()
    text.get_by_role("button", name="Leave quay.jpg out").click()
    expect(status(desk)).to_have_text("Not taken. quay.jpg was left out.")
    assert save(desk) == "<p>Words</p>"


def test_somebody_elses_photo_is_described_only_by_those_who_may(
    open_page: OpenPage, ana: User, faults: Faults
) -> None:
    faults.allow("403")
    photo = make_photo(alt="")
    page = open_page(ana)
    text = open_editor(page, f'<figure data-photo="{photo.pk}"></figure>')
    text.get_by_label("Alt text").fill("A harbour")
    text.get_by_label("Alt text").press("Tab")
    expect(text.get_by_text("You may not do this with photos.")).to_be_visible()
    photo.refresh_from_db()
    assert photo.alt == ""
