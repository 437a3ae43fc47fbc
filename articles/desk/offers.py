"""Unsaved words, as a page offers to put them back: until when they were typed, and what differs from what is saved."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import reverse

from articles.desk.differences import differences
from articles.desk.pages import Page, pages_called
from articles.desk.times import Moment
from articles.desk.whose import Person, site_record
from articles.models import OpenForm

# On a form, and on the page Today; older ones come up when these are dealt with. And how many are looked at for that.
MOST, MOST_TODAY, LOOKED_AT = 5, 12, 25


@dataclass(frozen=True)
class Offer:
    """Words that somebody may go on with.

    whose: the name of another whose words they were; "" for one's own. differs: what is other than what is saved, in
    words: "headline", "two paragraphs".
    """

    form: str
    until: Moment
    whose: str
    differs: list[str]
    page: Page
    still_open: bool
    discarded: bool

    @classmethod
    def of(cls, row: OpenForm, request: HttpRequest, page: Page, differs: list[str]) -> "Offer":
        """Return the words of an open form, as they are told to somebody."""
        return cls(
            form=str(row.pk),
            until=Moment(row.typed_at or row.seen_at, site_record(request).tz),
            whose="" if row.user_id == request.user.pk else Person(row.user).name,
            differs=differs,
            page=page,
            still_open=row.is_present(),
            discarded=bool(row.discarded_at and row.typed_at and row.discarded_at >= row.typed_at),
        )

    @property
    def told(self) -> str:
        """What differs, in words: “Headline, two paragraphs”."""
        words = ", ".join(self.differs)
        return words[:1].upper() + words[1:]

    @property
    def back(self) -> str:
        """The address of the form filled with these words."""
        return f"{self.page.url}?unsaved={self.form}"

    @property
    def compare(self) -> str:
        """The address of the page that shows what differs."""
        return reverse("admin:unsaved_words", args=[self.form])

    @property
    def discard(self) -> str:
        """The address that throws them away."""
        return reverse("admin:unsaved_discard", args=[self.form])

    @property
    def deleted(self) -> bool:
        """Whether the story they belong to was deleted meanwhile, which its own page says too and lets undo."""
        return bool(getattr(self.page.thing, "deleted_at", None))

    @property
    def lacks_file(self) -> bool:
        """Whether the form asks for a file, which no browser hands over twice."""
        return self.page.thing is None and self.page.name.startswith("media.photo/")


def offers(request: HttpRequest, page: Page, without: Iterable[uuid.UUID] = ()) -> list[Offer]:
    """Return the unsaved words on a page that somebody may go on with, the latest first.

    Those that say just what is saved are left out.
    """
    rows = OpenForm.objects.on(page.name).offered_to(request.user).exclude(pk__in=list(without))
    found = _differing(request, ((row, page) for row in rows.select_related("user")[:LOOKED_AT]))
    return list(islice(found, MOST))


def unsaved_today(request: HttpRequest, site: AdminSite) -> list[Offer]:
    """Return the unsaved words of somebody on all pages that they may change, the latest first.

    One query for most people on most days, who have none.
    """
    rows = list(OpenForm.objects.offered_to(request.user).select_related("user")[:LOOKED_AT])
    pages = pages_called([row.page for row in rows], site, request) if rows else {}
    found = _differing(request, ((row, pages[row.page]) for row in rows if row.page in pages))
    return list(islice(found, MOST_TODAY))


def _differing(request: HttpRequest, rows: Iterable[tuple[OpenForm, Page]]) -> Iterator[Offer]:
    """Return the offers of rows that say anything else than what is saved."""
    for row, page in rows:
        if told := differences(request, page, row).told:
            yield Offer.of(row, request, page, told)
