"""Stock forms of the desk that put on record what they change, in the transaction that saves it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.text import capfirst

from articles.models import Act
from articles.recording import Facts, record
from media.typed import words_in


class RecordsChanges(admin.ModelAdmin):
    """Records additions, changes and deletions, with what differs before and after.

    recorded_as: what a change is called. recorded_acts: what it is called where a fact of this name changed.
    """

    recorded_as: Act = Act.CHANGED
    recorded_acts: dict[str, Act] = {}

    def facts(self, thing: Any) -> Facts:
        """Return what the form can change, in an editor's words."""
        return {
            capfirst(str(field.verbose_name)): _words(field, thing)
            for field in thing._meta.concrete_fields
            if field.editable and not field.primary_key
        }

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Look for so many words, not for thousands."""
        return super().get_search_results(request, queryset, " ".join(words_in(search_term)))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, after a look at what was there."""
        stored = type(obj)._base_manager.filter(pk=obj.pk).first() if change else None
        vars(form)["facts_before"] = self.facts(stored) if stored else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the rest, then record what differs: an entry for each kind of change."""
        super().save_related(request, form, formsets, change)
        before, after = vars(form)["facts_before"], self.facts(form.instance)
        if not change:
            record(
                request.user, Act.ADDED, form.instance, after={name: value for name, value in after.items() if value}
            )
            return
        changed: dict[Act, list[str]] = {}
        for name in after:
            if before.get(name) != after[name]:
                changed.setdefault(self.recorded_acts.get(name, self.recorded_as), []).append(name)
        for act, names in changed.items():
            record(request.user, act, form.instance, before=_only(names, before), after=_only(names, after))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, on record."""
        with transaction.atomic():
            self._record_deletion(request, obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete several, on record."""
        with transaction.atomic():
            for obj in queryset:
                self._record_deletion(request, obj)
            super().delete_queryset(request, queryset)

    def _record_deletion(self, request: HttpRequest, obj: Any) -> None:
        facts = {name: value for name, value in self.facts(obj).items() if value}
        record(request.user, Act.DELETED, obj, before=facts)


def _only(names: Iterable[str], facts: Facts) -> Facts:
    return {name: facts.get(name, "") for name in names}


def _words(field: models.Field, thing: Any) -> Any:
    """Return a value as an editor would say it."""
    value = getattr(thing, field.name)
    if field.choices:
        return str(getattr(thing, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return [f"{one['label']} | {one['url']}" if isinstance(one, dict) else str(one) for one in value]
    return "" if value is None else str(value)
