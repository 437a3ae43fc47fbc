"""The preview link: what lets somebody without a login read one story that readers do not see."""

import datetime as dt
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from .kill import Kill
from .version import Version

PREVIEW_NOTE_LENGTH = 200


def new_key() -> str:
    """Return a name that nobody guesses: 128 bits."""
    return secrets.token_urlsafe(16)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """Preview links, by whether they open anything."""

    def in_force(self, at: dt.datetime | None = None) -> "PreviewLinkQuerySet":
        """Keep those neither revoked nor expired at an instant (aware; None is now): at `expires_at` itself it is."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at or timezone.now())

    def opening(self, at: dt.datetime | None = None) -> "PreviewLinkQuerySet":
        """Keep those in force whose story may be shown at an instant (aware; None is now).

        Nothing is shown of a story that is deleted or killed, nor by a link that was made before a legal removal.
        """
        at = at or timezone.now()
        story = OuterRef("article")
        removed = Version.objects.filter(
            article=story, end=Version.End.REMOVED, live_until__gte=OuterRef("made_at"), live_until__lte=at
        )
        killed = Kill.objects.in_force().filter(article=story)
        return self.in_force(at).filter(~Exists(killed), ~Exists(removed), article__deleted_at__isnull=True)


class PreviewLink(models.Model):
    """What one address opens, until when, and how often it did.

    The address holds `key` with a signature made by the site's secret, so that a copy of the database opens nothing;
    and it is made again whenever the desk wants to copy it.
    """

    article = models.ForeignKey("Article", models.CASCADE, related_name="preview_links")
    revision = models.PositiveIntegerField(
        null=True, blank=True, help_text="The number of the revision that is shown; None: the desk copy as it goes on."
    )
    key = models.CharField(max_length=32, unique=True, default=new_key)
    note = models.CharField(max_length=PREVIEW_NOTE_LENGTH, blank=True, help_text="Whom it is for.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    objects: Any = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="preview_link_expires_after_made"),
            models.CheckConstraint(
                condition=Q(opened=0, last_opened_at__isnull=True) | Q(opened__gt=0, last_opened_at__isnull=False),
                name="preview_link_opened_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.shows}, until {self.expires_at:%Y-%m-%d %H:%M:%S}"

    @property
    def shows(self) -> str:
        """What it shows, in words."""
        return f"revision {self.revision}" if self.revision else "the desk copy, as it goes on"
