"""Many photos dropped on the desk: rows that fill by themselves, in which one writes what is missing."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from articles import wire
from media.models import Arrival, Photo
from tests.browser.axe import SIZES, clean
from tests.media.hostile import PAGE
from tests.media.makers import make_jpeg

PATIENCE = 30_000
BRIDGE = Path(wire.__file__).parent / "sample" / "pictures" / "bridge.jpg"
DROP = """(files) => {
  const data = new DataTransfer();
  for (const { name, bytes } of files) data.items.add(new File([new Uint8Array(bytes)], name));
  for (const type of ["dragover", "drop"]) {
    const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
    document.querySelector("main").dispatchEvent(event);
  }
}"""


def file(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "bytes": list(data)}


def sent(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def finished(page: Page) -> None:
    """Wait until all of the drop are in, which takes long where many tests run at once."""
    expect(page.get_by_role("status").first).to_contain_text("All done.", timeout=PATIENCE)


@pytest.fixture
def photos(desk: Page, live_server: Any) -> Page:
    desk.goto(live_server.url + reverse("admin:media_photo_changelist"))
    return desk


def test_ben_drops_five_files_and_writes_what_is_missing_in_their_rows(photos: Page) -> None:
    twice = make_jpeg(200, 150, credit="Northwire")
    files = [file(f"{n}.jpg", make_jpeg(300, 200, credit="Northwire")) for n in (1, 2)]
    files += [file("notes.jpg", PAGE), file("a.jpg", twice), file("b.jpg", twice)]
    photos.evaluate(DROP, files)
    expect(photos.get_by_role("status").first).to_have_text(
        "4 of 5 in · 1 refused · 3 lack something. All done.", timeout=PATIENCE
    )
    rows = photos.get_by_role("list", name="Photos on their way").get_by_role("listitem")
    expect(rows).to_have_count(5)
    expect(rows.nth(2)).to_contain_text("Not taken: notes.jpg is a web page.")
    expect(photos.get_by_text("Here already: the same file as")).to_have_count(1)
    assert (Photo.objects.count(), Arrival.objects.count()) == (3, 5)
    rows.nth(0).get_by_label("Alt text").fill("Boats at a quay")
    photos.keyboard.press("Tab")
    rows.nth(0).get_by_label("Licence").select_option("own")
    expect(rows.nth(0).get_by_text("Saved.")).to_have_count(2)
    expect(photos.get_by_role("status").first).to_contain_text("2 lack something")
    photo = Photo.objects.get(alt="Boats at a quay")
    assert (photo.licence, photo.file_name) == ("own", "1.jpg")
    clean(photos, "the list with a drop")


def test_a_file_whose_answer_is_lost_is_sent_again_and_comes_in_once(photos: Page, faults: Any) -> None:
    faults.allow("Failed to load resource", "502")
    lost = []

    def lose_the_answer(route: Any) -> None:
        if route.request.method == "POST" and len(lost) < 2:
            lost.append(route.fetch())  # the server has it, the browser never hears of it
            route.abort() if len(lost) == 1 else route.fulfill(status=502, body="Bad gateway")
        else:
            route.continue_()

    photos.route("**/arrivals/*", lose_the_answer)
    photos.evaluate(DROP, [file("one.jpg", make_jpeg())])
    expect(photos.get_by_text("No connection. Trying again in 1 s")).to_be_visible()
    expect(photos.get_by_role("status").first).to_contain_text("1 of 1 in", timeout=PATIENCE)
    assert (len(lost), Photo.objects.count(), Arrival.objects.count()) == (2, 1, 1)


def test_a_drop_goes_on_by_itself_once_ben_has_logged_in_again(photos: Page, faults: Any, ben: Any) -> None:
    faults.allow("401")
    cookies = photos.context.cookies()
    photos.context.clear_cookies(name="desk")
    photos.evaluate(DROP, [file("one.jpg", make_jpeg())])
    expect(photos.get_by_text("You are logged out.", exact=False).first).to_be_visible()
    photos.context.add_cookies(cookies)
    expect(photos.get_by_role("status").first).to_contain_text("1 of 1 in", timeout=PATIENCE)


def test_without_javascript_a_form_leads_to_the_rows(open_page: Any, ben: Any, live_server: Any) -> None:
    page = open_page(ben, java_script_enabled=False)
    page.goto(live_server.url + reverse("admin:media_photo_changelist"))
    page.get_by_label("Choose photos").set_input_files([sent("1.jpg", make_jpeg()), sent("page.jpg", PAGE)])
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("2 files:")).to_contain_text("1 refused")
    expect(page.get_by_label("Alt text")).to_have_count(1, timeout=PATIENCE)  # the page loads itself again
    page.get_by_label("Alt text").fill("Boats")
    page.get_by_label("Credit").fill("Lena Aumont")
    page.get_by_role("button", name="Save what was written").click()
    expect(page.get_by_text("1 photo is saved.")).to_be_visible()
    assert Photo.objects.get().alt == "Boats"


def test_what_a_photo_looks_like_is_shown_and_ben_keeps_both(photos: Page) -> None:
    photos.evaluate(DROP, [file("bridge.jpg", BRIDGE.read_bytes())])
    finished(photos)
    picture = Image.open(BRIDGE).resize((600, 400))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=50)
    photos.evaluate(DROP, [file("small.jpg", out.getvalue())])
    row = photos.get_by_role("list", name="Photos on their way").get_by_role("listitem").filter(has_text="Looks like")
    expect(row.locator(".alike").get_by_role("link")).to_be_visible(timeout=PATIENCE)
    clean(photos, "a row with a look-alike")
    row.get_by_role("button", name="Keep both").click()
    expect(photos.get_by_text("Looks like")).to_have_count(0)
    assert [arrival.alike for arrival in Arrival.objects.all()] == [[], []]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_drop_is_clean(photos: Page, live_server: Any, scheme: Any) -> None:
    photos.emulate_media(color_scheme=scheme)
    photos.evaluate(DROP, [file("one.jpg", make_jpeg(300, 200)), file("page.jpg", PAGE)])
    finished(photos)
    for size, measures in SIZES.items():
        photos.set_viewport_size(measures)  # type: ignore[arg-type]
        photos.goto(live_server.url + reverse("admin:media_photo_drop", args=[Arrival.objects.first().drop]))
        expect(photos.get_by_text(re.compile("2 files: 1 here, 1 refused"))).to_be_visible()
        clean(photos, f"a drop {size} {scheme}")
