"""The breaking-news bar: a line over every page, from an instant until another."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from media.made_of import Noted
from media.models.change import ChangeIsTold

from .constraints import ContentIsFrozen, WindowsDoNotOverlap
from .timed import TimedQuerySet
from .version import Version

WORDS_LENGTH = 140


class BreakingQuerySet(TimedQuerySet):
    """Bars by time."""

    def told(self, at: Any = None) -> Any:
        """Return what a page prints of a bar: its words, and of its story the key and the address that is live."""
        story = Version.objects.live(at).filter(article=OuterRef("article"))
        found = self.annotate(slug=Subquery(story.values("slug")[:1]), day=Subquery(story.values("published_on")[:1]))
        return found.values(told=JSONObject(words="words", story="article", slug="slug", day="day"))


class Breaking(Noted):
    """What is breaking while `live_from <= t < live_until`; written by `fronting` alone. It always ends.

    article: the story it leads to; the bar shows while readers see that. None: there is no story yet.
    """

    noted_as = "chrome"
    noted_by = ""

    words = models.CharField(max_length=WORDS_LENGTH)
    article = models.ForeignKey("Article", models.CASCADE, null=True, blank=True, related_name="+")
    live_from = models.DateTimeField()
    live_until = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: Any = BreakingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["live_from"]
        indexes = [
            models.Index(fields=["live_from"], name="breaking_live_from"),
            models.Index(fields=["live_until"], name="breaking_live_until"),
        ]
        constraints = [
            ChangeIsTold(name="breaking_change_is_told", keys=["chrome"]),
            models.CheckConstraint(condition=~Q(words=""), name="breaking_has_words"),
            models.CheckConstraint(condition=Q(live_until__gt=F("live_from")), name="breaking_window_not_empty"),
            WindowsDoNotOverlap(name="breaking_windows_do_not_overlap", of=()),
            ContentIsFrozen(name="breaking_is_frozen", columns=["words", "article_id", "live_from"]),
        ]

    def __str__(self) -> str:
        return self.words
