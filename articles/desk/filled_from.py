"""What a form of the stock admin was filled from, so that a save takes nothing away that somebody else saved since.

The values go out with the form, signed, and come back with what was typed. A field that only the other changed is
taken over; where both did, nothing is saved before somebody has seen both.
"""

from functools import cached_property
from typing import Any, cast

from django import forms
from django.contrib.admin.models import LogEntry
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict

from articles.desk.times import Moment
from articles.desk.whose import Person
from media.keys import is_key

NAME = "filled-from"
# A field's values as its input posts them.
Raw = list[str]


class JoiningForm(forms.ModelForm):
    """A form that is joined, field by field, with what was saved after it was filled. Mixed into another form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Join what was posted with what is saved; the fields are as saved before anything else fills them."""
        super().__init__(*args, **kwargs)
        self.saved: dict[str, Raw] = {name: _raw(self, name) for name in self.fields} if self.instance.pk else {}
        self.taken: list[str] = []
        self.clashes: list[str] = []
        if self.is_bound and (was := _read(self.data.get(NAME, ""), self.instance)):
            self._join(was)

    @property
    def filled_from(self) -> str:
        """The values that are saved, signed, for a form that is filled with them; "" for what is not saved yet."""
        return signing.dumps(self.saved, salt=_salt(self.instance), compress=True) if self.saved else ""

    def clean(self) -> dict[str, Any]:
        """Say at each field that both changed what the other says now; what was typed stays in it."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.clashes:
            theirs = shown(self.fields[name], self[name].initial)
            told = f"It says “{theirs}” there now" if theirs else "They emptied it"
            self.add_error(
                name,
                ValidationError(
                    "%(who)s changed this too, while you were writing. %(told)s; in the field is what you typed. "
                    "Save again to keep yours.",
                    params={"who": self.by.who, "told": told},
                    code="clash",
                ),
            )
        return cleaned

    @cached_property
    def by(self) -> "LastSaved":
        """Who saved the thing last."""
        return LastSaved(self.instance)

    def _join(self, was: dict[str, Raw]) -> None:
        data = cast(QueryDict, self.data).copy()
        for name in self.fields:
            if name not in was or name not in self.saved or self.fields[name].disabled:
                continue
            began, mine, theirs = (self._value(name, raw) for raw in (was[name], None, self.saved[name]))
            if began == theirs or mine == theirs:
                continue
            if mine == began:
                data.setlist(self.add_prefix(name), self.saved[name])
                if not self.saved[name]:
                    del data[self.add_prefix(name)]
                self.taken.append(name)
            else:
                self.clashes.append(name)
        self.data = data

    def _value(self, name: str, raw: Raw | None) -> Any:
        """Return what a field's input means, as it was posted (None) or as given; two of the same mean the same."""
        data: Any = self.data
        if raw is not None:
            data = QueryDict(mutable=True)
            data.setlist(self.add_prefix(name), raw)
        field = self.fields[name]
        typed = field.widget.value_from_datadict(data, {}, self.add_prefix(name))
        try:
            value = field.to_python(typed)
        except ValidationError:
            value = typed
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").strip()
        return None if value in ("", [], None) or value is False else value


class LastSaved:
    """Who saved a thing last, as the admin's log has it."""

    def __init__(self, thing: models.Model) -> None:
        entries = LogEntry.objects.filter(object_id=str(thing.pk), content_type__model=thing._meta.model_name)
        found = entries.filter(content_type__app_label=thing._meta.app_label).select_related("user")
        self.entry = found.order_by("-action_time", "-pk").first()

    @property
    def who(self) -> str:
        """Their name."""
        return Person(self.entry.user).name if self.entry else "Somebody"

    def told(self, zone: Any) -> str:
        """“Ana Verhallow saved at 14:21:48”."""
        when = f" at {Moment(self.entry.action_time, zone).clock}" if self.entry else ""
        return f"{self.who} saved{when}"


def shown(field: forms.Field, value: Any) -> str:
    """Return a field's value as words: what a choice is called, “Yes” and “No”, what else stands in its input."""
    if isinstance(field, forms.BooleanField):
        return "Yes" if field.to_python(value) else "No"
    prepared = field.prepare_value(value)
    choices: Any = getattr(field, "queryset", None)
    if choices is not None:
        known = choices.filter(pk=prepared).first() if is_key(str(prepared or "")) else None
        return str(known or prepared or "")
    if isinstance(field, forms.ChoiceField):
        return {str(key): str(label) for key, label in _flat(field.choices)}.get(str(prepared), str(prepared or ""))
    text = field.widget.format_value(prepared)
    return "" if text is None else str(text)


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Return choices without their groups."""
    flat: list[tuple[Any, Any]] = []
    for key, label in choices:
        flat.extend(label if isinstance(label, list | tuple) else [(key, label)])
    return flat


def _raw(form: forms.ModelForm, name: str) -> Raw:
    """Return what a field's input would post if nobody touched it."""
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    if isinstance(field.widget, forms.CheckboxInput):
        return ["on"] if value else []
    text = field.widget.format_value(value)
    values = text if isinstance(text, list | tuple) else [text]
    return [str(one) for one in values if one not in {None, ""}]


def _read(signed: str, thing: models.Model) -> dict[str, Raw]:
    """Return the values that a form was filled from; none for what did not come from a form of ours."""
    try:
        return signing.loads(signed, salt=_salt(thing)) if signed and thing.pk else {}
    except signing.BadSignature:
        return {}


def _salt(thing: models.Model) -> str:
    return f"{NAME}/{thing._meta.label_lower}/{thing.pk}"
