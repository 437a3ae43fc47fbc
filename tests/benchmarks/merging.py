"""What merging a tag costs, and what an editor's save waits meanwhile: python -m tests.benchmarks.merging [STORIES ...]

For each number of stories (1, 1,000 and 100,000, or those given): so many live stories of 800 words bear the tag, every
tenth of them the other one as well, and as many stories more bear neither. Merges, undoes that, and prints seconds, the
longest transaction, and how long a thread waited that saved the words of another story all the while.
An empty database of its own: SQLite in a file, or PostgreSQL where DATABASE_URL names one; dropped again.
"""

import datetime as dt
import os
import random
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

COUNTS = (1, 1_000, 100_000)
WORDS, PARAGRAPH, AT_ONCE, TENTH = 800, 50, 2_000, 10
PACE = 0.05


def body_of(chance: random.Random) -> str:
    """Return a body of so many words."""
    words = [f"w{chance.randrange(9_000)}" for _ in range(WORDS)]
    return "".join(f"<p>{' '.join(words[at : at + PARAGRAPH])}</p>" for at in range(0, WORDS, PARAGRAPH))


def fill(count: int) -> tuple[Any, Any]:
    """Make the stories, and return the two tags."""
    from articles.contents import contents
    from articles.freezing import Frozen, freeze
    from articles.models import Article, TaggedArticle, tags_named
    from tests.articles.makers import make_section

    chance, now = random.Random(7), dt.datetime.now(tz=dt.UTC)
    source, target, *others = tags_named([f"Harbor {count}", f"Harbour {count}", "Trade", "Ferries"])
    section = make_section()
    for start in range(0, 2 * count, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, 2 * count))
        articles = Article.objects.bulk_create(
            Article(headline=f"Story {n}", slug=f"story-{count}-{n}", body=body_of(chance), section=section)
            for n in numbers
        )
        TaggedArticle.objects.bulk_create(
            TaggedArticle(content_object=article, tag=tag)
            for n, article in zip(numbers, articles, strict=True)
            for tag in [*([source] if n < count else []), *([target] if n < count and not n % TENTH else []), *others]
        )
        told = contents(Article, [one.pk for one in articles])
        for article in articles:
            article.digest = told[article.pk].digest
        Article.objects.bulk_update(articles, ["digest"], batch_size=250)
        freeze([Frozen(one, told[one.pk], live_from=now, first_published=now, cleaned=True) for one in articles])
    return source, target


class Saver(threading.Thread):
    """Somebody who saves the words of another story again and again; `waits` holds how long each took, in seconds."""

    def __init__(self, pk: int) -> None:
        super().__init__(daemon=True)
        self.pk, self.waits, self.over = pk, [0.0], threading.Event()
        self.failed: list[str] = []

    def run(self) -> None:
        """Save until told to stop."""
        from django.db import DatabaseError, connection, transaction

        from articles.models import Article

        while not self.over.wait(PACE):
            began = time.perf_counter()
            try:
                with transaction.atomic():
                    Article.objects.filter(pk=self.pk).update(source_id=str(began))
            except DatabaseError as error:
                self.failed.append(str(error))
            self.waits.append(time.perf_counter() - began)
        connection.close()


@contextmanager
def timed_transactions(told: list[float]) -> Iterator[None]:
    """Note how long each outermost transaction of this thread lasts, in seconds."""
    from django.db import connection
    from django.db.transaction import Atomic

    enter, leave, thread, began = Atomic.__enter__, Atomic.__exit__, threading.get_ident(), [0.0]

    def entered(self: Any) -> None:
        outermost = not connection.in_atomic_block
        enter(self)
        if outermost and threading.get_ident() == thread:
            began[0] = time.perf_counter()

    def left(self: Any, *error: Any) -> None:
        leave(self, *error)
        if not connection.in_atomic_block and threading.get_ident() == thread:
            told.append(time.perf_counter() - began[0])

    Atomic.__enter__, Atomic.__exit__ = entered, left  # type: ignore[method-assign]
    try:
        yield
    finally:
        Atomic.__enter__, Atomic.__exit__ = enter, leave  # type: ignore[method-assign]


def measure(count: int) -> None:
    """Merge and undo with so many stories, and print what that took."""
    from django.db import connection

    from articles.merging import merge_into, touched, undo_merge
    from tests.articles.makers import make_article

    source, target = fill(count)
    began = time.perf_counter()
    touched(source)
    print(f"{connection.vendor} {count:7,} stories: preview {time.perf_counter() - began:6.3f} s", flush=True)
    merge: Any = None
    for name in ("merge", "undo"):
        saver = Saver(make_article("Another", tags=["Ports"]).pk)
        transactions: list[float] = []
        saver.start()
        began, worked = time.perf_counter(), time.thread_time()
        with timed_transactions(transactions):
            merge = undo_merge(merge, by=None) if merge else merge_into(source, target, by=None)
        took, worked = time.perf_counter() - began, time.thread_time() - worked
        saver.over.set()
        saver.join()
        waits, steps = sorted(saver.waits), len(transactions)
        print(
            f"{connection.vendor} {count:7,} stories: {name:5} {took:8.3f} s ({worked:.3f} s of work) in {steps:,} "
            f"transactions, the longest {max(transactions):.3f} s; {len(waits):,} saves waited "
            f"{waits[len(waits) // 2]:.3f} s (median), {waits[-1]:.3f} s at most, {len(saver.failed)} failed",
            flush=True,
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.db import connection as database

    database.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        for stories in [int(one) for one in sys.argv[1:]] or COUNTS:
            measure(stories)
    finally:
        database.creation.destroy_test_db(database.settings_dict["NAME"], verbosity=0)
