"""Stories that are translations of one another, for tests."""

import datetime as dt
from typing import Any

from articles import translating
from articles.models import Article, Version
from tests.articles.makers import make_article
from tests.articles.site.stories import HOUR, NOON, put_live

HEADLINES = {"en": "Harbour opens", "fr": "Le port ouvre", "ar": "الميناء يُفتح", "de": "Der Hafen öffnet"}


def make_translation(original: Article, language: str = "fr", **values: Any) -> Article:
    """Return a story of our own words that is linked as a translation of another."""
    article = make_article(values.pop("headline", HEADLINES[language]), language=language, **values)
    translating.link(article, original, by=None)
    return article


def put_all_tongues_live(*languages: str, at: dt.datetime = NOON - HOUR, **values: Any) -> list[Version]:
    """Let readers see one story in several languages; the first is that of the original. Return the versions."""
    versions = [
        put_live(HEADLINES[language], at=at, language=language, byline=f"Writer {language}", **values)
        for language in languages
    ]
    for version in versions[1:]:
        translating.link(Article.objects.get(pk=version.article_id), versions[0].article, by=None)
    return list(Version.objects.filter(pk__in=[one.pk for one in versions]).order_by("pk"))
