"""Translations: the stories that tell one story in several languages, and which of them was written first."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils import timezone

from .kinds import TAKEN_AWAY, Kind
from .version import Version


class TranslationGroup(models.Model):
    """What translations of one another share. Its stories point here, each in a language of its own."""

    made_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"Translations, group {self.pk}"


class Translated(models.Model):
    """The part of a desk copy that says what it is a translation of; kept by articles.translating, never by a form.

    No part of the content: a story is linked or unlinked without being published anew, and readers see of its group
    what is live.
    """

    translations = models.ForeignKey(
        TranslationGroup, models.PROTECT, null=True, blank=True, editable=False, related_name="members", db_index=False
    )
    # Of a group, at most one: what the others were translated from.
    is_original = models.BooleanField(default=False, editable=False)
    # Up to when what changed in the original is known to be in this translation, or not to be needed there.
    followed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


TRANSLATION_INDEXES = [
    # Nearly every story has none.
    models.Index(fields=["translations"], name="article_translations", condition=Q(translations__isnull=False)),
]

TRANSLATION_CONSTRAINTS = [
    # A deleted story makes room for another in its language; it comes back without its link then.
    models.UniqueConstraint(
        fields=["translations", "language"],
        condition=Q(translations__isnull=False, deleted_at__isnull=True),
        name="article_one_translation_a_language",
    ),
    models.UniqueConstraint(
        fields=["translations"], condition=Q(is_original=True), name="article_one_original_of_translations"
    ),
    models.CheckConstraint(
        condition=Q(is_original=False) | Q(translations__isnull=False), name="article_original_has_translations"
    ),
    models.CheckConstraint(
        condition=Q(followed_at__isnull=True) | Q(translations__isnull=False, is_original=False),
        name="article_translation_follows",
    ),
]


class TranslatedQuerySet(models.QuerySet):
    """Stories by what they are translations of."""

    def translations_of(self, article: Any) -> Self:
        """Keep the other stories of a story's group, the original first; none for a story without translations."""
        if article.translations_id is None:
            return self.none()
        others = self.filter(translations=article.translations_id).exclude(pk=article.pk)
        return others.order_by("-is_original", "language", "pk")

    def with_news_of_original(self, at: dt.datetime | None = None) -> Self:
        """Add `taken_in`, `original_changed`, `original_news` and more, as of an instant (aware; None is now).

        The second is when the original last changed, the third in which version (its key); minor edits are no news.
        `original_withdrawn` and `original_killed` are since when readers see no more of it, None while they do.
        `taken_in` is up to when what changed there is in the translation: what was published of it took in what readers
        saw of the original by then, unless it was a minor edit itself, and so did who withdrew it.
        """
        at = at or timezone.now()
        own = Version.objects.filter(article=OuterRef("pk")).exclude(kind=Kind.MINOR).order_by().values("article")
        # A version that was made before it is shown knows nothing of what happened in between.
        known = Case(
            When(end__in=TAKEN_AWAY, live_until__lte=at, then="live_until"), default=Least("made_at", "live_from")
        )
        published = Subquery(own.annotate(known=Max(known)).values("known"))
        up_to = Greatest(Coalesce("followed_at", published), Coalesce(published, "followed_at"))
        of_original = Q(article__translations=OuterRef("translations"), article__is_original=True)
        seen = Version.objects.seen(at).filter(of_original).order_by("-live_from")
        news = seen.exclude(kind=Kind.MINOR)
        ended = Case(When(end__in=TAKEN_AWAY, live_until__lte=at, then="live_until"))
        withdrawn = Subquery(seen.annotate(ended=ended).values("ended")[:1])
        killed = Subquery(Version.objects.killed().filter(of_original, kill__at__lte=at).values("kill__at")[:1])
        return self.annotate(
            taken_in=up_to,
            original_withdrawn=withdrawn,
            original_killed=killed,
            original_changed=Coalesce("original_withdrawn", "original_killed", Subquery(news.values("live_from")[:1])),
            original_news=Subquery(news.values("pk")[:1]),
        )

    def behind_original(self, at: dt.datetime | None = None) -> Self:
        """Keep translations whose original has changed, by an instant (aware; None is now), since they were made."""
        linked = self.filter(translations__isnull=False, is_original=False)
        return linked.with_news_of_original(at).filter(original_changed__gt=F("taken_in"))
