"""What readers write under a story, how it stands, and whether they may."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from media.instant import instant
from media.made_of import Noted
from media.models.change import ChangeIsTold

NAME_LENGTH = 60
TEXT_LENGTH = 5_000


class CommentState(models.TextChoices):
    """How a comment stands."""

    WAITING = "waiting", "Waits"
    SHOWN = "shown", "Shown"
    REJECTED = "rejected", "Rejected"
    SPAM = "spam", "Spam"
    DELETED = "deleted", "Deleted"
    ERASED = "erased", "Erased"


# What an editor has put aside: it goes for good after a while.
PUT_ASIDE = (CommentState.REJECTED, CommentState.SPAM, CommentState.DELETED)


class Taking(models.TextChoices):
    """Whether a site or a story takes comments, and when readers see them."""

    OFF = "off", "No comments"
    BEFORE = "before", "An editor reads each one first"
    AFTER = "after", "Shown at once"


class Openness(models.TextChoices):
    """What an editor has decided about the comments on one story."""

    BY_AGE = "", "Closes by age"
    OPEN = "open", "Stays open"
    CLOSED = "closed", "Closed"
    OFF = "off", "No comments on this story"


class Discussion(Noted):
    """The comments on one story as a whole: how many readers see, and what was decided for it alone.

    Beside the article, not on it: the count is written when a comment comes or goes, which waits for no editor's save.
    A story without a row has no comments, and does as the site does.
    """

    noted_as = "discussion"
    noted_by = "article_id"

    article = models.OneToOneField("Article", models.CASCADE, primary_key=True, related_name="discussion")
    count = models.PositiveIntegerField(default=0)
    openness = models.CharField(max_length=10, choices=Openness, blank=True, default=Openness.BY_AGE)
    taking = models.CharField(max_length=10, choices=Taking, blank=True, default="")

    class Meta:
        default_permissions = ()
        constraints = [
            ChangeIsTold(name="discussion_change_is_told", keys=["discussion-{article_id}"]),
            models.CheckConstraint(condition=Q(openness__in=Openness.values), name="discussion_openness_known"),
            models.CheckConstraint(condition=Q(taking__in=["", "before", "after"]), name="discussion_taking_known"),
        ]

    def __str__(self) -> str:
        return f"Comments on {self.article_id}"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments as readers and moderators look for them."""

    def on(self, article: Any) -> "CommentQuerySet":
        """Keep those on a story."""
        return self.filter(article=article)

    def shown(self) -> "CommentQuerySet":
        """Keep what readers see."""
        return self.filter(state=CommentState.SHOWN)

    def listed(self) -> "CommentQuerySet":
        """Keep what stands on the readers' page: what is shown, and a line for what is not but has answers."""
        # Written as no index serves it, as in `VersionQuerySet.live`; as of another time it leaves out what came later.
        return self.filter(~Q(posted_at__gt=instant()), listed=True)

    def newest_threads_first(self) -> "CommentQuerySet":
        """Order by thread, the newest first, and inside a thread as they were written."""
        return self.order_by("-thread", "pk")

    def following(self, thread: int, pk: int) -> "CommentQuerySet":
        """Keep what comes after a place in that order: the key of the next page."""
        return self.filter(Q(thread__lt=thread) | Q(pk__gt=pk), thread__lte=thread)

    def waiting(self) -> "CommentQuerySet":
        """Keep what an editor has to read, the longest waiting first."""
        return self.filter(state=CommentState.WAITING).order_by("pk")

    def reported(self) -> "CommentQuerySet":
        """Keep what readers see and somebody has reported."""
        return self.filter(reports__gt=0, state=CommentState.SHOWN)

    def sent_by(self, senders: list[str], since: dt.datetime) -> "CommentQuerySet":
        """Keep what came from one place since an instant (aware). senders: its names on the days in question."""
        return self.filter(sender__in=senders, posted_at__gt=since)

    def sent_once(self, sender: str, once: str) -> "CommentQuerySet":
        """Keep the one that came from a place (its name on the day) and is the same as what is sent again."""
        # By the place too, because its index serves.
        return self.filter(sender=sender, once=once)

    def of_readers(self) -> "CommentQuerySet":
        """Keep what readers wrote and nobody has erased: what can be handed out and erased."""
        return self.filter(staff=False).exclude(state=CommentState.ERASED)

    def of_person(self, told: str, number: int | None = None) -> "CommentQuerySet":
        """Keep what somebody wrote, by the e-mail address or the name that they gave, or by the key of a comment."""
        who = Q(email=told.lower()) | Q(name__iexact=told) | Q(pk=number)
        return self.of_readers().filter(who) if told else self.none()


class Comment(models.Model):
    """What one reader, or somebody of the newsroom, wrote under a story: plain text, or an answer to another one.

    Of a reader it keeps the name and the text, which others see, an e-mail address where one was given, which only
    those see who may export and erase, and for a day what tells that two came from one place.
    """

    article = models.ForeignKey("Article", models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    # The key of the comment that a thread begins with, its own for the first one: the order of the page.
    thread = models.BigIntegerField(default=0, editable=False)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    email = models.EmailField("e-mail", blank=True)
    text = models.TextField(blank=True)
    staff = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    posted_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=CommentState)
    why = models.CharField("why it waits", max_length=200, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # An editor has read it: reports do not take it from readers again.
    vetted = models.BooleanField(default=False)
    reports = models.PositiveIntegerField(default=0)
    # How many answers readers see, kept with their states.
    replies = models.PositiveIntegerField(default=0)
    # A column of its own, because SQLite sees that a partial index serves only where no parameter stands in the way.
    listed = models.GeneratedField(
        expression=Q(state="shown") | Q(replies__gt=0),  # type: ignore[arg-type]  # a condition is one too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    # For a day: where it came from, and what makes sending it twice one comment.
    sender = models.CharField(max_length=32, blank=True, editable=False)
    once = models.CharField(max_length=32, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "comment"
        default_permissions = ("view",)
        permissions = [
            ("moderate_comment", "Can moderate comments and answer them"),
            ("erase_comment", "Can export and erase a person’s comments"),
        ]
        indexes = [
            models.Index(fields=["article", "-thread", "id"], name="comment_listed", condition=Q(listed=True)),
            models.Index(fields=["article", "id"], name="comment_of_story"),
            models.Index(fields=["state", "id"], name="comment_by_state"),
            models.Index(fields=["id"], name="comment_reported", condition=Q(reports__gt=0)),
            # Of all rows: where one with a condition would do, SQLite does not see it in a query with parameters.
            models.Index(fields=["sender", "posted_at"], name="comment_sender"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CommentState.values), name="comment_state_known"),
            models.CheckConstraint(
                condition=~Q(state="erased") | Q(name="", email="", text="", sender="", once=""),
                name="comment_erased_says_nothing",
            ),
            models.CheckConstraint(
                condition=Q(state="erased") | ~Q(text="") & ~Q(name=""), name="comment_says_something"
            ),
            models.CheckConstraint(condition=Q(parent__isnull=True) | Q(replies=0), name="comment_one_level_deep"),
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="comment_not_its_own"),
            models.UniqueConstraint(fields=["once"], condition=~Q(once=""), name="comment_sent_once"),
        ]

    def __str__(self) -> str:
        # Stands on record too, which is never erased: so neither its words nor who wrote them.
        return f"Comment {self.pk} on “{self.article}”"

    @property
    def is_shown(self) -> bool:
        """Whether readers see its words."""
        return self.state == CommentState.SHOWN


class Report(models.Model):
    """That a reader finds something wrong with a comment. Who it was is known for a day, as of a comment."""

    class Reason(models.TextChoices):
        """What is wrong."""

        ABUSE = "abuse", "Insults or threatens"
        SPAM = "spam", "Advertises"
        FALSE = "false", "Is not true"
        PRIVATE = "private", "Tells something private"
        OTHER = "other", "Something else"

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reported")
    reason = models.CharField(max_length=10, choices=Reason)
    at = models.DateTimeField(default=timezone.now)
    sender = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["sender", "at"], name="report_sender")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=["abuse", "spam", "false", "private", "other"]), name="report_reason_known"
            ),
            models.UniqueConstraint(
                fields=["comment", "sender"], condition=~Q(sender=""), name="report_once_from_one_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.comment}"
