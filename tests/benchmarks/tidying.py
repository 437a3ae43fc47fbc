"""What finding near-duplicates and unused tags costs: python -m tests.benchmarks.tidying [TAGS ...]

Among 2,000 and 50,000 tags (or those numbers) of two or three made-up words; one in a hundred has a like one, half
are on a story. Prints milliseconds: near-duplicates the first time and again, unused and used-once page by page.
SQLite in a file, or PostgreSQL where DATABASE_URL names one: a test database of its own, dropped again.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from typing import Any

SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstv" for vowel in "aeio"]


def names(count: int, chance: random.Random) -> list[str]:
    """Return so many names."""
    told: dict[str, None] = {}
    while len(told) < count:
        words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(chance.randint(2, 3))]
        name = " ".join(words).title()
        told[name] = None
        if chance.random() < 0.01:
            told[f"{name}s" if chance.random() < 0.5 else name[:3] + name[4:]] = None
    return list(told)[:count]


def measure(count: int) -> None:
    """Make the tags, and print what the lists cost."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client

    from articles.models import Tag, TaggedArticle, name_key, without_accents
    from articles.tidying import near_duplicates, unused
    from tests.articles.makers import make_article

    TaggedArticle.objects.all().delete()
    Tag.objects.all().delete()
    made = Tag.objects.bulk_create(
        (
            Tag(name=name, key=name_key(name), plain=without_accents(name), slug=f"tag-{number}")
            for number, name in enumerate(names(count, random.Random(7)))
        ),
        batch_size=2_000,
    )
    article = make_article("One")
    ties = (TaggedArticle(content_object=article, tag=tag) for tag in made[::2])
    TaggedArticle.objects.bulk_create(ties, batch_size=2_000)
    client = Client()
    client.force_login(User.objects.filter(username="ada").first() or User.objects.create_superuser("ada"))
    told = {
        "near-duplicates, first": lambda: near_duplicates(Tag),
        "near-duplicates, again": lambda: near_duplicates(Tag),
        "unused": lambda: unused(Tag).count(),
        **{
            f"page: {show}": lambda show=show: client.get(f"/admin/articles/tag/tidy/?show={show}")
            for show in ("near", "unused", "once")
        },
    }
    for name, act in told.items():
        print(f"{connection.vendor} {count:6,} tags  {name:24} {_timed(act)}")


def _timed(act: Callable[[], Any]) -> str:
    began, worked = time.perf_counter(), time.thread_time()
    found = act()
    told = f" ({len(found):,} pairs)" if isinstance(found, list) else ""
    took, worked = time.perf_counter() - began, time.thread_time() - worked
    return f"{took * 1000:8.0f} ms, {worked * 1000:.0f} ms of work{told}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.db import connection as database

    database.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        for number_of_tags in [int(one) for one in sys.argv[1:]] or (2_000, 50_000):
            measure(number_of_tags)
    finally:
        database.creation.destroy_test_db(database.settings_dict["NAME"], verbosity=0)
