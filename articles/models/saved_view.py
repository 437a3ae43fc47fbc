"""A view of the list of stories that somebody has saved for themselves."""

from django.conf import settings
from django.db import models

VIEW_NAME_LENGTH = 60
VIEW_QUERY_LENGTH = 1000


class SavedView(models.Model):
    """A tab, filters and words to search for, under a name; nobody else sees it.

    query: what stands after the question mark in the list's address, in the order of its names.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_views")
    name = models.CharField(max_length=VIEW_NAME_LENGTH)
    query = models.CharField(max_length=VIEW_QUERY_LENGTH)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="saved_view_named_once",
                violation_error_message="You have a view of this name already.",
            ),
            models.CheckConstraint(condition=~models.Q(query=""), name="saved_view_narrows"),
        ]

    def __str__(self) -> str:
        return self.name
