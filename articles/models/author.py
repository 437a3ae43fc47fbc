"""Who writes: authors, whom readers can look up, and agencies."""

from django.conf import settings
from django.db import models

from media.made_of import Noted
from media.models.change import ChangeIsTold

from .naming import Mergeable, MergeableQuerySet
from .site import labelled_addresses


class Author(Mergeable, Noted):
    """A person readers can look up. Needs no login; may be linked to one."""

    noted_as = "author"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="author", verbose_name="login"
    )
    job_title = models.CharField(max_length=120, blank=True)
    biography = models.TextField(blank=True)
    portrait = models.ForeignKey("media.Photo", models.PROTECT, null=True, blank=True, related_name="portrait_of")
    email = models.EmailField("e-mail", blank=True)
    show_email = models.BooleanField("show e-mail to readers", default=False)
    links = models.JSONField(default=list, blank=True, validators=[labelled_addresses])

    objects = MergeableQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["key"], name="author_by_name")]
        constraints = [ChangeIsTold(name="author_change_is_told", keys=["author-{id}"], on=("UPDATE", "DELETE"))]


class Agency(Mergeable, Noted):
    """A news agency: AP, Reuters, AFP. Printed by its short name."""

    noted_as = "agency"

    short_name = models.CharField(
        max_length=40, blank=True, help_text="As printed in bylines. The name when left empty."
    )
    url = models.URLField("address of its own site", blank=True)

    objects = MergeableQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "agencies"
        constraints = [
            ChangeIsTold(name="agency_change_is_told", keys=["agency-{id}"], on=("UPDATE", "DELETE")),
            models.UniqueConstraint(fields=["key"], name="agency_name_once"),
        ]

    @property
    def printed(self) -> str:
        """The name as printed in bylines."""
        return self.short_name or self.name
