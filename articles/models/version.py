"""The version: what readers saw, see or will see of a story, and the window in which they do."""

import datetime as dt
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.paths import story_path
from media.instant import instant
from media.made_of import Noted
from media.models.change import ChangeIsTold

from .constraints import ContentIsFrozen, WindowsDoNotOverlap
from .content import CROPS_LENGTH, Content
from .kinds import CORRECTIONS, TAKEN_AWAY, End, Kind
from .naming import SLUG_LENGTH
from .series import UNNUMBERED
from .versions import VersionQuerySet

# What a version holds as it was written, in columns of its own row; only a redaction changes it.
FROZEN = [
    *("kicker", "headline", "standfirst", "body", "lead_photo_id", "lead_caption", "lead_crops"),
    *("section_id", "series_id", "language", "slug", "note"),
]


class Version(Noted):
    """A story as readers see it while `live_from <= t < live_until`; written by `publishing` alone.

    Its content never changes, but for a redaction, which shows.
    """

    noted_as = "story"
    noted_by = "article_id"

    Kind, End = Kind, End

    # Without an index of its own: one below begins with it.
    article = models.ForeignKey("Article", models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField(help_text="Counts a story's versions in the order readers see them, from 1.")
    kind = models.CharField(max_length=20, choices=Kind)
    # A column of its own, because SQLite sees that a partial index serves only where no parameter stands in the way.
    corrects = models.GeneratedField(
        expression=Q(kind__in=CORRECTIONS),  # type: ignore[arg-type]  # a condition is one too
        output_field=models.BooleanField(),
        db_persist=True,
    )
    note = models.TextField(blank=True, help_text="Printed for readers: what was wrong, or what is new.")
    retracted = models.BooleanField(
        default=False, help_text="Whether the newsroom has taken back what the story says; it stays so until restored."
    )
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=20, choices=End, blank=True, default=End.OPEN)
    end_note = models.TextField(blank=True, help_text="Printed at the address of a withdrawn story: why it was.")
    first_published = models.DateTimeField(help_text="When readers first saw the story, in any version.")
    published_on = models.DateField(
        help_text="The day in the story's address: of first_published, in the site's time zone."
    )

    kicker = models.CharField(max_length=60, blank=True)
    headline = models.CharField(max_length=300)
    standfirst = models.TextField(blank=True)
    body = models.TextField()
    words = models.PositiveIntegerField(default=0)
    lead_photo = models.ForeignKey("media.Photo", models.PROTECT, null=True, blank=True, related_name="+")
    lead_caption = models.TextField(blank=True)
    lead_crops = models.CharField(max_length=CROPS_LENGTH, blank=True, default="", help_text="See media.uses.")
    # Without an index of its own: one below begins with it.
    section = models.ForeignKey("Section", models.PROTECT, related_name="versions", db_index=False)
    # Without an index of its own, as below; a series' lists have theirs.
    series = models.ForeignKey("Series", models.PROTECT, null=True, blank=True, related_name="versions", db_index=False)
    part = models.PositiveSmallIntegerField(
        default=UNNUMBERED, help_text="Its number in the series by now: changes as the desk copy's does."
    )
    language = models.CharField(max_length=20)
    slug = models.CharField(max_length=SLUG_LENGTH)

    # Without an index of its own: nearly every row has none, and SQLite's planner would go by it all the same.
    kill = models.ForeignKey("Kill", models.PROTECT, null=True, blank=True, related_name="versions", db_index=False)

    digest = models.CharField(
        max_length=64, help_text="Of its content; equal to the desk copy's while nothing changed."
    )
    redacted_at = models.DateTimeField(
        null=True, blank=True, help_text="When words were last taken out for legal reasons; a mark stands for them."
    )
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = VersionQuerySet.as_manager()

    # What a front says of the story where it stands, and of what it is a translation (a key): set on what a page has
    # fetched and never saved.
    front_headline = ""
    front_photo: Any = None
    group: int | None = None

    class Meta:
        ordering = ["article", "live_from"]
        indexes = [
            models.Index(fields=["-first_published", "-id"], name="version_newest"),
            models.Index(fields=["section", "-first_published", "-id"], name="version_section_newest"),
            models.Index(
                fields=["series", "part", "first_published", "id"],
                name="version_series_parts",
                condition=Q(series__isnull=False),
            ),
            models.Index(
                fields=["series", "-first_published", "-id"],
                name="version_series_newest",
                condition=Q(series__isnull=False),
            ),
            models.Index(fields=["live_from"], name="version_live_from"),
            models.Index(fields=["live_until"], name="version_live_until", condition=Q(live_until__isnull=False)),
            models.Index(fields=["end", "live_until"], name="version_ended", condition=Q(live_until__isnull=False)),
            models.Index(fields=["slug", "published_on"], name="version_address"),
            models.Index(fields=["kill"], name="version_killed", condition=Q(kill__isnull=False)),
            models.Index(fields=["-live_from", "-id"], name="version_corrections", condition=Q(corrects=True)),
            # All that the index of sitemaps asks, which it reads from end to end.
            models.Index(fields=["published_on", "live_from", "live_until", "kill"], name="version_days"),
        ]
        constraints = [
            ChangeIsTold(name="version_change_is_told", keys=["story-{article_id}"]),
            models.UniqueConstraint(fields=["article", "live_from"], name="version_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")), name="version_window_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True, end="") | Q(live_until__isnull=False) & ~Q(end=""),
                name="version_end_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(end_note="") | Q(end="withdrawn"), name="version_end_note_when_withdrawn"
            ),
            models.CheckConstraint(condition=~Q(headline=""), name="version_has_headline"),
            models.CheckConstraint(condition=~Q(body=""), name="version_has_body"),
            models.CheckConstraint(
                condition=~Q(kind__in=CORRECTIONS) | ~Q(note=""), name="version_correction_has_note"
            ),
            models.CheckConstraint(condition=~Q(kind=Kind.MINOR) | Q(note=""), name="version_minor_has_no_note"),
            models.CheckConstraint(
                condition=~Q(kind=Kind.RETRACTION) | Q(retracted=True), name="version_retraction_retracts"
            ),
            models.CheckConstraint(condition=Q(first_published__lte=F("live_from")), name="version_not_before_first"),
            WindowsDoNotOverlap(name="version_windows_do_not_overlap"),
            ContentIsFrozen(name="version_content_is_frozen", columns=FROZEN, unless="redacted_at"),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (version {self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new version; refuse to write over one that exists."""
        if not self._state.adding:
            raise TypeError("A version never changes after it is written; publish another.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The story's address, by the day of its first publication."""
        return story_path(self.published_on, self.slug)

    def get_history_url(self) -> str:
        """The address of the page on which readers see what changed in the story."""
        return story_path(self.published_on, self.slug, "history/")

    def get_comments_url(self) -> str:
        """The address of the page of readers' comments on the story."""
        return story_path(self.published_on, self.slug, "comments/")

    def is_seen(self, at: dt.datetime | None = None) -> bool:
        """Whether readers see it or have seen it by an instant (aware; None is now), as `seen()` asks the database."""
        return self.kill_id is None and self.live_from <= (at or instant())

    def is_live(self, at: dt.datetime | None = None) -> bool:
        """Whether readers see it at an instant (aware; None is now), as `live()` asks the database."""
        at = at or instant()
        return self.is_seen(at) and (self.live_until is None or self.live_until > at)

    def to_be_withdrawn(self, at: dt.datetime | None = None) -> dt.datetime | None:
        """When it will be taken from its readers, as of an instant (aware; None is now); None where it will not be."""
        ends = self.live_until if self.kill_id is None and self.end in TAKEN_AWAY else None
        return ends if ends and ends > (at or instant()) else None

    @cached_property
    def updated(self) -> dt.datetime | None:
        """When readers were given other words than the first ones; None for a story as first published."""
        return self.live_from if self.live_from > self.first_published else None

    @property
    def shown_photo(self) -> Any:
        """The lead photo, cropped as here, while its rights last; None without one."""
        photo = self.lead_photo
        return photo.cropped(self.lead_crops) if photo and photo.is_shown() else None

    @property
    def list_headline(self) -> str:
        """The headline where a layout prints one: the front's own for the place, else the story's."""
        return self.front_headline or self.headline

    @property
    def list_photo(self) -> Any:
        """The picture where a layout needs one: the lead photo, or what stands in for one that may not be shown.

        A front's own for the place comes before it. None for a story without a lead photo, and where no fallback may
        be shown either.
        """
        if self.front_photo and self.front_photo.is_shown():
            return self.front_photo
        if self.lead_photo_id is None or self.shown_photo:
            return self.shown_photo
        fallbacks = (self.section.fallback_photo, self.section.site.fallback_photo)
        return next((photo for photo in fallbacks if photo and photo.is_shown()), None)

    @property
    def part_number(self) -> int | None:
        """Its number in its series; None without one."""
        return None if self.part == UNNUMBERED else self.part

    @property
    def is_correction(self) -> bool:
        """Whether the version says that something was wrong."""
        return self.kind in CORRECTIONS

    def content(self) -> Content:
        """Return what the version froze."""
        return Content.of(
            self,
            tags=self.tags.order_by("pk").values_list("tag", flat=True),
            related=self.related.order_by("position", "pk").values_list("article", flat=True),
        )
