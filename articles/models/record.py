"""The record: who did what to what, and when. Rows are added and never changed."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from media.typed import words_in

from .append_only import AppendOnly
from .naming import without_accents

NAME_LENGTH = 200
TITLE_LENGTH = 300


class Act(models.TextChoices):
    """What somebody did. A word that has been written stays: the rows outlive the code."""

    PUBLISHED = "published", "Published"
    SCHEDULED = "scheduled", "Scheduled"
    UNSCHEDULED = "unscheduled", "Called off"
    RESCHEDULED = "rescheduled", "Rescheduled"
    UPDATED = "updated", "Updated"
    CORRECTED = "corrected", "Corrected"
    WITHDRAWN = "withdrawn", "Withdrew"
    WITHDRAWAL_CALLED_OFF = "withdrawal-called-off", "Called off the withdrawal"
    RESTORED = "restored", "Restored a version"
    PUT_BACK = "put-back", "Restored a revision"
    OVERRODE = "overrode", "Overrode a check"
    KILLED = "killed", "Killed"
    REVIVED = "revived", "Revived"
    REDACTED = "redacted", "Redacted"
    DELETED = "deleted", "Deleted"
    UNDELETED = "undeleted", "Brought back"
    MERGED = "merged", "Merged"
    UNMERGED = "unmerged", "Undid a merge"
    CALLED_APART = "called-apart", "Called two alike or different"
    TAKEN_OVER = "taken-over", "Took over"
    EMBARGO = "embargo", "Changed the embargo"
    LEGAL_HOLD = "legal-hold", "Changed the legal hold"
    RIGHTS = "rights", "Changed rights"
    FILE_REPLACED = "file-replaced", "Replaced the file"
    ROLES = "roles", "Changed roles"
    PERMISSIONS = "permissions", "Changed permissions"
    LOGIN_CHANGED = "login-changed", "Changed a login"
    PASSWORD = "password", "Set a password"
    SETTING = "setting", "Changed a setting"
    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    PARTS = "parts", "Numbered the parts of a series"
    LOADED = "loaded", "Loaded a file"
    TRANSLATION_BEGUN = "translation-begun", "Began a translation"
    TRANSLATION_LINKED = "translation-linked", "Linked a translation"
    TRANSLATION_UNLINKED = "translation-unlinked", "Unlinked a translation"
    TRANSLATION_UP_TO_DATE = "translation-up-to-date", "Called a translation up to date"
    PREVIEW_LINK_MADE = "preview-link-made", "Made a preview link"
    PREVIEW_LINK_REVOKED = "preview-link-revoked", "Revoked a preview link"
    COMMENT_APPROVED = "comment-approved", "Approved a comment"
    COMMENT_HELD = "comment-held", "Held a comment"
    COMMENT_REJECTED = "comment-rejected", "Rejected a comment"
    COMMENT_SPAM = "comment-spam", "Called a comment spam"
    COMMENT_DELETED = "comment-deleted", "Deleted a comment"
    COMMENT_ANSWERED = "comment-answered", "Answered a comment"
    COMMENTS_SET = "comments-set", "Changed how a story takes comments"
    COMMENTS_EXPORTED = "comments-exported", "Exported a person’s comments"
    COMMENTS_ERASED = "comments-erased", "Erased a person’s comments"
    FRONT_PUBLISHED = "front-published", "Published a front"
    FRONT_SCHEDULED = "front-scheduled", "Scheduled a front"
    FRONT_CALLED_OFF = "front-called-off", "Called off a front"
    FRONT_TAKEN_DOWN = "front-taken-down", "Took a front down"
    BREAKING_SET = "breaking-set", "Set the breaking-news bar"
    BREAKING_ENDED = "breaking-ended", "Took the breaking-news bar down"
    LOGGED_IN = "logged-in", "Logged in"
    LOGIN_FAILED = "login-failed", "Failed to log in"
    LOGGED_OUT = "logged-out", "Logged out"


class RecordQuerySet(models.QuerySet["Record"]):
    """Entries as they are looked for."""

    def newest_first(self) -> Self:
        """Order by time; of one instant, the last written first."""
        return self.order_by("-at", "-pk")

    def before(self, at: dt.datetime, pk: int) -> Self:
        """Keep what comes after a place in the newest-first order: the key of a list's next page."""
        return self.filter(Q(at__lt=at) | Q(pk__lt=pk), at__lte=at)

    def after(self, at: dt.datetime, pk: int) -> Self:
        """Keep what comes before a place in the newest-first order: the key of a list's previous page."""
        return self.filter(Q(at__gt=at) | Q(pk__gt=pk), at__gte=at)

    def about(self, thing: Any) -> Self:
        """Keep what was done to a thing."""
        return self.filter(kind=thing._meta.label_lower, key=str(thing.pk))

    def saying(self, words: str) -> Self:
        """Keep entries that have every word in who, what about or why, whatever its case or accents."""
        found = self
        for word in words_in(without_accents(words)):
            found = found.filter(words__contains=word)
        return found


class Record(models.Model):
    """One act, told so that it outlives who did it and what it was done to: keys and names, no relations.

    who and name: the primary key of the person, and the name at the time; None and "" for the newsroom's own machinery.
    kind, key and title: the model's label, the primary key as text, and what the thing was called at the time.
    before and after: by an editor's word for a fact, what it was in words; a list where it is several.
    address: where a request came from, kept for log-ins alone.
    """

    Act = Act

    at = models.DateTimeField("when", default=timezone.now)
    who = models.BigIntegerField(null=True)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    # Without choices, so that a new act needs no migration; `recording.record` takes nothing but an Act.
    act = models.CharField(max_length=40)
    kind = models.CharField(max_length=100, blank=True)
    key = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    address = models.GenericIPAddressField(null=True)
    words = models.TextField(editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = "entry"
        verbose_name_plural = "record"
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["-at", "-id"], name="record_newest"),
            models.Index(fields=["who", "-at", "-id"], name="record_who_newest"),
            models.Index(fields=["act", "-at", "-id"], name="record_act_newest"),
            models.Index(fields=["kind", "key", "-at", "-id"], name="record_about_newest"),
        ]
        constraints = [
            AppendOnly(name="record_append_only"),
            models.CheckConstraint(
                condition=Q(address__isnull=True) | Q(act__in=["logged-in", "login-failed", "logged-out"]),
                name="record_address_of_logins_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'The newsroom'}: {self.done.lower()} {self.title}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry, with what it is found by; refuse to write over one that exists."""
        if not self._state.adding:
            raise TypeError("The record is only added to.")
        self.words = without_accents(f"{self.name} {self.title} {self.reason}")
        super().save(*args, **kwargs)

    @property
    def done(self) -> str:
        """The act in words; as it is written where this code has no such act any more."""
        return str(Act(self.act).label) if self.act in Act.values else self.act
