"""What a photo's file says, on the photo's page and on the story's form, by mouse and keyboard."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import tags_named
from media.intake import add_photo
from media.models import Photo
from tests.articles.makers import make_article
from tests.browser.axe import SIZES, clean
from tests.media.told import make


def agency_photo(**words: Any) -> Photo:
    """A photo of which an editor says some words, and its file many others."""
    data = (make.HERE / "jpeg-xmp-iim.jpg").read_bytes()
    return add_photo(ContentFile(data, name="harbour.jpg"), **words)


def test_ben_has_the_file_read_again_and_takes_one_fact_from_it(desk: Page, live_server: Any) -> None:
    photo = agency_photo(caption="Ben’s own caption", credit="Coastwire")
    desk.goto(live_server.url + reverse("admin:media_photo_change", args=[photo.pk]))
    expect(desk.get_by_text("EMBARGO until 18:00. NO ARCHIVE.").first).to_be_visible()
    expect(desk.get_by_text("The file says:")).to_have_count(2)
    desk.get_by_role("link", name="Read again from the file…").click()
    expect(desk.get_by_role("checkbox")).to_have_count(2)
    desk.get_by_role("checkbox", name="Credit").check()
    desk.get_by_role("button", name="Take what is chosen").click()
    expect(desk.get_by_text("Taken from the file: Credit.")).to_be_visible()
    expect(desk.get_by_label("Caption")).to_have_value("Ben’s own caption")
    expect(desk.get_by_label("Credit", exact=False).first).to_have_value("Northwire / Agence Région")


def test_a_keyword_becomes_a_tag_by_one_click(desk: Page, live_server: Any) -> None:
    tags_named(["Ferries", "Harbour"])
    article = make_article(lead_photo=agency_photo())
    desk.goto(live_server.url + reverse("admin:articles_article_change", args=[article.pk]))
    desk.get_by_role("checkbox", name="Ferries").check()
    desk.keyboard.press("Control+s")
    expect(desk.get_by_role("button", name="Remove tag Ferries")).to_be_visible()
    expect(desk.get_by_role("checkbox", name="Harbour")).to_be_visible()
    clean(desk, "the story's form with tags from keywords")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_clean(desk: Page, live_server: Any, scheme: Any) -> None:
    photo = agency_photo(caption="Ben’s own caption", credit="Coastwire")
    desk.emulate_media(color_scheme=scheme)
    for size, measures in SIZES.items():
        desk.set_viewport_size(measures)  # type: ignore[arg-type]
        for name in ("admin:media_photo_change", "admin:media_photo_read_again"):
            desk.goto(live_server.url + reverse(name, args=[photo.pk]))
            clean(desk, f"{name} {size} {scheme}")
