"""Embeds in the story's editor: pasted, asked about, given a picture."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.body.providers import known
from media.models import Photo
from tests.articles.test_providers import ADDRESSES, STRANGERS
from tests.browser.axe import violations
from tests.browser.clipboard import paste
from tests.browser.conftest import Faults, OpenPage
from tests.browser.editing import button, open_editor, save, status
from tests.media.makers import make_photo

pytestmark = [pytest.mark.urls("tests.browser.editor_page")]

TUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
SHORT = "https://youtu.be/dQw4w9WgXcQ"
ASK = "**/admin/articles/article/embed/"
BY_HAND = "The link works; give it a title."


def embed(address: str, title: str, photo: Photo | None = None) -> str:
    picture = f' data-photo="{photo.pk}"' if photo else ""
    return f'<figure data-embed="{address}"{picture}><a href="{address}">{title}</a></figure>'


@pytest.fixture
def photo(db: None) -> Photo:
    """A photo that lacks nothing."""
    return make_photo(title="Cranes", credit="Tomas Ferrowe")


@pytest.fixture
def says(desk: Page) -> Callable[..., None]:
    """Have the server know the title of what is asked about, as if it had asked there."""

    def says(title: str) -> None:
        told = {"address": TUBE, "title": title, "told": "The title is YouTube’s. Change it as you like."}
        desk.route(ASK, lambda route: route.fulfill(json=told))

    return says


def test_an_address_pasted_on_a_line_of_its_own_is_an_embed(desk: Page, says: Callable[..., None]) -> None:
    says("The barrier closes")
    text = open_editor(desk, "<p>First.</p>")
    text.click()
    desk.keyboard.press("Control+End")
    desk.keyboard.press("Enter")
    paste(text, text=f"{SHORT}?si=abc")
    expect(text.get_by_text("The barrier closes")).to_be_visible()
    expect(text.get_by_text("YouTube: shown here once a reader asks for it.")).to_be_visible()
    desk.keyboard.press("Enter")
    desk.keyboard.type("After.")
    assert save(desk) == f"<p>First.</p>{embed(TUBE, 'The barrier closes')}<p>After.</p>"


def test_undo_makes_it_the_address_that_was_pasted(desk: Page) -> None:
    text = open_editor(desk, "")
    text.click()
    paste(text, text=SHORT)
    expect(text.get_by_label("Title", exact=True)).to_be_visible()
    expect(text.get_by_text(BY_HAND)).to_be_visible()
    for _ in range(3):
        desk.keyboard.press("Control+z")
        if text.locator("figure").count() == 0:
            break
    expect(text).to_contain_text(SHORT)


def test_without_an_answer_the_title_is_typed_under_it(desk: Page) -> None:
    text = open_editor(desk, "")
    text.click()
    paste(text, text=SHORT)
    expect(text.get_by_text(BY_HAND)).to_be_visible()
    text.get_by_label("Title", exact=True).fill("The barrier")
    text.get_by_label("Title", exact=True).press("Enter")
    expect(text.get_by_label("Title", exact=True)).to_have_count(0)
    assert save(desk) == embed(TUBE, "The barrier")


def test_offline_it_is_told_and_goes_on_by_hand(desk: Page, faults: Faults) -> None:
    faults.allow("502")
    desk.route(ASK, lambda route: route.fulfill(status=502, body="x"))
    text = open_editor(desk, "")
    text.click()
    paste(text, text="https://www.openstreetmap.org/#map=15/53.5/9.9")
    expect(text.get_by_text(f"The newsroom’s server did not answer. {BY_HAND}")).to_be_visible()


def test_words_around_an_address_leave_it_alone(desk: Page) -> None:
    text = open_editor(desk, "<p>See</p>")
    text.click()
    desk.keyboard.press("End")
    desk.keyboard.type(" ")
    paste(text, text=SHORT)
    assert save(desk) == f"<p>See {SHORT}</p>"


def test_what_other_programs_show_becomes_embeds(desk: Page) -> None:
    text = open_editor(desk, "")
    text.click()
    html = (
        '<p>One.</p><p><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></p><p>Two.</p>'
        '<blockquote class="twitter-tweet"><p>Just setting up my twttr</p>— jack '
        '<a href="https://twitter.com/jack/status/20?ref_src=x">March 21, 2006</a></blockquote>'
        '<p><span>https://vimeo.com/76979871</span></p><iframe src="https://ads.example/"></iframe><p>Three.</p>'
    )
    paste(text, html, "One.")
    expect(status(desk)).to_have_text("Pasted 3 paragraphs and 3 embeds. Left out: 1 player (add it with Embed).")
    expect(text.get_by_text(BY_HAND)).to_have_count(2)
    saved = save(desk)
    assert saved == (
        f"<p>One.</p>{embed(TUBE, 'youtube.com')}<p>Two.</p>"
        f"{embed('https://twitter.com/jack/status/20?ref_src=x', 'Just setting up my twttr — jack March 21, 2006')}"
        f"{embed('https://vimeo.com/76979871', 'vimeo.com')}<p>Three.</p>"
    )


def test_a_picture_is_chosen_among_our_photos_and_taken_away_again(desk: Page, photo: Photo) -> None:
    text = open_editor(desk, embed(TUBE, "The barrier"))
    text.get_by_text("The barrier").click()
    expect(text.locator("figure")).to_have_class(re.compile("ProseMirror-selectednode"))
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Change…")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("button", name="Picture…")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.locator(f"[data-photo-id='{photo.pk}']").click()
    desk.get_by_role("button", name="Use this photo").click()
    expect(text.get_by_role("img")).to_be_visible()
    expect(text.get_by_text("Tomas Ferrowe")).to_be_visible()
    assert save(desk) == embed(TUBE, "The barrier", photo)
    text = open_editor(desk, embed(TUBE, "The barrier", photo))
    expect(text.get_by_role("img")).to_be_visible()
    text.get_by_text("The barrier").click()
    desk.get_by_role("button", name="No picture").click()
    assert save(desk) == embed(TUBE, "The barrier")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_everybody_can_use_it(open_page: OpenPage, ben: User, photo: Photo, width: int, scheme: str) -> None:
    page = open_page(ben, viewport={"width": width, "height": 900}, color_scheme=scheme)
    text = open_editor(page, embed(TUBE, "The barrier", photo) + embed(SHORT, "youtu.be"))
    expect(text.get_by_label("Title", exact=True)).to_be_visible()
    expect(text.get_by_role("img")).to_be_visible()
    assert not violations(page)
    button(page, "Embed").click()
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_script_knows_the_addresses_that_the_server_knows(desk: Page) -> None:
    open_editor(desk)
    addresses = [*(address for address, *_ in ADDRESSES), *STRANGERS]
    told = desk.evaluate(
        """async (addresses) => {
          const editor = document.querySelector("[src*='editor/index']").src;
          const { providerOf } = await import(editor.replace("index", "providers"));
          return addresses.map(providerOf);
        }""",
        addresses,
    )
    by_script = {address for address, name in zip(addresses, told, strict=True) if name}
    # Where a map ends is arithmetic, which the server alone does: those are links for readers.
    beyond = {
        one
        for one in STRANGERS
        if one.endswith(("95/9", "53/190", "44/53/9", "9.97,53.55", "95,9,15z", "%1f", "pb=!1m18"))
    }
    assert by_script - beyond == {address for address in addresses if known(address)}
    assert told[: len(ADDRESSES)] == [name for _, name, *_ in ADDRESSES]
