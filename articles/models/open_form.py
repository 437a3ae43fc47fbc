"""Open forms: who has what open on the desk, and what they typed there that is not saved yet."""

import datetime as dt
import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

# A form tells every few seconds that it is still open; browsers let one in the background do so once a minute.
PRESENT = dt.timedelta(seconds=90)


class OpenFormQuerySet(models.QuerySet["OpenForm"]):
    """Open forms, by page and by what was typed in them."""

    def on(self, page: str) -> "OpenFormQuerySet":
        """Keep those of one page, "articles.article/12"."""
        return self.filter(page=page)

    def present(self, at: dt.datetime | None = None) -> "OpenFormQuerySet":
        """Keep those that somebody has before them at an instant (aware; None is now)."""
        since = (at or timezone.now()) - PRESENT
        return self.filter(left_at__isnull=True, taken_at__isnull=True, seen_at__gt=since)

    def unsaved(self) -> "OpenFormQuerySet":
        """Keep those with words that are neither saved, nor gone on with in another form, nor thrown away."""
        return self.exclude(typed="").filter(
            Q(taken_at__isnull=True) | Q(taken_at__lt=F("typed_at")),
            Q(discarded_at__isnull=True) | Q(discarded_at__lt=F("typed_at")),
        )


class OpenForm(models.Model):
    """One form as opened once by one person. Its key is made with the page, before anything is kept.

    page: "articles.article/12", or "articles.article/add" for what has never been saved.
    base: the story's revision number that the form was filled from.
    sequence: grows with every state that the browser sends; one that is not newer is never kept.
    typed: the form's names and values as they would be posted, a JSON list of pairs; "" when nothing is unsaved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_forms")
    page = models.CharField(max_length=120)
    base = models.PositiveIntegerField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    typed = models.TextField(blank=True)
    typed_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField("field being written in", max_length=60, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField("gone on with elsewhere", null=True, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = OpenFormQuerySet.as_manager()

    class Meta:
        ordering = ["-typed_at", "-opened_at"]
        indexes = [
            models.Index(fields=["page", "seen_at"], name="openform_by_page"),
            models.Index(fields=["user", "page"], name="openform_of_user"),
            models.Index(fields=["seen_at"], name="openform_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.page}, open since {self.opened_at:%H:%M:%S}"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What was typed, as names and values in order."""
        pairs: list[Any] = json.loads(self.typed) if self.typed else []
        return [(name, value) for name, value in pairs]
