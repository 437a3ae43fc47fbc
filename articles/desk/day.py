"""The desk's day, the first page after login: what is on one's own desk, what goes live, what is live."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from articles.announcing import trouble
from articles.desk.comment_rows import waiting_part
from articles.desk.killing import killed_lately
from articles.desk.rows import Row, rows, thumb, with_people
from articles.desk.standing import clock, midnight, told, with_standing
from articles.in_front import deaf
from articles.models import Article, Site, Stage, State, Version, person
from media.models import Photo

# Rows of each part of the page; the list of stories has the rest.
MOST = 12
# Of comments, which are read on a page of their own.
COMMENTS = 4
# How long something that was killed stands on the page.
KILLED_SHOWN = dt.timedelta(days=7)
# How long before the rights of a photo end the desk is told, and told loudly.
WARNED, NEAR = dt.timedelta(days=7), dt.timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """Some rows, and whether there are more than are shown."""

    rows: list[Any]
    more: bool
    # How many there are, where fewer are shown.
    found: int = 0

    @property
    def count(self) -> str:
        """How many there are: “3”, “12+”."""
        found = self.found or len(self.rows)
        return f"{found}+" if self.more else str(found)


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
class Held:
    """A story that is on legal hold."""

    article: Any

    @property
    def since(self) -> str:
        """Since when."""
        return told(self.article.held_at)

    @property
    def thumb(self) -> str:
        """The address of the lead photo's small rendition; "" without one."""
        return thumb(self.article.lead_photo)

    @property
    def who(self) -> str:
        """Who put it on hold."""
        return person(self.article.held_by) or "the newsroom"


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


@dataclass(frozen=True)
class Ending:
    """A photo whose rights end soon, or did a short while ago, as of an instant."""

    photo: Photo
    now: dt.datetime

    @property
    def thumb(self) -> str:
        """The address of its small picture."""
        return thumb(self.photo)

    @property
    def ended(self) -> bool:
        """Whether readers see it no more."""
        return bool(self.photo.refusal(self.now))

    @property
    def is_near(self) -> bool:
        """Whether less than a day is left."""
        until = self.photo.allowed_until
        return until is not None and self.now < until <= self.now + NEAR


def day(user: Any, site: Site) -> dict[str, Any]:
    """Return the context of the page for somebody who may see stories, in a constant number of queries."""
    due = _due()
    return {
        "today": timezone.localdate(),
        **_stories(user, site),
        "live": _live(),
        "comments": _comments(user),
        "rights": _rights(),
        "due": due,
        "holds": _holds(),
        "hub": trouble(),
        "deaf": deaf(),
        "longest": settings.EDGE_SECONDS,
        "killed": killed_lately(timezone.now() - KILLED_SHOWN),
        "timeline": [(date, list(group)) for date, group in groupby(due.rows, lambda one: timezone.localdate(one.at))],
        "to_the_second": any(timezone.localtime(one.at).second for one in due.rows),
    }


def now_told() -> str:
    """Return the time of day in the current zone, as the page's clock tells it: “14:22”."""
    return f"{timezone.localtime():%H:%M}"


def place() -> str:
    """Return where the current zone's clocks are: “Paris”."""
    return timezone.get_current_timezone_name().rpartition("/")[2].replace("_", " ")


def _stories(user: Any, site: Site) -> dict[str, Part]:
    """Return what waits for review, what is on somebody's own desk, what is ready, and what others are writing."""
    mine = _found(Article.objects.on_desk_of(user).order_by("-updated_at", "-pk"))
    waiting = Article.objects.in_stage(Stage.REVIEW).exclude(assigned_to=user).longest_waiting_first()
    drafts = Article.objects.in_state(State.DRAFT).in_stage(Stage.DRAFT).order_by("-updated_at", "-pk")
    found = {
        "waiting": _found(waiting),
        "mine": mine,
        "behind": _found(Article.objects.concerning(user).behind_original().order_by("-original_changed", "pk")),
        "ready": _found(Article.objects.in_stage(Stage.READY).longest_waiting_first()),
        "drafts": _found(drafts.exclude(pk__in=[article.pk for article in mine[:MOST]])),
    }
    printed: list[Row] = rows([one for part in found.values() for one in part[:MOST]], user, site.language)
    parts: dict[str, Part] = {}
    for name, part in found.items():
        shown = len(part[:MOST])
        parts[name] = Part(printed[:shown], more=len(part) > MOST)
        printed = printed[shown:]
    return parts


def _found(articles: Any) -> list[Any]:
    return list(with_people(with_standing(articles))[: MOST + 1])


def _live() -> Part:
    today = Version.objects.live().filter(live_from__gte=midnight()).for_cards().order_by("-live_from", "-pk")
    found = list(today[: MOST + 1])
    return Part([Shown(one, thumb(one.lead_photo), _people(one)) for one in found[:MOST]], more=len(found) > MOST)


def _rights() -> Part:
    """Photos whose rights end in the next seven days and those whose did in the last, the next to end first."""
    now = timezone.now()
    found = list(Photo.objects.ending(now - WARNED, now + WARNED)[: MOST + 1])
    return Part([Ending(one, now) for one in found[:MOST]], more=len(found) > MOST)


def _comments(user: Any) -> Part | None:
    """Comments that wait for an editor, the longest waiting first; None for who moderates none."""
    found = waiting_part(user, MOST)
    return None if found is None else Part(found[:COMMENTS], more=len(found) > MOST, found=len(found[:MOST]))


def _holds() -> Part | None:
    """What nothing new may be shown of, the latest first; None when there is nothing."""
    found = list(
        Article.objects.on_hold()
        .select_related("held_by", "lead_photo")
        .defer("body")
        .order_by("-held_at", "-pk")[: MOST + 1]
    )
    return Part([Held(article) for article in found[:MOST]], more=len(found) > MOST) if found else None


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
