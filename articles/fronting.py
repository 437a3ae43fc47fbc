"""The verbs of fronts: what changes what readers see on top of a place. The only writer of their windows.

Each act is one function in one transaction, on record. `by` is the person who acts and must hold the permission; None
is the newsroom's own machinery. Nothing has to run at the instants: `FrontVersion.objects.live()` asks the clock.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.arranging import PERMISSION, hold_fronts
from articles.holding import Refused, permit
from articles.house_rules import Finding
from articles.models import Act, Article, Breaking, Front, FrontVersion
from articles.recording import Facts, record
from articles.windows import told

TICK = dt.timedelta(microseconds=1)


@transaction.atomic
def publish_front(front: Front, *, by: Any, at: dt.datetime | None = None, state: int | None = None) -> FrontVersion:
    """Show readers a draft as it is saved, now or from an instant to come (aware); return the version.

    It ends where what it replaces would have. state: the primary key of the state that somebody looked at. Raises
    PermissionDenied, and Refused for an instant that has passed and where the draft has another state by now.
    """
    permit(by, PERMISSION)
    hold_fronts()
    front.refresh_from_db(from_queryset=Front.objects.select_for_update())
    if state is not None and state != front.arrangement_id:
        raise Refused(Finding("state", "Somebody saved this front meanwhile. Look at it again before readers see it."))
    now = timezone.now()
    begins = at or now
    if begins < now:
        raise Refused(Finding("at", f"{told(begins)} has passed. Choose a time to come, or publish now."))
    versions = FrontVersion.objects.of(front.section, front.tag)
    before = outlook(front, now)
    while (shown := versions.live(begins).first()) and shown.live_from == begins <= now:
        begins += TICK
    if shown is None:
        following = versions.upcoming(begins).first()
        until = following.live_from if following else None
    else:
        until = shown.live_until
        _end(shown, begins)
    version = FrontVersion.objects.create(
        section=front.section,
        tag=front.tag,
        name=front.name,
        arrangement=front.arrangement,
        live_from=begins,
        live_until=until,
        made_by=by,
    )
    after = outlook(front, now if at else begins)
    record(by, Act.FRONT_SCHEDULED if at else Act.FRONT_PUBLISHED, front, before=before, after=after)
    return version


@transaction.atomic
def call_off_front(version: FrontVersion, *, by: Any) -> None:
    """Call off what nobody has seen; what readers have before it stays. Raises PermissionDenied and Refused."""
    permit(by, PERMISSION)
    hold_fronts()
    now = timezone.now()
    found = FrontVersion.objects.upcoming(now).filter(pk=version.pk).first()
    if found is None:
        raise Refused(Finding("at", "Readers have seen this front, or it is called off already."))
    before = outlook(found, now)
    previous = FrontVersion.objects.of(found.section, found.tag).filter(live_until=found.live_from).first()
    until = found.live_until
    found.delete()
    if previous:
        FrontVersion.objects.filter(pk=previous.pk).update(live_until=until)
    record(by, Act.FRONT_CALLED_OFF, str(version), before=before, after=outlook(version, now))


@transaction.atomic
def take_down(place: Any, *, by: Any) -> None:
    """Let a place lay itself out again from now on; what is scheduled stays scheduled.

    place: a draft or a version of it. Raises PermissionDenied, and Refused where nothing is arranged.
    """
    permit(by, PERMISSION)
    hold_fronts()
    now = timezone.now()
    shown = FrontVersion.objects.of(place.section, place.tag).live(now).first()
    if shown is None:
        raise Refused(Finding("at", "Readers see no arranged front here."))
    before = outlook(shown, now)
    ends = max(now, shown.live_from + TICK)
    FrontVersion.objects.filter(pk=shown.pk).update(live_until=ends)
    record(by, Act.FRONT_TAKEN_DOWN, str(shown), before=before, after=outlook(shown, ends))


@transaction.atomic
def break_news(
    words: str, until: dt.datetime, *, by: Any, article: Article | None = None, at: dt.datetime | None = None
) -> Breaking:
    """Put a line over every page until an instant to come, from now or from another one (aware); return it.

    From now on it takes the place of the one that is there, and ends where the next one begins. One that is to come
    stands between others. words: the story's headline then where there are none. Raises PermissionDenied, and Refused
    for instants that have passed or belong to another line, for no words, and for a story that readers do not see then.
    """
    permit(by, PERMISSION)
    hold_fronts()
    now = timezone.now()
    begins = at or now
    if begins < now:
        raise Refused(
            Finding("starts", f"{told(begins)} has passed. Choose a time to come, or leave it empty for now.")
        )
    if until <= begins:
        early = f"It would end before it begins, at {told(begins)}." if at else f"{told(until)} has passed."
        raise Refused(
            Finding("until", f"{early} Choose a time after that." if at else f"{early} Choose a time to come.")
        )
    shown = article.versions.live(begins).first() if article else None
    if article and shown is None:
        when = f"will not see this story at {told(begins)}" if at else "do not see this story"
        raise Refused(Finding("story", f"Readers {when}, so nothing can lead to it. Publish it first."))
    told_words = " ".join(words.split()) or (shown.headline if shown else "")
    longest = Breaking._meta.get_field("words").max_length or 0
    if not told_words or len(told_words) > longest:
        words = f"At most {longest} characters fit; this has {len(told_words)}." if told_words else "Say what happened."
        raise Refused(Finding("words", words))
    before = _bars(now)
    if at:
        _refuse_others(at, until)
    else:
        begins = _ended(now)
        following = Breaking.objects.upcoming(begins).first()
        until = min(until, following.live_from) if following else until
    bar = Breaking.objects.create(words=told_words, article=article, live_from=begins, live_until=until, made_by=by)
    record(by, Act.BREAKING_SET, bar, before=before, after=_bars(now if at else begins))
    return bar


@transaction.atomic
def end_breaking(*, by: Any) -> None:
    """Take the line off every page; what is to come stays. Raises PermissionDenied, and Refused where there is none."""
    permit(by, PERMISSION)
    hold_fronts()
    now = timezone.now()
    bar = Breaking.objects.live(now).first()
    if bar is None:
        raise Refused(Finding("state", "There is no breaking-news bar now."))
    before = _bars(now)
    record(by, Act.BREAKING_ENDED, bar, before=before, after=_bars(_ended(now)))


@transaction.atomic
def call_off_breaking(key: int, *, by: Any) -> None:
    """Call off a line that nobody has seen, by its key. Raises PermissionDenied, and Refused for another."""
    permit(by, PERMISSION)
    hold_fronts()
    now = timezone.now()
    bar = Breaking.objects.upcoming(now).filter(pk=key).first()
    if bar is None:
        raise Refused(Finding("state", "Readers have seen this bar, or it is called off already."))
    before = _bars(now)
    bar.delete()
    record(by, Act.BREAKING_ENDED, str(bar), before=before, after=_bars(now))


def _refuse_others(begins: dt.datetime, until: dt.datetime) -> None:
    """Raise Refused where another line stands in a window."""
    other = Breaking.objects.live_or_later(begins).filter(live_from__lt=until).first()
    if other and other.live_from <= begins:
        words = f"“{other}” stands until {told(other.live_until)}. Begin then or later, or take that one down first."
        raise Refused(Finding("starts", words))
    if other:
        words = f"“{other}” begins at {told(other.live_from)}. End then or earlier, or call that one off first."
        raise Refused(Finding("until", words))


def _bars(at: dt.datetime) -> Facts:
    """Return the line that stands at an instant (aware) and those that are to come, in words."""
    bar = Breaking.objects.live(at).first()
    facts: Facts = {"Bar": f"“{bar}”, until {told(bar.live_until)}" if bar else "none"}
    if due := list(Breaking.objects.upcoming(at)):
        facts["Scheduled"] = [f"“{one}”, from {told(one.live_from)} until {told(one.live_until)}" for one in due]
    return facts


def _ended(at: dt.datetime) -> dt.datetime:
    """End the bar that is there; return the instant from which on there is none."""
    bar = Breaking.objects.live(at).first()
    if bar is None:
        return at
    ends = max(at, bar.live_from + TICK)
    Breaking.objects.filter(pk=bar.pk).update(live_until=ends)
    return ends


def outlook(place: Any, at: dt.datetime) -> Facts:
    """Return what readers see on top of a place at an instant (aware) and what they are to see after it, in words."""
    versions = FrontVersion.objects.of(place.section, place.tag)
    shown = versions.live(at).first()
    facts: Facts = {"Readers see": f"“{shown.name}”" if shown else "a front that lays itself out"}
    if due := list(versions.upcoming(at)):
        facts["Scheduled"] = [f"“{one.name}”, {told(one.live_from)}" for one in due]
    return facts


def _end(shown: FrontVersion, at: dt.datetime) -> None:
    """End what is shown at an instant, or take its place where it would only begin then."""
    if shown.live_from == at:
        shown.delete()
    else:
        FrontVersion.objects.filter(pk=shown.pk).update(live_until=at)
