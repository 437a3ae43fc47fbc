"""A file of 2,000 stories with all that stories have: python -m tests.audit.archive FOLDER [LINES]

The same file whenever it is written. One story in ten each is in French, Arabic, German and Spanish, in words that no
language has; photos lie beside it in every shape. `python -m tests.audit.archive --talk` writes comments on what was
loaded, in the installation that the environment names.
"""

import datetime as dt
import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from tests.benchmarks.load_stories import SEED, WORDS

LINES = 2000
LAST = dt.datetime(2025, 3, 9, 21, tzinfo=dt.UTC)  # past, whenever this runs; 200 days reach into another year
A_DAY = 10
COMMON = WORDS[:900]
LETTERS = "ابتثجحخدرسشصطعفقكلمنهوي"
SECTIONS = ("World", "Business", "Culture", "Sport", "Opinion")
PHOTOS = [(1200, 800), (900, 1350), (1600, 500), (800, 800), (2000, 1125), (320, 240), (1500, 1000), (1000, 1400)]
CREDITS = ["Lena Aumont / Northwire", "AP Photo/Emil Torvane", "Handout via Reuters", "© Odile Ferrand"]
LANGUAGES = {0: "fr", 1: "ar", 2: "de", 3: "es"}


class Words:
    """Words of one language, the n-th a n-th as often as the first."""

    def __init__(self, language: str) -> None:
        chance = random.Random(f"{SEED} {language}")
        self.language = language
        self.words = [self._word(chance, word) for word in COMMON]
        self.weights = list(accumulate(1 / (place + 2) for place in range(len(self.words))))

    def _word(self, chance: random.Random, word: str) -> str:
        if self.language == "ar":
            return "".join(chance.choices(LETTERS, k=max(2, len(word) - 2)))
        if self.language == "de":  # compounds, and now and then one that fills a line
            return word.capitalize() + "".join(chance.choices(COMMON, k=chance.choice([0, 0, 1, 2, 4])))
        accented = {"fr": {"e": "é", "a": "à", "ou": "où"}, "es": {"o": "ó", "n": "ñ", "i": "í"}}.get(self.language, {})
        return next(
            (word.replace(*pair, 1) for pair in accented.items() if pair[0] in word and chance.random() < 0.4), word
        )

    def some(self, chance: random.Random, number: int) -> str:
        """Return so many words as one that begins a sentence."""
        told = " ".join(chance.choices(self.words, cum_weights=self.weights, k=number))
        return told[:1].upper() + told[1:]

    def paragraph(self, chance: random.Random) -> str:
        """Return two to five sentences."""
        return " ".join(self.some(chance, chance.randint(6, 24)) + "." for _ in range(chance.randint(2, 5)))


SPOKEN = {language: Words(language) for language in ("en", *LANGUAGES.values())}
TAGS = [f"{COMMON[n].title()} {COMMON[n + 90]}" for n in range(24)]
AUTHORS = [f"{COMMON[n].title()} {COMMON[n + 200].title()}" for n in range(24)]
BYLINES = (
    "By {}",
    "By {} with AP",
    "By {} and {}, photos by {}",
    "Reuters",
    "By {}, edited by {}",
    "By {} and {} with AFP",
)


def story(number: int) -> dict[str, Any]:
    """Return a line: what a story has goes by its number."""
    chance = random.Random(f"{SEED}:{number}")
    language = LANGUAGES.get(number % 10, "en")
    words = SPOKEN[language]
    published = LAST - dt.timedelta(days=number // A_DAY, hours=number % A_DAY, minutes=chance.randint(0, 50))
    line: dict[str, Any] = {
        "id": f"archive-{number}",
        "headline": words.some(chance, chance.choice([3, 7, 9, 11, 13, 24]))[:300],
        "standfirst": words.some(chance, 24) + "." if number % 6 else "",
        "kicker": words.some(chance, 2)[:60] if number % 4 == 1 else "",
        "body": "\n".join(body(number, chance, words)),
        "byline": BYLINES[number % len(BYLINES)].format(*chance.sample(AUTHORS, 3)),
        "section": SECTIONS[number % len(SECTIONS)],
        "tags": list(dict.fromkeys(chance.choices(TAGS, k=number % 4))),
        "language": language,
        "published": published.isoformat(),
        "related": [f"archive-{chance.randrange(LINES)}" for _ in range(number % 3)],
    }
    if number < len(PHOTOS) or number % 5 < 3:
        line["photo"] = lead(number, chance, words)
    if kind := {3: "correction", 8: "clarification", 13: "update", 5: "minor"}.get(number % 19):
        line |= {"kind": kind, "updated": (published + dt.timedelta(hours=chance.randint(1, 70))).isoformat()}
        line["note"] = "" if kind == "minor" else words.some(chance, 18) + "."
    return line


def lead(number: int, chance: random.Random, words: Words) -> dict[str, str]:
    """Return what is said of a lead photo; each photo's own words are those of the first story that has it."""
    which = number % len(PHOTOS)
    said = {"file": f"{which}.jpg", "caption": words.some(chance, 14) + "."}
    if number < len(PHOTOS):
        said |= {"alt": f"Shapes in colours, number {which}", "credit": CREDITS[which % len(CREDITS)]}
    return said


def body(number: int, chance: random.Random, words: Words) -> Iterator[str]:
    """Give the blocks of a text: everything that a body may hold, some of it in each."""
    some = partial(words.some, chance)
    photos = partial(photo, chance, words) if number >= len(PHOTOS) else None
    for place in range(chance.randint(3, 9)):
        yield f"<p>{words.paragraph(chance)}</p>"
        what = chance.randrange(14)
        if what in BLOCKS:
            yield BLOCKS[what](some)
        elif what == 7:
            yield f'<figure data-embed="https://video.example/watch/{number}-{place}"></figure>'
        elif what in {8, 9} and photos:
            yield photos("wide" if what == 9 else "")
        elif what == 10 and photos and number % 3 == 0:
            yield "".join(photos("gallery") for _ in range(3))


BLOCKS: dict[int, Callable[[Callable[[int], str]], str]] = {
    0: lambda some: f"<h2>{some(4)}</h2>",
    1: lambda some: f"<ul><li>{some(6)}</li><li>{some(3)}</li><li>{some(9)}</li></ul>",
    2: lambda some: f"<ol><li>{some(6)}</li><li>{some(16)}</li></ol>",
    3: lambda some: f"<blockquote><p>{some(22)}.</p></blockquote>",
    4: lambda some: f'<blockquote class="pull"><p>{some(12)}.</p><cite>{some(3)}</cite></blockquote>',
    5: lambda some: (
        f'<p>{some(5)} <a href="https://elsewhere.example/?a=1&amp;b=2">{some(3)}</a> <em>{some(2)}</em>.</p>'
    ),
    6: lambda some: f'<p><a href="/corrections/">{some(3)}</a>, <strong>{some(1)}</strong><br>{some(2)}.</p>',
}


def photo(chance: random.Random, words: Words, look: str) -> str:
    """Return a photo in a text, every other time with a caption of its own."""
    attribute = f' class="{look}"' if look else ""
    caption = words.some(chance, 10) if chance.random() < 0.5 else ""
    which = chance.randrange(len(PHOTOS))
    return f'<figure data-photo="{which}.jpg"{attribute}><figcaption>{caption}</figcaption></figure>'


def draw(which: int) -> Image.Image:
    """Return a picture of bars and a disc."""
    width, height = PHOTOS[which]
    chance = random.Random(which)
    image = Image.new("RGB", (width, height), tuple(chance.choices(range(60, 200), k=3)))
    pen = ImageDraw.Draw(image)
    for bar in range(12):
        left = width * bar // 12
        pen.rectangle(
            (left, chance.randrange(height), left + width // 16, height), tuple(chance.choices(range(255), k=3))
        )
    pen.ellipse((width // 3, height // 6, width // 3 + height // 3, height // 2), "wheat")
    return image


def write(folder: Path, lines: int = LINES) -> None:
    """Write the file and its pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    for which in range(len(PHOTOS)):
        draw(which).save(folder / f"{which}.jpg", quality=85)
    with (folder / "stories.jsonl").open("w") as file:
        for number in range(lines):
            file.write(json.dumps(story(number), ensure_ascii=False) + "\n")


def talk() -> None:
    """Write comments on every hundredth story, with answers, and a page more than one full on the newest."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from articles.commenting import Words as Written
    from articles.commenting import answer, post
    from articles.models import Discussion, Openness, Version

    sender = iter(range(1, 10_000))
    for number in range(0, LINES, 100):
        chance, words = random.Random(number), SPOKEN[LANGUAGES.get(number // 100 % 10, "en")]
        version = (
            Version.objects.live().select_related("section", "article").get(article__source_id=f"archive-{number}")
        )
        Discussion.objects.update_or_create(article=version.article, defaults={"openness": Openness.OPEN})
        for _ in range(58 if number == 0 else 2):
            written = Written(words.some(chance, 2)[:60], "\n\n".join(words.paragraph(chance) for _ in range(2)))
            comment = post(version, written, address=f"2001:db8:{next(sender):x}::1")
        post(
            version, Written("Zoë", words.some(chance, 9)), address=f"2001:db8:{next(sender):x}::1", answers=comment.pk
        )
        answer(comment, words.some(chance, 12), by=None)


if __name__ == "__main__":
    if sys.argv[1] == "--talk":
        talk()
    else:
        write(Path(sys.argv[1]), *map(int, sys.argv[2:]))
