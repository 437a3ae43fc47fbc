"""The article: the desk's working copy and the identity of a story."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from taggit.managers import TaggableManager

from media.instant import instant
from media.models.change import ChangeIsTold

from .byline import Byline
from .content import CROPS_LENGTH, Content
from .handover import Stage
from .kinds import TAKEN_AWAY
from .naming import SLUG_LENGTH, free_slug
from .series import MOST_PARTS
from .tag import TaggedArticle
from .translation import TRANSLATION_CONSTRAINTS, TRANSLATION_INDEXES, Translated, TranslatedQuerySet
from .version import Version

KICKER_LENGTH = 60
HEADLINE_LENGTH = 300

# How long a deleted story can be brought back.
KEPT_DELETED = dt.timedelta(days=30)

# No version, neither seen nor to come: publishing keeps the date with the versions, and an index finds those without.
DRAFT = Q(first_published__isnull=True)
# Something of the desk copy is in no version yet; an index finds these few among all.
UNPUBLISHED = ~DRAFT & ~Q(digest=F("last_digest"))
# How many stories are looked up one by one, rather than looked for along a list.
FEW = 2_000
# Somebody has handed it over, and nobody has published it since; an index finds these few among all.
ON_ITS_WAY = ~Q(stage=Stage.DRAFT)


class State(models.TextChoices):
    """What readers see of a story, in one word."""

    DRAFT = "draft", "Draft"
    SCHEDULED = "scheduled", "Scheduled"
    LIVE = "live", "Live"
    WITHDRAWN = "withdrawn", "Withdrawn"
    KILLED = "killed", "Killed"


class ArticleQuerySet(TranslatedQuerySet):
    """Stories as the desk looks for them."""

    def with_photo(self, photo: Any) -> "ArticleQuerySet":
        """Keep those whose desk copy holds a photo, as the lead or in its text."""
        return self.filter(Q(lead_photo=photo) | Q(pk__in=ArticlePhoto.objects.filter(photo=photo).values("article")))

    def with_state(self, at: dt.datetime | None = None) -> "ArticleQuerySet":
        """Add what readers see at an instant (aware; None is now), by subqueries and so at the price of no query.

        live_version, live_digest, live_since, live_number; next_version, next_from; was_live: whether any version
        has been seen by then.
        """
        versions = Version.objects.filter(article=OuterRef("pk"))
        live = versions.live(at)
        upcoming = versions.upcoming(at).order_by("live_from")
        return self.annotate(
            live_version=Subquery(live.values("pk")[:1]),
            live_digest=Subquery(live.values("digest")[:1]),
            live_since=Subquery(live.values("live_from")[:1]),
            live_number=Subquery(live.values("number")[:1]),
            next_version=Subquery(upcoming.values("pk")[:1]),
            next_from=Subquery(upcoming.values("live_from")[:1]),
            was_live=Exists(versions.seen(at)),
            is_killed=Exists(versions.killed()),
        )

    def in_state(self, state: str, at: dt.datetime | None = None) -> "ArticleQuerySet":
        """Keep stories that are in a State at an instant (aware; None is now)."""
        versions = Version.objects.filter(article=OuterRef("pk"))
        live, seen = Exists(versions.live(at)), Exists(versions.seen(at))
        # Few stories lie ahead, so they are found by the versions' index on time rather than one by one.
        upcoming = Q(pk__in=Version.objects.upcoming(at).values("article"))
        # Implied by what follows it, and found by an index: what was only replaced has another version after it.
        over = Version.objects.filter(end__in=TAKEN_AWAY, live_until__lte=at or instant())
        conditions = {
            State.LIVE: Q(live),
            State.SCHEDULED: ~Q(live) & upcoming,
            State.WITHDRAWN: Q(pk__in=over.values("article")) & ~Q(live) & ~upcoming & Q(seen),
            State.DRAFT: DRAFT,
            State.KILLED: Q(pk__in=Version.objects.killed().values("article")),
        }
        return self.filter(conditions[State(state)])

    def on_hold(self) -> "ArticleQuerySet":
        """Keep stories that are on legal hold."""
        return self.filter(held_at__isnull=False)

    def of(self, user: Any) -> "ArticleQuerySet":
        """Keep stories that somebody began or is credited in."""
        begun = Article.objects.filter(created_by=user).order_by().values("pk")
        credited = Byline.objects.filter(author__user=user).order_by().values("article")
        return self.filter(pk__in=begun.union(credited))

    def on_desk_of(self, user: Any, at: dt.datetime | None = None) -> "ArticleQuerySet":
        """Keep what is somebody's turn: stories that they were given, and their own that nobody else has.

        Their own only while readers don't see all of them at an instant (aware; None is now).
        """
        own = Article.objects.of(user).filter(stage=Stage.DRAFT, assigned_to=None).unseen(at).order_by().values("pk")
        return self.filter(pk__in=own.union(_given(user)))

    def concerning(self, user: Any) -> "ArticleQuerySet":
        """Keep stories that somebody began, is credited in, or was given."""
        own = Article.objects.of(user).order_by().values("pk")
        return self.filter(pk__in=own.union(_given(user)))

    def in_stage(self, stage: str) -> "ArticleQuerySet":
        """Keep stories in a Stage."""
        return self.filter(stage=stage) if stage == Stage.DRAFT else self.filter(ON_ITS_WAY, stage=stage)

    def longest_waiting_first(self) -> "ArticleQuerySet":
        """Order by since when they are in their stage."""
        return self.order_by("stage_since", "pk")

    def live_since(self, instant: dt.datetime, at: dt.datetime | None = None) -> "ArticleQuerySet":
        """Keep stories of which readers see, at an instant (aware; None is now), a version no older than another."""
        return self.filter(pk__in=Version.objects.live(at).filter(live_from__gte=instant).values("article"))

    def corrected(self, at: dt.datetime | None = None) -> "ArticleQuerySet":
        """Keep stories that readers see at an instant (aware; None is now) and were told was wrong."""
        live = Version.objects.filter(article=OuterRef("pk")).live(at)
        return self.filter(Exists(live), pk__in=Version.objects.corrections(at).values("article"))

    def scheduled(self, at: dt.datetime | None = None) -> "ArticleQuerySet":
        """Keep stories of which a version lies ahead of an instant (aware; None is now), live ones too."""
        return self.filter(pk__in=Version.objects.upcoming(at).values("article"))

    def unseen(self, at: dt.datetime | None = None) -> "ArticleQuerySet":
        """Keep what is still being written: drafts, and live stories with changes."""
        return self.filter(DRAFT | Q(_changed(at)))

    def with_changes(self, at: dt.datetime | None = None) -> "ArticleQuerySet":
        """Keep live stories whose desk copy differs from what readers see; two queries tell which those may be."""
        # Readers see a story's last version, or that lies ahead: indexes find both. PostgreSQL cannot tell how few
        # these are, so it is given keys; where they are many, a list soon meets as many as it shows.
        unpublished = Article.objects.filter(UNPUBLISHED).order_by().values_list("pk", flat=True)
        ahead = Version.objects.upcoming(at).order_by().values_list("article", flat=True)
        few = [*unpublished[: FEW + 1], *ahead[: FEW + 1]]
        changed = self.filter(_changed(at))
        return changed.filter(pk__in=few) if len(few) <= FEW else changed

    def deleted(self, at: dt.datetime | None = None) -> "ArticleQuerySet":
        """Keep what was deleted and can be brought back at an instant (aware; None is now), for 30 days exactly."""
        return self.filter(deleted_at__gt=(at or timezone.now()) - KEPT_DELETED)

    def gone(self, at: dt.datetime | None = None) -> "ArticleQuerySet":
        """Keep what was deleted too long ago at an instant (aware; None is now): rows that wait to be removed."""
        return self.filter(deleted_at__lte=(at or timezone.now()) - KEPT_DELETED)

    def there(self, at: dt.datetime | None = None) -> "ArticleQuerySet":
        """Keep all but what is gone at an instant (aware; None is now)."""
        return self.filter(Q(deleted_at__isnull=True) | Q(deleted_at__gt=(at or timezone.now()) - KEPT_DELETED))


class ArticleManager(models.Manager.from_queryset(ArticleQuerySet)):  # type: ignore[misc]  # made at run time
    """Every story but those that were deleted."""

    def get_queryset(self) -> ArticleQuerySet:
        """Leave out what was deleted and can still be brought back."""
        return super().get_queryset().filter(deleted_at__isnull=True)


class WithDeleted(models.Manager.from_queryset(ArticleQuerySet)):  # type: ignore[misc]  # made at run time
    """Every story, and those that were deleted and can be brought back."""

    def get_queryset(self) -> ArticleQuerySet:
        """Leave out what is gone, though its row may wait to be removed."""
        return super().get_queryset().there()


class EveryRow(models.Manager.from_queryset(ArticleQuerySet)):  # type: ignore[misc]  # made at run time
    """Every row, also of what is gone: for what must be unique among rows, and for removing them."""


def _given(user: Any) -> Any:
    return Article.objects.filter(assigned_to=user).order_by().values("pk")


def _changed(at: dt.datetime | None) -> Exists:
    live = Version.objects.filter(article=OuterRef("pk")).live(at)
    return Exists(live.exclude(digest=OuterRef("digest")))


class Article(Translated):  # type: ignore[django-manager-missing]  # taggit is not typed
    """The desk's working copy. Readers never see it: they see its versions."""

    kicker = models.CharField(max_length=KICKER_LENGTH, blank=True)
    headline = models.CharField(max_length=HEADLINE_LENGTH, blank=True)
    standfirst = models.TextField(blank=True)
    body = models.TextField(blank=True)
    lead_photo = models.ForeignKey("media.Photo", models.PROTECT, null=True, blank=True, related_name="leads")
    lead_caption = models.TextField("caption here", blank=True, help_text="The photo’s own caption when left empty.")
    lead_crops = models.CharField("crop here", max_length=CROPS_LENGTH, blank=True, default="")
    # Without an index of its own: one below begins with it.
    section = models.ForeignKey(
        "Section", models.PROTECT, null=True, blank=True, related_name="articles", db_index=False
    )
    series = models.ForeignKey("Series", models.PROTECT, null=True, blank=True, related_name="articles")
    language = models.CharField(max_length=20, default="en")
    slug = models.CharField(
        "address",
        max_length=SLUG_LENGTH,
        unique=True,
        blank=True,
        help_text="The last part of the story’s address. Made from the headline when left empty.",
    )
    tags = TaggableManager(through=TaggedArticle, blank=True)
    related = models.ManyToManyField(
        "self",
        through="RelatedArticle",
        through_fields=("article", "other"),
        symmetrical=False,
        related_name="related_from",
    )
    photos = models.ManyToManyField("media.Photo", through="ArticlePhoto", related_name="articles")

    # Kept by publishing and by revisions, never by a form.
    first_published = models.DateTimeField(null=True, blank=True, editable=False)
    published_on = models.DateField(null=True, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    # Of the version that comes last, whether it was seen yet or not; "" without one.
    last_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    revision_number = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    # Where it stands in its series, kept by articles.numbering; no part of the content, see models.series.
    part = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    # Whose turn it is, kept by articles.reviewing; no part of the content. Once handed over, nobody is the desk.
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="assigned"
    )
    stage_since = models.DateTimeField(null=True, blank=True, editable=False)

    # Where a loaded story came from, and what it looked like when it was last loaded.
    source_id = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    # A deleted story is kept for 30 days, so that it can be brought back; nothing but that looks for it.
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    # While a story is on legal hold, readers are shown nothing new of it.
    held_at = models.DateTimeField(null=True, blank=True, editable=False)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    hold_reason = models.TextField(blank=True, editable=False)

    objects = ArticleManager()
    with_deleted = WithDeleted()
    every_row = EveryRow()

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"
        ordering = ["-updated_at", "-pk"]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="article_by_update"),
            models.Index(fields=["-updated_at", "-id"], name="article_drafts", condition=DRAFT),
            models.Index(fields=["id"], name="article_unpublished", condition=UNPUBLISHED),
            models.Index(fields=["stage", "stage_since", "id"], name="article_by_stage", condition=ON_ITS_WAY),
            models.Index(fields=["section", "id"], name="article_section_stories"),
            models.Index(fields=["deleted_at"], name="article_deleted", condition=Q(deleted_at__isnull=False)),
            models.Index(fields=["held_at"], name="article_on_hold", condition=Q(held_at__isnull=False)),
            *TRANSLATION_INDEXES,
        ]
        constraints = [
            ChangeIsTold(
                name="article_translations_are_told",
                keys=["story-{id}", "translations-{translations_id}"],
                on=("UPDATE",),
                of=("translations_id", "is_original", "language", "deleted_at"),
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="article_stage_known"),
            models.CheckConstraint(
                condition=Q(part__isnull=True) | Q(part__gte=1, part__lte=MOST_PARTS), name="article_part_known"
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.DRAFT) | Q(stage_since__isnull=False), name="article_stage_has_a_beginning"
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | DRAFT, name="article_deleted_only_without_versions"
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, hold_reason="") | Q(held_at__isnull=False) & ~Q(hold_reason=""),
                name="article_hold_has_a_reason",
            ),
            *TRANSLATION_CONSTRAINTS,
        ]
        permissions = [
            ("publish_article", "Can publish, update and schedule stories"),
            ("correct_article", "Can publish corrections"),
            ("withdraw_article", "Can withdraw stories from readers"),
            ("kill_article", "Can kill stories and bring them back"),
            ("remove_article", "Can remove stories for legal reasons, as if they had never been"),
            ("redact_article", "Can take words out of everything that readers saw of a story"),
            ("override_gate", "Can publish against the house rules, with a reason"),
            ("hold_article", "Can put stories on legal hold and lift it"),
            ("view_as_of", "Can see the whole site as of any instant, to come or past"),
        ]

    def __str__(self) -> str:
        return self.headline or "Story without a headline"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the slug from the headline where there is none, so that every story has an address of its own."""
        if not self.slug:
            self.slug = free_slug(self.headline, "story", self.taken_slugs)
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "slug"}
        super().save(*args, **kwargs)

    def taken_slugs(self, slugs: list[str]) -> Iterable[str]:
        """Return which of these slugs belong to other stories: on their desk copies or in any address they ever had."""
        copies = Article.every_row.filter(slug__in=slugs).exclude(pk=self.pk).values_list("slug", flat=True)
        versions = Version.objects.filter(slug__in=slugs).exclude(article=self.pk).values_list("slug", flat=True)
        return {*copies, *versions}

    @property
    def kept_until(self) -> dt.datetime | None:
        """The instant from which a deleted story cannot be brought back; None for one that is not deleted."""
        return self.deleted_at + KEPT_DELETED if self.deleted_at else None

    def content(self) -> Content:
        """Return the desk copy's content, as publishing would freeze it."""
        return Content.of(
            self,
            tags=self.tagged.order_by("pk").values_list("tag", flat=True),
            related=self.related_articles.order_by("position", "pk").values_list("other", flat=True),
        )


class RelatedArticle(models.Model):
    """A story chosen by hand to stand under another."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="related_articles")
    other = models.ForeignKey(Article, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="related_once"),
            models.CheckConstraint(condition=~Q(article=F("other")), name="related_to_another"),
        ]

    def __str__(self) -> str:
        return str(self.other)


class ArticlePhoto(models.Model):
    """A photo standing in the body of a desk copy: what keeps it from being deleted."""

    # Without an index of its own: one below begins with it.
    article = models.ForeignKey(Article, models.CASCADE, related_name="body_photos", db_index=False)
    photo = models.ForeignKey("media.Photo", models.PROTECT, related_name="in_bodies")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "photo"], name="body_photo_once")]

    def __str__(self) -> str:
        return str(self.photo)
