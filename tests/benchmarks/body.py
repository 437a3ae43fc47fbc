"""What a story's body costs: python -m tests.benchmarks.body

Cleans and renders a story of some 700 words with ten links, a photo, a pull quote and an embed, and prints the best
and the median of many runs, in milliseconds.
"""

import os
import statistics
import time
from collections.abc import Callable

import django

from articles import body

RUNS = 200
PARAGRAPH = (
    "<p>" + "The ferry <a href='/tag/ports/'>left</a> an hour after the harbour opened. " + "word " * 40 + "</p>"
)
STORY = (
    PARAGRAPH * 10
    + '<figure data-photo="318" class="wide"><figcaption>The quay at dawn</figcaption></figure>'
    + PARAGRAPH * 4
    + '<blockquote class="pull"><p>We tested it.</p><cite>An engineer</cite></blockquote>'
    + '<figure data-embed="https://video.example/1"><a href="https://video.example/1">The bridge</a></figure>'
)


def measure(name: str, act: Callable[[], object]) -> None:
    """Print what an act costs."""
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    print(f"{name:8} best {min(took):.4f} ms, median {statistics.median(took):.4f} ms")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    cleaned = body.clean(STORY)
    print(f"{body.word_count(cleaned)} words")
    measure("clean", lambda: body.clean(STORY))
    measure("render", lambda: body.render(cleaned, lambda photo, caption, wide: caption))
