"""The desk's shell and lists in a browser: keys, the picker, and nothing that axe or the policy complains about."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article, Author, Redirect, Site
from tests.articles.makers import edit, make_article, make_author
from tests.browser.axe import LOOKS, SIZES, sideways, violations
from tests.media.makers import make_photo

OpenPage = Callable[..., Page]


@pytest.fixture
def stories(ben: User) -> list[Article]:
    """One story in each state, the last changed one last."""
    photo = make_photo()
    draft = make_article("Council tax vote put off", created_by=ben, tags=["rail"], lead_photo=photo)
    live, changed, gone = (
        make_article(name, tags=["Košice"]) for name in ("Night ferry", "Harbour bridge", "Ski lift")
    )
    for article in (live, changed, gone):
        publishing.publish(article, by=ben)
    publishing.withdraw(gone, by=ben)
    edit(changed, headline="Harbour bridge to reopen on Friday, two weeks early")
    due = make_article("Port traffic falls", lead_photo=photo)
    publishing.schedule(due, timezone.now() + dt.timedelta(hours=2, seconds=7), by=ben)
    return [draft, live, changed, gone, due]


@pytest.fixture
def pages(stories: list[Article]) -> dict[str, str]:
    """The pages of the desk's shell, by name."""
    author = make_author(portrait=make_photo())
    site = Site.objects.get(pk=1)
    Redirect.objects.moved("/old/", "/new/")
    return {
        "day": "/admin/",
        "more": "/admin/more/",
        "stories": "/admin/articles/article/",
        "no story": "/admin/articles/article/?q=brigde&state=draft",
        "tags": "/admin/articles/tag/",
        "new tag": "/admin/articles/tag/add/",
        "authors": "/admin/articles/author/",
        "author": f"/admin/articles/author/{author.pk}/change/",
        "author refused": f"/admin/articles/author/{author.pk}/delete/",
        "draft deleted": f"/admin/articles/article/{stories[0].pk}/delete/",
        "history": f"/admin/articles/author/{author.pk}/history/",
        "sections": "/admin/articles/section/",
        "site record": f"/admin/articles/site/{site.pk}/change/",
        "redirects": "/admin/articles/redirect/",
        "users": "/admin/auth/user/",
        "password": "/admin/password_change/",
    }


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_has_nothing_against_what_no_link_leads_to(
    open_page: OpenPage, ada: User, pages: dict[str, str], size: str, scheme: str
) -> None:
    page = open_page(ada, viewport=SIZES[size], color_scheme=scheme)
    found = {}
    for name in ("no story", "author refused", "draft deleted"):  # test_every_page looks at the others
        page.goto(pages[name])
        found[name] = (violations(page), sideways(page))
    stranger = open_page(viewport=SIZES[size], color_scheme=scheme)
    stranger.goto("/admin/login/")
    found["login"] = (violations(stranger), sideways(stranger))
    wrong = {name: what for name, what in found.items() if what != ([], 0)}
    assert not wrong, "\n".join(map(str, wrong.items()))


@pytest.mark.parametrize("width", [320, 768, 1000, 1920])
def test_nothing_scrolls_sideways(open_page: OpenPage, ada: User, pages: dict[str, str], width: int) -> None:
    page = open_page(ada, viewport={"width": width, "height": 800})
    found = {}
    for name, path in pages.items():
        page.goto(path)
        found[name] = sideways(page)
    assert {name: by for name, by in found.items() if by > 0} == {}


def test_the_lists_by_keyboard(desk: Page, stories: list[Article]) -> None:
    desk.goto("/admin/articles/article/")
    headlines = [str(article) for article in Article.objects.all()]
    for key, row in [("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)]:
        desk.keyboard.press(key)
        expect(desk.get_by_role("link", name=headlines[row])).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(rf"/article/{Article.objects.all()[0].pk}/change/$"))


def test_the_day_by_keyboard(desk: Page, stories: list[Article]) -> None:
    desk.goto("/admin/")
    desk.keyboard.press("j")
    expect(desk.get_by_role("link", name="Council tax vote put off")).to_be_focused()
    desk.keyboard.press("g")
    desk.keyboard.press("s")
    expect(desk).to_have_url(re.compile(r"/admin/articles/article/$"))
    desk.wait_for_load_state()
    desk.keyboard.press("n")
    expect(desk).to_have_url(re.compile(r"/admin/articles/article/add/$"))


def test_a_slash_leads_to_the_search_and_letters_are_letters_there(desk: Page, stories: list[Article]) -> None:
    desk.goto("/admin/articles/article/")
    desk.keyboard.press("/")
    expect(desk.get_by_label("Search stories", exact=True)).to_be_focused()
    desk.keyboard.type("night jkn?")
    expect(desk.get_by_label("Search stories", exact=True)).to_have_value("night jkn?")
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    expect(desk.locator("#result_list tbody a").first).to_be_focused()


def test_control_k_searches_or_goes_to(desk: Page, stories: list[Article]) -> None:
    desk.goto("/admin/")
    desk.keyboard.press("Control+k")
    desk.keyboard.type("night ferry")
    desk.keyboard.press("Enter")
    expect(desk.locator("#result_list tbody tr")).to_have_count(1)
    desk.wait_for_load_state()
    desk.keyboard.press("Control+k")
    desk.keyboard.type("tags")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Tags", level=1)).to_be_visible()


def test_the_keys_are_listed_and_single_ones_can_be_switched_off(desk: Page, stories: list[Article]) -> None:
    desk.goto("/admin/articles/article/")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    desk.get_by_label("Keys of a single letter").uncheck()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_hidden()
    desk.keyboard.press("j")
    expect(desk.locator("#result_list a:focus")).to_have_count(0)
    desk.reload()
    desk.keyboard.press("n")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_hidden()
    desk.get_by_role("button", name="all keys").click()
    desk.get_by_label("Keys of a single letter").check()
    desk.get_by_role("button", name="Close").click()
    desk.keyboard.press("j")
    expect(desk.locator("#result_list a:focus")).to_have_count(1)


def test_one_filter_is_open_at_a_time_and_narrows_the_list(desk: Page, stories: list[Article]) -> None:
    desk.goto("/admin/articles/article/")
    desk.get_by_text("Byline", exact=True).first.click()
    desk.get_by_text("State", exact=True).first.click()
    expect(desk.locator("details[name=filter][open]")).to_have_count(1)
    desk.get_by_role("link", name="Withdrawn", exact=True).click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(1)
    desk.get_by_text("Tag", exact=True).first.click()
    desk.get_by_label("Another tag").fill("kosice")
    desk.get_by_role("button", name="Show").click()
    expect(desk).to_have_url(re.compile(r"state=withdrawn&tag=kosice"))
    expect(desk.locator("summary", has_text="Tag: Košice")).to_be_visible()
    desk.get_by_role("link", name="Clear filters").click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(5)


def test_a_row_is_one_target(desk: Page, stories: list[Article]) -> None:
    desk.goto("/admin/articles/article/")
    row = desk.locator("#result_list tbody tr").first.bounding_box()
    assert row
    desk.mouse.click(row["x"] + row["width"] - 20, row["y"] + row["height"] - 5)
    expect(desk).to_have_url(re.compile(r"/change/$"))


def test_a_portrait_is_chosen_in_the_picker(open_page: OpenPage, ada: User) -> None:
    photo, author = make_photo(), make_author()
    page = open_page(ada)
    page.goto(f"/admin/articles/author/{author.pk}/change/")
    page.get_by_label("Portrait").click()
    page.get_by_role("dialog").get_by_role("button", name="Harbour").click()
    page.get_by_role("button", name="Use this photo").click()
    expect(page.get_by_text("Harbour", exact=True)).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Author.objects.get().portrait == photo
    page.goto(f"/admin/articles/author/{author.pk}/change/")
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Author.objects.get().portrait is None


def test_a_login_is_found_by_typing(open_page: OpenPage, ada: User, ana: User) -> None:
    author = make_author()
    page = open_page(ada)
    page.goto(f"/admin/articles/author/{author.pk}/change/")
    page.get_by_role("combobox", name="Login").click()
    expect(page.locator(".select2-search__field")).to_be_focused()
    page.keyboard.type("an")
    page.get_by_role("option", name="ana").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Author.objects.get().user == ana


def test_keys_typed_at_a_list_are_meant_for_it(open_page: OpenPage, ada: User) -> None:
    page = open_page(ada)
    page.goto(f"/admin/articles/author/{make_author().pk}/change/")
    page.get_by_role("combobox", name="Login").focus()
    page.keyboard.type("n")
    expect(page.get_by_role("combobox", name="Login")).to_be_visible()
    page.get_by_role("combobox", name="Login").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.type("n")
    page.wait_for_timeout(500)  # a page that is left is left by then
    assert "/author/" in page.url


def test_the_stock_pages_live_under_the_policy(open_page: OpenPage, ada: User, ana: User) -> None:
    """A double list, a popup, an action on many: the watch of the fixture fails for a violation."""
    page = open_page(ada)
    page.goto(f"/admin/auth/user/{ana.pk}/change/")
    page.locator("#id_user_permissions_from option").first.dblclick()
    with page.expect_popup() as opened:
        page.locator("#add_id_groups").click()
    popup = opened.value
    popup.get_by_label("Name").fill("Night desk")
    popup.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#id_groups_to option", has_text="Night desk")).to_have_count(1)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    page.locator("tr", has_text="ana").get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option("delete_selected")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("heading", name="Delete 1 user?")).to_be_visible()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("Successfully deleted 1 user.")).to_be_visible()


def test_light_and_dark_by_hand(desk: Page) -> None:
    desk.goto("/admin/")
    desk.get_by_role("button", name="Light or dark").click()
    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")
    desk.goto("/admin/more/")
    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")


def test_everything_works_without_a_script(open_page: OpenPage, ada: User, stories: list[Article]) -> None:
    page = open_page(ada, java_script_enabled=False)
    page.goto("/admin/")
    page.get_by_label("Search stories, or go to").fill("night")
    page.get_by_label("Search stories, or go to").press("Enter")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    photo = make_photo()
    page.goto(f"/admin/articles/author/{make_author().pk}/change/")
    page.get_by_label("Portrait").fill(str(photo.pk))
    page.get_by_role("button", name="Save", exact=True).click()
    assert Author.objects.get().portrait == photo
