"""What the pages of a crawl weigh on their way to a reader, and cost: python -m tests.audit.budgets DIRECTORY

HTML and style sheets of a story travel within 14 KiB, the photos in its text aside, and scripts of any page,
all deferred, within 6 KiB more. Where the server counted its queries (tests/audit/settings.py) no page may cost more
than tests/articles/site/test_budget.py says.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import brotli
from django.urls import resolve

from tests.audit.kept import HTML, Kept, kept

LOOKS = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
SCRIPTS = re.compile(r'<script src="([^"]+)"( defer)?></script>')
KIB = 1024
WORDS_AND_LOOKS, SCRIPTS_ALONE = 14 * KIB, 6 * KIB
# A longer text weighs what its words weigh, whatever stands around it.
USUAL = 1500
PICTURES = re.compile(r"<picture>.*?</picture>", re.DOTALL)
ANYTHING_ELSE = 8
# What a page takes where it has what few have: translations, a front of its own, or nothing found.
SOME = {"story": 8, "section": 9, "search": 13}


def limits() -> dict[str, int]:
    """Return how many queries each view may cost: the dearest of its addresses that the tests hold."""
    from tests.articles.site.test_budget import COSTS

    found = dict(SOME)
    for name, cost in COSTS.items():
        if name.startswith("/") and name != "/nothing/":
            view = resolve(name.partition("?")[0], "articles.site.urls").url_name or ""
        else:
            view = name
        found[view] = max(cost, found.get(view, ANYTHING_ELSE if view != "story" else 0))
    return found


def faults(page: Kept, weights: dict[str, int], limits: dict[str, int]) -> Iterator[str]:
    """Say over which budget a page is."""
    looks = sum(weights[urljoin(page.address, one)] for one in LOOKS.findall(page.text))
    if page.view == "story" and words(page) <= USUAL and page.weight + looks > WORDS_AND_LOOKS:
        aside = photos_aside(page.text) + looks
        if aside > WORDS_AND_LOOKS:
            yield f"{aside} bytes of HTML and style sheets, photos aside"
    scripts = SCRIPTS.findall(page.text)
    heavy = sum(weights[urljoin(page.address, one)] for one, _ in scripts)
    if heavy > SCRIPTS_ALONE:
        yield f"{heavy} bytes of scripts"
    if not all(defer for _, defer in scripts):
        yield "a script that is not deferred"
    most = limits.get(page.view, limits["feed"] if page.view.endswith("feed") else ANYTHING_ELSE)
    if page.queries is not None and page.queries > most:
        yield f"{page.queries} queries, more than {most}"


def photos_aside(html: str) -> int:
    """Return what a page weighs without the pictures in its text; the lead photo is weighed."""
    before, text, rest = html.partition('<div class="text">')
    return len(brotli.compress((before + text + PICTURES.sub("", rest)).encode(), quality=8))


def words(page: Kept) -> int:
    """Return how long a story is."""
    told = re.search(r'"wordCount": ?(\d+)', page.text)
    return int(told[1]) if told else 0


def main() -> int:
    """Read what was kept and say what is over its budget."""
    everything = kept(Path(sys.argv[1]))
    weights = {one.address: one.weight for one in everything}
    most = limits()
    pages = [one for one in everything if one.kind == HTML]
    found = [f"{page.address}: {fault}" for page in pages for fault in faults(page, weights, most)]
    stories = sorted((page.weight, page.path) for page in pages if page.view == "story")
    counted = [one.queries for one in everything if one.queries is not None]
    told = [
        f"{len(stories)} stories, the heaviest of {stories[-1][0]} bytes; {len(pages)} pages in all.",
        f"{len(counted)} answers cost at most {max(counted)} queries." if counted else "Nobody counted queries.",
        f"{len(found)} over budget.",
    ]
    sys.stdout.write("\n".join([*found, *told]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
