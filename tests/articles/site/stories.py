"""Stories that are live, for the tests of readers' pages. Cleo, the reader, is the Django test client."""

import datetime as dt
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse

from articles import publishing
from articles.freezing import Frozen
from articles.models import Agency, Article, Byline, Role, Version
from tests.articles.makers import make_article, make_author

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def put_live(headline: str = "Harbour opens", at: dt.datetime = NOON, **values: Any) -> Version:
    """Make a story that readers see from an instant on, and return its version."""
    return put_all_live(make_article(headline, **values), at=at)[0]


def put_all_live(*articles: Article, at: dt.datetime = NOON, step: dt.timedelta = HOUR) -> list[Version]:
    """Let readers see these stories, each from a step later than the one before it."""
    stories = [
        Frozen(article, article.content(), live_from=at + step * number, first_published=at + step * number)
        for number, article in enumerate(articles)
    ]
    assert publishing.backfill(stories) == {}
    return list(Version.objects.filter(article__in=articles).order_by("live_from"))


def credit_more(article: Article) -> None:
    """Credit, after who is credited already, an agency that wrote with them and somebody who edited."""
    agency = Agency.objects.create(name="Associated Press", short_name="AP")
    Byline.objects.create(article=article, position=1, role=Role.WITH, agency=agency)
    Byline.objects.create(article=article, position=2, role=Role.EDITED_BY, author=make_author("Ed Itor"))


def words(response: HttpResponse) -> str:
    """Return what a reader reads on a page, with single spaces."""
    reader = _Words()
    reader.feed(response.content.decode())
    return " ".join("".join(reader.found).split())


# What no reader sees.
DATA = '<script type="application/ld+json">'


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.get_starttag_text() != DATA:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"li", "p", "div", "h1", "h2", "h3"}:
            self.found.append(" ")
