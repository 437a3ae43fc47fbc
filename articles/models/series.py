"""Series: stories that belong together, in parts.

That a story belongs to a series is what the newsroom asserted when it published, so each version freezes it. Where in
the series it stands is filing: a web producer puts the parts of a long series in order without publishing five stories
anew, and no reader is told that a story was updated because another one came before it. So a part's number is a living
fact like a credit of a photo: desk copy and versions carry the same one for as long as they are in the same series, and
`articles.numbering` alone changes it.
"""

from django.db import models
from django.db.models import Q

from media.made_of import Noted
from media.models.change import ChangeIsTold

from .naming import Named, NamedQuerySet

MOST_PARTS = 9999
# What stands in a version's row for no number: behind every number, so that an index gives the order of the parts.
UNNUMBERED = 32767


class SeriesQuerySet(NamedQuerySet["Series"]):
    """Series as editors look for them."""


class Series(Named, Noted):
    """Stories that belong together. A story is in one at most."""

    noted_as = "series"

    class Order(models.TextChoices):
        """In which order readers are given the stories."""

        PARTS = "parts", "by part, the first one first"
        NEWEST = "newest", "the newest first"

    description = models.TextField(blank=True, help_text="A few sentences for the series’ own page.")
    picture = models.ForeignKey(
        "media.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Stands on the series’ own page, with its credit.",
    )
    complete = models.BooleanField(
        default=False, help_text="Whether no more parts will come. Readers are told “so far” until then."
    )
    order = models.CharField(
        max_length=10,
        choices=Order,
        default=Order.PARTS,
        help_text="By part for something that is read from its beginning; the newest first for a column.",
    )

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["plain", "pk"]
        verbose_name_plural = "series"
        constraints = [
            ChangeIsTold(name="series_change_is_told", keys=["series-{id}"], on=("UPDATE", "DELETE")),
            models.UniqueConstraint(fields=["key"], name="series_name_once"),
            models.CheckConstraint(condition=Q(order__in=["parts", "newest"]), name="series_order_known"),
        ]

    @property
    def is_newest_first(self) -> bool:
        """Whether readers are given the newest story first."""
        return self.order == self.Order.NEWEST
