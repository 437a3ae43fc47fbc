"""No word is lost: typed, and then the tab is closed, the connection cut, the page killed, the server failing."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article, OpenForm, Revision
from tests.browser.axe import clean
from tests.browser.conftest import Faults, OpenPage
from tests.browser.keeping import (
    FAILED,
    KEEP,
    OFFLINE,
    cut,
    failing,
    headline,
    held,
    kept,
    kill,
    line,
    mend,
    offer,
    on_device,
    opened,
    saved,
    told,
    until,
    words_kept,
)
from tests.browser.story_page import body, box, make_live, make_newsroom, ready
from tests.media.makers import make_photo

NEW = "/admin/articles/article/add/"
COUNT_SENDING = """() => document.getElementById("article_form").addEventListener("submit", (event) => {
  if (!event.defaultPrevented) sessionStorage.sent = Number(sessionStorage.sent ?? 0) + 1;
})"""


@pytest.fixture
def story(ben: User) -> Article:
    """A story that readers see."""
    make_newsroom(ben)
    return make_live()


@pytest.fixture
def address(story: Article) -> str:
    """Where that story is written."""
    return f"/admin/articles/article/{story.pk}/change/"


def test_what_is_typed_is_kept_without_saving(desk: Page, story: Article, address: str) -> None:
    opened(desk, address)
    first = line(desk).inner_text()
    assert re.fullmatch(r"Saved \d\d:\d\d:\d\d", first.strip())
    headline(desk).fill("Harbour opens at last")
    kept(desk)
    assert words_kept()[0]["headline"] == "Harbour opens at last"
    assert held(desk) == []
    body(desk).click()
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" At noon.")
    kept(desk)
    assert "At noon." in words_kept()[0]["body"]
    assert OpenForm.objects.get().place == "body"
    story.refresh_from_db()
    assert (story.headline, Revision.objects.filter(article=story).count()) == ("Harbour opens", 1)
    # A save is no news to whoever listens; that something is wrong is.
    expect(line(desk)).to_have_attribute("aria-live", "off")
    clean(desk, "kept")


def test_typing_that_is_undone_leaves_nothing_unsaved(desk: Page, address: str) -> None:
    opened(desk, address)
    first = line(desk).inner_text()
    headline(desk).fill("Harbour closes")
    kept(desk)
    headline(desk).fill("Harbour opens")
    expect(line(desk)).to_have_text("Saving…")
    expect(line(desk)).to_have_text(first.strip())
    assert words_kept() == []


def test_a_new_story_survives_its_tab(desk: Page, ben: User) -> None:
    make_newsroom(ben)
    opened(desk, NEW)
    headline(desk).fill("Harbour opens")
    desk.goto("/admin/")  # at once: the page says it while it closes
    desk.goto(NEW)
    expect(offer(desk)).to_contain_text("You typed here until")
    expect(headline(desk)).to_have_value("")
    offer(desk).get_by_role("link", name="Put it back").click()
    expect(headline(desk)).to_have_value("Harbour opens")
    assert not Article.objects.exists()
    ready(desk)
    desk.keyboard.press("Control+s")
    expect(desk).to_have_url(re.compile(r"/[0-9]+/change/$"))
    assert Article.objects.get().headline == "Harbour opens"
    assert words_kept() == []
    opened(desk, NEW)
    expect(offer(desk)).to_have_count(0)


def test_the_network_is_cut_and_comes_back(desk: Page, address: str, faults: Faults) -> None:
    faults.allow(*FAILED)
    opened(desk, address)
    desk.context.set_offline(True)
    headline(desk).fill("Harbour opens at last")
    expect(line(desk)).to_have_text(OFFLINE)
    expect(line(desk)).to_have_attribute("aria-live", "polite")
    clean(desk, "offline")
    desk.get_by_role("button", name="Preview").click()
    expect(told(desk)).to_contain_text("Nothing was sent")
    expect(headline(desk)).to_have_value("Harbour opens at last")
    desk.context.set_offline(False)
    expect(line(desk)).to_have_text(re.compile(r"^Back online\. Saved \d\d:\d\d:\d\d$"))
    expect(told(desk)).to_be_empty()
    desk.get_by_role("button", name="Preview").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Harbour opens at last")


def test_closed_while_the_network_is_cut(desk: Page, address: str, faults: Faults) -> None:
    faults.allow(*FAILED)
    opened(desk, address)
    desk.context.set_offline(True)
    headline(desk).fill("Harbour opens at last")
    on_device(desk, "at last")
    desk.close()
    desk.context.set_offline(False)
    later = desk.context.new_page()
    later.goto(address)
    headline(later).focus()
    where = headline(later).evaluate("field => field.getBoundingClientRect().top")
    expect(offer(later)).to_contain_text("Headline.")
    assert abs(headline(later).evaluate("field => field.getBoundingClientRect().top") - where) < 1
    assert held(later) == []
    offer(later).get_by_role("link", name="See what differs").click()
    expect(later.get_by_role("main")).to_contain_text("at last")


@pytest.mark.usefixtures("story")
def test_the_page_is_killed_and_any_page_of_the_desk_sends_its_words(desk: Page, address: str, faults: Faults) -> None:
    faults.allow(*FAILED)
    opened(desk, address)
    cut(desk.context)
    headline(desk).fill("Harbour opens at last")
    on_device(desk, "at last")
    kill(desk)
    desk.close()
    mend(desk.context)
    later = desk.context.new_page()
    with later.expect_response(KEEP):
        later.goto("/admin/articles/article/")
    assert words_kept()[0]["headline"] == "Harbour opens at last"
    assert not OpenForm.objects.on(OpenForm.objects.get().page).present().exists()


def test_a_failing_server_is_told_of_and_pressing_again_sends(
    desk: Page, story: Article, address: str, faults: Faults
) -> None:
    faults.allow(*FAILED)
    opened(desk, address)
    desk.route(KEEP, failing)
    headline(desk).fill("Harbour opens at last")
    expect(line(desk)).to_contain_text("Not saved yet. Trying again")
    expect(told(desk)).to_have_text("The newsroom’s database is busy or away.")
    clean(desk, "failing")
    desk.keyboard.press("Control+s")
    expect(told(desk)).to_contain_text("Press the button again to send it all the same.")
    desk.keyboard.press("Control+s")
    expect(box(desk)).to_contain_text("You have changes that readers don’t see: headline.")
    story.refresh_from_db()
    assert story.headline == "Harbour opens at last"


def test_save_now_and_the_focus_returns(desk: Page, address: str, faults: Faults) -> None:
    faults.allow(*FAILED)
    opened(desk, address)
    desk.route(KEEP, failing)
    headline(desk).fill("Harbour opens at last")
    save_now = line(desk).get_by_role("button", name="Save now")
    save_now.focus()
    desk.unroute(KEEP)
    save_now.press("Enter")
    saved(desk)
    expect(headline(desk)).to_be_focused()
    assert words_kept()[0]["headline"] == "Harbour opens at last"


def test_two_clicks_save_once(desk: Page, ben: User) -> None:
    make_newsroom(ben)
    opened(desk, NEW)
    headline(desk).fill("Harbour opens")
    desk.evaluate(COUNT_SENDING)
    box(desk).get_by_role("button", name="Save", exact=True).dblclick()
    expect(desk).to_have_url(re.compile(r"/[0-9]+/change/$"))
    assert desk.evaluate("sessionStorage.sent") == "1"
    assert Article.objects.count() == 1
    assert words_kept() == []


def test_where_a_device_keeps_nothing_leaving_asks(desk: Page, address: str, faults: Faults) -> None:
    faults.allow(*FAILED)
    desk.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('', 'QuotaExceededError'); }")
    opened(desk, address)
    headline(desk).fill("Harbour opens at last")
    kept(desk)
    cut(desk.context)
    headline(desk).fill("Harbour opens at long last")
    expect(line(desk)).to_have_text("Not connected, kept nowhere else: leave this page open")
    asked: list[str] = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk.get_by_role("link", name="Today").click()
    expect(headline(desk)).to_have_value("Harbour opens at long last")
    assert asked == ["beforeunload"]
    mend(desk.context)
    desk.evaluate("dispatchEvent(new Event('online'))")
    expect(line(desk)).to_contain_text("Back online.")
    desk.get_by_role("link", name="Today").click()
    expect(desk).to_have_url(re.compile("/admin/$"))
    assert asked == ["beforeunload"]


def test_the_photo_form_keeps_its_words(desk: Page) -> None:
    photo = make_photo()
    address = f"/admin/media/photo/{photo.pk}/change/"
    opened(desk, address)
    desk.get_by_label("Caption").fill("The quay at noon")
    kept(desk)
    desk.goto(address)
    offer(desk).get_by_role("link", name="Put it back").click()
    expect(desk.get_by_label("Caption")).to_have_value("The quay at noon")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("is saved.")).to_be_visible()
    photo.refresh_from_db()
    assert photo.caption == "The quay at noon"
    assert words_kept() == []


def test_without_javascript_saving_works(open_page: OpenPage, ben: User, story: Article, address: str) -> None:
    desk = open_page(ben, java_script_enabled=False)
    desk.goto(address)
    headline(desk).fill("Harbour opens at last")
    box(desk).get_by_role("button", name="Save", exact=True).click()
    expect(box(desk)).to_contain_text("You have changes that readers don’t see: headline.")
    story.refresh_from_db()
    assert story.headline == "Harbour opens at last"


def hides(page: Page) -> None:
    """Let a page go as into the browser's memory; where a beat was on its way it says once more that it is open."""
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")


def test_the_back_button_leads_to_a_form_that_goes_on(desk: Page, address: str) -> None:
    opened(desk, address)
    headline(desk).fill("Harbour opens at last")
    kept(desk)
    desk.goto("/admin/more/")
    desk.go_back()
    expect(offer(desk)).to_contain_text("Headline.")
    # As a browser does that keeps the whole page: it is the same form, and open again.
    until(desk, OpenForm.objects.present().exists)
    until(desk, lambda: hides(desk) or not OpenForm.objects.present().exists())
    desk.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    until(desk, OpenForm.objects.present().exists)
    headline(desk).fill("Harbour opens at long last")
    kept(desk)
    assert [words["headline"] for words in words_kept()] == ["Harbour opens at long last", "Harbour opens at last"]
