"""What a form that keeps typing stands on: which words it is filled with, what it says of itself, who else has it open.

A page that shows such a form asks `wanted` for the words that its address names, prints `keeping_context` by the
templates admin/_keeping.html, _offers.html and _presence.html, and calls `OpenForm.objects.put_away` when it saves.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.http import HttpRequest

from articles.desk.differences import posted
from articles.desk.offers import Offer, offers
from articles.desk.pages import Page, page_of
from articles.desk.presence import Other, others
from articles.desk.whose import Person
from articles.models import Act, OpenForm, Reference, sequence_in
from articles.recording import record

__all__ = [
    "Keeping",
    "keeping_context",
    "made_before",
    "page_of",
    "posted",
    "take_over",
    "taken_from",
    "wanted",
    "write_on",
]


@dataclass(frozen=True)
class Keeping:
    """What a page prints so that its form is kept while it is written in.

    form, sequence, base, continues: the hidden inputs `keeping-…`. page, person: the form element's data.
    back: whose words the form is filled with, and until when they typed them; None for what is saved.
    filled_from: the saved values, for a form that has no revisions to be joined by.
    """

    form: str
    sequence: int
    base: str
    continues: str
    page: str
    person: int
    offers: list[Offer] = field(default_factory=list)
    others: list[Other] = field(default_factory=list)
    back: Offer | None = None
    filled_from: str = ""


def wanted(request: HttpRequest, page: str) -> OpenForm | None:
    """Return the open form whose words an address asks to be put back, `?unsaved=<key>`.

    None unless it is this person's, or was taken over by them, and has words that are not saved, on this page.
    """
    named = Reference.read(request.GET.get("unsaved", ""))
    if named is None:
        return None
    return OpenForm.objects.on(page).of(request.user).exclude(typed="").filter(pk=named.key).first()


def made_before(request: HttpRequest, page: str) -> OpenForm | None:
    """Return the open form of a new thing that is posted again and made one before; `page` is that thing's by now.

    Browsers post a form again by themselves when the answer was lost on the way.
    """
    return OpenForm.objects.made_from(request.POST, user=request.user, page=page) if request.method == "POST" else None


def keeping_context(
    request: HttpRequest, page: Page, *, base: int | str = "", row: OpenForm | None = None, filled_from: str = ""
) -> dict[str, Any]:
    """Return the context `keeping` of a page with a form, which somebody may change.

    base: the story's revision number that the form is filled from, "" for what has none. row: the open form whose
    words it is filled with. A form that is shown again after it was posted is the same open form.
    """
    again = request.method == "POST"
    sent = Reference.read(request.POST.get("keeping-form", "")) if again else None
    continues = Reference.read(request.POST.get("keeping-continues", "")) if again else row and row.reference
    keeping = Keeping(
        form=str(sent.key if sent else uuid.uuid4()),
        sequence=sequence_in(request.POST.get("keeping-sequence", "")) if sent else 0,
        base=str(base),
        continues=str(continues or ""),
        page=page.name,
        person=request.user.pk or 0,
        offers=[] if again else offers(request, page, without=[row.pk] if row else []),
        others=others(request, page),
        back=Offer.of(row, request, page, []) if row else None,
        filled_from=filled_from,
    )
    return {"keeping": keeping}


def taken_from(request: HttpRequest, page: str) -> OpenForm | None:
    """Return the open form that the button "Take over" names; None when there is no such form of somebody else."""
    named = Reference.read(request.POST.get("_take_over", ""))
    if named is None or page.endswith("/add"):
        return None
    rows = OpenForm.objects.on(page).exclude(user=request.user.pk).select_related("user")
    return rows.filter(pk=named.key).first()


@transaction.atomic
def take_over(row: OpenForm, *, by: Any, thing: Any) -> None:
    """Let somebody go on with what another has open, and put that on record, in the log of the thing too."""
    row.take(by)
    before, after = ({"Written in by": Person(one).name} for one in (row.user, by))
    record(by, Act.TAKEN_OVER, thing, before=before, after=after)
    log(thing, by, f"Took over from {Person(row.user).name}.")


def write_on(row: OpenForm, *, thing: Any) -> None:
    """Let the person whose form was taken over write on in it, and put that on record."""
    taker = f" after {Person(row.taken_by).name} took over" if row.taken_by else ""
    row.give_back()
    log(thing, row.user, f"Wrote on{taker}.")


def log(thing: Any, by: Any, told: str) -> None:
    """Write a sentence into the admin's log of a thing."""
    LogEntry.objects.log_actions(by.pk, [thing], CHANGE, change_message=told, single_object=True)
