"""Whose turn it is: a reporter hands a story over, an editor takes it, gives it back or makes it ready to publish.

Each act is one function in one transaction under the story's row, writes one Handover and changes nothing else: neither
the desk copy nor what readers see. `by` is the person who acts; None is the newsroom's own machinery. An act takes what
is saved, never what an instance in memory says. Acts raise PermissionDenied for what a person may not do with this
story, and Refused for what the story's stage does not allow.

Who may publish is an editor here. Anybody else hands over only what is theirs: what they began, are credited in, or
were given.

seen: the primary key of the handover that the person had before them (0: none). When somebody has passed the story on
since, the act is refused, so that nobody takes from another what they did not know to be there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles.holding import Refused, hold
from articles.house_rules import Finding
from articles.models import HANDOVER_NOTE_LENGTH, Article, Handover, Move, Stage, person


@dataclass(frozen=True)
class Ball:
    """A story as somebody (None: the machinery) has it before them. last: how it was passed on last."""

    article: Article
    by: Any
    last: Handover | None
    owns: bool

    @property
    def edits(self) -> bool:
        """Whether this person may publish, and so take and return."""
        return self.by is None or self.by.has_perm("articles.publish_article")

    @property
    def is_theirs(self) -> bool:
        """Whether it is this person's turn by name."""
        return self.by is not None and self.article.assigned_to_id == self.by.pk

    @property
    def may_pass_on(self) -> bool:
        """Whether this person may hand the story over at all."""
        changes = self.by is None or self.by.has_perm("articles.change_article")
        return self.edits or (changes and (self.owns or self.is_theirs))

    @property
    def is_untouched(self) -> bool:
        """Whether it was handed over and nobody has taken it since."""
        return self.last is not None and self.last.move == Move.HAND_OVER

    def may(self, move: str) -> bool:
        """Whether this person may make a move with this story, at whatever stage it is."""
        if move == Move.TAKE_BACK:
            return self.owns or self.by is None or (self.last is not None and self.last.by_id == self.by.pk)
        return self.may_pass_on if move == Move.HAND_OVER else self.edits

    def allows(self, move: str) -> bool:
        """Whether this person can make a move with this story now."""
        return self.may(move) and not self.objection(move)

    def objection(self, move: str) -> str:
        """Return what stands against a move as the story stands now, in a sentence; "" for nothing."""
        return OBJECTIONS[Move(move)](self)


def _against_hand_over(ball: Ball) -> str:
    if ball.edits or ball.article.stage == Stage.DRAFT or ball.is_theirs:
        return ""
    return "It is with the desk already."


def _against_take(ball: Ball) -> str:
    if ball.article.stage == Stage.DRAFT:
        return "Nobody has handed it over yet."
    return "It is with you already." if ball.is_theirs else ""


def _against_give_back(ball: Ball) -> str:
    return "Nobody has handed it over yet." if ball.article.stage == Stage.DRAFT else ""


def _against_ready(ball: Ball) -> str:
    return "It is ready already." if ball.article.stage == Stage.READY else ""


def _against_take_back(ball: Ball) -> str:
    if ball.article.stage == Stage.DRAFT:
        return "Nobody has handed it over yet."
    if ball.is_untouched:
        return ""
    return "An editor has it in hand: ask for it to be given back."


OBJECTIONS: dict[Move, Callable[[Ball], str]] = {
    Move.HAND_OVER: _against_hand_over,
    Move.TAKE: _against_take,
    Move.GIVE_BACK: _against_give_back,
    Move.READY: _against_ready,
    Move.TAKE_BACK: _against_take_back,
}


def ball_of(article: Article, by: Any) -> Ball:
    """Return a story as somebody has it before them, for two queries."""
    owns = by is not None and Article.objects.of(by).filter(pk=article.pk).exists()
    return Ball(article, by, article.handovers.select_related("by").first(), owns)


@transaction.atomic
def hand_over(article: Article, *, by: Any, to: Any = None, note: str = "", seen: int | None = None) -> Handover:
    """Give a story to be reviewed: to an editor, or to the desk at large (None). An editor may pass it on again."""
    _begin(article, Move.HAND_OVER, by, seen)
    if to is not None and not (to.is_active and to.is_staff and to.has_perm("articles.publish_article")):
        raise Refused(Finding("to", f"{_name(to)} cannot publish stories. Choose somebody else, or the desk."))
    if to is not None and to == by:
        raise Refused(Finding("to", "That is you. Choose somebody else, or the desk."))
    return _pass_on(article, Move.HAND_OVER, Stage.REVIEW, to, note=note, by=by)


@transaction.atomic
def take(article: Article, *, by: Any, seen: int | None = None) -> Handover:
    """Take a story that was handed over, from the desk or from a colleague; it stays in its stage."""
    _begin(article, Move.TAKE, by, seen)
    return _pass_on(article, Move.TAKE, article.stage, by, by=by)


@transaction.atomic
def give_back(article: Article, note: str, *, by: Any, seen: int | None = None) -> Handover:
    """Return a story to who handed it over, or else to who began it, with a note that says what is to be done."""
    ball = _begin(article, Move.GIVE_BACK, by, seen)
    if not note.strip():
        raise Refused(Finding("note", "Say what is to be done: whoever wrote the story sees the note first."))
    return _pass_on(article, Move.GIVE_BACK, Stage.DRAFT, _writer(ball), note=note, by=by)


@transaction.atomic
def mark_ready(article: Article, *, by: Any, note: str = "", seen: int | None = None) -> Handover:
    """Say that a story is read and can be published, by whoever is on the desk."""
    _begin(article, Move.READY, by, seen)
    return _pass_on(article, Move.READY, Stage.READY, None, note=note, by=by)


@transaction.atomic
def take_back(article: Article, *, by: Any, seen: int | None = None) -> Handover:
    """Go on writing a story that was handed over, while no editor has taken it."""
    _begin(article, Move.TAKE_BACK, by, seen)
    return _pass_on(article, Move.TAKE_BACK, Stage.DRAFT, by, by=by)


def close(article: Article, *, by: Any) -> None:
    """Say that nothing is to be done with a story any more, because it is published. Called within that act."""
    if article.stage != Stage.DRAFT or article.assigned_to_id is not None:
        _pass_on(article, Move.PUBLISHED, Stage.DRAFT, None, by=by)


def _begin(article: Article, move: Move, by: Any, seen: int | None) -> Ball:
    """Hold the story's row, then check that this person may make the move and that nothing stands against it."""
    hold(article)
    ball = ball_of(article, by)
    if not ball.may(move):
        raise PermissionDenied(f"{by} may not do that with story {article.pk}.")
    if seen is not None and seen != (ball.last.pk if ball.last else 0):
        raise Refused(Finding("state", f"{_told(ball.last)} meanwhile. Look at it, then choose again."))
    if objection := ball.objection(move):
        raise Refused(Finding("state", objection))
    return ball


def _pass_on(article: Article, move: Move, stage: str, to: Any, *, by: Any, note: str = "") -> Handover:
    now = timezone.now()
    if len(note.strip()) > HANDOVER_NOTE_LENGTH:
        raise Refused(Finding("note", f"At most {HANDOVER_NOTE_LENGTH} characters fit; this has {len(note.strip())}."))
    before = article.assigned_to
    if stage != article.stage or move == Move.GIVE_BACK:
        article.stage_since = now
    if move == Move.PUBLISHED:
        article.stage_since = None
    article.stage, article.assigned_to = stage, to
    article.save(update_fields=["stage", "assigned_to", "stage_since"])
    return Handover.objects.create(
        article=article,
        move=move,
        stage=stage,
        from_person=before or (by if move == Move.HAND_OVER else None),
        to_person=to,
        note=note.strip(),
        revision=article.revision_number,
        at=now,
        by=by,
    )


def _writer(ball: Ball) -> Any:
    """Return whose the story is: who handed it over last out of a draft, or else who began it."""
    handed = ball.article.handovers.filter(move=Move.HAND_OVER).exclude(by=ball.by).select_related("by").first()
    return (handed and handed.by) or ball.article.created_by


def _told(last: Handover | None) -> str:
    return f"{_name(last.by)} {last.get_move_display()}" if last else "Somebody took it up"


def _name(user: Any) -> str:
    return person(user) or "The newsroom’s machinery"
