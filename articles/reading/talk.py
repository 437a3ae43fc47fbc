"""A page of the comments on a story: threads, the newest first, and the words that a reader who writes is told."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.models import Comment, CommentQuerySet, CommentState, Report
from articles.weighing_comments import Rule

SIZE = 50

FAULTS: dict[str, Any] = {
    "no_name": _("Write the name that readers are to see."),
    "long_name": _("A name has at most %(most)s characters; this one has %(has)s."),
    "no_text": _("Write what you want to say."),
    "long_text": _("A comment has at most %(most)s characters; this one has %(has)s."),
    "email": _("This is no e-mail address. Correct it, or leave it empty."),
    "quick": _("That was quicker than anybody types. Look at it once more, then send it."),
    "old": _("This page was open for more than a day. Look at it once more, then send it."),
    "forged": _("This did not come from our own page. Look at it once more, then send it from here."),
    "closed": _("No more comments are taken on this story. Your words are still here, for you to copy."),
    "gone": _("That comment is not shown any more. What you wrote can be sent as a comment of its own."),
    "gone_report": _("That comment is not shown any more."),
    "many": _("Too much came from your connection. You can go on at %(time)s."),
    "no_reason": _("Choose what is wrong."),
}

REASONS: dict[str, Any] = {
    Report.Reason.ABUSE: _("It insults or threatens somebody"),
    Report.Reason.SPAM: _("It advertises something"),
    Report.Reason.FALSE: _("It is not true"),
    Report.Reason.PRIVATE: _("It tells something private"),
    Report.Reason.OTHER: _("Something else"),
}

# What becomes of one's own comment.
MINE: dict[str, Any] = {
    CommentState.SHOWN: _("Your comment is here."),
    CommentState.WAITING: _("Your comment is here. Others see it when an editor has read it."),
    CommentState.REJECTED: _("An editor has decided not to show your comment."),
    CommentState.DELETED: _("An editor has removed your comment."),
    CommentState.ERASED: _("Your comment is erased."),
    # Whoever was taken for a machine is told no more than that: an editor looks through these too.
    CommentState.SPAM: _("Your comment is here. Others see it when an editor has read it."),
}


@dataclass(frozen=True)
class Thread:
    """A comment and its answers, or those that stand on one page. continued: the comment begins on the page before."""

    begins: Comment
    answers: list[Comment]
    continued: bool


@dataclass(frozen=True)
class Talk:
    """One page of comments. rule: what holds for them; older: the query of the next page, "" on the last."""

    rule: Rule
    comments: list[Comment]
    older: str = ""

    @classmethod
    def of(cls, rule: Rule, comments: CommentQuerySet, after: tuple[int, int] | None) -> "Talk":
        """Read a page in one query. after: the thread and key of the comment before it; None for the first page."""
        listed = comments.listed().newest_threads_first().select_related("parent")
        found = list((listed.following(*after) if after else listed)[: SIZE + 1])
        last = found[SIZE - 1] if len(found) > SIZE else None
        return cls(rule, found[:SIZE], f"after={last.thread}.{last.pk}" if last else "")

    @property
    def threads(self) -> list[Thread]:
        """The comments as they are printed."""
        threads = []
        for _thread, together in groupby(self.comments, key=lambda one: one.thread):
            first, *rest = together
            begins = first.parent or first
            threads.append(Thread(begins, rest if begins is first else [first, *rest], continued=begins is not first))
        return threads


def mine_words(comment: Comment) -> Any:
    """Return what becomes of somebody's own comment, in the active language."""
    return MINE[CommentState(comment.state)]
