"""What the publish box asks before an act: the few fields of each question. Their names begin with `ask-`."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.desk.publish_box import Box
from articles.desk.times import MissingTimeError, Moment, readings
from articles.models import CORRECTIONS, Kind, Site
from articles.models.embargo import NOTE_LENGTH
from articles.timing import CALL_OFF, MOVE

PREFIX = "ask"
DATE = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput({"type": "time", "step": 1}, format="%H:%M:%S")
NOTE = forms.Textarea({"rows": 3, "data-first": True})


class Question(forms.Form):
    """A question without fields: only whether."""

    prefix = PREFIX
    use_required_attribute = False

    def __init__(self, *args: Any, zone: ZoneInfo | None = None, mine: ZoneInfo | None = None, **kwargs: Any) -> None:
        """Take the site's zone (None: it is asked for where it is needed), and the person's own if that is another."""
        self.site_zone, self.mine = zone, mine
        super().__init__(*args, **kwargs)

    def fit(self, box: Box) -> None:
        """Offer what this person may do with this story."""

    def answers(self) -> dict[str, Any]:
        """Return the arguments that the act takes."""
        return dict(self.cleaned_data)


class ChangeQuestion(Question):
    """Why does a live story change, and what are readers told?"""

    # The kind that is chosen at first.
    usual = Kind.UPDATE

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in (Kind.UPDATE, Kind.MINOR, *CORRECTIONS)], widget=forms.RadioSelect
    )
    note = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}))
    keep_text = forms.ChoiceField(
        choices=[("yes", "Keep it, marked"), ("no", "Take it away")],
        initial="yes",
        required=False,
        widget=forms.RadioSelect,
    )
    # The digest of the desk copy about which somebody was asked whether it is a minor edit.
    sure = forms.CharField(required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"kind": self.usual, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.doubt = ""

    def fit(self, box: Box) -> None:
        """Offer the kinds that this person may publish."""
        wanted = {Kind.UPDATE: box.may_publish, Kind.MINOR: box.may_publish, Kind.RETRACTION: box.may_retract}
        field: Any = self.fields["kind"]
        field.choices = [(kind, label) for kind, label in field.choices if wanted.get(kind, box.may_correct)]

    def clean(self) -> dict[str, Any]:
        """Ask for a note where the kind calls for one."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") in CORRECTIONS and not data.get("note"):
            self.add_error("note", "Say what was wrong: readers see the note with the story.")
        return data


class UpdateQuestion(ChangeQuestion):
    """Opened to update."""


class CorrectQuestion(ChangeQuestion):
    """Opened to correct: the caret stands in the note."""

    usual = Kind.CORRECTION
    note = forms.CharField(required=False, widget=NOTE)


class HoldQuestion(Question):
    """Why does nothing more of the story go out?"""

    reason = forms.CharField(
        label="Why, for whoever opens the story",
        widget=NOTE,
        error_messages={"required": "Say why: whoever opens the story reads it."},
    )


class TimeQuestion(Question):
    """When, by the site's clocks or the person's own, to the second."""

    date = forms.DateField(widget=DATE, error_messages={"required": "Choose a day."})
    time = forms.TimeField(widget=TIME, error_messages={"required": "Choose a time."})
    which = forms.ChoiceField(
        label="Which one", required=False, choices=[("0", "the first"), ("1", "the second")], widget=forms.RadioSelect
    )

    # Only asked of who has another zone than the site; whoever says nothing means the site's.
    zone_name = forms.ChoiceField(label="In", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.zone: ZoneInfo = kwargs.pop("zone", None) or Site.objects.current().tz
        hour = (timezone.now() + dt.timedelta(hours=1)).astimezone(self.zone).replace(minute=0, second=0, microsecond=0)
        kwargs["initial"] = {"date": hour.date(), "time": hour.time(), **kwargs.get("initial", {})}
        super().__init__(*args, zone=self.zone, **kwargs)
        self.zones = {zone.key: zone for zone in (self.zone, self.mine) if zone}
        names: Any = self.fields["zone_name"]
        names.choices = [(key, key) for key in self.zones]
        self.twice = False

    def clean(self) -> dict[str, Any]:
        """Add `at`, the aware instant. Errors are told at the time: one that there is not, or that comes twice."""
        data = super().clean() or self.cleaned_data
        self.zone = self.zones.get(data.get("zone_name", ""), self.zone)
        if self.wants_time() and data.get("date") and data.get("time") is not None:
            try:
                data["at"] = self._instant(dt.datetime.combine(data["date"], data["time"]), data.get("which", ""))
            except ValidationError as error:
                self.add_error("time", error)
        return data

    def wants_time(self) -> bool:
        """Whether the answer needs an instant."""
        return True

    def answers(self) -> dict[str, Any]:
        """Return the instant."""
        return {"at": self.cleaned_data["at"]}

    def _instant(self, local: dt.datetime, which: str) -> dt.datetime:
        try:
            found = readings(local, self.zone)
        except MissingTimeError as missing:
            before, after = Moment(missing.before, self.zone), Moment(missing.after, self.zone)
            raise ValidationError(
                f"{local:%H:%M:%S} does not exist on {local:%-d %B %Y} in {self.zone.key}: the clocks go from "
                f"{before.local:%H:%M:%S} straight to {after.local:%H:%M:%S}. Choose one of these two.",
                code="missing",
            ) from missing
        except OverflowError as error:
            raise ValidationError("Choose a time between the years 1 and 9999.", code="overflow") from error
        self.twice = len(found) > 1
        if self.twice and which not in {"0", "1"}:
            first, second = (Moment(at, self.zone).local for at in found)
            raise ValidationError(
                f"{local:%H:%M:%S} comes twice on {local:%-d %B %Y} in {self.zone.key}, because the clocks are put "
                f"back: first in {first:%Z}, then again in {second:%Z}. Which one do you mean?",
                code="twice",
            )
        return found[int(which)] if self.twice else found[0]


class EmbargoQuestion(TimeQuestion):
    """Until when, who says so, and what becomes of what is scheduled for an earlier time."""

    note = forms.CharField(
        label="Who asks for it, and why",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"max_length": "At most %(limit_value)d characters fit; this has %(show_value)d."},
    )
    scheduled = forms.ChoiceField(
        required=False,
        choices=[(MOVE, "Move it to the end of the embargo"), (CALL_OFF, "Call it off")],
        widget=forms.RadioSelect,
    )

    def answers(self) -> dict[str, Any]:
        """Return the instant, the note and the choice."""
        return {name: self.cleaned_data[name] for name in ("at", "note", "scheduled")}


class WithdrawQuestion(TimeQuestion):
    """Now, or later?"""

    when = forms.ChoiceField(choices=[("now", "Now"), ("at", "Later")], initial="now", widget=forms.RadioSelect)
    date = forms.DateField(widget=DATE, required=False)
    time = forms.TimeField(widget=TIME, required=False)
    note = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}))
    legal = forms.BooleanField(required=False)
    translations = forms.BooleanField(required=False)

    def fit(self, box: Box) -> None:
        """Offer a legal removal to those who may do one."""
        if not box.may_remove:
            del self.fields["legal"]

    def wants_time(self) -> bool:
        """Only a withdrawal to come has a time."""
        return self.cleaned_data.get("when") == "at"

    def clean(self) -> dict[str, Any]:
        """Ask for day and time where one is needed."""
        data = super().clean()
        if self.wants_time():
            for name, message in (("date", "Choose a day."), ("time", "Choose a time.")):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, message)
        return data

    def answers(self) -> dict[str, Any]:
        """Return the instant; None is now."""
        at = self.cleaned_data.get("at") if self.wants_time() else None
        return {"at": at, **{name: self.cleaned_data[name] for name in ("note", "legal", "translations")}}
