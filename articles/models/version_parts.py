"""The rows that a version is made of besides its own: its tags, photos and the stories picked to stand under it."""

from django.db import models
from django.db.models import OuterRef, Subquery

from media.models.change import ChangeIsTold

# By when the last of so many of a tag's newest versions was first published it is told how rare the tag is.
REACH = 16


def reach_of(tag: str) -> Subquery:
    """Return when the last of a tag's newest REACH versions was first published, as an expression.

    Null for a tag that has fewer. tag: the field of the query that holds the tag's key. A few steps along an index.
    """
    newest = VersionTag.objects.filter(tag=OuterRef(tag)).order_by("-first_published", "-version")
    return Subquery(newest.values("first_published")[REACH - 1 : REACH])


class VersionTag(models.Model):
    """A tag of a version, carrying the story's first publication so that a tag's newest stories are one index scan."""

    # Without indexes of their own: those below begin with them.
    version = models.ForeignKey("Version", models.CASCADE, related_name="tags", db_index=False)
    tag = models.ForeignKey("Tag", models.PROTECT, related_name="versions", db_index=False)
    first_published = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["tag", "-first_published", "-version"], name="versiontag_newest")]
        constraints = [
            ChangeIsTold(
                name="version_tag_change_is_told",
                keys=["version-{version_id}", "tag-stories-{tag_id}"],
                on=("UPDATE", "DELETE"),
            ),
            models.UniqueConstraint(fields=["version", "tag"], name="version_tag_once"),
        ]

    def __str__(self) -> str:
        return str(self.tag)


class VersionPhoto(models.Model):
    """A photo that a version shows: as its lead (position 0) or in its body (from 1, in order)."""

    # Without an index of its own: one below begins with it.
    version = models.ForeignKey("Version", models.CASCADE, related_name="photos", db_index=False)
    photo = models.ForeignKey("media.Photo", models.PROTECT, related_name="shown_in")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            ChangeIsTold(name="version_photo_change_is_told", keys=["version-{version_id}"], on=("UPDATE", "DELETE")),
            models.UniqueConstraint(fields=["version", "photo"], name="version_photo_once"),
        ]

    def __str__(self) -> str:
        return str(self.photo)


class VersionRelated(models.Model):
    """A story chosen to stand under a version."""

    version = models.ForeignKey("Version", models.CASCADE, related_name="related")
    article = models.ForeignKey("Article", models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            ChangeIsTold(name="version_related_change_is_told", keys=["version-{version_id}"], on=("UPDATE", "DELETE")),
            models.UniqueConstraint(fields=["version", "article"], name="version_related_once"),
        ]

    def __str__(self) -> str:
        return str(self.article)
