"""What the newsroom decides about its house rules: how much each check weighs, and what went out against one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .people import person
from .site import Site
from .version import Version

CHECK_NAME_LENGTH = 40


class Severity(models.TextChoices):
    """What a check does when it finds something."""

    OFF = "off", "Off"
    ADVISORY = "advisory", "Advises"
    BLOCKING = "blocking", "Blocks"


class CheckSetting(models.Model):
    """How much one check weighs at this site, where that is not what the check itself says."""

    site = models.ForeignKey(Site, models.CASCADE, editable=False, related_name="checks")
    name = models.CharField(max_length=CHECK_NAME_LENGTH)
    severity = models.CharField(max_length=20, choices=Severity)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="check_setting_once"),
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="check_setting_severity_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_severity_display()}"


class Override(models.Model):
    """That a version went out, or will, against the house rules: who let it, and why."""

    version = models.OneToOneField(Version, models.CASCADE, related_name="override")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.version}: {self.reason}"

    @property
    def who(self) -> str:
        """The name of whoever let it out."""
        return person(self.by) or "the newsroom"


class OverriddenFinding(models.Model):
    """One thing that a check had against a version, in the words that were shown then."""

    override = models.ForeignKey(Override, models.CASCADE, related_name="findings")
    check_name = models.CharField(max_length=CHECK_NAME_LENGTH)
    message = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.message
