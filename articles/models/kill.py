"""The kill: a story taken from its readers everywhere at once, until it is brought back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from media.models.change import ChangeIsTold


class KillQuerySet(models.QuerySet["Kill"]):
    """Kills, of which a story has at most one at a time."""

    def in_force(self) -> "KillQuerySet":
        """Keep those of stories that were not brought back."""
        return self.filter(revived_at__isnull=True)


class Kill(models.Model):
    """Since when and why readers see nothing of a story, past and future versions included.

    Its versions refer to it and keep their windows as they were, so that bringing the story back is exact.
    """

    article = models.ForeignKey("Article", models.CASCADE, related_name="kills")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(help_text="For the newsroom.")
    note = models.TextField(blank=True, help_text="For readers who come to the story's address.")
    revived_at = models.DateTimeField(null=True, blank=True)
    revived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = KillQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            ChangeIsTold(name="kill_change_is_told", keys=["story-{article_id}"]),
            models.UniqueConstraint(
                fields=["article"], condition=Q(revived_at__isnull=True), name="kill_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="kill_has_a_reason"),
            models.CheckConstraint(
                condition=Q(revived_at__isnull=True) | Q(revived_at__gte=F("at")), name="kill_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} killed: {self.reason}"
