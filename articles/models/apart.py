"""Two things with like names that somebody has called different."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class CalledApart(models.Model):
    """Two that are not the same. kind: the model's label; one, other: primary keys, the lower first."""

    kind = models.CharField(max_length=100)
    one = models.BigIntegerField()
    other = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "one", "other"], name="called_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="called_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.one} is not {self.other}"
