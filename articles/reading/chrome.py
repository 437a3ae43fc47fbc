"""What stands around every page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Subquery

from articles.models import Breaking, Section, Site, instant
from articles.paths import story_path
from articles.statements import Statement, given_moment
from articles.watched import CHROME
from media.lasting import lasting
from media.made_of import note


@dataclass(frozen=True)
class Bar:
    """The breaking-news bar: its words, and where it leads; "" while there is no story."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Chrome:
    """The site record, the sections in the order of the navigation, and the breaking-news bar while there is one."""

    site: Site
    sections: list[Any]
    breaking: Bar | None = None


def with_head(at: Any = None) -> QuerySet[Any]:
    """Return the sections with all that a page's head and foot print: the site record, and `breaking` as it is told.

    at: an instant (aware); None is `instant()`.
    """
    at = at or instant()
    return Section.objects.with_site().annotate(breaking=Subquery(Breaking.objects.live(at).told(at)[:1]))


HEAD = Statement(lambda: with_head(given_moment("at")), shared=True)


@lasting
def chrome() -> Chrome:
    """Return head and foot of a page in one query; a site without sections costs two more."""
    return chrome_of(HEAD.ask(at=instant()))


def chrome_of(sections: list[Any]) -> Chrome:
    """Return head and foot of a page from sections of `with_head`."""
    note(CHROME)
    if not sections:
        bar = Breaking.objects.live().told().first()
        return Chrome(Site.objects.current(), sections, _bar(bar and bar["told"]))
    return Chrome(sections[0].site, sections, _bar(sections[0].breaking))


def _bar(told: dict[str, Any] | None) -> Bar | None:
    """Return the bar of what a query told; None without one, and for a story that readers do not see."""
    if told is not None and told["story"]:
        note(f"story-{told['story']}")
    if told is None or (told["story"] and not told["slug"]):
        return None
    address = story_path(dt.date.fromisoformat(told["day"]), told["slug"]) if told["slug"] else ""
    return Bar(told["words"], address)
