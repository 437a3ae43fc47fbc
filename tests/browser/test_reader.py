"""Cleo reads: every page in a real browser, on a phone and on a desk, with the keyboard and without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Agency, Byline, RelatedArticle, Role, Site
from tests.articles.makers import edit, make_article, make_author, make_section
from tests.articles.site.stories import NOON, put_all_live
from tests.browser.axe import violations
from tests.browser.conftest import Faults, OpenPage
from tests.media.makers import make_photo

WIDTHS = [320, 390, 768, 1280, 1920]
LISTS = ["/", "/section/world/", "/tag/ports/", "/tags/", "/author/ana-verhallow/", "/agency/northwire/"]
ARCHIVE = [f"/archive/{NOON:%Y}/", f"/archive/{NOON:%Y/%m}/", f"/archive/{NOON:%Y/%m/%d}/"]

COUNT_SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { shifted += entry.value; }))
    .observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def story(live_server: object) -> str:
    """A newsroom with stories of every kind; the address of one that has everything."""
    Site.objects.create(name="The Meridian", find_us=[{"label": "RSS", "url": "/rss/"}], legal="© The Meridian Trust")
    make_author(job_title="Port correspondent", biography="Ana reports on ships.", portrait=make_photo())
    make_section("Opinion", opinion=True)
    agency = Agency.objects.create(name="Northwire")
    articles = []
    for number in range(12):
        photo = make_photo(caption="Boats at anchor")
        article = make_article(
            f"Ferries to the outer islands will sail all winter, says report {number}",
            section=("World", "Opinion", "Culture")[number % 3],
            standfirst="Two second-hand hulls and one stubborn harbour master.",
            kicker="Transport",
            tags=["Ports", f"Subject {number}"],
            lead_photo=photo if number % 4 else None,
            body="<p>The harbour opened at noon.</p><h2>What follows</h2><ul><li>a list</li></ul>"
            f'<figure data-photo="{photo.pk}" class="wide"><figcaption>As <a href="/">used</a></figcaption></figure>'
            '<blockquote class="pull"><p>We wanted the sea.</p><cite>A mayor</cite></blockquote>'
            '<figure data-embed="https://video.example/1"><a href="https://video.example/1">The barrier</a></figure>',
        )
        Byline.objects.create(article=article, agency=agency, role=Role.WITH, position=1)
        articles.append(article)
    RelatedArticle.objects.create(article=articles[-1], other=articles[0])
    put_all_live(*articles, make_article("الميناء يفتح أبوابه", language="ar", lead_photo=make_photo()))
    edit(articles[-1], standfirst="Corrected.")
    return publishing.correct(articles[-1], "We had the year wrong.", by=None).get_absolute_url()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light")])
def test_pages_have_no_axe_violation(open_page: OpenPage, story: str, width: int, scheme: str) -> None:
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    arabic = "/2026/03/03/الميناء-يفتح-أبوابه/"
    for address in [story, arabic, *LISTS, *ARCHIVE]:
        assert page.goto(address).ok, address
        assert violations(page) == [], address
    assert page.context.cookies() == []


def test_pages_never_scroll_sideways(page: Page, faults: Faults, story: str) -> None:
    faults.allow("404")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for address in [story, *LISTS, *ARCHIVE, "/nothing/"]:
            page.goto(address)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{address} at {width}px"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_section_that_one_is_in_is_in_sight_on_a_phone(
    open_page: OpenPage, live_server: object, language: str
) -> None:
    Site.objects.create(name="The Meridian", language=language)
    sections = [make_section(f"Section {number}", position=number) for number in range(12)]
    page = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    for section in sections[::11]:
        put_all_live(make_article(f"In {section}", section=section.name))
        page.goto(f"/section/{section.slug}/")
        link = page.locator(".sections").get_by_role("link", name=section.name, exact=True)
        expect(link).to_have_attribute("aria-current", "true")
        expect(link).to_be_in_viewport(ratio=1)


def test_sharing_by_keyboard(page: Page, story: str) -> None:
    page.goto(story)
    button = page.get_by_role("button", name="Share this article").first
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Share this article")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Link to this article")).to_have_value(re.compile(re.escape(story) + "$"))
    dialog.get_by_role("button", name="Copy link").focus()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("Link copied")
    mail = dialog.get_by_role("link", name="E-mail").get_attribute("href")
    assert mail is not None
    assert mail.startswith("mailto:?subject=Ferries%20to%20the%20outer")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_the_dialog_closes_by_its_button_and_beside_it(page: Page, story: str) -> None:
    page.goto(story)
    dialog = page.get_by_role("dialog")
    page.get_by_role("button", name="Share this article").last.click()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Share this article").last.click()
    page.mouse.click(5, 5)
    expect(dialog).to_be_hidden()


def test_without_a_script_sharing_is_a_list_of_links(open_page: OpenPage, story: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(story)
    page.locator("summary").first.click()
    links = page.locator("details[open] .links a")
    expect(links.first).to_be_visible()
    assert links.all_inner_texts() == ["E-mail", "WhatsApp", "Telegram", "Bluesky", "Facebook", "LinkedIn"]


def test_nothing_jumps_while_a_page_loads(page: Page, story: str) -> None:
    page.add_init_script(COUNT_SHIFTS)
    for address in (story, "/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("shifted") < 0.02


def test_a_reader_finds_the_way_by_keyboard(page: Page, story: str) -> None:
    page.goto(story)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the main text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="World").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("World")
    page.get_by_role("link", name=re.compile("Ferries")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Ferries"))
    page.get_by_role("article").get_by_role("link", name="Ana Verhallow").first.click()
    expect(page.get_by_text("Port correspondent")).to_be_visible()
