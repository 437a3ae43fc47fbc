"""The gate in a browser: its links lead to the very place, what is mended is ticked off, and a reason lets it out."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article, Section, Version
from tests.articles.makers import TEXT, make_article
from tests.browser import axe
from tests.browser.story_page import body, box, field_named, form_of, make_newsroom
from tests.media.makers import make_photo


@pytest.fixture
def lacking(ben: User) -> Article:
    """A story with much to mend."""
    make_newsroom(ben)
    photo = make_photo(title="Quay", alt="")
    figure = f'<figure data-photo="{photo.pk}"><figcaption>Quay</figcaption></figure>'
    dead = '<p>More is in <a href="/tag/nowhere/">the report</a>, AP says.</p>'
    headline = "Harbour bridge to reopen on Friday, two weeks ahead of plan, after engineers pass the final load test"
    return make_article(headline, section=None, byline="Ben Okonkwo", body=TEXT + dead + figure)


def item(page: Page, words: str) -> Any:
    return box(page).get_by_role("listitem").filter(has_text=words)


def test_links_lead_to_the_place_and_what_is_mended_is_ticked_off(desk: Page, lacking: Article) -> None:
    form_of(desk, lacking, "?ask=publish")
    expect(box(desk)).to_contain_text("Two things to fix before this goes live")
    item(desk, "No section").get_by_role("link").click()
    section = desk.get_by_role("combobox", name="Section")
    expect(section).to_be_focused()
    section.select_option(label="City")
    expect(item(desk, "No section")).to_have_class("done")
    item(desk, "“Quay” has no alt text").get_by_role("link").first.click()
    alt = body(desk).get_by_label("Alt text")
    expect(alt).to_be_focused()
    alt.fill("A quay at dawn")
    alt.press("Enter")
    expect(item(desk, "“Quay” has no alt text")).to_have_class("done")
    item(desk, "“the report” leads to no page").get_by_role("link").click()
    assert desk.evaluate("getSelection().toString()") == "the report"
    desk.keyboard.type("a report")
    expect(item(desk, "“the report” leads")).to_have_class("done")
    item(desk, "The headline is long").get_by_role("link").click()
    expect(field_named(desk, "Headline")).to_be_focused()
    field_named(desk, "Headline").fill("Harbour bridge to reopen on Friday")
    expect(item(desk, "The headline is long")).to_have_class("done")
    box(desk).get_by_role("button", name="Publish now", exact=True).click()
    expect(desk.get_by_text("Published: readers see version 1.")).to_be_visible()


def test_a_reason_lets_it_out(desk: Page, lacking: Article) -> None:
    Article.objects.filter(pk=lacking.pk).update(section=Section.objects.get())
    form_of(desk, lacking, "?ask=publish")
    box(desk).get_by_text("Override…").click()
    box(desk).get_by_label("Why it goes out all the same").fill("Alt text is on its way")
    box(desk).get_by_role("button", name="Publish now anyway").click()
    expect(box(desk)).to_contain_text("Published without alt text by Ben: Alt text is on its way")
    assert Version.objects.live().get().override.by.first_name == "Ben"


@pytest.mark.parametrize(("size", "scheme"), axe.LOOKS)
def test_the_gate_looks_well(desk: Page, lacking: Article, size: str, scheme: Any) -> None:
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size(axe.SIZES[size])
    form_of(desk, lacking, "?ask=publish")
    axe.clean(desk, f"gate {size} {scheme}")
    Article.objects.filter(pk=lacking.pk).update(section=Section.objects.get())
    form_of(desk, lacking, "?ask=publish")
    box(desk).get_by_text("Override…").click()
    axe.clean(desk, f"override {size} {scheme}")
