"""What the audit asks of each page in a browser finds what is wrong, and nothing else."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.audit.looks import LOOKING

GOOD = """<!doctype html><html lang="en"><title>A</title><body><a href="#main" class="skip">Skip to the main text</a>
<main id="main"><h1>Harbour opens</h1><p>Text</p><h2>More</h2><button>Press</button></main>"""
STYLE = """.skip { display: inline-block; padding: 9px } :focus-visible { outline: 3px solid }"""


def asked(page: Page, what: str, html: str, style: str = STYLE) -> list[str]:
    """Show a page, and return what is found wrong with it."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.set_content(html)
    found: Any = page.evaluate(
        f"async () => {{ const sheet = new CSSStyleSheet(); sheet.replaceSync({json.dumps(style)});"
        f" document.adoptedStyleSheets = [sheet]; return await ({LOOKING})[{json.dumps(what)}](); }}"
    )
    return [fault.partition(":")[0] for fault in found]


@pytest.mark.parametrize("what", ["shifts", "sideways", "spaced", "focus", "order", "still", "edges"])
def test_a_page_in_order_has_no_fault(page: Page, what: str) -> None:
    # A style that comes after the page is what moves it.
    assert asked(page, what, GOOD, "" if what == "shifts" else STYLE) == []


@pytest.mark.parametrize(
    ("what", "style", "said"),
    [
        ("sideways", "h1 { width: 600px }", "scrolls 218 px sideways at 390 px"),
        ("spaced", "h1 { height: 20px; overflow: hidden }", "is cut off when spaced"),
        ("focus", "button:focus-visible { outline: 0 }", "shows no focus"),
        ("order", "main { display: flex } h1 { order: 2 }", "is shown in another order than it is read"),
        ("order", ".skip { position: absolute; left: -999px }", "hides the skip link that has the focus"),
        ("order", "h2 { position: absolute; top: 0 }", "stands above what is read before it"),
        ("order", "main { display: grid } p { grid-row: 9 }", "stands above what is read before it"),
        ("still", "h1 { transition: color 1s }", "moves"),
        ("edges", "button { border: 0 }", "has no edge in forced colours"),
    ],
)
def test_what_is_wrong_is_told(page: Page, what: str, style: str, said: str) -> None:
    assert said in asked(page, what, GOOD, STYLE + style)


def test_a_page_without_a_skip_link_or_with_a_queue_of_its_own_is_told(page: Page) -> None:
    html = GOOD.replace('href="#main"', 'href="/"').replace("<button>", '<button tabindex="2">')
    assert asked(page, "order", html) == ["begins without a skip link", "jumps the queue"]
