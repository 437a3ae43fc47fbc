"""What somebody at the desk has chosen for themselves."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from .site import known_time_zone


class Preference(models.Model):
    """The choices of one person; nobody else's pages change with them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="desk_preference"
    )
    time_zone = models.CharField("your time zone", max_length=60, blank=True, validators=[known_time_zone])

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Preferences of {self.user}"

    @property
    def zone(self) -> ZoneInfo | None:
        """The person's time zone; None for the site's."""
        return ZoneInfo(self.time_zone) if self.time_zone else None
