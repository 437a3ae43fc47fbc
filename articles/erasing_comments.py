"""What is kept of the people who comment: handed out to them, erased when they wish, and forgotten in time.

A person is found by the e-mail address that they gave, or names their own comments by their addresses. Both acts are on
record by number alone: the record is never erased, so that nothing of a person may stand there.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.commenting import settle
from articles.holding import permit
from articles.models import PUT_ASIDE, Act, Comment, CommentQuerySet, CommentState, Report
from articles.recording import record

ERASE = "articles.erase_comment"
# How long it is known that two comments came from one place, and how long what was put aside can be brought back.
KNOWN = dt.timedelta(days=1)
KEPT_ASIDE = dt.timedelta(days=30)
AT_ONCE = 500


@transaction.atomic
def export(comments: Iterable[Comment], *, by: Any) -> list[dict[str, Any]]:
    """Return all that is kept of comments (with their articles), ready for JSON, on record. Raises PermissionDenied."""
    permit(by, ERASE)
    found = [exported(comment) for comment in comments]
    record(by, Act.COMMENTS_EXPORTED, "A person’s comments", after={"Comments": str(len(found))})
    return found


def exported(comment: Comment) -> dict[str, Any]:
    """Return all that is kept of a comment."""
    return {
        "number": comment.pk,
        "story": comment.article.headline,
        "posted": comment.posted_at.isoformat(),
        "name": comment.name,
        "e-mail": comment.email,
        "text": comment.text,
        "state": str(comment.get_state_display()),
        "answers": comment.parent_id,
    }


@transaction.atomic
def erase(keys: Iterable[int], *, by: Any) -> int:
    """Take away for good what readers wrote, by the keys of comments; return how many. Raises PermissionDenied.

    One that others have answered leaves an empty row, so that the answers keep their place; the others go altogether.
    What the newsroom itself wrote stays.
    """
    permit(by, ERASE)
    found = _hold(Comment.objects.of_readers().filter(pk__in=list(keys)))
    # Answers before what they answer, and that before any story's count: the order of every act.
    _hold(Comment.objects.filter(pk__in={one.parent_id for one in found}))
    for comment in found:
        _take_away(comment, by)
    if found:
        record(by, Act.COMMENTS_ERASED, "A person’s comments", after={"Comments": str(len(found))})
    return len(found)


def forget(at: dt.datetime | None = None, *, at_most: int | None = None, dry_run: bool = False) -> tuple[int, int]:
    """Forget where comments and reports came from after a day, and remove what was put aside 30 days ago.

    at: the instant (aware) as of which; None is now. at_most: so many are removed. Returns how many of each.
    """
    at = at or timezone.now()
    known = Comment.objects.filter(sender__gt="", posted_at__lte=at - KNOWN)
    reports = Report.objects.filter(sender__gt="", at__lte=at - KNOWN)
    aside = Comment.objects.filter(state__in=PUT_ASIDE, moved_at__lte=at - KEPT_ASIDE)
    if dry_run:
        return known.count() + reports.count(), aside.count()
    places = known.update(sender="", once="") + reports.update(sender="")
    removed = 0
    while found := list(aside.order_by("-pk").values_list("pk", flat=True)[: at_most or AT_ONCE]):
        with transaction.atomic():
            # Asked again: an editor may have brought one back since.
            held = _hold(aside.filter(pk__in=found))
            for comment in held:
                _remove(comment)
        removed += len(held)
        if at_most:
            break
    return places, removed


def _hold(comments: CommentQuerySet) -> list[Comment]:
    """Return comments held until the transaction ends, answers before what they answer."""
    return list(comments.select_for_update().order_by("-pk"))


def _take_away(comment: Comment, by: Any) -> None:
    settle(comment, CommentState.DELETED, by)
    _remove(comment)


def _remove(comment: Comment) -> None:
    """Remove a held comment that readers do not see; keep an empty row where there are answers, seen or not."""
    if not comment.answers.exists():
        comment.delete()
        return
    comment.reported.all().delete()
    nothing = dict.fromkeys(("name", "email", "text", "sender", "once", "why"), "")
    Comment.objects.filter(pk=comment.pk).update(state=CommentState.ERASED, reports=0, **nothing)
