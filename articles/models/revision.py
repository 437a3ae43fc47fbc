"""Revisions: saved states of the desk copy, for compare and restore."""

import re
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from media.models import Photo

from .article import Article, ArticlePhoto
from .content import Content

FIGURE = re.compile(r'<figure\b[^>]*\bdata-photo="(\d+)"')


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Saved states of desk copies."""

    def saved_by(self, at: Any) -> "RevisionQuerySet":
        """Keep what was saved by an instant (aware, or an expression), the last first: what a version was made from."""
        return self.filter(saved_at__lte=at).order_by("-saved_at", "-number")

    def keep(self, article: Article, by: Any = None, note: str = "") -> "Revision | None":
        """Keep the article's state after a save, and with it what depends on the whole of it; None if nothing changed.

        Called once after the article, its bylines, tags and related stories are saved, in the same transaction.
        """
        content = article.content()
        if content.digest == article.digest:
            return None
        self._hold_photos(article, {int(pk) for pk in re.findall(FIGURE, content.body)})
        article.digest = content.digest
        article.revision_number += 1
        article.updated_at = timezone.now()
        article.updated_by = by
        article.save(update_fields=["digest", "revision_number", "updated_at", "updated_by"])
        return self.create(
            article=article, number=article.revision_number, content=content.as_json(), saved_by=by, note=note
        )

    def set_aside(self, article: Article, content: Content, *, by: Any, note: str) -> "Revision":
        """Keep words that somebody wrote and that are not taken, as a revision of their own.

        Called with the story's row locked, before `keep`, which then writes a revision in any case: the one with the
        highest number is always what the desk copy holds.
        """
        article.revision_number += 1
        article.digest = ""
        article.save(update_fields=["digest", "revision_number"])
        return self.create(
            article=article, number=article.revision_number, content=content.as_json(), saved_by=by, note=note
        )

    @staticmethod
    def _hold_photos(article: Article, photos: set[int]) -> None:
        held = set(article.body_photos.values_list("photo", flat=True))
        article.body_photos.filter(photo__in=held - photos).delete()
        known = Photo.objects.filter(pk__in=photos - held).values_list("pk", flat=True)
        ArticlePhoto.objects.bulk_create(ArticlePhoto(article=article, photo_id=pk) for pk in known)


class Revision(models.Model):
    """One saved state of a desk copy. Never public."""

    # Without an index of its own: one below begins with it.
    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.CharField(max_length=200, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        # The state at an instant is found here, without reading the contents of all that were saved since.
        indexes = [models.Index(fields=["article", "-saved_at", "-number"], name="revision_by_time")]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.article}, revision {self.number}"
