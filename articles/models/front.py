"""Fronts: what an editor puts on top of the site, of a section or of a tag, and when readers see it.

What a front is, is a fact about time, as a story is. An `Arrangement` is one state of it and never changes. A `Front`
is the desk's draft and points at the state it has now; each save makes another. Publishing points a `FrontVersion` at
a state, with the window in which readers see it. Nothing runs when a window begins or ends.
"""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from media.models.change import ChangeIsTold

from .constraints import ContentIsFrozen, WindowsDoNotOverlap
from .naming import name_key
from .section import Section
from .tag import Tag
from .timed import TimedQuerySet

NAME_LENGTH = 80
NOT_BOTH = Q(section__isnull=True) | Q(tag__isnull=True)


class OfPlace(models.Model):
    """Something of a place that has a front: a section, a tag, or the site itself where it names neither."""

    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    tag = models.ForeignKey(Tag, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def place_name(self) -> str:
        """What the place is called."""
        return str(self.section or self.tag or "Front page")

    @property
    def place_url(self) -> str:
        """Where readers find the place."""
        if self.section:
            return reverse("section", args=[self.section.slug])
        return reverse("tag", args=[self.tag.slug]) if self.tag else reverse("front")


class FrontQuerySet(models.QuerySet["Front"]):
    """Drafts by place."""

    def of(self, section: Any = None, tag: Any = None) -> Self:
        """Keep those of a section, a tag, or the site."""
        return self.filter(section=section, tag=tag)


class Front(OfPlace):
    """A draft: the desk's working arrangement of a place, by name. Saving points it at another arrangement."""

    name = models.CharField(max_length=NAME_LENGTH)
    key = models.CharField(max_length=NAME_LENGTH * 2, editable=False)
    arrangement = models.ForeignKey("Arrangement", models.PROTECT, related_name="drafts")

    objects = FrontQuerySet.as_manager()

    class Meta(OfPlace.Meta):
        abstract = False
        default_permissions = ()
        permissions = [("arrange_front", "Can arrange and publish fronts")]
        ordering = ["section__position", "tag__name", "name", "pk"]
        constraints = [
            models.CheckConstraint(condition=NOT_BOTH, name="front_of_one_place"),
            models.UniqueConstraint(fields=["section", "key"], name="front_name_once_a_section"),
            models.UniqueConstraint(fields=["tag", "key"], name="front_name_once_a_tag"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(section__isnull=True, tag__isnull=True), name="front_name_once_on_the_site"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.place_name})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive what tells two names apart from the name."""
        self.name = " ".join(self.name.split())
        self.key = name_key(self.name)
        super().save(*args, **kwargs)

    @property
    def revision_number(self) -> int:
        """Which state of it is the newest, as a story's revision number says of that: an arrangement's key."""
        return self.arrangement_id

    @property
    def updated_at(self) -> dt.datetime:
        """When it was last saved (aware)."""
        return self.arrangement.made_at

    @property
    def updated_by(self) -> Any:
        """Who saved it last; None where that is not known."""
        return self.arrangement.made_by


class FrontVersionQuerySet(TimedQuerySet):
    """What stood, stands and is to stand on top of places."""

    def of(self, section: Any = None, tag: Any = None) -> Self:
        """Keep those of a section, a tag, or the site."""
        return self.filter(section=section, tag=tag)


class FrontVersion(OfPlace):
    """What readers see on top of a place while `live_from <= t < live_until`; written by `fronting` alone."""

    name = models.CharField(max_length=NAME_LENGTH, help_text="Of the draft it was published from.")
    arrangement = models.ForeignKey("Arrangement", models.PROTECT, related_name="versions")
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: Any = FrontVersionQuerySet.as_manager()

    class Meta(OfPlace.Meta):
        abstract = False
        default_permissions = ()
        ordering = ["live_from"]
        indexes = [
            models.Index(fields=["live_from"], name="front_live_from"),
            models.Index(fields=["live_until"], name="front_live_until", condition=Q(live_until__isnull=False)),
        ]
        constraints = [
            ChangeIsTold(name="front_version_change_is_told", keys=["fronts"]),
            models.CheckConstraint(condition=NOT_BOTH, name="front_version_of_one_place"),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")), name="front_window_not_empty"
            ),
            WindowsDoNotOverlap(name="front_windows_do_not_overlap", of=("section_id", "tag_id")),
            ContentIsFrozen(
                name="front_version_is_frozen", columns=["name", "arrangement_id", "section_id", "tag_id", "live_from"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.place_name})"
