"""The box that says whose turn a story is, and passes it on: its buttons, its fields, and what they do once pressed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from articles import reviewing
from articles.desk.times import Moment
from articles.desk.turns import Turn
from articles.desk.whose import Person
from articles.holding import Refused
from articles.house_rules import Finding
from articles.models import HANDOVER_NOTE_LENGTH, Article, Handover, Move, Site, Stage, person
from articles.reviewing import Ball
from media.keys import number_in

CHANGE = "admin:articles_article_change"
SEEN = "ball-seen"
# How many handovers the box lists.
LISTED = 20
TOO_LONG = "At most %(limit_value)d characters fit; this has %(show_value)d."
NOTE = forms.Textarea({"rows": 2})


def editors(user: Any) -> QuerySet[Any]:
    """Return to whom somebody may hand a story: everybody else at the desk who may publish."""
    people = get_user_model()._default_manager.with_perm(
        "articles.publish_article", backend="django.contrib.auth.backends.ModelBackend"
    )
    return people.filter(is_staff=True).exclude(pk=user.pk).order_by("first_name", "username", "pk")


class Named(forms.ModelChoiceField):
    """A choice of people, by their names."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name."""
        return person(obj)


class MoveForm(forms.Form):
    """The fields that stand before a button of the box. `user` is the person who presses it."""

    use_required_attribute = False

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    def answers(self) -> dict[str, Any]:
        """Return the arguments that the act takes."""
        return dict(self.cleaned_data)


class HandOverForm(MoveForm):
    """To whom, and what is to be said."""

    to = Named(
        get_user_model()._default_manager.none(),
        required=False,
        label="To",
        empty_label="The desk: whoever takes it",
        error_messages={"invalid_choice": "Stories can be handed to people who may publish. Choose one of them."},
    )
    note = forms.CharField(
        label="Note, if any",
        required=False,
        max_length=HANDOVER_NOTE_LENGTH,
        widget=NOTE,
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = editors(self.user)


class GiveBackForm(MoveForm):
    """What is to be done."""

    note = forms.CharField(
        label="What is to be done",
        max_length=HANDOVER_NOTE_LENGTH,
        widget=NOTE,
        error_messages={
            "required": "Say what is to be done: whoever wrote the story sees the note first.",
            "max_length": TOO_LONG,
        },
    )


@dataclass(frozen=True)
class Act:
    """What a button of the box does. `told` says that it is done, from the row that was written."""

    move: Move
    do: Callable[..., Handover]
    told: Callable[[Handover], str]
    form: type[MoveForm] = MoveForm


def _handed(row: Handover) -> str:
    return f"Handed over to {person(row.to_person) or 'the desk'}."


def _given_back(row: Handover) -> str:
    return f"Given back{f' to {person(row.to_person)}' if row.to_person else ''} with your note."


ACTS = {
    act.move: act
    for act in (
        Act(Move.HAND_OVER, reviewing.hand_over, _handed, HandOverForm),
        Act(Move.TAKE, reviewing.take, lambda row: "It is with you now."),
        Act(Move.GIVE_BACK, reviewing.give_back, _given_back, GiveBackForm),
        Act(Move.READY, reviewing.mark_ready, lambda row: "Ready: whoever is on the desk can publish it."),
        Act(Move.TAKE_BACK, reviewing.take_back, lambda row: "It is back with you."),
    )
}


def moved(data: Mapping[str, str]) -> Move | None:
    """Return which button of the box sent a form; None for none of them."""
    return next((move for move in ACTS if f"_{move}" in data), None)


def seen_in(data: Mapping[str, str], name: str = SEEN) -> int | None:
    """Return the handover that somebody had before them, as a form says it; None where it says nothing."""
    return number_in(data.get(name, ""))


class BallBox:
    """Whose turn one story is, for one person, with what they may do; the form that was refused, if any."""

    def __init__(self, article: Article, user: Any, site: Site, refused: tuple[Move, MoveForm] | None = None) -> None:
        self.article, self.user, self.site = article, user, site
        self.refused = refused
        past = article.handovers.select_related("by", "to_person")[: LISTED + 1] if article.pk else []
        self.past: list[Handover] = list(past)
        owns = not article.pk or Article.objects.of(user).filter(pk=article.pk).exists()
        self.ball = Ball(article, user, self.past[0] if self.past else None, owns)
        self.turn = Turn(self.ball)

    @property
    def since(self) -> Moment | None:
        """Since when it is in its stage."""
        at = self.article.stage_since
        return Moment(at, self.site.tz) if at and self.turn.since else None

    @property
    def history(self) -> list[tuple[Handover, Moment, str, str]]:
        """How it was passed on, newest first: the row, when, by whom, and to whom in words."""
        return [
            (row, Moment(row.at, self.site.tz), person(row.by) or "The newsroom’s machinery", _to(row))
            for row in self.past[:LISTED]
        ]

    @property
    def by(self) -> Person | None:
        """Who passed it on last."""
        last = self.ball.last
        return Person(last.by) if last and last.by else None

    @property
    def changed_since(self) -> int | None:
        """The revision that was handed over or made ready, where the desk copy has changed since."""
        last = self.ball.last
        passed = last is not None and self.turn.stage != Stage.DRAFT
        handed = next((row for row in self.past if row.move in {Move.HAND_OVER, Move.READY}), None) if passed else None
        return handed.revision if handed and handed.revision < self.article.revision_number else None

    @property
    def with_another(self) -> bool:
        """Whether a colleague has it in review, or has something to do in it: who publishes should know that."""
        holder, mine = self.article.assigned_to_id, self.ball.is_theirs
        return holder is not None and not mine and (self.turn.stage == Stage.REVIEW or self.turn.is_returned)

    @cached_property
    def hand_over(self) -> MoveForm | None:
        """The fields for handing it over; None for who may not now."""
        return self._form(Move.HAND_OVER)

    @cached_property
    def give_back(self) -> MoveForm | None:
        """The field for giving it back; None for who may not now."""
        return self._form(Move.GIVE_BACK)

    @property
    def can_take(self) -> bool:
        """Whether there is a button that takes it."""
        return self.ball.allows(Move.TAKE)

    @property
    def can_make_ready(self) -> bool:
        """Whether there is a button that makes it ready: what is still being written is handed over or published."""
        return self.turn.stage == Stage.REVIEW and self.ball.allows(Move.READY)

    @property
    def can_take_back(self) -> bool:
        """Whether there is a button that takes it back; who edits and has it takes or gives."""
        return self.ball.allows(Move.TAKE_BACK)

    @property
    def opens(self) -> str:
        """Which fields stand open: those that were refused, and those of who writes and has nothing else to press."""
        if self.refused:
            return str(self.refused[0])
        writes = self.hand_over is not None and self.turn.stage == Stage.DRAFT and not self.ball.edits
        return str(Move.HAND_OVER) if writes else ""

    def _form(self, move: Move) -> MoveForm | None:
        if not self.ball.allows(move):
            return None
        if self.refused and self.refused[0] == move:
            return self.refused[1]
        return ACTS[move].form(user=self.user, prefix=move)


class PassesOn(admin.ModelAdmin):
    """The side of the stories' admin that passes them on."""

    def pass_on(
        self, request: HttpRequest, article: Article, move: Move, *, seen: bool
    ) -> HttpResponseRedirect | MoveForm:
        """Do what a button of the box says with a saved story; or return its fields with what is against them.

        seen: whether the person saw all that the story says now: nobody makes ready what they have not read.
        """
        act = ACTS[move]
        form = act.form(request.POST, user=request.user, prefix=move)
        if move == Move.READY and not seen:
            messages.warning(request, "The story has changed since you read it. Look at it, then press again.")
        elif form.is_valid():
            try:
                told = act.told(_done(request, article, act, form))
            except Refused as refusal:
                for finding in refusal.findings:
                    if finding.field in form.fields:
                        form.add_error(finding.field, finding.message)
                    else:
                        messages.warning(request, f"The story is saved. {finding.message}")
            except PermissionDenied:
                messages.error(request, "The story is saved, but you may not do that with it.")
            else:
                messages.success(request, told)
        if form.errors:
            return form
        return HttpResponseRedirect(reverse(CHANGE, args=[article.pk]))


def _done(request: HttpRequest, article: Article, act: Act, form: MoveForm) -> Handover:
    """Do it. Raises Refused, also where somebody saved the story after this person did, and PermissionDenied."""
    number = article.revision_number
    with transaction.atomic():
        row = act.do(article, by=request.user, seen=seen_in(request.POST), **form.answers())
        if act.move == Move.READY and row.revision != number:
            finding = Finding("state", "Somebody has changed it just now. Look at it, then press again.")
            raise Refused(finding)
    return row


def _to(row: Handover) -> str:
    if row.move == Move.HAND_OVER:
        return f"to {person(row.to_person) or 'the desk'}"
    return f"to {person(row.to_person)}" if row.move == Move.GIVE_BACK and row.to_person else ""
