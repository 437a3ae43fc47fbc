"""A story on its way from its reporter to an editor and back, in two browsers."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article, Stage
from articles.reviewing import give_back, hand_over, mark_ready
from tests.articles.makers import make_article
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.story_page import form_of, make_newsroom, ready

OpenPage = Callable[..., Page]


def looks_at(page: Page) -> None:
    """Come back to a window."""
    page.evaluate("dispatchEvent(new Event('focus'))")


def test_a_story_goes_back_and_forth_by_keyboard(open_page: OpenPage, ana: User, ben: User) -> None:
    make_newsroom(ben)
    story = make_article("Harbour opens", created_by=ana)
    anas, bens = open_page(ana), open_page(ben)
    bens.goto("/admin/")
    expect(bens.get_by_text("Nothing waits for review.")).to_be_visible()
    with bens.expect_response("**/admin/today/") as answer:
        looks_at(bens)
    assert answer.value.status == 304, "nothing has changed"
    asked: list[str] = []
    bens.on("request", lambda request: asked.append(request.url))
    bens.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    looks_at(bens)
    assert not asked, "a page in the background asks nothing"
    bens.evaluate("delete document.hidden")

    form_of(anas, story)
    anas.get_by_role("textbox", name="Headline").fill("Harbour opens at last")
    anas.get_by_label("To", exact=True).select_option(label="Ben")
    anas.get_by_label("Note, if any").fill("Check the figures")
    anas.get_by_role("button", name="Hand over", exact=True).press("Enter")
    expect(anas.get_by_text("Handed over to Ben.")).to_be_visible()

    looks_at(bens)
    link = bens.get_by_role("link", name="Harbour opens at last")
    expect(link).to_be_visible()
    expect(bens.locator(".row-list").get_by_text("Check the figures")).to_be_visible()
    link.focus()
    make_article("Written meanwhile")
    looks_at(bens)
    expect(bens.get_by_role("link", name="Something has changed. Show it")).to_be_visible()
    expect(link).to_be_focused()
    bens.keyboard.press("Enter")

    ready(bens)
    bens.locator("#ball summary", has_text="Give back").press("Enter")
    bens.get_by_label("What is to be done").fill("Who says so?")
    bens.get_by_role("button", name="Give back", exact=True).press("Enter")
    expect(bens.get_by_text("Given back to Ana with your note.")).to_be_visible()

    anas.goto("/admin/")
    expect(anas.get_by_text("Who says so?")).to_be_visible()
    anas.get_by_role("link", name="Harbour opens at last").press("Enter")
    expect(anas.get_by_role("heading", name="Ben gave this back to you")).to_be_visible()


def test_the_list_takes_with_a_key_and_asks_before_many(open_page: OpenPage, ana: User, ben: User) -> None:
    for name in ("First", "Second", "Third"):
        hand_over(make_article(name, created_by=ana), by=ana)
    page = open_page(ben)
    page.goto("/admin/articles/article/?show=review")
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page.get_by_text("“First” is with you now.")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+x")
    page.get_by_role("button", name="Take", exact=True).click()
    expect(page.get_by_role("heading", name="Take two stories?")).to_be_visible()
    expect(page.get_by_text("It is with you already.")).to_be_visible()
    clean(page, "before taking")
    page.get_by_role("button", name="Take two stories").click()
    expect(page.get_by_text("Two stories with you now.")).to_be_visible()
    assert Article.objects.filter(assigned_to=ben, stage=Stage.REVIEW).count() == 3


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_has_nothing_against_whose_turn_it_is(
    open_page: OpenPage, ana: User, ben: User, size: str, scheme: str
) -> None:
    back, waiting, done = (make_article(name, created_by=ana) for name in ("Returned", "Waiting", "Read"))
    hand_over(back, by=ana, to=ben)
    give_back(back, "Who says so?", by=ben)
    hand_over(waiting, by=ana, to=ben, note="Check the figures")
    mark_ready(done, by=ben)
    options = {"viewport": SIZES[size], "color_scheme": scheme}
    bens, anas = open_page(ben, **options), open_page(ana, **options)
    for page, path in ((bens, "/admin/"), (anas, "/admin/"), (bens, "/admin/articles/article/")):
        page.goto(path)
        clean(page, path)
    for page, story in ((bens, waiting), (anas, back)):
        form_of(page, story)
        page.locator("#ball details").evaluate_all("all => all.forEach(one => one.open = true)")
        clean(page, f"{story}, {size}, {scheme}")
