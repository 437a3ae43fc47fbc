"""No page makes PostgreSQL read a large table from end to end: by its own plans, for a hundred thousand stories.

So many are not loaded here. A few thousand are, and PostgreSQL is told that each page of its tables holds so many times
the rows that were found there; all else of its statistics is as it found them.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import F
from django.test import Client

from articles.desk import list_filters
from articles.models import Article, Byline, VersionByline
from articles.search.indexes import INDEXES
from tests.articles.makers import make_author
from tests.articles.test_growth import desk, public
from tests.filling import fill, update
from tests.plans import large_tables, whole_tables

pytestmark = [pytest.mark.django_db, pytest.mark.second_database]

STORIES, TIMES, AUTHORS = 2_000, 50, 100
TABS = ("mine", "review", "ready", "scheduled", "today", "changes", "corrected", "behind", "drafts", "hold")


@pytest.fixture
def archive(db: None) -> Iterator[None]:
    """Fill the newsroom, and have PostgreSQL take it for one of a hundred thousand stories."""
    with transaction.atomic():
        update(fill(STORIES), STORIES)
        first, *_ = [make_author(f"Author {number}").pk for number in range(AUTHORS)]
        Byline.objects.update(author_id=first + F("article_id") % AUTHORS)
        VersionByline.objects.update(author_id=first + F("version_id") % AUTHORS)
        with connection.cursor() as cursor:
            analyse(cursor)
            cursor.execute(
                "UPDATE pg_class SET reltuples = reltuples * %s WHERE relkind = 'r' AND reltuples >= %s "
                "AND relnamespace = 'public'::regnamespace",
                [TIMES, STORIES],
            )
        yield
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        analyse(cursor)  # what it counted is not taken back with all else
    assert not large_tables()


def analyse(cursor: Any) -> None:
    """Have PostgreSQL look at the newsroom's tables, and at none that other databases share."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    cursor.execute(f"ANALYZE {', '.join([*tables, *(index.table for index in INDEXES)])}")


def read_whole(client: Client, addresses: dict[str, str]) -> dict[str, set[str]]:
    """Return which large tables are read from end to end, by the names of the pages for which they are."""
    found = {}
    for name, address in addresses.items():
        client.get(address)  # what is asked once in a process is asked
        tables = whole_tables(lambda address=address: client.get(address))
        if tables:
            found[name] = {table for read in tables.values() for table in read}
    return found


def test_readers_pages_read_no_table_whole(archive: None, client: Client) -> None:
    assert {"articles_article", "articles_version", "articles_versiontag", "articles_search"} <= large_tables()
    by_a_word = whole_tables(lambda: list(Article.objects.filter(standfirst__contains="harbour")))
    assert list(by_a_word.values()) == [{"articles_article"}]
    more = {"tags": "/tags/", "tags sitemap": "/sitemap-tags.xml", "authors sitemap": "/sitemap-authors.xml"}
    assert read_whole(client, public(STORIES) | more) == {}


def test_the_desks_lists_read_no_table_whole(archive: None, client: Client, ben: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(list_filters, "MANY", list_filters.MANY // TIMES)
    client.force_login(ben)
    tabs = {f"tab {name}": f"/admin/articles/article/?show={name}" for name in TABS}
    assert read_whole(client, desk(STORIES) | tabs) == {}
