"""What a story costs to open that was saved 5, 500 and 5,000 times: python -m tests.benchmarks.revisions [ROUNDS]

Makes three stories of 800 words that differ only in how often they were saved; each save changed one of the first three
words, so that what is compared differs as much. Their database is an empty one of its own: SQLite, or PostgreSQL where
DATABASE_URL names one. Then asks for the form and for the compare page of each in turn, 60 times (or ROUNDS) after five
to warm up, and prints medians in milliseconds and their ratio to the story with 5; and how long thinning takes.
"""

import os
import random
import statistics
import sys
import time
from collections import defaultdict
from typing import Any

COUNTS = (5, 500, 5_000)
WORDS, PARAGRAPH = 800, 50
WARM_UP = 5


def body_of(words: list[str]) -> str:
    """Return words as paragraphs."""
    return "".join(f"<p>{' '.join(words[at : at + PARAGRAPH])}</p>" for at in range(0, len(words), PARAGRAPH))


def make_story(count: int, chance: random.Random) -> Any:
    """Return a live story with so many revisions, saved a minute apart in the last days, published as it first was."""
    import datetime as dt

    from django.utils import timezone

    from articles import publishing
    from articles.models import Revision
    from tests.articles.makers import edit, make_article

    words = [f"w{chance.randrange(4_000)}" for _ in range(WORDS)]
    article = make_article(f"Saved {count} times", body=body_of(words))
    publishing.publish(article, by=None)
    content, saves = article.content().as_json(), []
    began = timezone.now() - dt.timedelta(minutes=count)
    article.revisions.update(saved_at=began - dt.timedelta(minutes=2))
    article.versions.update(made_at=began - dt.timedelta(minutes=1))
    for number in range(2, count):
        words[number % 3] = f"n{number}"
        saved_at = began + dt.timedelta(minutes=number)
        held = content | {"body": body_of(words)}
        saves.append(Revision(article=article, number=number, content=held, saved_at=saved_at))
    Revision.objects.bulk_create(saves, batch_size=200)
    article.revision_number = count - 1
    return edit(article, body=body_of([*words[:-1], "last"]))


def measure(rounds: int) -> None:
    """Print what the pages cost."""
    from django.contrib.auth.models import User
    from django.test import Client

    from articles.thinning import thin_story

    chance = random.Random(7)
    client = Client()
    client.force_login(User.objects.create_superuser("ada"))
    stories = {count: make_story(count, chance) for count in COUNTS}
    took: dict[tuple[str, int], list[float]] = defaultdict(list)
    for turn in range(rounds + WARM_UP):
        for name in ("change", "compare"):
            for count, article in stories.items():
                began = time.perf_counter()
                response = client.get(f"/admin/articles/article/{article.pk}/{name}/")
                spent = (time.perf_counter() - began) * 1000
                assert response.status_code == 200
                if turn >= WARM_UP:
                    took[name, count].append(spent)
    for name, words in (("change", "form"), ("compare", "compare")):
        least = statistics.median(took[name, COUNTS[0]])
        for count in COUNTS:
            median = statistics.median(took[name, count])
            print(f"{words:8} {count:6,} revisions {median:8.1f} ms   {median / least:5.2f} x")
    began = time.perf_counter()
    thin_story(stories[5_000].pk)
    print(f"thinning a story with 5,000 revisions, none of them old: {(time.perf_counter() - began) * 1000:.1f} ms")
    stories[5_000].revisions.update(saved_at=stories[5].created_at.replace(year=2020))
    began = time.perf_counter()
    gone = thin_story(stories[5_000].pk)
    print(f"the same with all of them old: {(time.perf_counter() - began) * 1000:.1f} ms, {gone:,} removed")


def main(rounds: int) -> None:
    """Measure in a database of its own, and drop it again."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    try:
        measure(rounds)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
        teardown_test_environment()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
