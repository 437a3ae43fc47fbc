"""The desk's day, the first page after login: what is on one's own desk, what goes live, what is live."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles.desk.rows import Row, rows, thumb, with_people
from articles.desk.standing import clock, told, with_standing
from articles.models import Article, Site, State, Version

# Rows of each part of the page; the list of stories has the rest.
MOST = 12


@dataclass(frozen=True)
class Part:
    """Some rows, and whether there are more than are shown."""

    rows: list[Any]
    more: bool

    @property
    def count(self) -> str:
        """How many there are: “3”, “12+”."""
        return f"{len(self.rows)}+" if self.more else str(len(self.rows))


@dataclass(frozen=True)
class Shown:
    """A version that readers were given today."""

    version: Version
    thumb: str
    people: str

    @property
    def clock(self) -> str:
        """When, as a time of day."""
        return told(self.version.live_from)


@dataclass(frozen=True)
class Due:
    """Something that happens by itself: a version is shown, or a story is taken from its readers."""

    at: dt.datetime
    version: Version
    people: str
    ends: bool = False

    @property
    def clock(self) -> str:
        """When, to the second where it is not a full minute."""
        return clock(self.at)


def day(user: Any, site: Site) -> dict[str, Any]:
    """Return the context of the page for somebody who may see stories, in a constant number of queries."""
    mine, drafts = _stories(user, site)
    due = _due()
    return {
        "now": timezone.localtime(),
        "place": timezone.get_current_timezone_name().rpartition("/")[2].replace("_", " "),
        "mine": mine,
        "drafts": drafts,
        "live": _live(),
        "due": due,
        "timeline": [(date, list(group)) for date, group in groupby(due.rows, lambda one: timezone.localdate(one.at))],
        "to_the_second": any(timezone.localtime(one.at).second for one in due.rows),
    }


def _stories(user: Any, site: Site) -> tuple[Part, Part]:
    """What is on somebody's own desk, and the drafts of others."""
    mine = _latest(Article.objects.of(user).unseen())
    drafts = _latest(Article.objects.in_state(State.DRAFT).exclude(pk__in=[article.pk for article in mine[:MOST]]))
    printed: list[Row] = rows([*mine[:MOST], *drafts[:MOST]], user, site.language)
    shown = len(mine[:MOST])
    return Part(printed[:shown], more=len(mine) > MOST), Part(printed[shown:], more=len(drafts) > MOST)


def _latest(articles: Any) -> list[Any]:
    return list(with_people(with_standing(articles)).order_by("-updated_at", "-pk")[: MOST + 1])


def _live() -> Part:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = Version.objects.live().filter(live_from__gte=midnight).for_cards().order_by("-live_from", "-pk")
    found = list(today[: MOST + 1])
    return Part([Shown(one, thumb(one.lead_photo), _people(one)) for one in found[:MOST]], more=len(found) > MOST)


def _due() -> Part:
    """What lies ahead, soonest first: versions to come, and the ends of those that are withdrawn at a time."""
    now = timezone.now()
    beginning = Version.objects.upcoming(now).for_cards().order_by("live_from", "pk")
    ends: QuerySet[Version] = Version.objects.to_be_withdrawn(now).for_cards().order_by("live_until", "pk")
    found = sorted([*_beginnings(beginning[: MOST + 1]), *_ends(ends[: MOST + 1])], key=lambda one: one.at)
    return Part(found[:MOST], more=len(found) > MOST)


def _beginnings(versions: QuerySet[Version]) -> Iterator[Due]:
    return (Due(one.live_from, one, _people(one)) for one in versions)


def _ends(versions: QuerySet[Version]) -> Iterator[Due]:
    return (Due(one.live_until, one, _people(one), ends=True) for one in versions if one.live_until)


def _people(version: Version) -> str:
    return ", ".join(credit.printed for credit in version.bylines.all())
