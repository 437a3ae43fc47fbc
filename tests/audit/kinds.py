"""One address of every kind of page that a crawl found: python -m tests.audit.kinds DIRECTORY

The heaviest page of each sort; of stories one more of each script they are written in, and one with a gallery. Then a
page that is not there.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urljoin

from tests.audit.kept import Kept, pages

# A story's page by what makes it another page to a browser.
STORIES = {"right to left": 'dir="rtl"', "with a gallery": 'class="gallery"', "with an embed": 'class="embed'}


def kinds(every: list[Kept]) -> dict[str, str]:
    """Return addresses by kind."""
    found: dict[str, Kept] = {}
    for page in sorted(every, key=lambda page: page.weight):
        found[page.sort] = page
        for what, mark in STORIES.items():
            if page.sort == "story" and mark in page.text:
                found[f"story, {what}"] = page
    addresses = {kind: page.address for kind, page in found.items() if not _narrowed(kind, found)}
    return {**addresses, "not there": urljoin(every[0].address, "/nothing-is-here/")}


def _narrowed(kind: str, others: Iterable[str]) -> bool:
    """Say whether a kind is another one narrowed further, as a search in one section is."""
    view, *asked = kind.split("?")
    others = (other.split("?") for other in others)
    return any(one[0] == view and set() < set(one[1:]) < set(asked) for one in others)


if __name__ == "__main__":
    for kind, address in sorted(kinds(pages(Path(sys.argv[1]))).items()):
        sys.stdout.write(f"{kind}\t{address}\n")
