"""A story with 5,000 revisions costs as much to open as one with 5: as many queries, and as few contents read."""

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Article, Revision, Site
from tests.articles.desk.browsing import Desk, change
from tests.articles.desk.test_compare import pile_up
from tests.articles.makers import make_article

pytestmark = pytest.mark.django_db

# What a page may read of a story's revisions: a page of the list, the selects, and those that it compares.
MOST_READ = 80


def pages(article: Article, version: int, newest: int) -> dict[str, str]:
    story = f"/admin/articles/article/{article.pk}"
    return {
        "form and its History": change(article),
        "compare": f"{story}/compare/",
        "compare two revisions": f"{story}/compare/?a=r1&b=r{newest}",
        "compare what was published before all that": f"{story}/compare/?a=v{version}&b=desk",
        "older revisions": f"{story}/compare/?before={newest}",
        "restore": f"{story}/restore/1/",
    }


def test_5_or_5000(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    Site.objects.get_or_create()
    costs: list[dict[str, int]] = []
    read: Counter[str] = Counter()
    from_db = Revision.from_db.__func__

    def counted(model: Any, *args: Any) -> Any:
        read[name] += 1
        return from_db(model, *args)

    article = make_article()
    publishing.publish(article, by=None)
    version = article.versions.get().pk
    monkeypatch.setattr(Revision, "from_db", classmethod(counted))
    for more in (4, 4_995):
        pile_up(article, more)
        cost: dict[str, int] = {}
        for name, address in pages(article, version, article.revision_number).items():
            read[name] = 0
            with CaptureQueriesContext(connection) as queries:
                assert desk.client.get(address).status_code == 200, name
            cost[name] = len(queries)
        costs.append(cost)
    assert article.revisions.count() == 5_000
    assert costs[0] == costs[1]
    assert max(read.values()) <= MOST_READ
