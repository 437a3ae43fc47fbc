"""The verbs: what changes what readers see. The only writer of live windows.

Each act is one function in one transaction and is called alike by the desk, the loader and commands. `by` is the
person who acts and must hold the permission; None is the newsroom's own machinery (a loader, a command). An act takes
what is saved, never what an instance in memory says.
Acts raise `Refused` with everything that stands in the way, and PermissionDenied for what a person may not do. Those
that show readers something take `override`: why that goes out against house rules that would keep it back.

Instants are aware datetimes. An act changes what readers see from its instant on, never what they saw before. When a
version would begin at the microsecond in which readers already have another, it begins in the next one.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import announcing, cards
from articles.freezing import Frozen, freeze, in_order, settle, thaw
from articles.gating import may_follow, pass_gate, too_early
from articles.holding import Refused, begin, permit
from articles.house_rules import Finding, HouseRules, photos_of
from articles.house_rules.hold import held_because
from articles.models import CORRECTIONS, Act, Article, Embargo, Kind, Revision, Version
from articles.recording import on_record
from articles.reviewing import close
from articles.substance import substance
from articles.translating import refuse_taken
from articles.windows import call_off, call_off_all, end_at, told

TICK = dt.timedelta(microseconds=1)
MINOR_ASKED = "minor"
# What the record says of a removal that tells readers nothing.
LEGAL = "Removed for legal reasons"

__all__ = [
    "Refused",
    "backfill",
    "call_off_withdrawal",
    "correct",
    "publish",
    "restore",
    "schedule",
    "unschedule",
    "update",
    "withdraw",
]


@transaction.atomic
def publish(article: Article, *, by: Any, at: dt.datetime | None = None, note: str = "", override: str = "") -> Version:
    """Show the desk copy to readers, now or from an instant to come; return the version."""
    begin(article, by, "publish_article")
    with on_record(article, by, Act.SCHEDULED if at else Act.PUBLISHED, note):
        return _put_live(article, by=by, at=at, kind=Kind.UPDATE, note=note, override=override)


@transaction.atomic
def schedule(article: Article, at: dt.datetime, *, by: Any, note: str = "", override: str = "") -> Version:
    """Show the desk copy, as it is now, from an instant to come; return the version.

    A version already scheduled for that very instant is replaced.
    """
    begin(article, by, "publish_article")
    if at <= timezone.now():
        raise Refused(Finding("at", f"{told(at)} has passed. Choose a time to come, or publish now."))
    with on_record(article, by, Act.SCHEDULED, note):
        return _put_live(article, by=by, at=at, kind=Kind.UPDATE, note=note, override=override)


@transaction.atomic
def unschedule(version: Version, *, by: Any) -> None:
    """Call off a version nobody has seen; what readers have before it stays in its place."""
    article = version.article
    begin(article, by, "publish_article")
    if not article.versions.upcoming().filter(pk=version.pk).exists():
        raise Refused(Finding("at", "Readers have seen this version: it can be withdrawn, not called off."))
    with on_record(article, by, Act.UNSCHEDULED):
        call_off(version)
        settle(article)


@transaction.atomic
def update(
    article: Article, *, by: Any, note: str = "", kind: str = Kind.UPDATE, sure: bool = False, override: str = ""
) -> Version:
    """Show readers of a live story the desk copy instead; return the version.

    kind: UPDATE, or MINOR for an edit that does not change what the story says and has no note. An edit that seems to
    change it is refused as a minor one, with what changed under MINOR_ASKED, unless somebody is `sure`.
    """
    if kind not in {Kind.UPDATE, Kind.MINOR}:
        raise ValueError(f"{kind!r} is not a kind of update.")
    begin(article, by, "publish_article")
    live = _require_live(article, "updated")
    if kind == Kind.MINOR:
        note = ""
        if not sure and (changes := substance(live.content(), article.content())):
            raise Refused(Finding(MINOR_ASKED, f"This changes what the story says: {'; '.join(changes)}."))
    with on_record(article, by, Act.UPDATED, note):
        return _put_live(article, by=by, kind=kind, note=note.strip(), override=override)


@transaction.atomic
def correct(article: Article, note: str, *, by: Any, kind: str = Kind.CORRECTION, override: str = "") -> Version:
    """Show readers of a live story the desk copy, with a note that says what was wrong; return the version.

    kind: CORRECTION, CLARIFICATION or RETRACTION. A retraction takes back what the story says: it stays at its address,
    marked, with the note on top, and so do later versions until one from before is restored. What was scheduled is
    called off. It takes the permission to withdraw as well.
    """
    if kind not in CORRECTIONS:
        raise ValueError(f"{kind!r} is not a kind of correction.")
    retracts = kind == Kind.RETRACTION
    begin(article, by, "correct_article", *(["withdraw_article"] if retracts else []))
    _require_live(article, "corrected")
    if not note.strip():
        raise Refused(Finding("note", "Say what was wrong: readers see the note with the story."))
    with on_record(article, by, Act.CORRECTED, note.strip()):
        if retracts:
            now = timezone.now()
            call_off_all(article, from_=now, now=now)
        return _put_live(article, by=by, kind=kind, note=note.strip(), retracted=retracts or None, override=override)


@transaction.atomic
def withdraw(article: Article, *, by: Any, at: dt.datetime | None = None, note: str = "", legal: bool = False) -> None:
    """Take a story from its readers, now or at an instant to come, and call off every version due from then on.

    note: what readers are told at its address. legal: whether it is removed for legal reasons, as if it had never been;
    then nobody is told anything, and a story that is withdrawn already can be removed still. It takes a permission of
    its own.
    """
    begin(article, by, "withdraw_article", *(["remove_article"] if legal else []))
    now = timezone.now()
    at = at or now
    if at < now:
        raise Refused(Finding("at", f"{told(at)} has passed. Choose a time to come, or withdraw now."))
    with on_record(article, by, Act.WITHDRAWN, LEGAL if legal else note.strip()):
        due = call_off_all(article, from_=at, now=now)
        shown = article.versions.live(at).first()
        gone = article.versions.withdrawn(at).first() if legal else None
        if shown is not None:
            end = Version.End.REMOVED if legal else Version.End.WITHDRAWN
            end_at(shown, max(at, shown.live_from + TICK), end, "" if legal else note.strip())
        elif gone is not None:
            end_at(gone, gone.live_until, Version.End.REMOVED)
        elif not due:
            raise Refused(Finding("at", "Readers do not see this story then, so there is nothing to withdraw."))
        settle(article)


@transaction.atomic
def withdraw_translations(article: Article, *, by: Any, at: dt.datetime | None = None, **told: Any) -> list[Article]:
    """Withdraw, as `withdraw` does, the translations of a story that readers see then; return them, by language."""
    live = Version.objects.live(at or timezone.now()).values("article")
    others = list(Article.objects.translations_of(article).filter(pk__in=live).order_by("language", "pk"))
    for other in others:
        withdraw(other, by=by, at=at, **told)
    return others


@transaction.atomic
def call_off_withdrawal(article: Article, *, by: Any) -> None:
    """Let a story stay that was to be withdrawn at an instant to come; a removal, if `by` may remove."""
    begin(article, by, "withdraw_article")
    if article.held_at:
        raise Refused(held_because(article.hold_reason))
    ending = article.versions.to_be_withdrawn().order_by("live_from").first()
    if ending is None:
        raise Refused(Finding("at", "No withdrawal of this story lies ahead."))
    if ending.end == Version.End.REMOVED:
        permit(by, "articles.remove_article")
    following = article.versions.filter(live_from__gte=ending.live_until).order_by("live_from").first()
    with on_record(article, by, Act.WITHDRAWAL_CALLED_OFF):
        if following is None:
            end_at(ending, None, Version.End.OPEN)
        else:
            end_at(ending, following.live_from, Version.End.REPLACED)


@transaction.atomic
def restore(version: Version, *, by: Any, note: str = "", override: str = "") -> Version:
    """Show readers an earlier version's content again, as a new version; return it.

    The desk copy takes that content too; what it held before stays among the revisions.
    """
    article = version.article
    begin(article, by, "publish_article")
    if version.live_from > timezone.now():
        raise Refused(Finding("at", "Readers have not seen this version yet."))
    with on_record(article, by, Act.RESTORED, note):
        refuse_taken(article, version.language)
        thaw(article, version.content())
        Revision.objects.keep(article, by, note=f"Version {version.number} restored")
        return _put_live(article, by=by, kind=Kind.UPDATE, note=note, retracted=version.retracted, override=override)


@transaction.atomic
def backfill(stories: list[Frozen], *, by: Any = None) -> dict[int, list[Finding]]:
    """Give stories that have no version yet the one or those that readers saw, or will see, elsewhere.

    Returns what the house rules have against a story, by the primary key of its article; all others are written.
    Nothing is put on record here: who loads thousands does that once.
    """
    rules, photos = HouseRules.current(), photos_of(*(story.content for story in stories))
    keys = {story.article.pk for story in stories}
    held = dict(Article.every_row.on_hold().filter(pk__in=keys).values_list("pk", "hold_reason"))
    embargoes = {one.article_id: one for one in Embargo.objects.filter(article__in=keys)}
    refused = {
        story.article.pk: findings
        for story in stories
        if (
            findings := [
                *_held(held.get(story.article.pk)),
                *too_early(embargoes.get(story.article.pk), story.live_from),
                *rules.refusals(story.content, photos),
            ]
        )
    }
    freeze(in_order([story for story in stories if story.article.pk not in refused]), by=by)
    return refused


def _held(reason: str | None) -> list[Finding]:
    return [held_because(reason)] if reason is not None else []


def _require_live(article: Article, done: str) -> Version:
    live = article.versions.live().first()
    if live is None:
        raise Refused(Finding("state", f"Readers do not see this story, so it cannot be {done}. Publish it."))
    return live


def _put_live(
    article: Article,
    *,
    by: Any,
    kind: str,
    note: str,
    at: dt.datetime | None = None,
    retracted: bool | None = None,
    override: str = "",
) -> Version:
    """Freeze the desk copy into a version that begins at an instant and ends where what it replaces would have.

    retracted: None is as the version before it.
    """
    now = timezone.now()
    at = at or now
    if at < now:
        raise Refused(Finding("at", f"{told(at)} has passed. Choose a time to come, or publish now."))
    content = article.content()
    passed = pass_gate(article, content, at=at, by=by, override=override)
    while (shown := article.versions.live(at).first()) and shown.live_from == at <= now:
        at += TICK
    earlier = article.versions.filter(live_from__lt=at).order_by("live_from")
    first, last = earlier.first(), earlier.last()
    if shown is None:
        may_follow(last, by=by)
        following = article.versions.upcoming(at).order_by("live_from").first()
        until, end = (following.live_from, Version.End.REPLACED) if following else (None, Version.End.OPEN)
        end_note = ""
    else:
        until, end, end_note = shown.live_until, Version.End(shown.end), shown.end_note
        if shown.live_from == at:
            shown.delete()
        else:
            end_at(shown, at, Version.End.REPLACED)
    frozen = Frozen(
        article,
        content,
        live_from=at,
        live_until=until,
        end=end,
        end_note=end_note,
        first_published=first.first_published if first else at,
        published_on=first.published_on if first else None,
        number=earlier.count() + 1,
        kind=kind,
        note=note,
        retracted=bool(last and last.retracted) if retracted is None else retracted,
    )
    version = freeze([frozen], by=by)[0]
    passed.keep(version)
    cards.prepare(version)
    transaction.on_commit(announcing.watch)
    settle(article)
    close(article, by=by)
    version.refresh_from_db()
    return version
