"""The watch over the browser tests sees what it is there to see."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Faults


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("() => console.error('a plain complaint')", "a plain complaint"),
        ("() => { setTimeout(() => nowhere(), 0) }", "nowhere is not defined"),
        ("() => { document.body.append(Object.assign(document.createElement('img'), {src: 'data:,'})) }", "img-src"),
        ("() => { fetch('https://elsewhere.example/').catch(() => 0) }", "connect-src"),
        ("() => { location.href = 'https://elsewhere.example/' }", "outside request: https://elsewhere.example/"),
    ],
)
def test_a_complaint_is_seen(page: Page, faults: Faults, script: str, words: str) -> None:
    page.goto("/admin/login/")
    page.evaluate(script)
    page.wait_for_timeout(200)
    assert any(words in fault for fault in faults.unexpected())
    faults.allow("")
