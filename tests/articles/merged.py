"""Stories with tags, authors and agencies that are merged, and all that a merge may touch."""

from typing import Any

import pytest

from articles import merging, publishing
from articles.contents import contents
from articles.models import (
    Agency,
    Article,
    Author,
    Byline,
    Tag,
    TaggedArticle,
    Version,
    VersionByline,
    VersionTag,
)
from tests.articles.makers import make_article


def state() -> dict[str, Any]:
    """Return all that a merge may touch."""
    tables = (TaggedArticle, VersionTag, Byline, VersionByline, Tag, Author, Agency)
    told: dict[str, Any] = {model.__name__: list(model.objects.order_by("pk").values()) for model in tables}
    for model in (Article, Version):
        told[model.__name__] = list(model.objects.order_by("pk").values_list("pk", "digest"))
    return told


def published(headline: str, **values: Any) -> Article:
    """Return a story that readers see."""
    article = make_article(headline, **values)
    publishing.publish(article, by=None)
    article.refresh_from_db()
    return article


def true_digests() -> None:
    """Check that every digest says what is there."""
    for model in (Article, Version):
        rows = dict(model.objects.values_list("pk", "digest"))
        assert {pk: content.digest for pk, content in contents(model, rows).items()} == rows
        assert all(content == model.objects.get(pk=pk).content() for pk, content in contents(model, rows).items())


def in_steps(monkeypatch: pytest.MonkeyPatch) -> tuple[Tag, Tag]:
    """Return two tags, the first on four stories, one with both; let each move in a transaction of its own."""
    monkeypatch.setattr(merging, "AT_ONCE", 1)
    for name in ("One", "Two", "Three"):
        published(name, tags=["Harbor", "Trade"])
    published("Both", tags=["Harbour", "Harbor"])
    return Tag.objects.named("Harbor"), Tag.objects.named("Harbour")
