"""The verbs of time: moving what is scheduled, setting and lifting an embargo. Each in one transaction, on record."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.freezing import settle
from articles.gating import may_follow, pass_again
from articles.holding import Refused, begin, permit
from articles.house_rules import Finding
from articles.house_rules.hold import held_because
from articles.models import TAKEN_AWAY, Act, Article, Embargo, Version
from articles.recording import Facts, on_record, outlook, record
from articles.windows import call_off, end_at, told

# What becomes of versions that are scheduled for a time before a new embargo ends.
MOVE, CALL_OFF = "move", "call_off"


@transaction.atomic
def reschedule(version: Version, at: dt.datetime, *, by: Any) -> Version:
    """Move a version that nobody has seen to another instant to come; return it.

    What readers see before it runs on until then, and what ended with it ends when it did.
    """
    article = version.article
    begin(article, by, "publish_article")
    with on_record(article, by, Act.RESCHEDULED):
        _move(article, version, at, by=by)
    version.refresh_from_db()
    return version


@transaction.atomic
def reschedule_withdrawal(version: Version, at: dt.datetime, *, by: Any) -> Version:
    """Take a version from its readers at another instant to come than was scheduled; return it."""
    article = version.article
    begin(article, by, "withdraw_article")
    now = timezone.now()
    ending = article.versions.to_be_withdrawn(now).filter(pk=version.pk).first()
    if ending is None:
        raise Refused(Finding("at", "This withdrawal is called off, moved to another version, or over."))
    version = ending
    if version.end == Version.End.REMOVED:
        permit(by, "articles.remove_article")
    _to_come(at, now)
    if article.held_at and version.live_until and at > version.live_until:
        raise Refused(held_because(article.hold_reason))
    if at <= version.live_from:
        raise Refused(Finding("at", f"Version {version.number} goes live on {told(version.live_from)}, after that."))
    following = article.versions.filter(live_from__gt=version.live_from).order_by("live_from").first()
    if following is not None and following.live_from < at:
        words = f"Version {following.number} goes live on {told(following.live_from)}, before that."
        raise Refused(Finding("at", words))
    with on_record(article, by, Act.RESCHEDULED):
        end_at(version, at, version.end, version.end_note)
    version.refresh_from_db()
    return version


@transaction.atomic
def set_embargo(article: Article, until: dt.datetime, *, by: Any, note: str = "", scheduled: str = "") -> Embargo:
    """Let nothing new of a story be shown before an instant to come, whoever publishes; return the embargo.

    scheduled: what becomes of versions due before that: MOVE has the last of them shown when the embargo ends and
    calls the others off, CALL_OFF calls off all. Raises Refused where there are some and neither is said.
    """
    begin(article, by, "publish_article")
    now = timezone.now()
    _to_come(until, now)
    before = _facts(article, now)
    _make_way(article, until, now, scheduled, by=by)
    words = {"since": now, "until": until, "note": note.strip(), "set_by": by}
    embargo, _ = Embargo.objects.update_or_create(article=article, defaults=words)
    record(by, Act.EMBARGO, article, before=before, after=_facts(article, now), reason=embargo.note)
    return embargo


@transaction.atomic
def lift_embargo(article: Article, *, by: Any) -> None:
    """Let a story be published at once that was under embargo. Nothing is published by that."""
    begin(article, by, "publish_article")
    now = timezone.now()
    if not Embargo.objects.in_force(now).filter(article=article).exists():
        raise Refused(Finding("state", "No embargo holds this story."))
    before = _facts(article, now)
    Embargo.objects.filter(article=article).delete()
    record(by, Act.EMBARGO, article, before=before, after=_facts(article, now))


def _move(article: Article, version: Version, at: dt.datetime, *, by: Any) -> None:
    """Move a version. The windows are changed in an order in which no two ever overlap, as the database demands."""
    now = timezone.now()
    if not article.versions.upcoming(now).filter(pk=version.pk).exists():
        raise Refused(Finding("at", "Readers have seen this version, or it is called off: it cannot be moved."))
    _to_come(at, now)
    version.refresh_from_db()
    others = article.versions.exclude(pk=version.pk)
    if others.filter(live_from=at).exists():
        raise Refused(Finding("at", f"Another version goes live on {told(at)}. Choose another time."))
    pass_again(version, at=at, by=by)
    before = others.filter(live_until=version.live_from, end=Version.End.REPLACED).first()
    shown = others.live(at).first()
    until, end, note = _end_when_moved(version, at, before, shown, others)
    if shown is None and not version.is_live(at):
        last = others.filter(live_from__lt=at).order_by("live_from").last()
        # What runs on in its place ends as it would have ended.
        may_follow(version if last is not None and last == before else last, by=by)
    if shown is not None:
        end_at(shown, at, Version.End.REPLACED)
    Version.objects.filter(pk=version.pk).update(
        live_from=at, live_until=until, end=end, end_note=note, first_published=min(at, version.first_published)
    )
    if before is not None and before != shown:
        if version.is_live(at):
            end_at(before, at, Version.End.REPLACED)
        else:
            end_at(before, version.live_until, version.end, version.end_note)
    settle(article)


def _end_when_moved(
    version: Version, at: dt.datetime, before: Version | None, shown: Version | None, others: Any
) -> tuple[dt.datetime | None, str, str]:
    """Return when a version ends that is moved, why, and what readers are told then.

    before: what runs on in its place. shown: what readers would see at the new instant without it.
    """
    if shown is not None and shown != before:
        return shown.live_until, shown.end, shown.end_note
    if shown is not None or version.is_live(at):
        return version.live_until, version.end, version.end_note
    following = others.filter(live_from__gt=at).order_by("live_from").first()
    taken = version.live_until if version.end in TAKEN_AWAY and before is None else None
    if taken is not None and at >= taken:
        raise Refused(Finding("at", f"The story is to be withdrawn on {told(taken)}. Move that first."))
    if taken is not None and (following is None or following.live_from > taken):
        return taken, version.end, version.end_note
    return (following.live_from, Version.End.REPLACED, "") if following else (None, Version.End.OPEN, "")


def _make_way(article: Article, until: dt.datetime, now: dt.datetime, scheduled: str, *, by: Any) -> None:
    """Move or call off what is scheduled for a time before an embargo ends. Raises Refused where neither is said."""
    early = list(article.versions.upcoming(now).filter(live_from__lt=until).order_by("live_from"))
    if not early:
        return
    if scheduled not in {MOVE, CALL_OFF}:
        due = " ".join(f"Version {one.number} is scheduled for {told(one.live_from)}." for one in early)
        raise Refused(Finding("scheduled", f"{due} That is before the embargo ends. Choose what becomes of it."))
    taken = article.versions.filter(live_from=until).exists()
    kept = early.pop() if scheduled == MOVE and not taken else None
    if kept is not None:
        _move(article, kept, until, by=by)
    for version in early:
        call_off(version)
    settle(article)


def _to_come(at: dt.datetime, now: dt.datetime) -> None:
    if at <= now:
        raise Refused(Finding("at", f"{told(at)} has passed. Choose a time to come."))


def _facts(article: Article, now: dt.datetime) -> Facts:
    embargo = Embargo.objects.in_force(now).filter(article=article).first()
    return {**outlook(article, now), "Embargo until": told(embargo.until) if embargo else "none"}
