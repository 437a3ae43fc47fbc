"""What is told to somebody outside, and told again until it is heard."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q


class Retried(models.Model):
    """Who is at it, and what stands in the way."""

    not_before = models.DateTimeField(null=True, help_text="Nobody tries before: one is at it, or the last try failed.")
    tries = models.PositiveIntegerField(default=0, help_text="How many failed since it was last told.")
    failing_since = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        abstract = True

    def after_failure(self, words: str, now: dt.datetime, first: dt.timedelta, longest: dt.timedelta) -> dict[str, Any]:
        """Return the columns as they are after a try that failed: the pause doubles from the first to the longest."""
        return {
            "not_before": now + min(first * 2 ** min(self.tries, 10), longest),
            "tries": self.tries + 1,
            "failing_since": self.failing_since or now,
            "error": words[:500],
        }

    @staticmethod
    def after_success() -> dict[str, Any]:
        """Return the columns as they are when it was told."""
        return {"not_before": None, "tries": 0, "failing_since": None, "error": ""}


def free(now: dt.datetime) -> Q:
    """Return the condition that nobody is at it, and that it is time to try."""
    return Q(not_before=None) | Q(not_before__lte=now)
