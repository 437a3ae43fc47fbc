"""A comment as a row at the desk, and the buttons that move it."""

from dataclasses import dataclass
from typing import Any

from articles.commenting import MODERATE
from articles.desk.standing import told as told_at
from articles.models import Comment, CommentState, person


@dataclass(frozen=True)
class Button:
    """An act on comments. key: pressed on a row; done: what it did with so many, in words."""

    to: CommentState
    label: str
    key: str
    done: str
    danger: bool = False


BUTTONS = (
    Button(CommentState.SHOWN, "Approve", "a", "{} approved"),
    Button(CommentState.REJECTED, "Reject", "r", "{} rejected"),
    Button(CommentState.SPAM, "Spam", "s", "{} called spam"),
    Button(CommentState.DELETED, "Delete", "d", "{} deleted", danger=True),
)


@dataclass(frozen=True)
class Row:
    """A comment as the list prints it. following: the key of the row after it, "" for the last."""

    comment: Comment
    following: str = ""

    @property
    def when(self) -> str:
        """When it was written."""
        return told_at(self.comment.posted_at)

    @property
    def moved(self) -> str:
        """Who decided last, and when; "" where nobody has."""
        comment = self.comment
        if comment.moved_at is None:
            return ""
        by = person(comment.moved_by) or "the newsroom"
        verb = "held" if comment.state == CommentState.WAITING else comment.get_state_display().lower()
        return f"{verb} by {by}, {told_at(comment.moved_at)}"

    @property
    def buttons(self) -> list[Button]:
        """What can be done with it: everything but what it is; approving again clears what readers reported."""
        comment = self.comment
        if comment.state == CommentState.ERASED:
            return []
        return [one for one in BUTTONS if one.to != comment.state or (comment.is_shown and comment.reports)]


def waiting_part(user: Any, most: int) -> list[Row] | None:
    """Return the comments that wait longest, one more than so many where there are; None for who moderates none."""
    if not user.has_perm(MODERATE):
        return None
    return [Row(one) for one in Comment.objects.waiting().select_related("article")[: most + 1]]
