"""Legal hold: an act that stops everything new of a story, and the act that lifts it.

A hold takes nothing from readers by itself: what they see stays until it is withdrawn. What is scheduled is called off
in the same act, so that nothing goes live by itself while the hold lasts, and nothing comes back by itself after it. So
are the preview links that outsiders hold.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.freezing import settle
from articles.holding import Refused, hold, permit
from articles.house_rules import Finding
from articles.models import Act, Article
from articles.previewing import revoke_all
from articles.recording import outlook, record
from articles.windows import call_off_all

HOLD = "articles.hold_article"
FREE, HELD = {"Legal hold": "no"}, {"Legal hold": "yes"}


@transaction.atomic
def put_on_hold(article: Article, reason: str, *, by: Any) -> int:
    """Put a story on legal hold and call off what is scheduled of it; return how many versions that were.

    `by` must be allowed to; None is the newsroom's own machinery. Raises PermissionDenied, and Refused without a reason
    and for a story that is on hold already.
    """
    _begin(article, by)
    if article.held_at:
        raise Refused(Finding("state", f"This story is on legal hold already: {article.hold_reason}"))
    if not reason.strip():
        raise Refused(Finding("reason", "Say why: whoever opens the story reads it."))
    now = timezone.now()
    before = outlook(article, now)
    count = len(call_off_all(article, from_=now, now=now))
    settle(article)
    revoke_all(article, by=by)
    article.held_at, article.held_by, article.hold_reason = now, by, reason.strip()
    _save(article)
    after = outlook(article, now)
    record(by, Act.LEGAL_HOLD, article, before=before | FREE, after=after | HELD, reason=article.hold_reason, at=now)
    return count


@transaction.atomic
def lift_hold(article: Article, *, by: Any) -> None:
    """Let a story go to readers again. What was called off stays so. Raises PermissionDenied, and Refused."""
    _begin(article, by)
    if not article.held_at:
        raise Refused(Finding("state", "This story is on hold no more."))
    record(by, Act.LEGAL_HOLD, article, before=HELD | {"Reason": article.hold_reason}, after=FREE)
    article.held_at, article.held_by, article.hold_reason = None, None, ""
    _save(article)


def _begin(article: Article, by: Any) -> None:
    permit(by, HOLD)
    hold(article)


def _save(article: Article) -> None:
    article.save(update_fields=["held_at", "held_by", "hold_reason"])
