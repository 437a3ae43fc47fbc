"""Drafts of the sample edition that may not go out yet: stopped by the newsroom's lawyer, or under embargo."""

import datetime as dt
import json
from typing import Any

from django.contrib.auth.models import User

from articles.legal import put_on_hold
from articles.models import Article, Site
from articles.timing import set_embargo
from articles.wire import edition
from articles.wire.edition_day import Calendar


def tell_holds() -> None:
    """Put drafts of the edition on legal hold and under embargo in the name of the demonstration's logins."""
    told = json.loads(edition.SURROUNDINGS.read_text())
    holds, embargoes = by_story(told.get("holds", [])), by_story(told.get("embargoes", []))
    people = User.objects.in_bulk({one["by"] for one in [*holds.values(), *embargoes.values()]}, field_name="username")
    for article in Article.objects.filter(source_id__in=holds, held_at=None):
        hold = holds[str(article.source_id)]
        put_on_hold(article, hold["reason"], by=people[hold["by"]])
    calendar = Calendar(0, Site.objects.current().tz)
    for article in Article.objects.filter(source_id__in=embargoes, embargo=None):
        embargo = embargoes[str(article.source_id)]
        until = calendar.ahead(dt.datetime.fromisoformat(embargo["until"]))
        set_embargo(article, until, by=people[embargo["by"]], note=embargo["note"])


def by_story(told: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what is told of stories by the key of each, “meridian-048”."""
    return {one["story"]: one for one in told}
