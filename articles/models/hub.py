"""What the WebSub hub has been told."""

from django.db import models

from .retried import Retried


class HubState(Retried):
    """Up to which instant the hub knows of all that changed for readers, and what stands in the way. There is one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    told_until = models.DateTimeField()
    lately = models.JSONField(default=list, help_text="What it was told of the last minute before that.")

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="hub_state_is_one")]

    def __str__(self) -> str:
        return f"The hub knows of all until {self.told_until}"
