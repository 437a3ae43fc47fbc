"""One state of a front: its containers, and in them the slots that stories were placed in."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.utils import timezone

from media.instant import instant
from media.models.change import ChangeIsTold

from .article import HEADLINE_LENGTH
from .constraints import ContentIsFrozen
from .front import NAME_LENGTH, FrontVersion
from .version import Version

# What one front may hold; more is a mistake, and would make readers wait.
MOST_CONTAINERS = 30
MOST_SLOTS = 200
MOST_SHOWN = 12


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

    def with_slots(self, at: Any = None) -> Self:
        """Give each container once for each slot whose window holds at an instant (aware; None is `instant()`).

        That slot, with its photo, is `held`; None for a container that holds nothing. So one query fetches it all.
        """
        found = self.annotate(held=FilteredRelation("slots", condition=_holds(at or instant(), "slots__")))
        return found.select_related("held__photo", "section", "tag__stands_for").order_by(
            "position", "pk", "held__position"
        )

    def live_at(self, section: Any = None, tag: Any = None, at: Any = None) -> Self:
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
            ChangeIsTold(name="container_change_is_told", keys=["fronts"], on=("UPDATE", "DELETE")),
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
        named = self.kind not in ON_TOP and self.source
        return self.title or str(named or self.Kind(self.kind).label)


# What stands on top of a page, one of each, in this order.
ON_TOP = (Container.Kind.LEAD, Container.Kind.TIER, Container.Kind.LATEST)


def rank_of(kind: str) -> int:
    """Say where on a page a kind of container may stand: what is on top in its order, then all else alike."""
    return ON_TOP.index(Container.Kind(kind)) if kind in ON_TOP else len(ON_TOP)


class SlotQuerySet(models.QuerySet["Slot"]):
    """Slots by what readers see of them."""

    def shown(self, at: dt.datetime | None = None) -> Self:
        """Keep those that may show at an instant (aware; None is `instant()`): their front and story are live then."""
        at = at or instant()
        fronts = FrontVersion.objects.live(at).filter(arrangement=OuterRef("container__arrangement"))
        stories = Version.objects.live(at).filter(article=OuterRef("article"))
        return self.filter(_holds(at), Exists(fronts), Exists(stories))

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
            ChangeIsTold(name="slot_change_is_told", keys=["fronts"], on=("UPDATE", "DELETE")),
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


def _holds(at: dt.datetime, slots: str = "") -> Q:
    """Return a test for slots whose window holds at an instant (aware); slots: how the query comes to them."""
    begun = Q(**{f"{slots}starts_at__isnull": True}) | Q(**{f"{slots}starts_at__lte": at})
    return begun & (Q(**{f"{slots}ends_at__isnull": True}) | Q(**{f"{slots}ends_at__gt": at}))
