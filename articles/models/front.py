"""Fronts: what an editor puts on top of the site, of a section or of a tag, and when readers see it.

What a front is, is a fact about time, as a story is. An `Arrangement` is one state of it and never changes. A `Front`
is the desk's draft and points at the state it has now; each save makes another. Publishing points a `FrontVersion` at
a state, with the window in which readers see it. Nothing runs when a window begins or ends.
"""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from media.instant import instant

from .article import HEADLINE_LENGTH
from .constraints import ContentIsFrozen, WindowsDoNotOverlap
from .naming import name_key
from .section import Section
from .tag import Tag
from .timed import TimedQuerySet
from .version import Version

NAME_LENGTH = 80
# What one front may hold; more is a mistake, and would make readers wait.
MOST_CONTAINERS = 30
MOST_SLOTS = 200
MOST_SHOWN = 12

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


class Arrangement(models.Model):
    """One state of a front: its containers and their slots, written once and never changed.

    front: the draft for which it was saved; None where that is deleted.
    """

    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    front = models.ForeignKey("Front", models.SET_NULL, null=True, blank=True, related_name="states")

    class Meta:
        default_permissions = ()
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M:%S}"


class ContainerQuerySet(models.QuerySet["Container"]):
    """Containers in the order in which they are printed."""

    def with_slots(self, at: dt.datetime | None = None) -> Self:
        """Give each container once for each slot whose window holds at an instant (aware; None is `instant()`).

        That slot, with its photo, is `held`; None for a container that holds nothing. So one query fetches it all.
        """
        at = at or instant()
        holds = Q(slots__starts_at__isnull=True) | Q(slots__starts_at__lte=at)
        holds &= Q(slots__ends_at__isnull=True) | Q(slots__ends_at__gt=at)
        found = self.annotate(held=FilteredRelation("slots", condition=holds))
        return found.select_related("held__photo", "section", "tag__stands_for").order_by(
            "position", "pk", "held__position"
        )

    def live_at(self, section: Any = None, tag: Any = None, at: dt.datetime | None = None) -> Self:
        """Keep those that readers see on top of a place at an instant (aware; None is `instant()`)."""
        return self.filter(arrangement__in=FrontVersion.objects.of(section, tag).live(at).values("arrangement"))


class Container(models.Model):
    """A part of a front. What nobody placed there is filled from everything, a section, a tag, or not at all."""

    class Kind(models.TextChoices):
        """What sort of part it is."""

        LEAD = "lead", "Lead"
        TIER = "tier", "Second tier"
        LATEST = "latest", "Latest"
        OPINION = "opinion", "Opinion"
        BAND = "band", "Band"

    class Fill(models.TextChoices):
        """What is put where nobody placed anything."""

        NOTHING = "nothing", "nothing"
        ALL = "all", "everything"
        SECTION = "section", "a section"
        TAG = "tag", "a tag"

    arrangement = models.ForeignKey(Arrangement, models.CASCADE, related_name="containers")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=NAME_LENGTH, blank=True)
    fill = models.CharField(max_length=20, choices=Fill, default=Fill.ALL)
    section = models.ForeignKey("Section", models.PROTECT, null=True, blank=True, related_name="+")
    tag = models.ForeignKey("Tag", models.PROTECT, null=True, blank=True, related_name="+")
    size = models.PositiveSmallIntegerField(default=3)

    objects = ContainerQuerySet.as_manager()

    # The slot of this row of `with_slots`.
    held: Any = None

    class Meta:
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["arrangement", "position"], name="container_one_a_position"),
            models.UniqueConstraint(
                fields=["arrangement", "kind"],
                condition=Q(kind__in=["lead", "tier", "latest"]),
                name="container_once_on_top",
            ),
            models.CheckConstraint(
                condition=Q(fill="section", section__isnull=False, tag__isnull=True)
                | Q(fill="tag", tag__isnull=False, section__isnull=True)
                | Q(fill__in=["nothing", "all"], section__isnull=True, tag__isnull=True),
                name="container_filled_from_what_it_names",
            ),
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=MOST_SHOWN), name="container_size"),
            ContentIsFrozen(
                name="container_is_frozen",
                columns=["arrangement_id", "position", "kind", "title", "fill", "section_id", "tag_id", "size"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> Any:
        """The section or tag it is filled from; of a tag that was merged, what that stands for. None for neither."""
        return self.section or (self.tag and (self.tag.stands_for or self.tag))

    @property
    def name(self) -> str:
        """What it is called at the desk: its title, what it is filled from, or its kind."""
        named = self.kind in {self.Kind.BAND, self.Kind.OPINION} and self.source
        return self.title or str(named or self.Kind(self.kind).label)


class SlotQuerySet(models.QuerySet["Slot"]):
    """Slots by what readers see of them."""

    def shown(self, at: dt.datetime | None = None) -> Self:
        """Keep those that may show at an instant (aware; None is `instant()`): their front and story are live then."""
        at = at or instant()
        fronts = FrontVersion.objects.live(at).filter(arrangement=OuterRef("container__arrangement"))
        stories = Version.objects.live(at).filter(article=OuterRef("article"))
        begun = Q(starts_at__isnull=True) | Q(starts_at__lte=at)
        open_ = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
        return self.filter(begun, open_, Exists(fronts), Exists(stories))

    def published(self) -> Self:
        """Keep those of fronts that readers saw, see or are to see."""
        return self.filter(Exists(FrontVersion.objects.filter(arrangement=OuterRef("container__arrangement"))))


class Slot(models.Model):
    """A story at its place in a container, while [starts_at, ends_at) holds and readers see the story.

    headline, photo: what stands there instead of the story's own.
    """

    container = models.ForeignKey(Container, models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey("Article", models.CASCADE, related_name="slots")
    headline = models.CharField(max_length=HEADLINE_LENGTH, blank=True)
    photo = models.ForeignKey("media.Photo", models.PROTECT, null=True, blank=True, related_name="slots")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["starts_at"], name="slot_starts", condition=Q(starts_at__isnull=False)),
            models.Index(fields=["ends_at"], name="slot_ends", condition=Q(ends_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["container", "position"], name="slot_one_a_position"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="slot_window_not_empty",
            ),
            ContentIsFrozen(
                name="slot_is_frozen",
                columns=["container_id", "position", "article_id", "headline", "photo_id", "starts_at", "ends_at"],
            ),
        ]

    def __str__(self) -> str:
        return self.headline or str(self.article)


class FrontQuerySet(models.QuerySet["Front"]):
    """Drafts by place."""

    def of(self, section: Any = None, tag: Any = None) -> Self:
        """Keep those of a section, a tag, or the site."""
        return self.filter(section=section, tag=tag)


class Front(OfPlace):
    """A draft: the desk's working arrangement of a place, by name. Saving points it at another arrangement."""

    name = models.CharField(max_length=NAME_LENGTH)
    key = models.CharField(max_length=NAME_LENGTH * 2, editable=False)
    arrangement = models.ForeignKey(Arrangement, models.PROTECT, related_name="drafts")

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


class FrontVersionQuerySet(TimedQuerySet):
    """What stood, stands and is to stand on top of places."""

    def of(self, section: Any = None, tag: Any = None) -> Self:
        """Keep those of a section, a tag, or the site."""
        return self.filter(section=section, tag=tag)


class FrontVersion(OfPlace):
    """What readers see on top of a place while `live_from <= t < live_until`; written by `fronting` alone."""

    name = models.CharField(max_length=NAME_LENGTH, help_text="Of the draft it was published from.")
    arrangement = models.ForeignKey(Arrangement, models.PROTECT, related_name="versions")
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
