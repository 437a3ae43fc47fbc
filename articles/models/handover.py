"""Whose turn a story is: the stage it is in on its way to readers, and how it was passed on from hand to hand."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

HANDOVER_NOTE_LENGTH = 1000


class Stage(models.TextChoices):
    """How far a story has come between people. What readers see of it is another question: State."""

    DRAFT = "draft", "Draft"
    REVIEW = "review", "In review"
    READY = "ready", "Ready"


class Move(models.TextChoices):
    """What somebody did with a story."""

    HAND_OVER = "hand_over", "handed it over"
    TAKE = "take", "took it"
    GIVE_BACK = "give_back", "gave it back"
    READY = "ready", "made it ready"
    TAKE_BACK = "take_back", "took it back"
    PUBLISHED = "published", "published it"


class Handover(models.Model):
    """One passing on of a story, written once by articles.reviewing and never changed.

    from_person, to_person: whose turn it was and whose it is; None is the desk at large, or nobody's.
    stage: the stage that the story is in since. revision: the number of the desk copy's revision that was passed on.
    """

    article = models.ForeignKey("Article", models.CASCADE, related_name="handovers")
    move = models.CharField(max_length=20, choices=Move)
    stage = models.CharField(max_length=10, choices=Stage)
    from_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="from"
    )
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="to"
    )
    note = models.CharField(max_length=HANDOVER_NOTE_LENGTH, blank=True)
    revision = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["article", "-id"], name="handover_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="handover_stage_known"),
            models.CheckConstraint(condition=Q(move__in=Move.values), name="handover_move_known"),
            models.CheckConstraint(
                condition=~Q(move=Move.GIVE_BACK) | ~Q(note=""), name="handover_given_back_with_a_note"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.get_move_display()}, {self.at:%Y-%m-%d %H:%M:%S}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row. Raises TypeError for one that is written already."""
        if not self._state.adding:
            raise TypeError("A handover is never changed.")
        super().save(*args, **kwargs)
