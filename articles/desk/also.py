"""“Also known as” on the forms of tags, authors and agencies: other names, one a line."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles.desk.named import KEY_LENGTH, NamedAdmin, NamedForm
from articles.models import name_key, without_accents
from articles.recording import Facts
from articles.synonyms import against, names_of, put_on, take_off

MOST = 50
HELP = "Other names, one a line. Each leads to this page and is understood where names are typed."


class NamesField(forms.CharField):
    """Names, one a line; cleaned to a list that holds each once, whatever its capitals."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})

    def prepare_value(self, value: Any) -> Any:
        """Return the lines that show a list; what was typed stays as it is."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the names with single spaces. Raises ValidationError for too many."""
        lines = value if isinstance(value, list) else str(value or "").replace("\0", "").splitlines()
        names = {name_key(line): " ".join(line.split()) for line in reversed(lines) if line.strip()}
        if len(names) > MOST:
            raise ValidationError(f"At most {MOST} other names.")
        return list(names.values())[::-1]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other names were typed than were shown."""
        try:
            return self.to_python(data) != (initial or [])
        except ValidationError:
            return True


class AlsoForm(NamedForm):
    """A name that something else has is refused at the field, with an offer to merge the two."""

    also = NamesField(label="Also known as", required=False, help_text=HELP)
    may_merge = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the names that there are."""
        super().__init__(*args, **kwargs)
        if "also" in self.fields:
            self.initial.setdefault("also", names_of(self.instance))

    def clean(self) -> dict[str, Any]:
        """Refuse other names that something else has, and those that cannot be taken off."""
        cleaned = super().clean() or self.cleaned_data
        if "also" in self.fields and "also" not in self.errors:
            errors = list(self._errors_of(cleaned.get("name", ""), cleaned["also"]))
            if errors:
                self.add_error("also", ValidationError(errors))
        return cleaned

    def _named_otherwise(self) -> Any:
        return super()._named_otherwise().exclude(stands_for=self.instance.pk or 0)

    def _errors_of(self, own: str, names: list[str]) -> Iterator[ValidationError]:
        longest = self._meta.model._meta.get_field("name").max_length
        for name in names:
            if len(name) > longest or len(name_key(name)) > KEY_LENGTH:
                yield ValidationError(f"A name has at most {longest} characters: “{name[:60]}…”")
        for refusal in against(self.instance, self._meta.model, own, names):
            if refusal.bearer and self.instance.pk and self.may_merge:
                route = f"admin:articles_{self._meta.model._meta.model_name}_merge"
                address = f"{reverse(route, args=[refusal.bearer.pk])}?into=%23{self.instance.pk}"
                offer = f"Merge “{refusal.bearer}” into “{self.instance}”…"
                yield ValidationError(format_html('{} <a href="{}">{}</a>', refusal.reason, address, offer))
            else:
                yield ValidationError(refusal.reason)


class AlsoAdmin(NamedAdmin):
    """Saves the other names along with a thing, and puts them on record."""

    form = AlsoForm

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Say whether what is in the way may be merged."""
        form_class = super().get_form(request, obj, change, **kwargs)
        own: Any = self
        told = {"may_merge": own.may_merge(request), "__module__": form_class.__module__}
        return type(form_class.__name__, (form_class,), told)
        # "__module__": form_class.__module__})

    def facts(self, thing: Any) -> Facts:
        """Add the other names to what the form can change."""
        return {**super().facts(thing), "Also known as": names_of(thing)}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Free the names that are taken off, then save, then add the new ones."""
        names = form.cleaned_data.get("also")
        with transaction.atomic():
            before = {"Also known as": names_of(obj)}
            if names is not None and change:
                take_off(obj, names)
            super().save_model(request, obj, form, change)
            if change:
                form.facts_before |= before
            if names is not None:
                put_on(obj, names)

    def matching(self, word: str) -> Any:
        """Keep what has a word in its name, or in another name of it."""
        return super().matching(word) | Q(pk__in=self.model.objects.synonyms_saying(without_accents(word)))
