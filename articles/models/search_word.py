"""The vocabulary: every word in any index, as search compares it."""

from django.db import models


class SearchWord(models.Model):
    """A word that some text has, or a language that some text is in (“~len”).

    It offers longer words for a beginning, and candidates for a suggestion; what readers see of those is asked of what
    is live. Not unique, so that nobody who publishes waits for another; what came twice goes when the index is rebuilt.
    """

    word = models.CharField(max_length=80, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.word
