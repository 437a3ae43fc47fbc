"""No page reads more because there is more: counted in steps of SQLite's."""

from collections.abc import Iterator
from itertools import count as counting
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from articles.desk import list_filters
from articles.models import Author, Section, Tag, Version
from tests.filling import IN_ALL, fill, update

pytestmark = pytest.mark.django_db

FEW, MANY = 1_500, 6_000
# SQLite counts its steps by so many; what is no more than these steps apart is the same.
STEPS, SAME = 100, 3_000
# What grows still, as docs/performance.md says: a search whose word is everywhere.
KNOWN = {"found"}
# What pages are made of may grow by, as in the goal that a newsroom grows from a thousand stories to a million.
MOST = 1.3


def public(count: int) -> dict[str, str]:
    """Return readers' addresses, by what they are."""
    newest = Version.objects.live().newest_first()
    deep = newest.filter(pk__gt=1_000_000)[count * 3 // 4]
    before = f"?before={int(deep.first_published.timestamp()) * 1_000_000}.{deep.pk}"
    tags = {tag.name: tag.slug for tag in Tag.objects.all()}
    author, section = Author.objects.order_by("pk")[0].slug, Section.objects.get(name="Sport").slug
    day = f"{deep.published_on:%Y/%m/%d}"
    return {
        "front": "/",
        "story": deep.get_absolute_url(),
        "history": deep.get_history_url(),
        "comments": deep.get_comments_url(),
        "section": f"/section/{section}/",
        "section, deep": f"/section/{section}/{before}",
        **{f"tag {name}": f"/tag/{slug}/" for name, slug in tags.items()},
        "tag, deep": f"/tag/{tags['Everywhere']}/{before}",
        "author": f"/author/{author}/",
        "author, deep": f"/author/{author}/{before}",
        "day": f"/archive/{day}/",
        "month": f"/archive/{day[:7]}/",
        "year": f"/archive/{day[:4]}/",
        "corrections": "/corrections/",
        "feed": "/feed.xml",
        "section feed": f"/section/{section}/feed.atom",
        "tag feed": f"/tag/{tags['Rare']}/feed.xml",
        "news sitemap": "/news-sitemap.xml",
        "search, rare": "/search/?q=zeppelin",
        "nothing": "/2020/01/01/nothing/",
    }


def desk(count: int) -> dict[str, str]:
    """Return editors' addresses, by what they are."""
    article = Version.objects.get(slug=f"story-{count // 2}").article_id
    return {
        "list": "/admin/articles/article/",
        **{state: f"/admin/articles/article/?state={state}" for state in ("draft", "live", "scheduled", "withdrawn")},
        **{f"tab {tab}": f"/admin/articles/article/?show={tab}" for tab in ("changes", "corrected")},
        "of a section": f"/admin/articles/article/?section={Section.objects.get(name='Sport').pk}",
        **{
            f"of a tag, {tag.name}": f"/admin/articles/article/?tag={tag.pk}"
            for tag in Tag.objects.exclude(name="Often")
        },
        "found": f"/admin/articles/article/?q={IN_ALL}",
        "not found": "/admin/articles/article/?q=zeppelin",
        "form": f"/admin/articles/article/{article}/change/",
        "tags": "/admin/articles/tag/",
        "tags, used once": "/admin/articles/tag/tidy/?show=once",
        "tags, offered": "/admin/articles/article/tags/?q=every",
        "authors": "/admin/articles/author/",
        "photos": "/admin/media/photo/",
    }


def asked(client: Client, addresses: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give addresses, each after it was answered well once."""
    for name, address in addresses.items():
        assert client.get(address).status_code in {200, 404}, address
        yield name, address


def steps(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    """Return how many steps SQLite takes for each address."""
    taken: dict[str, int] = {}
    for name, address in asked(client, addresses):
        steps = counting()
        connection.connection.set_progress_handler(lambda steps=steps: next(steps) and 0, STEPS)
        client.get(address)
        connection.connection.set_progress_handler(None, 0)
        taken[name] = next(steps) * STEPS
    return taken


@pytest.mark.first_database
@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts SQLite's steps")
@pytest.mark.parametrize("pages", [public, desk])
def test_ten_times_the_stories_take_no_more_steps(pages: Any, client: Client, ben: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(list_filters, "MANY", FEW // 4)
    if pages is desk:
        client.force_login(ben)
    taken = []
    for stories in (FEW, MANY):
        with transaction.atomic():
            update(fill(stories), stories)
            taken.append(steps(client, pages(stories)))
            transaction.set_rollback(True)
    few, many = taken
    grown = {name: (few[name], many[name]) for name in few if many[name] > MOST * few[name] + SAME}
    grown = {name: counted for name, counted in grown.items() if name not in KNOWN}
    assert not grown
