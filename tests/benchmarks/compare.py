"""What comparing two bodies costs: python -m tests.benchmarks.compare

Compares bodies of 3,000 and of 50,000 words, one in fifty words changed and none in common, and prints milliseconds.
"""

import random
import time

from articles.diffing import Budget
from articles.passages import passages

PARAGRAPH = 60


def body_of(words: list[str]) -> str:
    """Return words as paragraphs."""
    return "".join(f"<p>{' '.join(words[at : at + PARAGRAPH])}</p>" for at in range(0, len(words), PARAGRAPH))


def measure(name: str, before: list[str], after: list[str]) -> None:
    """Print what one comparison costs, and whether it had to be coarse."""
    budget = Budget()
    bodies = body_of(before), body_of(after)
    began = time.perf_counter()
    passages(*bodies, budget)
    print(f"{name:36} {(time.perf_counter() - began) * 1000:8.1f} ms{', coarse' if budget.spent else ''}")


if __name__ == "__main__":
    chance = random.Random(7)
    for count in (3_000, 50_000):
        words = [f"w{chance.randrange(4_000)}" for _ in range(count)]
        edited = [f"e{n}" if chance.random() < 0.02 else word for n, word in enumerate(words)]
        measure(f"{count:,} words, one in fifty changed", words, edited)
        measure(f"{count:,} words, none in common", words, [f"y{n}" for n in range(count)])
