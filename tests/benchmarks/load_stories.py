"""How fast files of stories are loaded, and in how much memory: python -m tests.benchmarks.load_stories [LINES ...]

Loads a file of so many stories (1,000 and 20,000 unless told otherwise) into an empty database of its own, then the
same file again, then one in which every twentieth line has changed. SQLite, or PostgreSQL where DATABASE_URL names one:
the database is "test_" and the name given there, made anew and dropped again. Each file is loaded in a process of its
own, whose largest resident size is given.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

SEED = 20261124
LETTERS = "bdfghklmnprstvw"
VOWELS = ["a", "e", "i", "o", "u", "ai", "ou"]
LAST = datetime(2026, 11, 1, 12, tzinfo=UTC)
YEARS = timedelta(days=3650)


def vocabulary() -> list[str]:
    """Return 6,000 words that no language has."""
    chance = random.Random(SEED)
    words: dict[str, None] = {}
    while len(words) < 6000:
        words["".join(chance.choice(LETTERS) + chance.choice(VOWELS) for _ in range(chance.randint(1, 4)))] = None
    return list(words)


WORDS = vocabulary()
AUTHORS = [f"{WORDS[n].title()} {WORDS[n + 200].title()}" for n in range(200)]
TAGS = [f"{WORDS[n + 400].title()} {WORDS[n + 2400]}" for n in range(2000)]


def sentence(chance: random.Random, words: int) -> str:
    """Return a sentence of so many words, the common ones more often."""
    return " ".join(WORDS[int(6000 * chance.random() ** 3)] for _ in range(words)).capitalize()


def story(number: int, lines: int, edition: int = 0) -> dict[str, Any]:
    """Return a story of 600 words; a later edition of it has another headline."""
    chance = random.Random(f"{SEED}:{number}")
    names = " and ".join(chance.sample(AUTHORS, chance.choice([1, 1, 2])))
    return {
        "id": f"story-{number}",
        "headline": sentence(chance, chance.randint(7, 11)) + (f", {edition}" if edition else ""),
        "standfirst": sentence(chance, 23) + ".",
        "paragraphs": [". ".join(sentence(chance, 14) for _ in range(3)) + "." for _ in range(14)],
        "byline": f"By {names}{' with AP' if number % 3 == 0 else ''}",
        "section": ("World", "Business", "Culture", "Sport")[number % 4],
        "tags": list(dict.fromkeys(TAGS[int(2000 * chance.random() ** 3)] for _ in range(5))),
        "published": (LAST - YEARS * (lines - number) / lines).isoformat(),
    }


def write(path: Path, lines: int, changed: int = 0) -> None:
    """Write a file of stories, of which every so many have changed."""
    with path.open("w") as file:
        for number in range(lines):
            edition = 1 if changed and number % changed == 0 else 0
            file.write(json.dumps(story(number, lines, edition)) + "\n")


def measured(path: Path) -> Iterator[str]:
    """Load a file three ways; give a line of the report for each."""
    from django.db import connection

    from articles.wire.load import load_stories
    from articles.wire.report import Report

    lines = sum(1 for _ in path.open())
    for what, changed in (("new", 0), ("unchanged", 0), ("one in twenty changed", 20)):
        if changed:
            write(path, lines, changed)
        report, started, worked = Report(), time.perf_counter(), time.process_time()
        load_stories(path, report)
        took, worked = time.perf_counter() - started, time.process_time() - worked
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield (
            f"{connection.vendor:10}  {lines:7,} {what:22} {took:7.1f} s  {lines / took:7,.0f} stories/s  "
            f"{worked:6.1f} s of this processor  {memory:5.0f} MB   {report}"
        )


def child(path: Path) -> None:
    """Measure in this process, in a database of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        for line in measured(path):
            print(line, flush=True)
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def main() -> None:
    """Read the command line and measure files of so many lines."""
    parser = argparse.ArgumentParser(description="Measure the loading of stories.")
    parser.add_argument("lines", type=int, nargs="*", default=[1000, 20_000])
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        child(arguments.child)
        return
    with tempfile.TemporaryDirectory() as folder:
        for lines in arguments.lines:
            path = Path(folder) / f"{lines}.jsonl"
            write(path, lines)
            command = [sys.executable, "-m", "tests.benchmarks.load_stories", "--child", str(path)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
