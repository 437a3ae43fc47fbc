"""What belongs to the search index as a whole: its vocabulary, and the form in which all of it is written."""

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


class SearchForm(models.Model):
    """The form in which every row of the index is written, or a later one; one row, none where that is not known.

    It is a number of `articles.search.indexing`. Rows from before it stay as they were until the index is rebuilt.
    """

    number = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
