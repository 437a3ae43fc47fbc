"""Open forms: who has what open on the desk, and what they typed there that is not saved yet.

A row is kept for 30 days after its form was last heard of: long enough for words that lie on a laptop which was off
for weeks to be told apart from what was saved since. Then it goes, a few rows whenever another form is opened.
"""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from .form_words import Reference, Typed, sequence_in

# A form tells every few seconds that it is still open; browsers let one in the background do so once a minute.
PRESENT = dt.timedelta(seconds=90)
KEPT = dt.timedelta(days=30)
THINNED_AT_ONCE = 100
# Of forms that each went on with the words of the one before.
LONGEST_CHAIN = 50


class AnothersFormError(Exception):
    """The key of an open form is another person's, or another page's."""


class SavedBeforeError(Exception):
    """The form of a new thing is posted again that made one before: its answer was lost on the way."""


class OpenFormQuerySet(models.QuerySet["OpenForm"]):
    """Open forms, by page and by what was typed in them."""

    def on(self, page: str) -> "OpenFormQuerySet":
        """Keep those of one page, "articles.article/12"."""
        return self.filter(page=page)

    def made_from(self, data: Mapping[str, str], *, user: Any, page: str) -> "OpenForm | None":
        """Return the open form of a new thing, as posted, if that made one already: `page` is that thing's by now."""
        form = Reference.read(data.get("keeping-form", ""))
        return self.filter(_as_opened_on(page), pk=form.key, user=user).exclude(page=page).first() if form else None

    def present(self, at: dt.datetime | None = None) -> "OpenFormQuerySet":
        """Keep those that somebody has before them at an instant (aware; None is now)."""
        since = (at or timezone.now()) - PRESENT
        return self.filter(left_at__isnull=True, taken_at__isnull=True, seen_at__gt=since)

    def with_words(self) -> "OpenFormQuerySet":
        """Keep those with words that are neither saved, nor thrown away, nor kept in a form that was filled with them.

        Words that were typed after that other form was opened are in this one only.
        """
        going_on = OpenForm.objects.filter(
            Q(user=OuterRef("user")) | Q(user=OuterRef("taken_by")),
            continues=OuterRef("pk"),
            opened_at__gte=OuterRef("typed_at"),
        )
        return self.exclude(typed="").filter(_NOT_DISCARDED, ~Exists(going_on.exclude(typed="").filter(_NOT_DISCARDED)))

    def unsaved(self) -> "OpenFormQuerySet":
        """Keep those with words that are neither saved, nor gone on with in another form, nor thrown away."""
        return self.with_words().filter(_NOT_TAKEN)

    def of(self, user: Any) -> "OpenFormQuerySet":
        """Keep those whose words somebody may see: their own, and those that they took over."""
        return self.filter(Q(user=user) | Q(taken_by=user, taken_at__gte=F("typed_at")))

    def offered_to(self, user: Any) -> "OpenFormQuerySet":
        """Keep those with words for somebody to go on with: unsaved ones of their own, and those they took over."""
        return self.with_words().filter(_NOT_TAKEN & Q(user=user) | Q(taken_by=user, taken_at__gte=F("typed_at")))

    def keep(
        self,
        key: uuid.UUID,
        *,
        user: Any,
        page: str,
        typed: Typed | None = None,
        base: int | None = None,
        continues: uuid.UUID | None = None,
        place: str = "",
        left: bool = False,
    ) -> "OpenForm":
        """Note that a form is open, or left, and what was typed in it if that is newer than what is kept.

        A state replaces an older one in a single UPDATE, so it is safe against another request that keeps a later one
        or saves the form at the same time. Raises AnothersFormError.
        """
        now = timezone.now()
        rows = self.filter(_as_opened_on(page), pk=key, user=user)
        heard: dict[str, Any] = {"seen_at": now, "left_at": now if left else None, "place": place}
        newer, state = rows, heard
        if typed:
            newer = rows.filter(sequence__lt=typed.sequence)
            state = heard | {"sequence": typed.sequence, "typed": typed.words, "typed_at": _after_all(typed.at, now)}
            state |= {"continues": continues} if page.endswith(NEW) else {"base": base, "continues": continues}
        if not newer.update(**state) and not (typed and rows.update(**heard)):
            self._open(key, user=user, page=page, base=base, continues=continues)
            newer.update(**state)
            self.thin(now, at_most=THINNED_AT_ONCE)
        row = self.select_related("taken_by").defer("typed").get(pk=key)
        if row.user_id != user.pk or not row.was_opened_on(page):
            raise AnothersFormError
        return row

    def put_away(
        self, data: Mapping[str, str], *, user: Any, page: str, made: str | None = None, base: int | None = None
    ) -> None:
        """Note that a form, as posted, is saved: what was typed in it until then is unsaved no more.

        Called in the transaction that saves, so that both are true or neither. A state that the browser sent earlier
        and that arrives later is older than this and is not kept; one that was typed after sending the form, is.

        made: the page of the new thing that saving made, which is the form's own page from now on; base: its revision
        number. Raises SavedBeforeError when the form made one before.
        """
        if form := Reference.read(data.get("keeping-form", "")):
            now, sequence = timezone.now(), sequence_in(data.get("keeping-sequence", ""))
            row = self.filter(pk=form.key, user=user)
            saved: dict[str, Any] = {
                "typed": Case(When(sequence__lte=sequence, then=Value("", models.TextField())), default=F("typed")),
                "sequence": Case(
                    When(sequence__lt=sequence, then=Value(sequence, models.PositiveIntegerField())),
                    default=F("sequence"),
                ),
                "seen_at": now,
                "left_at": now,
            }
            if made:
                row, saved = row.filter(page=page), saved | {"page": made, "base": base}
            if not row.update(**saved):
                self._open(form.key, user=user, page=page)
                if not row.update(**saved) and made and self.made_from(data, user=user, page=page):
                    raise SavedBeforeError
        if continued := Reference.read(data.get("keeping-continues", "")):
            for settled in self.chain(continued, user):
                settled.update(typed="")

    def chain(self, end: Reference, user: Any) -> list["OpenFormQuerySet"]:
        """Return a form whose words went on in another, as a query for one row, and those whose words it went on with.

        None is in it that has words which did not come along.
        """
        rows: list[OpenFormQuerySet] = []
        key: uuid.UUID | None = end.key
        as_far_as = Q() if end.sequence is None else Q(sequence__lte=end.sequence)
        while key and len(rows) < LONGEST_CHAIN:
            row = self.of(user).filter(as_far_as, pk=key)
            found = row.values_list("continues", "opened_at").first()
            if found is None:
                break
            rows.append(self.filter(as_far_as, pk=key))
            key, as_far_as = found[0], Q(typed_at__lte=found[1])
        return rows

    def unheard(self, now: dt.datetime) -> "OpenFormQuerySet":
        """Keep what was last heard of 30 days before an instant (aware)."""
        return self.filter(seen_at__lt=now - KEPT)

    def thin(self, now: dt.datetime, at_most: int | None = None) -> int:
        """Delete what was last heard of 30 days ago, or some of it; return how many rows went."""
        old = self.unheard(now).order_by("seen_at")
        if at_most is not None:
            old = self.filter(pk__in=list(old.values_list("pk", flat=True)[:at_most]))
        return old.delete()[0]

    def _open(self, key: uuid.UUID, **values: Any) -> None:
        """Make a row, unless another request has made it meanwhile."""
        OpenForm.objects.bulk_create([OpenForm(pk=key, **values)], ignore_conflicts=True)


# How the page of a new thing ends.
NEW = "/add"


def _as_opened_on(page: str) -> Q:
    """Return what finds a form that was opened on a page: one of a new thing is on the thing's own once it is saved."""
    return Q(page__startswith=page[:-3]) if page.endswith(NEW) else Q(page=page)


_NOT_DISCARDED = Q(discarded_at__isnull=True) | Q(discarded_at__lt=F("typed_at"))
_NOT_TAKEN = Q(taken_at__isnull=True) | Q(taken_at__lt=F("typed_at"))


def _after_all(typed_at: dt.datetime, now: dt.datetime) -> Case:
    """Return when something was typed: what comes after words were taken or thrown away is newer, whatever its age."""
    earlier = Q(taken_at__gte=typed_at) | Q(discarded_at__gte=typed_at)
    then = Value(now + dt.timedelta(microseconds=1), models.DateTimeField())
    return Case(When(earlier, then=then), default=Value(typed_at, models.DateTimeField()))


def thin_open_forms(now: dt.datetime) -> int:
    """Delete every open form that was last heard of 30 days ago; return how many there were."""
    return OpenForm.objects.thin(now)


class OpenForm(models.Model):
    """One form as opened once by one person. Its key is made with the page, before anything is kept.

    page: "articles.article/12", or "articles.article/add" for what has never been saved.
    base: the story's revision number that the form was filled from.
    continues: the open form whose words were put back into this one.
    sequence: grows with every state that the browser sends; one that is not newer is never kept.
    typed: the form's names and values as they would be posted, a JSON list of pairs; "" when nothing is unsaved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_forms")
    page = models.CharField(max_length=120)
    base = models.PositiveIntegerField(null=True, blank=True)
    continues = models.UUIDField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    typed = models.TextField(blank=True)
    typed_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField("field being written in", max_length=60, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField("gone on with elsewhere", null=True, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = OpenFormQuerySet.as_manager()

    class Meta:
        ordering = ["-typed_at", "-opened_at"]
        indexes = [
            models.Index(fields=["page", "seen_at"], name="openform_by_page"),
            models.Index(fields=["user", "page"], name="openform_of_user"),
            models.Index(fields=["seen_at"], name="openform_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.page}, open since {self.opened_at:%H:%M:%S}"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What was typed, as names and values in order."""
        pairs: list[Any] = json.loads(self.typed) if self.typed else []
        return [(name, value) for name, value in pairs]

    @property
    def reference(self) -> Reference:
        """This form as far as it is typed, for a form that is filled with its words."""
        return Reference(self.pk, self.sequence)

    def is_present(self, at: dt.datetime | None = None) -> bool:
        """Whether somebody has it before them at an instant (aware; None is now)."""
        return not self.left_at and not self.taken_at and self.seen_at > (at or timezone.now()) - PRESENT

    def was_opened_on(self, page: str) -> bool:
        """Whether it was opened on this page, which it has left if that was of a new thing, and the thing is saved."""
        return self.page.startswith(page[:-3]) if page.endswith(NEW) else self.page == page

    def take(self, by: Any) -> None:
        """Let somebody else go on with it, from now."""
        self.taken_by, self.taken_at = by, timezone.now()
        self.save(update_fields=["taken_by", "taken_at"])

    def give_back(self) -> None:
        """Let the person whose form it is write on."""
        self.taken_by = self.taken_at = None
        self.save(update_fields=["taken_by", "taken_at"])

    def discard(self, user: Any) -> None:
        """Throw its words away, and those that it went on with, which are older; they are kept to be brought back."""
        for one in OpenForm.objects.chain(self.reference, user):
            one.update(discarded_at=timezone.now())

    def bring_back(self, user: Any) -> None:
        """Undo discarding."""
        for one in OpenForm.objects.chain(self.reference, user):
            one.update(discarded_at=None)
