"""What waits to be done for photos outside of a request, by one process at a time."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from media.models.photo import Photo

# For how long one process may be at work on a photo; reading and encoding are held to a third of it.
HELD = dt.timedelta(seconds=60)
# After so many servers died over a photo it is left.
MOST_TRIES = 5
# How long what could not be stored waits before it is tried again.
PAUSE = dt.timedelta(seconds=10)


class WaitingQuerySet(models.QuerySet[Any]):
    """Which of the work?"""

    # The condition for what is still to be done, of each kind of work its own.
    to_do: ClassVar[Q]

    def open(self) -> Self:
        """What is still to be done."""
        return self.filter(self.to_do)

    def unheld(self, at: dt.datetime) -> Self:
        """What nobody is at work on at an instant (aware): what a dead process held is free after HELD."""
        return self.open().filter(Q(held_until=None) | Q(held_until__lte=at))

    def free(self, at: dt.datetime) -> Self:
        """What may be begun with at an instant (aware), the first to come first."""
        return self.unheld(at).order_by("pk")

    def claim(self, **also: Any) -> Any:
        """Return the next row, held by whoever called for HELD, or None if none is free. also: columns to set."""
        while True:
            now = timezone.now()
            row = self.free(now).first()
            if row is None:
                return None
            mine = self.unheld(now).filter(pk=row.pk)
            if mine.update(held_until=now + HELD, tries=F("tries") + 1, **also):
                row.refresh_from_db()
                return row


class Waiting(models.Model):
    """A row of work that survives whoever is at it."""

    reason = models.TextField(blank=True, default="", help_text="Why it was refused, or what it waits for.")
    tries = models.PositiveSmallIntegerField(default=0)
    held_until = models.DateTimeField(null=True, help_text="Somebody is at work on it until then.")

    class Meta:
        abstract = True

    @property
    def is_deadly(self) -> bool:
        """Whether so many processes died over it that no other should begin."""
        return self.tries > MOST_TRIES


class ArrivalQuerySet(WaitingQuerySet):
    """Which files on their way in?"""

    # Nobody knows yet what becomes of them.
    to_do = Q(state="waiting")

    def free(self, at: dt.datetime) -> Self:
        """Those whose bytes nobody is at work on at an instant (aware), the first to come first."""
        held = self.open().filter(held_until__gt=at).values("checksum")
        return self.open().exclude(checksum__in=held).order_by("pk")

    def in_order(self) -> Self:
        """As they were sent, with all that a row tells of them."""
        return self.select_related("photo__reading", "photo__making").order_by("pk")


class Arrival(Waiting):
    """A file that somebody sent, from the moment its bytes are safe until it is a photo or refused.

    The bytes lie where the photo's original is to lie. One row a file, whatever happens on the way: a browser that did
    not hear the answer sends the same `key` again, and a server that dies at work leaves the row to the next one.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        REFUSED = "refused"

    key = models.UUIDField(unique=True, help_text="Chosen by who sends it.")
    drop = models.UUIDField(help_text="What came together.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=8, blank=True, default="")
    checksum = models.CharField(max_length=64, blank=True, default="", db_index=True)
    file = models.FileField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    photo = models.ForeignKey(Photo, on_delete=models.SET_NULL, null=True, related_name="arrivals")
    was_known = models.BooleanField(default=False)
    alike = models.JSONField(default=list, help_text="Keys of photos that look like it, until somebody has decided.")
    came_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(name="media_arrival_open", fields=["held_until"], condition=ArrivalQuerySet.to_do),
            models.Index(name="media_arrival_of_drop", fields=["drop", "changed_at"]),
            models.Index(name="media_arrival_by", fields=["by", "-came_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="media_arrival_refused_in_words", condition=~Q(state="refused") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MakingQuerySet(WaitingQuerySet):
    """Which photos' copies?"""

    # They are not given up.
    to_do = Q(tries__lte=MOST_TRIES)


class Making(Waiting):
    """A photo whose copies for readers are to be made, from the moment that is known until they all stand.

    One row a photo, whatever is changed meanwhile: what is made is what the photo says as the making ends.
    """

    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="making")

    objects = MakingQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Copies of {self.photo}"
