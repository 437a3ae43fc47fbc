"""How a story stands with its readers, in the words and the disc that the desk's pages have for it."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.text import capfirst

from articles.models import TAKEN_AWAY, ArticleQuerySet, Embargo, Stage, State, Version

# What was done to a live story, before when.
LIVE_WORDS = {
    Version.Kind.CORRECTION: "corrected ",
    Version.Kind.CLARIFICATION: "corrected ",
    Version.Kind.RETRACTION: "retracted ",
}


@dataclass(frozen=True)
class Standing:
    """A state, its words, what stands beside it, and whether readers don't see all of the desk copy.

    Of a story that readers never saw, how far it has come on the desk.
    """

    state: State | Stage
    words: str
    note: str = ""
    changed: bool = False
    embargo: str = ""


def with_standing(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Add what `standing` reads, by subqueries and so at the price of no query."""
    versions = Version.objects.filter(article=OuterRef("pk"))
    live = versions.live()
    return articles.with_state().annotate(
        live_kind=Subquery(live.values("kind")[:1]),
        live_end=Subquery(live.values("end")[:1]),
        live_until=Subquery(live.values("live_until")[:1]),
        embargo_until=Subquery(Embargo.objects.in_force().filter(article=OuterRef("pk")).values("until")[:1]),
        gone_at=Subquery(versions.seen().order_by("-live_from").values("live_until")[:1]),
    )


def standing(article: Any) -> Standing:
    """Return how a story from `with_standing` stands now."""
    return replace(_standing(article), embargo=_embargo(article))


def _embargo(article: Any) -> str:
    if article.embargo_until is None:
        return ""
    same = article.next_from == article.embargo_until
    return "embargo until then" if same else f"embargo until {due(article.embargo_until)}"


def _standing(article: Any) -> Standing:
    if article.is_killed:
        return Standing(State.KILLED, "Killed")
    if article.live_version:
        return Standing(State.LIVE, "Live", _live_note(article), changed=article.digest != article.live_digest)
    if article.next_version:
        return Standing(State.SCHEDULED, capfirst(due(article.next_from)))
    if article.was_live:
        return Standing(State.WITHDRAWN, "Withdrawn", told(article.gone_at) if article.gone_at else "")
    stage = Stage(article.stage)
    return Standing(stage, stage.label)


def _live_note(article: Any) -> str:
    number = f"v{article.live_number}"
    if article.next_version:
        return f"{number}, update {due(article.next_from)}"
    if article.live_end in TAKEN_AWAY:
        return f"{number}, until {due(article.live_until)}"
    if article.digest != article.live_digest:
        return f"{number}, changes not shown"
    word = LIVE_WORDS.get(article.live_kind, "")
    return f"{number}, {word}{told(article.live_since)}"


def midnight() -> dt.datetime:
    """Return when today began in the current zone."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def due(at: dt.datetime) -> str:
    """Tell an instant to come (aware) in the current zone, to the second where it is not a full minute.

    “today 15:00”, “tomorrow 05:00:30”, “Thu 3 Dec, 05:00”, “3 Dec 2027, 05:00”.
    """
    local = timezone.localtime(at)
    days = (local.date() - timezone.localdate()).days
    day = {0: "today", 1: "tomorrow"}.get(days) or f"{_day(local, days)},"
    return f"{day} {clock(at)}"


def told(at: dt.datetime) -> str:
    """Tell an instant that has passed (aware) in the current zone: “14:22”, “Sun 21:15”, “22 Nov, 21:15”."""
    local = timezone.localtime(at)
    days = (timezone.localdate() - local.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    return f"{local:%a %H:%M}" if 0 < days < 7 else f"{local:%-d %b}{_year(local)}, {local:%H:%M}"


def clock(at: dt.datetime) -> str:
    """Return the time of day of an instant in the current zone, with seconds where there are any: “15:00”."""
    local = timezone.localtime(at)
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def _day(local: dt.datetime, days: int) -> str:
    week = f"{local:%a} " if abs(days) < 7 else ""
    return f"{week}{local:%-d %b}{_year(local)}"


def _year(local: dt.datetime) -> str:
    return "" if local.year == timezone.localdate().year else f" {local.year}"
