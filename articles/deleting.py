"""Deleting a story, which can be undone for 30 days, and bringing it back.

Only a story without versions is deleted: what readers saw, or are to see, is withdrawn or called off. A deleted story
keeps everything: its row, its address, and what it holds on to; it is only found no more. After 30 days, to the second,
it is gone for everybody; its rows go when somebody deletes something, or with the command `thin`.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.cropping import note_crops
from articles.holding import Refused, hold, permit
from articles.house_rules import Finding
from articles.models import Act, Article
from articles.recording import record
from articles.translating import come_back, tidy

REMOVED_AT_ONCE = 20
ON_THE_DESK = {"The story": "on the desk, unseen by readers"}
# A story comes back alone where another has its language among the translations of the same story by now.
UNLINKED = {"Translations": "none"}
DELETED = {"The story": "deleted; it can be brought back for 30 days"}


@transaction.atomic
def delete_story(article: Article, by: Any) -> None:
    """Take a story that no reader has seen off the desk. It can be brought back for 30 days.

    `by` must be allowed to delete stories; None is the newsroom's own machinery. Raises PermissionDenied, and Refused
    for a story with versions and for one that is deleted already.
    """
    permit(by, "articles.delete_article")
    hold(article)
    if reasons := reasons_to_stay(article):
        raise Refused(*(Finding("state", reason) for reason in reasons))
    article.deleted_at, article.deleted_by = timezone.now(), by
    article.save(update_fields=["deleted_at", "deleted_by"])
    record(by, Act.DELETED, article, before=ON_THE_DESK, after=DELETED, at=article.deleted_at)
    remove_gone(at_most=REMOVED_AT_ONCE)


@transaction.atomic
def bring_back(article: Article, by: Any) -> None:
    """Put a deleted story back on the desk, just as it was.

    Raises PermissionDenied, and Refused for a story that is not deleted or was deleted 30 days ago.
    """
    permit(by, "articles.delete_article")
    try:
        article.refresh_from_db(from_queryset=Article.with_deleted.select_for_update())
    except Article.DoesNotExist:
        raise Refused(Finding("state", "This story was deleted more than 30 days ago: it is gone.")) from None
    if article.deleted_at is None:
        raise Refused(Finding("state", "This story is not deleted."))
    left = come_back(article)
    article.deleted_at = article.deleted_by = None
    article.save(update_fields=["deleted_at", "deleted_by"])
    record(by, Act.UNDELETED, article, before=DELETED, after=ON_THE_DESK | (UNLINKED if left else {}))


def reasons_to_stay(article: Article) -> list[str]:
    """Return why a story cannot be deleted, in sentences an editor understands; none when it can."""
    versions = article.versions.all()
    if versions.seen().exists():
        return ["A published story can only be withdrawn."]
    if versions.exists():
        return ["This story is scheduled. Call that off first; a draft that nobody has seen can be deleted."]
    return []


def remove_gone(at: dt.datetime | None = None, at_most: int | None = None) -> int:
    """Remove the rows of stories deleted 30 days before an instant (aware; None is now), or of some; return how many.

    One story a transaction: what is removed stays removed when this is stopped.
    """
    gone = Article.every_row.gone(at).order_by("deleted_at", "pk")
    keys = list(gone.values_list("pk", flat=True)[:at_most])
    for pk in keys:
        with transaction.atomic():
            row = Article.every_row.gone(at).filter(pk=pk)
            leads = list(row.values_list("lead_photo", "lead_crops"))
            groups = list(row.values_list("translations", flat=True))
            row.delete()
            note_crops(leads)
            for group in groups:
                tidy(group)
    return len(keys)
