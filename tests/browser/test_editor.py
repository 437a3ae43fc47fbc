"""The body's editor, in a browser: what is typed, pasted, dropped and chosen is what is saved."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.urls("tests.browser.editor_page")


def test_it_starts(desk: Page) -> None:
    desk.goto("/editor/?body=<p>Hello</p>")
    expect(desk.get_by_role("textbox", name="Body")).to_be_visible()
