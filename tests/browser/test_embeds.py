"""Videos, posts and maps in a real browser: nothing is asked of anybody until a reader presses."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.articles.makers import TEXT
from tests.articles.site.stories import put_live
from tests.browser.axe import violations
from tests.browser.conftest import Faults, OpenPage
from tests.browser.test_reader import COUNT_SHIFTS
from tests.media.makers import make_photo

TUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
FRAME = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
PLAYER = '<!doctype html><html lang="en"><title>Player</title><button>Pause</button>'
LOADS = "Loads content from www.youtube-nocookie.com, which may set cookies."


def embed(address: str, title: str, photo: int | None = None) -> str:
    picture = f' data-photo="{photo}"' if photo else ""
    return f'<figure data-embed="{address}"{picture}><a href="{address}">{title}</a></figure>'


@pytest.fixture
def story(live_server: object) -> str:
    """The address of a story with a video that has a picture, a post that has none, and a plain link."""
    body = TEXT + embed(TUBE, "The barrier closes", make_photo(alt="Gates").pk)
    body += f"<p>{'More words. ' * 60}</p>" + embed("https://x.com/jack/status/20", "A post")
    body += embed("https://video.example/1", "A link") + f"<p>{'The end. ' * 60}</p>"
    return put_live(body=body).get_absolute_url()


@pytest.fixture
def asked(page: Page, faults: Faults) -> list[str]:
    """The addresses of other hosts that were asked for; they are answered here."""
    found: list[str] = []

    def answer(route: Route) -> None:
        found.append(route.request.url)
        route.fulfill(body=PLAYER, content_type="text/html")

    page.route(re.compile("^https://"), answer)
    faults.allow("outside request: https://www.youtube-nocookie.com/", "outside request: https://platform.twitter.com/")
    return found


def test_by_keyboard_and_back(page: Page, story: str, asked: list[str]) -> None:
    page.add_init_script(COUNT_SHIFTS)
    page.goto(story)
    page.wait_for_load_state("networkidle")
    assert asked == []
    play = page.get_by_role("button", name=f"Play here {LOADS}")
    play.focus()
    page.keyboard.press("Enter")
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("src", FRAME)
    expect(frame).to_have_attribute("title", "The barrier closes")
    expect(frame).to_have_attribute("allow", "autoplay; encrypted-media; fullscreen; picture-in-picture")
    expect(frame).to_have_attribute("referrerpolicy", "strict-origin")
    expect(frame).to_have_attribute("loading", "eager")
    assert "allow-top-navigation" not in (frame.get_attribute("sandbox") or "allow-top-navigation")
    expect(frame).to_be_focused()
    expect(page.frame_locator("iframe").get_by_role("button", name="Pause")).to_be_visible()
    assert asked == [FRAME]
    assert page.evaluate("shifted") == 0
    close = page.get_by_role("button", name="Close", exact=True)
    close.focus()
    page.keyboard.press("Escape")
    expect(frame).to_have_count(0)
    expect(play).to_be_focused()
    page.keyboard.press("Space")
    close.click()
    expect(play).to_be_focused()
    assert page.evaluate("shifted") == 0
    assert page.context.cookies() == []


def test_a_post_opens_in_its_own_height(page: Page, story: str, asked: list[str]) -> None:
    page.goto(story)
    page.get_by_role("button", name=re.compile("^Show the post here")).click()
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("referrerpolicy", "no-referrer")
    box = frame.bounding_box()
    assert box
    assert box["height"] > 500
    assert asked == ["https://platform.twitter.com/embed/Tweet.html?id=20&dnt=true"]


def test_a_frame_of_anybody_else_is_refused(page: Page, story: str, asked: list[str], faults: Faults) -> None:
    faults.allow("Content-Security-Policy", "Content Security Policy", "Refused to frame", "violates the following")
    page.goto(story)
    page.locator(".embed button").first.evaluate("button => { button.dataset.frame = 'https://evil.example/'; }")
    page.locator(".embed button").first.click()
    page.wait_for_timeout(300)
    assert asked == []


def test_without_a_script_there_is_a_link(open_page: OpenPage, story: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(story)
    expect(page.locator(".embed button").first).to_be_hidden()
    link = page.get_by_role("link", name="The barrier closes Open on YouTube")
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", TUBE)
    expect(page.get_by_role("link", name="A link Open on video.example")).to_be_visible()
    expect(page.get_by_role("img", name="Gates")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_everybody_can_use_it(open_page: OpenPage, faults: Faults, story: str, width: int, scheme: str) -> None:
    faults.allow("outside request: https://www.youtube-nocookie.com/")
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.route(re.compile("^https://"), lambda route: route.fulfill(body=PLAYER, content_type="text/html"))
    page.goto(story)
    assert violations(page) == []
    page.locator(".embed button").first.click()
    expect(page.frame_locator("iframe").get_by_role("button", name="Pause")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_there_is_the_title_and_the_address(page: Page, story: str) -> None:
    page.goto(story)
    page.emulate_media(media="print")
    expect(page.locator(".embed button").first).to_be_hidden()
    link = page.get_by_role("link", name="The barrier closes")
    expect(link).to_be_visible()
    assert link.evaluate("link => getComputedStyle(link, '::after').content") == f'"{TUBE}"'
