"""The archive that benchmarks measure with: so many stories, the same ones whenever they are made.

`story(n, of)` is a pure function. Words, tags and authors are as common as in texts that people write: the n-th a
n-th as often as the first (Zipf), so that the commonest tag is on four stories in ten and hundreds are on a few. The
stories are spread evenly over ten years. What an archive is made of is loaded by `load_stories`, as a newsroom's is.
"""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from tests.benchmarks.load_stories import LAST, SEED, WORDS, YEARS

SECTIONS = ("World", "Business", "Culture", "Sport")


def zipf(count: int) -> list[float]:
    """Return the added weights of so many things, the n-th a n-th of the first's."""
    return list(accumulate(1 / place for place in range(1, count + 1)))


COMMON = zipf(len(WORDS))
TAGS = [f"{WORDS[n].title()} {WORDS[n + 2400]}" for n in range(2000)]
AUTHORS = [f"{WORDS[n].title()} {WORDS[n + 200].title()}" for n in range(200)]
OF_TAGS, OF_AUTHORS = zipf(len(TAGS)), zipf(len(AUTHORS))


def sentence(chance: random.Random, words: int) -> str:
    """Return a sentence of so many words."""
    return " ".join(chance.choices(WORDS, cum_weights=COMMON, k=words)).capitalize()


def story(number: int, of: int) -> dict[str, Any]:
    """Return a line of a file of so many stories: 600 words, three to six tags, one author or two."""
    chance = random.Random(f"{SEED}:{number}")
    text = [". ".join(sentence(chance, 14) for _ in range(3)) + "." for _ in range(14)]
    authors = list(dict.fromkeys(chance.choices(AUTHORS, cum_weights=OF_AUTHORS, k=chance.choice([1, 1, 2]))))
    return {
        "id": f"story-{number}",
        "headline": f"{sentence(chance, chance.randint(6, 10))} {number}",
        "standfirst": sentence(chance, 23) + ".",
        "body": "".join(f"<p>{paragraph}</p>" for paragraph in text),
        "byline": f"By {' and '.join(authors)}{' with AP' if number % 3 == 0 else ''}",
        "section": SECTIONS[number % len(SECTIONS)],
        "tags": list(dict.fromkeys(chance.choices(TAGS, cum_weights=OF_TAGS, k=chance.randint(3, 6)))),
        "published": (LAST - YEARS * (of - number) / of - timedelta(seconds=chance.randrange(600))).isoformat(),
    }


def lines(count: int) -> Iterator[str]:
    """Give the lines of a file of so many stories."""
    return (json.dumps(story(number, count)) + "\n" for number in range(count))


def write(path: Path, count: int) -> None:
    """Write a file of so many stories."""
    with path.open("w") as file:
        file.writelines(lines(count))
