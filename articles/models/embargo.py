"""The embargo: until when a story may not be shown, and who says so."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

NOTE_LENGTH = 300


class EmbargoQuerySet(models.QuerySet["Embargo"]):
    """Embargoes by time."""

    def in_force(self, at: dt.datetime | None = None) -> Self:
        """Keep those that have not ended by an instant (aware; None is now): at the end itself one may publish."""
        return self.filter(until__gt=at or timezone.now())


class Embargo(models.Model):
    """A story may not be shown before `until`. Set and lifted by `articles.timing` alone; a row of its own.

    since: when it was set as it is; what readers had seen by then stays. note: who asks for it, and why.
    """

    article = models.OneToOneField("Article", models.CASCADE, related_name="embargo")
    since = models.DateTimeField()
    until = models.DateTimeField()
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = EmbargoQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["until", "article"], name="embargo_by_end")]
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="embargo_ends_after_it_is_set")]

    def __str__(self) -> str:
        return f"Embargo until {self.until:%Y-%m-%d %H:%M:%S}"

    def holds(self, at: dt.datetime) -> bool:
        """Whether nothing may be shown from an instant (aware): half open, at the end itself one may."""
        return at < self.until
