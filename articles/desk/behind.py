"""Translations that are behind their original: what changed there since, in words, and where it can be compared."""

import datetime as dt
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
        """What was done, and when."""
        return _at(WORDS[Kind(self.version.kind)], self.moment)


@dataclass(frozen=True)
class Behind:
    """What changed in a translation's original since it was made, the last first, and where both are compared.

    gone: how and since when readers see no more of it, as “withdrawn at 14:02”, else "". compare: "" where nothing was
    written anew.
    """

    original: Article
    gone: str
    changes: list[Change]
    compare: str


def behind_of(article: Article, zone: Any) -> Behind | None:
    """Return what a translation is behind of; None for what is up with its original, and for no translation.

    A story that is no translation costs no query.
    """
    if article.translations_id is None or article.is_original:
        return None
    news = Article.objects.filter(pk=article.pk).behind_original().first()
    if news is None:
        return None
    found = news.taken_in
    original = Article.objects.translations_of(article).get(is_original=True)
    seen = original.versions.seen().order_by("-live_from").defer("body")
    changes = list(seen.filter(live_from__gt=found).exclude(kind=Kind.MINOR)[:MOST])
    gone, since = _gone(news)
    address = _compare(original, found, seen, changes[0]) if changes else ""
    told = [Change(version, Moment(version.live_from, zone)) for version in changes]
    return Behind(original, _at(gone, Moment(since, zone)) if since else "", told, address)


def _compare(original: Article, taken_in: dt.datetime, seen: Any, last: Version) -> str:
    """Return where an original as it was taken in is compared with its last version."""
    before = seen.filter(live_from__lte=taken_in).first()
    saved = original.revisions.saved_by(taken_in).first() if before is None else None
    a = f"v{before.pk}" if before else f"r{saved.number}" if saved else ""
    return f"{reverse(COMPARE, args=[original.pk])}?{urlencode({'a': a, 'b': f'v{last.pk}'})}"


def _gone(news: Any) -> tuple[str, dt.datetime | None]:
    """Return what took an original from its readers, and when; None while they see it."""
    if news.original_withdrawn:
        return "withdrawn", news.original_withdrawn
    return "killed", news.original_killed


def _at(what: str, moment: Moment) -> str:
    """Return what was done, and when: “corrected at 14:02”, “updated on 24 November, 14:02”."""
    words = moment.words
    return f"{what} {'on' if ',' in words else 'at'} {words}"


def behind_words(articles: Iterable[Any]) -> dict[int, str]:
    """Return what is told in a row of stories that are behind their originals, by primary key.

    “original corrected 14:02”. Two queries; none where no story is a translation.
    """
    linked = [one.pk for one in articles if one.translations_id and not one.is_original]
    if not linked:
        return {}
    news = {one.pk: one for one in Article.objects.filter(pk__in=linked).behind_original().only("pk")}
    keys = {one.original_news for one in news.values()}
    versions = Version.objects.only("kind", "live_from").in_bulk(keys) if news else {}
    return {pk: f"original {_last(one, versions.get(one.original_news))}" for pk, one in news.items()}


def _last(news: Any, version: Version | None) -> str:
    """Return what happened last to an original: “corrected 14:02”. version: what was last published of it."""
    what, since = _gone(news)
    if since is None and version is not None:
        what, since = WORDS[Kind(version.kind)], version.live_from
    return f"{what} {told(since)}" if since else what
