"""Translations that are behind their original: what changed there since, in words, and where it can be compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from articles.desk.standing import told
from articles.desk.times import Moment
from articles.models import Article, Kind, Version

COMPARE = "admin:articles_article_compare"
# Of what changed in an original since, the last few.
MOST = 5
WORDS = {
    Kind.FIRST: "published",
    Kind.UPDATE: "updated",
    Kind.CORRECTION: "corrected",
    Kind.CLARIFICATION: "clarified",
    Kind.RETRACTION: "retracted",
}


@dataclass(frozen=True)
class Change:
    """One thing that happened to an original: the version, and when it began."""

    version: Version
    moment: Moment

    @property
    def what(self) -> str:
        """What was done: “corrected at 14:02”, “updated on 24 November, 14:02”."""
        words = self.moment.words
        return f"{WORDS[Kind(self.version.kind)]} {'on' if ',' in words else 'at'} {words}"


@dataclass(frozen=True)
class Behind:
    """What changed in a translation's original since it was made, the last first, and where both are compared."""

    original: Article
    changes: list[Change]
    compare: str


def behind_of(article: Article, zone: Any) -> Behind | None:
    """Return what a translation is behind of; None for what is up with its original, and for no translation.

    A story that is no translation costs no query.
    """
    if article.translations_id is None or article.is_original:
        return None
    found = Article.objects.filter(pk=article.pk).behind_original().values_list("taken_in", flat=True).first()
    if found is None:
        return None
    original = Article.objects.translations_of(article).get(is_original=True)
    seen = original.versions.seen().order_by("-live_from").defer("body")
    changes = list(seen.filter(live_from__gt=found).exclude(kind=Kind.MINOR)[:MOST])
    before = seen.filter(live_from__lte=found).first()
    saved = original.revisions.saved_by(found).first() if before is None else None
    a = f"v{before.pk}" if before else f"r{saved.number}" if saved else ""
    query = urlencode({"a": a, "b": f"v{changes[0].pk}"})
    address = f"{reverse(COMPARE, args=[original.pk])}?{query}"
    return Behind(original, [Change(version, Moment(version.live_from, zone)) for version in changes], address)


def behind_words(articles: Iterable[Any]) -> dict[int, str]:
    """Return what is told in a row of stories that are behind their originals, by primary key.

    “original corrected 14:02”. Two queries; none where no story is a translation.
    """
    linked = [one.pk for one in articles if one.translations_id and not one.is_original]
    if not linked:
        return {}
    news = dict(Article.objects.filter(pk__in=linked).behind_original().values_list("pk", "original_news"))
    versions = Version.objects.only("kind", "live_from").in_bulk(set(news.values())) if news else {}
    return {
        pk: f"original {WORDS[Kind(version.kind)]} {told(version.live_from)}"
        for pk, key in news.items()
        if (version := versions.get(key))
    }
