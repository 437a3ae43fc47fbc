"""What axe has against a page, and whether it scrolls sideways."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# In what size and in which colours pages are looked at: one pass of everything, and one of colours.
LOOKS = [("390", "light"), ("1280", "dark")]
SIZES = {"1280": {"width": 1280, "height": 900}, "390": {"width": 390, "height": 844}}


# What axe would load beforehand it writes into a style element, which the policy refuses. What passes is not told.
OPTIONS = {"preload": False, "resultTypes": ["violations"], "reporter": "no-passes"}
# What can differ between a page in light and the same page in dark.
COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"]}
RUN = "async (options) => (await axe.run(options)).violations"


def against(page: Page, options: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what axe has against a page: the rule, and the element that breaks it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [(one["id"], node["html"]) for one in page.evaluate(RUN, options) for node in one["nodes"]]


def violations(page: Page) -> list[str]:
    """Return what axe has against a page, with each element; in dark of its colours alone, the rest is as in light."""
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    return [f"{rule}: {html[:200]}" for rule, html in against(page, OPTIONS | COLOUR if dark else OPTIONS)]


def sideways(page: Page) -> int:
    """Return by how many pixels a page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def clean(page: Page, where: str) -> None:
    """Fail for anything axe finds, and for a page that scrolls sideways."""
    found = violations(page)
    assert not found, f"{where}: {found}"
    assert sideways(page) <= 0, where
