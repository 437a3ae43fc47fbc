"""What the house rules cost for a hostile story: python -m tests.benchmarks.gate

A body of 50,000 words with 2,000 links to this site, of every kind, and an agency named at every tenth word, among
2,000 agencies and 20,000 headlines of this week. Prints seconds and queries.
SQLite in memory, or PostgreSQL where DATABASE_URL names one: a test database of its own, dropped again.
"""

import datetime as dt
import os
import random
import time
from typing import Any

KINDS = ("/2026/03/02/story-{}/", "/section/s{}/", "/author/a{}/", "/agency/wire-{}/", "/tag/t{}/", "/old/{}.html")
WORDS, LINKS, AGENCIES, HEADLINES = 50_000, 2_000, 2_000, 20_000


def hostile_body() -> str:
    """Return a body of so many words and links."""
    chance = random.Random(7)
    words = [f"Wire {n % AGENCIES}" if n % 10 == 0 else f"w{chance.randrange(9_000)}" for n in range(WORDS)]
    for n in range(LINKS):
        address = KINDS[n % len(KINDS)].format(n)
        words[n * (WORDS // LINKS)] = f'<a href="{address}">link {n}</a>'
    return "".join(f"<p>{' '.join(words[at : at + 60])}</p>" for at in range(0, WORDS, 60))


def measure() -> None:
    """Fill the database, check once, and print what that took."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from articles.freezing import Frozen, freeze
    from articles.house_rules import HouseRules, facts_for
    from articles.models import Agency, Article
    from tests.articles.makers import TEXT, make_article

    now = dt.datetime.now(tz=dt.UTC)
    make_article("Story")
    section = Article.objects.get().section
    Agency.objects.bulk_create(Agency(name=f"Wire {n}", key=f"wire {n}", slug=f"wire-{n}") for n in range(AGENCIES))
    articles = Article.objects.bulk_create(
        Article(headline=f"Story {n}", slug=f"story-{n}", body=TEXT, section=section) for n in range(HEADLINES)
    )
    freeze([Frozen(one, one_content(one), live_from=now, first_published=now, cleaned=True) for one in articles])
    article = make_article("Hostile", body=hostile_body())
    content = article.content()
    with CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        facts = facts_for(content, article, now)
        fetched = time.perf_counter()
        found = HouseRules.current().findings(content, facts)
        ended = time.perf_counter()
    print(
        f"{connection.vendor}: facts {fetched - began:.2f} s, checks {ended - fetched:.2f} s, {len(asked)} queries, "
        f"{len(found)} findings"
    )


def one_content(article: Any) -> Any:
    """Return a desk copy's columns as content, without asking for what it has not."""
    from articles.models import Content

    return Content(headline=article.headline, slug=article.slug, body=article.body, section=article.section_id)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.db import connection as database

    database.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measure()
    finally:
        database.creation.destroy_test_db("", verbosity=0)
