"""Arranging a front in a browser: found while typing, dragged, and moved by keyboard; nothing for axe to say."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import arranging, publishing
from articles.models import Front, FrontVersion
from tests.articles.fronts import BAND, LEAD, NOTHING, box, make_front, spot
from tests.articles.makers import make_article
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.keeping import SAVED, kill, line, offer, opened, until, words_kept

OpenPage = Callable[..., Page]


@pytest.fixture
def front(ben: User) -> Front:
    """A draft with a story in the lead and two in a band."""
    versions = [publishing.publish(make_article(f"Story {number}"), by=None) for number in range(4)]
    placed = [spot(versions[1], headline="Own words"), spot(versions[2])]
    return make_front(box(LEAD, versions[0]), box(BAND, *placed, fill=NOTHING, title="Chosen"))


def placed() -> list[list[str]]:
    """Return the headlines that stand in each container."""
    state = Front.objects.get().arrangement
    return [[str(slot.article) for slot in one.slots.all()] for one in state.containers.all()]


def kept_now() -> dict[str, str]:
    """What the server has of a form that somebody arranges."""
    return next(iter(words_kept()), {})


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_pages_hold_nothing_against_anybody(
    open_page: OpenPage, ben: User, front: Front, size: str, scheme: str
) -> None:
    page = open_page(ben, viewport=SIZES[size], color_scheme=scheme)
    for name, address in {"list": "/admin/front/", "draft": f"/admin/front/{front.pk}/"}.items():
        page.goto(address)
        for summary in page.locator("main summary").all():
            summary.click()
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=Path(shots) / f"front-{name}-{size}-{scheme}.png", full_page=True)
        clean(page, f"{name} {size} {scheme}")


def test_a_story_is_dragged_in_and_another_moved_by_keyboard(desk: Page, front: Front) -> None:
    desk.goto(f"/admin/front/{front.pk}/")
    desk.get_by_role("searchbox", name="Words of a headline").fill("story 3")
    offered = desk.locator("[data-offered] > li")
    expect(offered).to_have_count(1)
    with desk.expect_navigation():
        offered.first.drag_to(desk.locator("#c-1 [data-spots] > li").first, target_position={"x": 40, "y": 5})
    assert placed() == [["Story 0"], ["Story 3", "Story 1", "Story 2"]]
    handle = desk.locator("#s-1 [data-drag]")
    handle.focus()
    for key in ("Space", "ArrowUp", "ArrowUp", "Escape"):
        handle.press(key)
    expect(desk.locator("[data-said]")).to_have_text("Story 3, 1 of 3 in Chosen, put back.")
    for key in ("Space", "ArrowDown", "Space"):
        handle.press(key)
    expect(desk.locator("[data-said]")).to_have_text("Story 3, 2 of 3 in Chosen, dropped.")
    desk.locator("#s-3").hover(position={"x": 40, "y": 40})
    desk.mouse.down()
    desk.locator("#c-0 [data-spots]").hover(position={"x": 40, "y": 2})
    desk.locator("#c-0 [data-spots]").hover(position={"x": 40, "y": 4})
    expect(desk.locator("#c-0 [data-spots] > li")).to_have_count(2)
    desk.keyboard.press("Escape")
    desk.mouse.up()
    expect(desk.locator("#c-0 [data-spots] > li")).to_have_count(1)
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")
    assert placed() == [["Story 0"], ["Story 1", "Story 3", "Story 2"]]
    desk.locator("#s-3").drag_to(desk.locator("#c-0 [data-spots]"), target_position={"x": 40, "y": 2})
    desk.keyboard.press("F6")
    expect(desk.get_by_role("searchbox", name="Words of a headline")).to_be_focused()
    with desk.expect_navigation():
        desk.keyboard.press("Control+Enter")
    assert placed() == [["Story 2", "Story 0"], ["Story 1", "Story 3"]]
    assert FrontVersion.objects.live().exists()
    kept = arranging.boxes_of(Front.objects.get().arrangement)[1].spots[0]
    assert kept.headline == "Own words"


def test_what_is_arranged_survives_its_tab(desk: Page, front: Front) -> None:
    address = f"/admin/front/{front.pk}/"
    opened(desk, address)
    before = placed()
    desk.locator("#s-1 summary").click()
    desk.locator("#s-1-headline").fill("Typed and not saved")
    desk.locator("#s-2").drag_to(desk.locator("#c-1 [data-spots]"), target_position={"x": 40, "y": 2})
    until(desk, lambda: {"s-1-headline": "Typed and not saved", "s-2-place": "1"}.items() <= kept_now().items())
    expect(line(desk)).to_have_text(SAVED)
    clean(desk, "kept")
    kill(desk)
    again = desk.context.new_page()
    again.goto(address)
    expect(again.locator("#s-1-headline")).to_have_value("Own words")
    expect(offer(again)).to_contain_text("Chosen.")
    offer(again).get_by_role("link", name="Put it back").click()
    expect(again.locator("#c-1 a[data-name]")).to_have_text(["Story 2", "Typed and not saved"])
    assert placed() == before
    expect(line(again)).to_have_text(SAVED)  # the first sign of life
    with again.expect_navigation():
        again.keyboard.press("Control+s")
    assert placed() == [["Story 0"], ["Story 2", "Story 1"]]
    expect(offer(again)).to_have_count(0)


def test_a_finger_moves_a_story_from_container_to_container(desk: Page, front: Front) -> None:
    desk.goto(f"/admin/front/{front.pk}/")
    touch = desk.context.new_cdp_session(desk)

    def at(selector: str) -> dict[str, float]:
        box = desk.locator(selector).bounding_box()
        assert box
        return {"x": box["x"] + box["width"] / 2, "y": box["y"] + 3}

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    for end in ("touchCancel", "touchEnd"):
        send("touchStart", at("#s-2 [data-drag]"))
        send("touchMove", at("#s-1"))
        send("touchMove", at("#c-0 [data-spots]"))
        expect(desk.locator("#c-0 [data-spots] > li")).to_have_count(2)
        send(end)
    expect(desk.locator("[data-said]")).to_have_text(re.compile(r"Story 2, 1 of 2 in .*, dropped\."))
    until(desk, lambda: kept_now().get("s-2-box") == "0")
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")
    assert placed() == [["Story 2", "Story 0"], ["Story 1"]]
