"""Comments: writing one, answering, what a moderator does, reporting. The only writer of comments' states and counts.

A reader's comment is held against the rules of the site and the story, and is shown or waits. Every change of a state
moves the count of the story and of the thread in the same transaction, so that both are exact whoever acts at once; the
rows are held in one order: the answer, the comment it answers, the story's discussion.

`by` must be allowed to moderate; None is the newsroom's own machinery. Their acts raise PermissionDenied, and Refused.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles.body import plain
from articles.holding import Refused, permit
from articles.house_rules import Finding
from articles.models import (
    NAME_LENGTH,
    TEXT_LENGTH,
    Act,
    Article,
    Comment,
    CommentState,
    Discussion,
    Openness,
    Report,
    Site,
    Taking,
    Version,
    person,
)
from articles.recording import record
from articles.visitors import keyed, sender_of
from articles.weighing_comments import reason_to_hold, rule_for

MODERATE = "articles.moderate_comment"
# From one place: so many comments in so long, and so many reports.
LIMITS = ((5, dt.timedelta(minutes=10)), (30, dt.timedelta(days=1)))
REPORTS, REPORTS_IN = 10, dt.timedelta(hours=1)
MOVES = {
    CommentState.WAITING: Act.COMMENT_HELD,
    CommentState.SHOWN: Act.COMMENT_APPROVED,
    CommentState.REJECTED: Act.COMMENT_REJECTED,
    CommentState.SPAM: Act.COMMENT_SPAM,
    CommentState.DELETED: Act.COMMENT_DELETED,
}
READ_FIRST = "An editor reads every comment on this story first."
TRAPPED = "It filled in a field that people do not see."


class ClosedError(Exception):
    """The story takes no comments, or no more."""


class NotThereError(Exception):
    """What is answered or reported is not shown, or stands under another story."""


class TooManyError(Exception):
    """Too much came from one place. again: the instant (aware) from which it may go on."""

    def __init__(self, again: dt.datetime) -> None:
        super().__init__(f"Try again at {again:%H:%M}.")
        self.again = again


@dataclass(frozen=True)
class Words:
    """What a reader sends, cleaned as `articles.body.plain` does. trapped: whether only a machine would send it so."""

    name: str
    text: str
    email: str = ""
    trapped: bool = False


@transaction.atomic
def post(version: Version, words: Words, *, address: str | None, answers: int | None = None) -> Comment:
    """Take in a reader's comment on a live story; the same one sent again is the comment that is there.

    version: what readers see of the story. answers: the key of a comment; an answer to an answer stands in its thread.
    address: where it came from, which is not kept. Raises ClosedError, NotThereError, TooManyError.
    """
    now, site = timezone.now(), Site.objects.current()
    sender = sender_of(address, now)
    once = keyed("once", sender, str(version.article_id), str(answers or ""), words.name, words.text)
    same = Comment.objects.sent_once(sender, once)
    if known := same.first():
        return known
    discussion = Discussion.objects.filter(article=version.article_id).first() or Discussion()
    rule = rule_for(version, discussion, site, now)
    if not rule.open:
        raise ClosedError
    parent = _answered(version, answers)
    _refuse_more(address, now)
    why = reason_to_hold(words.name, words.text, site)
    if not why and rule.taking == Taking.BEFORE:
        why = READ_FIRST
    state = CommentState.WAITING if why else CommentState.SHOWN
    if words.trapped:
        state, why = CommentState.SPAM, TRAPPED
    comment = Comment(
        article_id=version.article_id, parent=parent, name=words.name[:NAME_LENGTH], email=words.email.lower(),
        text=words.text[:TEXT_LENGTH], state=state, why=why, posted_at=now, sender=sender, once=once,
        moved_at=now if words.trapped else None,
    )  # fmt: skip
    try:
        with transaction.atomic():
            return _write(comment)
    except IntegrityError:
        return same.get()


@transaction.atomic
def answer(comment: Comment, text: str, *, by: Any) -> Comment:
    """Answer a comment in the newsroom's name: shown at once, and marked. What waited is shown with it."""
    permit(by, MODERATE)
    held = _hold(comment)
    text = plain.clean_text(text)
    if plain.is_empty(text):
        raise Refused(Finding("text", "Write what readers are to read."))
    if len(text) > TEXT_LENGTH:
        raise Refused(Finding("text", f"{len(text):,} characters are too many: {TEXT_LENGTH:,} fit."))
    if held.state == CommentState.WAITING:
        move(held, CommentState.SHOWN, by=by)
    elif not held.is_shown:
        raise Refused(Finding("state", "Readers do not see this comment. Approve it first."))
    name = person(by) or Site.objects.current().name
    written = _write(
        Comment(
            article_id=held.article_id, parent=held.parent or held, name=plain.clean_line(name)[:NAME_LENGTH],
            text=text, staff=True, by=by, state=CommentState.SHOWN, posted_at=timezone.now(), vetted=True,
        )
    )  # fmt: skip
    record(by, Act.COMMENT_ANSWERED, held, after={"Answer": f"comment {written.pk}"})
    return written


@transaction.atomic
def move(comment: Comment, to: CommentState, *, by: Any, seen: str = "", reason: str = "") -> bool:
    """Bring a comment into another state, on record; return whether it was in one. What is erased stays so.

    A reported comment that is approved stays shown, whatever more reports come.
    seen: the state in which it was when that was decided, "" for any: Refused where somebody else was quicker.
    """
    permit(by, MODERATE)
    held = _hold(comment)
    if held.state == to and not (held.is_shown and held.reports):
        return False
    if held.state == CommentState.ERASED or to not in MOVES:
        raise Refused(Finding("state", "This comment is erased."))
    if seen and held.state != seen:
        raise Refused(Finding("state", f"Somebody else was quicker: it is {held.get_state_display().lower()} now."))
    _move(held, to, by, why=reason if to == CommentState.WAITING else "")
    comment.state = held.state
    return True


@transaction.atomic
def report(version: Version, pk: int, reason: str, *, address: str | None) -> None:
    """Note that a reader finds something wrong with a comment; hide it where enough readers do.

    One place counts once. Raises NotThereError, TooManyError.
    """
    now = timezone.now()
    comment = Comment.objects.select_for_update().filter(pk=pk, article=version.article_id).shown().first()
    if comment is None:
        raise NotThereError
    names = _names(address, now, REPORTS_IN)
    recent = Report.objects.filter(sender__in=names, at__gt=now - REPORTS_IN).order_by("-at")
    if comment.staff or comment.reported.filter(sender__in=names).exists():
        return
    if len(times := list(recent.values_list("at", flat=True)[:REPORTS])) == REPORTS:
        raise TooManyError(times[-1] + REPORTS_IN)
    Report.objects.create(comment=comment, reason=Report.Reason(reason), at=now, sender=sender_of(address, now))
    comment.reports += 1
    comment.save(update_fields=["reports"])
    most = Site.objects.current().comment_reports
    if most is not None and comment.reports >= most and not comment.vetted:
        _move(comment, CommentState.WAITING, None, why=f"Reported from {comment.reports} places.")


@transaction.atomic
def set_discussion(article: Article, *, by: Any, openness: str, taking: str) -> Discussion:
    """Decide for one story whether it takes comments and when readers see them, on record."""
    permit(by, MODERATE)
    Discussion.objects.get_or_create(article=article)
    held = Discussion.objects.select_for_update().get(article=article)
    before = told(held)
    held.openness, held.taking = Openness(openness), Taking(taking) if taking else ""
    held.save(update_fields=["openness", "taking"])
    if told(held) != before:
        record(by, Act.COMMENTS_SET, article, before=before, after=told(held))
    return held


def settle(held: Comment, to: CommentState, by: Any, why: str = "") -> None:
    """Bring a held comment into another state, with its counts. A part of acts, which put it on record."""
    change = (to == CommentState.SHOWN) - held.is_shown
    held.state, held.why, held.moved_at, held.moved_by = to, why, timezone.now(), by
    held.vetted = to == CommentState.SHOWN and by is not None
    if held.vetted:
        held.reports = 0
    held.save(update_fields=["state", "why", "moved_at", "moved_by", "vetted", "reports"])
    _count(held, change)


def told(discussion: Discussion) -> dict[str, str]:
    """Return what was decided for a story, in words."""
    taking = Taking(discussion.taking).label if discussion.taking else "As the site does"
    return {"Comments": Openness(discussion.openness).label, "Readers see them": str(taking)}


def _hold(comment: Comment) -> Comment:
    """Return a comment as it is saved, held until the transaction ends. Raises Refused for one that is gone."""
    held = Comment.objects.select_for_update(of=("self",)).select_related("article").filter(pk=comment.pk).first()
    if held is None:
        raise Refused(Finding("state", "This comment is gone."))
    return held


def _answered(version: Version, pk: int | None) -> Comment | None:
    """Return the comment that begins the thread of one that readers see, held. Raises NotThereError."""
    if pk is None:
        return None
    found = Comment.objects.filter(pk=pk, article=version.article_id).shown().first()
    begins = found and Comment.objects.select_for_update().filter(pk=found.thread).first()
    if begins is None or not begins.listed:
        raise NotThereError
    return begins


def _refuse_more(address: str | None, now: dt.datetime) -> None:
    for most, within in LIMITS:
        sent = Comment.objects.sent_by(_names(address, now, within), now - within).order_by("-posted_at")
        if len(times := list(sent.values_list("posted_at", flat=True)[:most])) == most:
            raise TooManyError(times[-1] + within)


def _names(address: str | None, now: dt.datetime, within: dt.timedelta) -> list[str]:
    """Return what a place is called now, and was called when a span of time began."""
    return list({sender_of(address, now), sender_of(address, now - within)})


def _write(comment: Comment) -> Comment:
    comment.save()
    comment.thread = comment.parent_id or comment.pk
    comment.save(update_fields=["thread"])
    if comment.is_shown:
        _count(comment, 1)
    return comment


def _move(held: Comment, to: CommentState, by: Any, why: str = "") -> None:
    before = held.get_state_display()
    settle(held, to, by, why)
    record(by, MOVES[to], held, before={"State": before}, after={"State": held.get_state_display()}, reason=why)


def _count(comment: Comment, change: int) -> None:
    if change == 0:
        return
    if comment.parent_id:
        Comment.objects.filter(pk=comment.parent_id).update(replies=F("replies") + change)
    Discussion.objects.get_or_create(article_id=comment.article_id)
    Discussion.objects.filter(article=comment.article_id).update(count=F("count") + change)
