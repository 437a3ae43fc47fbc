"""What the desk's simple admins share: a list of names, a form in one column."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from articles.desk.link_lines import LinkLinesField
from articles.desk.photo_choice import PhotoChoice
from articles.desk.recorded import RecordsChanges


class DeskForm(forms.ModelForm):
    """A form whose labels stand alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Print labels without a colon."""
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class DeskAdmin(RecordsChanges):
    """A list that counts once, and a form that chooses what is made elsewhere.

    photo_fields: names of fields for a photo, chosen in the picker.
    """

    form = DeskForm
    list_per_page = 100
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    photo_fields: tuple[str, ...] = ()
    formfield_overrides = {
        models.JSONField: {"form_class": LinkLinesField},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Leave out the four icons beside a choice: what is chosen is changed on its own page."""
        if db_field.name in self.photo_fields:
            return db_field.formfield(**{**kwargs, "widget": PhotoChoice})
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        for act in ("add", "change", "delete", "view"):
            if hasattr(getattr(field, "widget", None), f"can_{act}_related"):
                setattr(field.widget, f"can_{act}_related", False)
        return field


class ReadOnlyAdmin(DeskAdmin):
    """A list of what only acts bring about: it is read, and no form adds, changes or deletes any of it."""

    # There is no form whose words could be kept.
    keeps_typing = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody may by a form."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may by a form."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may by a form."""
        return False
