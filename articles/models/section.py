"""Sections: where a story is filed."""

from django.db import models

from media.made_of import Noted
from media.models.change import ChangeIsTold

from .naming import Named, NamedQuerySet
from .site import Site


def the_site() -> int:
    """Return the key of the site record, made with its defaults where there is none."""
    return Site.objects.get_or_create(pk=1)[0].pk


class SectionQuerySet(NamedQuerySet["Section"]):
    """Sections in the order of the navigation."""

    def with_site(self) -> "SectionQuerySet":
        """Bring the site record along, so that one query gives everything a page's head and foot print."""
        return self.select_related("site", "site__logo")


class Section(Named, Noted):
    """A part of the paper. Every published story is filed in exactly one."""

    noted_as = "chrome"
    noted_by = ""

    description = models.CharField(max_length=300, blank=True, help_text="One sentence for the section's own page.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Sections with smaller numbers come first.")
    opinion = models.BooleanField(
        default=False,
        help_text="Headlines are set in italics with the writer's portrait, so that no view is taken for news.",
    )
    fallback_photo = models.ForeignKey(
        "media.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Stands in lists for a story’s photo that may not be shown any more. Empty: the site’s stands in.",
    )
    site = models.ForeignKey(Site, models.PROTECT, default=the_site, editable=False, related_name="sections")

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            ChangeIsTold(name="section_change_is_told", keys=["chrome"]),
            models.UniqueConstraint(fields=["key"], name="section_name_once"),
        ]
