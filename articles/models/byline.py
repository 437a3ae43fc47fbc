"""Bylines as structure: ordered credits, each a role and an author or an agency."""

from typing import Any, cast

from django.db import models
from django.db.models import Q

from media.models.change import ChangeIsTold

from .content import CreditFact


class Role(models.TextChoices):
    """What somebody did for a story, as the word printed before the name."""

    BY = "by", "By"
    WITH = "with", "with"
    PHOTOS_BY = "photos by", "Photos by"
    TRANSLATED_BY = "translated by", "Translated by"
    EDITED_BY = "edited by", "Edited by"


class CreditQuerySet(models.QuerySet):
    """Credits in the order they are printed."""

    def with_people(self) -> "CreditQuerySet":
        """Bring authors and agencies along."""
        return self.select_related("author", "agency").order_by("position", "pk")


class Credit(models.Model):
    """One credit: a role, and exactly one of an author or an agency."""

    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(max_length=20, choices=Role, default=Role.BY)
    # Without an index of their own: those below begin with them.
    author = models.ForeignKey(
        "articles.Author", models.PROTECT, null=True, blank=True, related_name="%(class)ss", db_index=False
    )
    agency = models.ForeignKey(
        "articles.Agency", models.PROTECT, null=True, blank=True, related_name="%(class)ss", db_index=False
    )

    objects = CreditQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.printed}"

    @property
    def who(self) -> Any:
        """The author or the agency."""
        return self.author or self.agency

    @property
    def fact(self) -> CreditFact:
        """The credit as a content tells it."""
        if self.author_id is not None:
            return (self.role, "author", self.author_id)
        return (self.role, "agency", cast("int", self.agency_id))

    @property
    def printed(self) -> str:
        """The name as printed."""
        return self.agency.printed if self.agency else str(self.author)


def credit_constraints(owner: str) -> list[models.BaseConstraint]:
    """Return what must never be: a credit for nobody or for two, and the same credit twice on one owner."""
    return [
        models.CheckConstraint(
            condition=Q(author__isnull=False, agency__isnull=True) | Q(author__isnull=True, agency__isnull=False),
            name=f"{owner}_byline_names_one",
        ),
        models.UniqueConstraint(
            fields=[owner, "role", "author"], condition=Q(author__isnull=False), name=f"{owner}_byline_author_once"
        ),
        models.UniqueConstraint(
            fields=[owner, "role", "agency"], condition=Q(agency__isnull=False), name=f"{owner}_byline_agency_once"
        ),
    ]


class Byline(Credit):
    """A credit on the desk copy."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="bylines")

    class Meta(Credit.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["author", "article"], name="byline_author_stories"),
            models.Index(fields=["agency", "article"], name="byline_agency_stories"),
        ]
        constraints = credit_constraints("article")


class VersionByline(Credit):
    """A credit as readers see it, carrying the story's first publication as a tag of a version does."""

    version = models.ForeignKey("Version", models.CASCADE, related_name="bylines")
    first_published = models.DateTimeField(
        null=True, help_text="On a person's first credit of a version alone, so that their lists hold a story once."
    )

    class Meta(Credit.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["author", "-first_published", "-version"], name="versionbyline_author_newest"),
            models.Index(fields=["agency", "-first_published", "-version"], name="versionbyline_agency_newest"),
        ]
        constraints = [
            *credit_constraints("version"),
            ChangeIsTold(
                name="version_byline_change_is_told",
                keys=["version-{version_id}", "author-stories-{author_id}", "agency-stories-{agency_id}"],
                on=("UPDATE", "DELETE"),
            ),
        ]
