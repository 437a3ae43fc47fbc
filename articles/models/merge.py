"""Merges: one tag, author or agency into another, with what was moved, so that it can be undone."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

KEPT_MERGES = dt.timedelta(days=30)


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges by time."""

    def undoable(self, at: dt.datetime | None = None) -> "MergeQuerySet":
        """Keep what can be undone at an instant (aware; None is now): for 30 days, to the second, and once."""
        return self.filter(undone_at=None, undo_began_at=None, at__gt=(at or timezone.now()) - KEPT_MERGES)

    def under_way(self) -> "MergeQuerySet":
        """Keep what is begun and not done: a merge, or undoing one."""
        return self.filter(Q(done_at=None) | Q(undo_began_at__isnull=False), undone_at=None)


class Merge(models.Model):
    """One merge. kind: the model's label; source, target: primary keys, of rows that both stay.

    at: when it was decided. done_at: when all was moved. total: how many rows, or lists of rows, are to be moved.
    """

    kind = models.CharField(max_length=100)
    source = models.BigIntegerField()
    target = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    total = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    undo_began_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "source"], name="merge_by_source")]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["kind", "source"], condition=Q(undone_at__isnull=True), name="merge_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source} into {self.target}"

    @property
    def is_under_way(self) -> bool:
        """Whether it is begun and not done: the merge, or undoing it."""
        return self.undone_at is None and (self.done_at is None or self.undo_began_at is not None)


class MergedRows(models.Model):
    """Rows of a few hundred stories that a merge moved.

    step: counts what was moved in one transaction. table: the rows' model's label. moved: primary keys.
    dropped: the columns of rows that stood beside one of the target.
    """

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="rows")
    step = models.PositiveIntegerField(default=0)
    table = models.CharField(max_length=100)
    moved = models.JSONField(default=list)
    dropped = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.merge}: {len(self.moved)} rows of {self.table}"
