"""Addresses that have moved."""

from django.db import models
from django.db.models import Q


class RedirectQuerySet(models.QuerySet):
    """Where old addresses lead."""

    def moved(self, old: str, new: str) -> None:
        """Lead an old path to a new one for good; paths that led to the old one follow, and none leads to itself."""
        self.filter(target=old).update(target=new)
        self.filter(path=new).delete()
        self.update_or_create(path=old, defaults={"target": new, "article": None})


class Redirect(models.Model):
    """An address that was ours once, and the story or the path that it leads to now.

    A story's own earlier addresses need no row: its versions remember them.
    """

    path = models.CharField(max_length=500, unique=True, help_text="Begins with /, as readers would type it.")
    article = models.ForeignKey("Article", models.CASCADE, null=True, blank=True, related_name="redirects")
    target = models.CharField(max_length=500, blank=True, db_index=True)

    objects = RedirectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, target="") | Q(article__isnull=True) & ~Q(target=""),
                name="redirect_leads_somewhere",
            ),
            models.CheckConstraint(condition=Q(path__startswith="/"), name="redirect_path_is_absolute"),
        ]

    def __str__(self) -> str:
        return self.path
