"""Every page of a crawl in a browser: python -m tests.audit.looks DIRECTORY [--loaded]

On each: axe (WCAG 2.2 AA and best practices), nothing that moves as it loads, nothing that scrolls sideways at any
width, the focus seen wherever it goes, the order in which it is read, stillness for who asked for it, edges in forced
colours. On a phone in light everything is asked of every page; in dark, on a desktop and with text set wide, of each
page that has something on it that no page before it had. With --loaded, for thousands of stories, only those are looked
at.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.audit.kept import Kept, different, pages
from tests.browser.axe import COLOUR, OPTIONS, against
from tests.browser.conftest import ARGUMENTS, REPORT_VIOLATIONS
from tests.conftest import CHROMIUM

AT_ONCE = 2
PHONE, DESKTOP, ZOOMED = {"width": 390, "height": 844}, {"width": 1280, "height": 900}, {"width": 320, "height": 256}
# 320 px is what is left of 1280 at 400 %.
WIDTHS = (320, 360, 768, 1280, 1920)
# axe leaves the size of targets out unless it is asked for.
EVERYTHING = {**OPTIONS, "rules": {"target-size": {"enabled": True}}}
LOOKING = (Path(__file__).parent / "looking.js").read_text()

Faults = list[str]


class Looker:
    """Looks at one page after the other, in one tab."""

    def __init__(self, page: Page) -> None:
        self.page, self.complaints = page, Faults()
        page.context.add_init_script(REPORT_VIOLATIONS)
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def look(self, page: Kept, *, closely: bool) -> Faults:
        """Return what is wrong with a page, in words that say where it was seen."""
        self.complaints.clear()
        self._set(PHONE)
        self.page.goto(page.address)
        found = [*self._ask("phone", "shifts", "sideways", "focus", "order", "still"), *self._axe("phone", EVERYTHING)]
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": ZOOMED["height"]})
            found += self._ask(f"{width} px", "sideways")
        if closely:
            found += self._closely()
        return [f"{page.path}: {fault}" for fault in [*found, *self.complaints]]

    def _closely(self) -> Faults:
        self._set(PHONE, forced_colors="active")
        found = self._ask("forced colours", "focus", "edges")
        self._set(PHONE)
        found += self._ask("spaced text", "spaced")
        self._set(PHONE, color_scheme="dark")
        found += self._axe("phone, dark", OPTIONS | COLOUR)
        self._set(DESKTOP, color_scheme="dark")
        found += self._axe("desktop, dark", OPTIONS | COLOUR)
        self._set(DESKTOP)
        self.page.reload()
        found += self._ask("desktop", "shifts", "focus", "order")
        return found + self._axe("desktop", EVERYTHING)

    def _set(self, size: Any, **media: Any) -> None:
        """Show the page in a size, in light and without motion unless told otherwise."""
        self.page.set_viewport_size(size)
        self.page.emulate_media(
            **{"color_scheme": "light", "forced_colors": "none", "reduced_motion": "reduce", **media}
        )

    def _ask(self, where: str, *what: str) -> Faults:
        answers = self.page.evaluate(
            f"async (what) => {{ const page = {LOOKING}; const found = [];"
            " for (const one of what) found.push(...(await page[one]())); return found; }",
            list(what),
        )
        return [f"{fault} ({where})" for fault in answers]

    def _axe(self, where: str, options: dict[str, Any]) -> Faults:
        return [f"axe: {rule}: {html[:160]} ({where})" for rule, html in against(self.page, options)]


def look_at(share: list[tuple[Kept, bool]]) -> Faults:
    """Look at some pages in a browser of one's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        looker = Looker(browser.new_context(locale="en-GB", reduced_motion="reduce").new_page())
        found = [fault for page, closely in share for fault in looker.look(page, closely=closely)]
        browser.close()
    return found


def main() -> int:
    """Read the command line, look, and say what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=Path)
    parser.add_argument("--loaded", action="store_true")
    arguments = parser.parse_args()
    started = time.monotonic()
    every = pages(arguments.directory)
    closely = set(different(every))
    chosen = [(page, page in closely) for page in every if page in closely or not arguments.loaded]
    shares = [chosen[place::AT_ONCE] for place in range(AT_ONCE)]
    with ProcessPoolExecutor(AT_ONCE, mp_context=get_context("spawn")) as workers:
        found = [fault for faults in workers.map(look_at, shares) for fault in faults]
    told = f"{len(chosen)} pages looked at, {len(closely)} of them closely, in {time.monotonic() - started:.0f} s."
    sys.stdout.write("\n".join([*found, told, f"{len(found)} faults."]) + "\n")
    return 1 if found or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
