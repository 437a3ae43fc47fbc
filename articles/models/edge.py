"""What each of those who stand in front and keep pages was told of changes."""

from django.db import models

from .retried import Retried


class EdgeHook(Retried):
    """One of them, by its name.

    looked_at: up to when the log and the clock were read for it. cursor: where in the log, see newsroom.page_cache.log.
    waiting: what it is to be told, by word: from when on (seconds since 1970), and how many times more. turn: counts
    who is at it, so that who was thought dead does not write over another.
    """

    name = models.CharField(max_length=200, unique=True)
    looked_at = models.DateTimeField()
    cursor = models.JSONField(default=list)
    waiting = models.JSONField(default=dict)
    told_at = models.DateTimeField(null=True)
    turn = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
