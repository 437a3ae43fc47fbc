"""What somebody does whose words are to be kept, and what the server and the device hold of them."""

import json
import os
import re
import signal
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from articles.models import OpenForm

SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")
OFFLINE = "Not connected, kept on this device"
KEEP = "**/admin/keep/"
# What the browser itself says of a request that failed on purpose.
FAILED = ("Failed to load resource", "net::ERR")

HELD = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("desk", 1);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const store = opening.result.transaction("typed").objectStore("typed");
    store.getAll().onsuccess = (event) => { opening.result.close(); resolve(event.target.result); };
  };
})"""


def line(page: Page) -> Locator:
    """The line that says where the words are."""
    return page.locator("[data-status]")


def told(page: Page) -> Locator:
    """What the line has no room for."""
    return page.locator(".told")


def headline(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Headline", exact=True)


def offer(page: Page) -> Locator:
    """What is offered to be put back."""
    return page.get_by_role("region", name="Not saved yet")


def opened(page: Page, address: str) -> Page:
    """Open a story's form, and wait until what is typed there is kept."""
    with page.expect_response(KEEP, timeout=10_000):  # the first sign of life
        page.goto(address)
    return page


def held(page: Page) -> list[dict[str, Any]]:
    """What is kept on the device, as the browser has it on its disk."""
    return page.evaluate(HELD)


def until(page: Page, so: Callable[[], bool]) -> None:
    """Wait until something is so that the page does not show."""
    for _ in range(100):
        if so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("It never came to be so")


def on_device(page: Page, words: str) -> None:
    """Wait until some words are kept on the device."""
    until(page, lambda: words in json.dumps(held(page)))


def words_kept() -> list[dict[str, str]]:
    """What the server has of each form that somebody typed in, the latest first: names and values."""
    return [dict(json.loads(row.typed)) for row in OpenForm.objects.exclude(typed="")]


def cut(context: BrowserContext) -> None:
    """Take the server away from the keeping alone."""
    context.route(KEEP, lambda route: route.abort("connectionfailed"))


def mend(context: BrowserContext) -> None:
    context.unroute(KEEP)


def failing(route: Route) -> None:
    """Answer as a server does whose database is locked."""
    route.fulfill(status=503, json={"message": "The newsroom’s database is busy or away."})


def kept(page: Page) -> None:
    """Wait until what has just been typed is with the server."""
    expect(line(page)).to_have_text("Saving…")
    saved(page)


def saved(page: Page) -> None:
    """Wait until the line says that the server has everything."""
    expect(line(page)).to_have_text(SAVED)


def kill(page: Page) -> None:
    """End a page's process as a crash does: without another word."""
    found = page.context.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    with page.expect_event("crash"):
        for process in found:
            if process["type"] == "renderer":
                os.kill(process["id"], signal.SIGKILL)
