"""What readers of the sample edition have written, and what the demonstration's editor has done with it."""

import datetime as dt
import json
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles.commenting import Words, answer, move, post, report
from articles.erasing_comments import erase
from articles.models import Comment, CommentState, Report, Version
from articles.wire import edition

MINUTE = dt.timedelta(minutes=1)
EDITOR = "editor"
# Addresses for documentation (RFC 3849), one a reader.
NOWHERE = "2001:db8:{:x}::1"


def tell_comments() -> None:
    """Write the edition's comments in the name of its readers, where nobody has commented yet."""
    told = json.loads(edition.SURROUNDINGS.read_text()).get("comments", [])
    if not told or Comment.objects.exists():
        return
    editor = User.objects.get(username=EDITOR)
    live = Version.objects.live().filter(article__source_id__in={one["story"] for one in told})
    stories = {version.article.source_id: version for version in live.select_related("article")}
    for one in told:
        if version := stories.get(one["story"]):
            _tell(version, one, None, editor)


def _tell(version: Version, one: dict[str, Any], answers: Comment | None, editor: User) -> None:
    """Write one comment with its answers; then bring it into its state."""
    known = Comment.objects.count() + 1
    if one.get("staff") and answers:
        comment = answer(answers, one["text"], by=editor)
    else:
        words = Words(one["name"], one["text"], one.get("email", ""), trapped=bool(one.get("trapped")))
        parent = answers.pk if answers else None
        comment = post(version, words, address=NOWHERE.format(known), answers=parent)
    at = min(version.first_published + one["minutes"] * MINUTE, timezone.now() - known * MINUTE / 60)
    Comment.objects.filter(pk=comment.pk).update(posted_at=max(at, version.first_published))
    for reply in one.get("answers", []):
        _tell(version, reply, comment, editor)
    for number in range(one.get("reports", 0)):
        report(version, comment.pk, Report.Reason.ABUSE, address=NOWHERE.format(0xFF00 + number))
    if state := one.get("state"):
        if state == CommentState.ERASED:
            erase([comment.pk], by=None)
        else:
            move(comment, CommentState(state), by=editor)
