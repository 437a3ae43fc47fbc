"""Killing a story and a photo at the desk, in a real browser: the clicks are counted."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Version
from media.models import Photo
from tests.articles.makers import make_article
from tests.articles.site.stories import put_all_live
from tests.browser.axe import SIZES, sideways, violations
from tests.browser.conftest import OpenPage
from tests.media.makers import make_photo

MOST_CLICKS = 3


class Clicks:
    """A page, and how often it was clicked."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def click(self, role: str, name: str) -> None:
        """Click a button or a link."""
        self.page.get_by_role(role, name=name, exact=True).click()
        self.count += 1


@pytest.fixture
def photo(live_server: object) -> Photo:
    """A photo that three live stories show."""
    photo = make_photo(title="Quay at dawn", caption="The quay at dawn")
    put_all_live(*(make_article(f"Ferries will sail all winter, says report {n}", lead_photo=photo) for n in range(3)))
    return photo


@pytest.mark.parametrize("kind", ["story", "photo"])
def test_it_takes_three_clicks_at_most_and_one_to_bring_it_back(
    desk: Page, open_page: OpenPage, photo: Photo, kind: str
) -> None:
    article = Version.objects.live().first().article_id
    reader = open_page()
    before = Version.objects.live().count()
    clicks = Clicks(desk)
    desk.goto(
        f"/admin/articles/article/{article}/change/" if kind == "story" else f"/admin/media/photo/{photo.pk}/change/"
    )
    clicks.click("link", "Kill…")
    desk.get_by_label("Reason, for the newsroom").fill("The family asked.")
    clicks.click("button", "Kill")
    expect(desk.get_by_text("is killed. It can be brought back here.")).to_be_visible()
    assert clicks.count <= MOST_CLICKS
    reader.goto("/")
    if kind == "story":
        assert Version.objects.live().count() == before - 1
    else:
        expect(reader.locator("main img")).to_have_count(0)
    clicks.click("button", "Bring it back")
    expect(desk.get_by_role("link", name="Kill…")).to_be_visible()
    assert Version.objects.live().count() == before
    reader.goto("/")
    assert reader.locator("main img").count() > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_with_the_pages(open_page: OpenPage, ben: User, photo: Photo, scheme: str) -> None:
    page = open_page(ben, color_scheme=scheme)
    article = Version.objects.live().first().article_id
    questions = [f"/admin/kill/story/{article}/", f"/admin/kill/photo/{photo.pk}/"]
    for size in SIZES.values():
        page.set_viewport_size(size)
        for address in questions:
            page.goto(address)
            assert violations(page) == [], address
            assert sideways(page) <= 0, address
    for address in questions:
        page.goto(address)
        page.get_by_label("Reason, for the newsroom").fill("The family asked.")
        page.get_by_role("button", name="Kill", exact=True).click()
        assert violations(page) == [], page.url
        page.set_viewport_size(SIZES["390"])
        assert sideways(page) <= 0, page.url
    page.goto("/admin/")
    assert violations(page) == []
