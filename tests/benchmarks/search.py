"""How fast search finds: python -m tests.benchmarks.search [STORIES]

Makes 100,000 stories (or that many) of some 450 words over ten years, every fifth with a second version, in a test
database of its own: SQLite in a file, or PostgreSQL where DATABASE_URL names one. It is dropped again, unless KEEP=1
says that the next run may have it. Prints how long the writing took and milliseconds of each question, of 21 times
the median, the slowest, and the median of this process's own work: with SQLite that is all there is, whatever else the
machine does meanwhile.
"""

import datetime as dt
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any

from tests.benchmarks.load_stories import LAST, SEED, WORDS, YEARS

AT_ONCE = 250
TIMES = 21
# By Zipf's law, as in any language: the n-th word stands a n-th as often as the first.
WEIGHTS = list(accumulate(1 / (place + 2) for place in range(len(WORDS))))
IN_MOST, IN_MANY, IN_SOME, RARE = "harbour", "ferries", "lighthouse", "zeppelin"


def sentence(chance: random.Random, words: int) -> str:
    """Return so many words, the common ones more often."""
    return " ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=words))


def told(number: int) -> dict[str, str]:
    """Return headline, standfirst and body of a story."""
    chance = random.Random(f"{SEED}:{number}")
    paragraphs = [sentence(chance, 42).capitalize() + "." for _ in range(10)]
    if number % 10:
        paragraphs[chance.randrange(10)] += f" The {IN_MOST} was open."
    if number % 3 == 0:
        paragraphs[chance.randrange(10)] += f" Two {IN_MANY} left."
    if number % 50 == 0:
        paragraphs[2] += f" The {IN_SOME} at the {IN_MOST}."
    if number % 20_000 == 7:
        paragraphs[3] += f" A {RARE} landed."
    headline = sentence(chance, 8).capitalize() + (f" {IN_MOST}" if number % 40 == 0 else "")
    return {
        "headline": headline,
        "standfirst": sentence(chance, 22).capitalize() + ".",
        "body": "".join(f"<p>{one}</p>" for one in paragraphs),
    }


def fill(count: int) -> None:
    """Write the stories, a batch at a time, as a file of them is loaded."""
    from articles.freezing import Frozen, freeze, in_order
    from articles.models import Article, Author, Content, Section, Tag, name_key

    sections = [Section.objects.named_or_new(name) for name in ("World", "Business", "Culture", "Sport")]
    tags = [Tag.objects.named_or_new(f"{WORDS[n].title()} {n}") for n in range(200)]
    authors = [Author.objects.named_or_new(f"{WORDS[n].title()} {WORDS[n + 300].title()}") for n in range(100)]
    assert name_key(tags[0].name)
    for start in range(0, count, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, count))
        articles = Article.objects.bulk_create(
            Article(slug=f"story-{number}", section=sections[number % 4], **told(number)) for number in numbers
        )
        stories: list[Frozen] = []
        for number, article in zip(numbers, articles, strict=True):
            chance = random.Random(number)
            first = LAST - YEARS * (count - number) / count
            content = Content(
                headline=article.headline,
                standfirst=article.standfirst,
                body=article.body,
                section=article.section_id,
                slug=article.slug,
                bylines=(("by", "author", chance.choice(authors).pk),),
                tags=tuple({tags[int(200 * chance.random() ** 3)].pk for _ in range(4)}),
            )
            moments = [first, first + dt.timedelta(hours=2)] if number % 5 == 0 else [first]
            stories += [Frozen(article, content, at, first_published=first, cleaned=True) for at in moments]
        freeze(in_order(stories))


def copies() -> None:
    """Index the desk copies, which a bulk write leaves to whoever makes it."""
    from articles.search.indexing import fill as fill_missing

    fill_missing()


def questions() -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield what is asked."""
    from articles.models import Author, Section, Tag
    from articles.search import asking, finding, spelling

    common, section = Tag.objects.order_by("pk")[0], Section.objects.all()[0]
    rare, author = Tag.objects.order_by("pk")[199], Author.objects.order_by("pk")[5]
    since, until = LAST - dt.timedelta(days=1500), LAST - dt.timedelta(days=1300)

    def ask(typed: str, by: str = finding.RELEVANCE, **narrowed: Any) -> Callable[[], Any]:
        narrowing = finding.Narrowing(**narrowed)
        return lambda: finding.find(asking.read(typed), narrowing, by=by)

    yield f"in nine of ten: {IN_MOST}", ask(f"{IN_MOST} ")
    yield "the same, by date", ask(f"{IN_MOST} ", finding.DATE)
    yield f"in a third: {IN_MANY}", ask(f"{IN_MANY} ")
    yield f"in one of fifty: {IN_SOME}", ask(f"{IN_SOME} ")
    yield f"in five of all: {RARE}", ask(f"{RARE} ")
    yield "in none", ask("qwertzuiop ")
    yield "the two commonest of the language", ask(f"{WORDS[0]} {WORDS[1]} ")
    yield "five words, common and rare", ask(f"the {IN_MOST} was open {IN_SOME} ")
    yield "a phrase of common words", ask(f'"the {IN_MOST} was open"')
    yield "a phrase that is rare", ask(f'"the {IN_SOME} at the {IN_MOST}"')
    yield "a beginning of two letters", ask("ha")
    yield "a beginning of four letters", ask("harb*")
    yield "the commonest, in a section", ask(f"{IN_MOST} ", section=section)
    yield "the commonest, on a common tag", ask(f"{IN_MOST} ", tag=common)
    yield "the commonest, on a rare tag", ask(f"{IN_MOST} ", tag=rare)
    yield "the commonest, by an author", ask(f"{IN_MOST} ", author=author)
    yield "the commonest, 200 days of years ago", ask(f"{IN_MOST} ", since=since, until=until)
    yield "a suggestion for harbuor", lambda: spelling.suggestion(asking.read("harbuor "))


def desk_questions() -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield what the desk asks: its list, and the stories that are offered while somebody types."""
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(User.objects.filter(username="ada").first() or User.objects.create_superuser("ada"))
    for typed in (IN_MOST, IN_SOME, RARE, f"{IN_MOST} {RARE}", "qwertzuiop"):
        yield f"the desk's list: {typed}", lambda typed=typed: client.get(f"/admin/articles/article/?q={typed}")
    for typed in (IN_MOST, "zepp", "story"):
        yield (
            f"offered at the desk: {typed}",
            lambda typed=typed: client.get(f"/admin/articles/article/stories/?q={typed}"),
        )


def pages() -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield whole pages for readers."""
    from django.test import Client

    client = Client()
    for query in (f"q={IN_MOST}", f"q={IN_MOST}&order=date", f"q={RARE}", "q=harbuor"):
        yield f"the page /search/?{query}", lambda query=query: client.get(f"/search/?{query}")


def measure(asked: Iterator[tuple[str, Callable[[], Any]]]) -> None:
    """Print what each question takes."""
    from django.db import connection

    for name, act in asked:
        took, worked = [], []
        for _ in range(TIMES):
            began, work = time.perf_counter(), time.thread_time()
            found = act()
            took.append((time.perf_counter() - began) * 1000)
            worked.append((time.thread_time() - work) * 1000)
        count = len(getattr(found, "keys", ())) if not callable(getattr(found, "keys", ())) else ""
        figures = " ".join(f"{one:7.1f}" for one in (statistics.median(took), max(took), statistics.median(worked)))
        line = f"{connection.vendor:10} {name:40} {figures} ms  {count}"
        print(line, flush=True)


def main(count: int) -> None:
    """Make the stories and measure."""
    from django.db import connection

    from articles.models import Version

    if not Version.objects.exists():
        began = time.perf_counter()
        fill(count)
        print(f"{connection.vendor:10} {count:,} stories written in {time.perf_counter() - began:.0f} s", flush=True)
        began = time.perf_counter()
        copies()
        print(f"{connection.vendor:10} their desk copies indexed in {time.perf_counter() - began:.0f} s", flush=True)
        if connection.vendor == "postgresql":
            connection.cursor().execute("ANALYZE")
    for asked in (questions(), pages(), desk_questions()):
        measure(asked)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.db import connection as database

    keep = bool(os.environ.get("KEEP"))
    database.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=keep)
    try:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    finally:
        if not keep:
            database.creation.destroy_test_db(database.settings_dict["NAME"], verbosity=0)
