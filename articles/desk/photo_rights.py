"""What is changed of a photo's rights goes on record, in the transaction in which it is saved."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.models import Act
from articles.recording import record
from media.forms import RIGHTS
from media.models import Photo
from media.rights import told


class RecordsRights(admin.ModelAdmin):
    """Puts on record who changed which of a photo's rights, from what to what."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and compare the rights with those that were saved before."""
        before = rights_of(Photo.objects.get(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)
        after = rights_of(obj)
        changed = [name for name in before if before[name] != after[name]]
        if changed:
            was, now = ({name: facts[name] for name in changed} for facts in (before, after))
            record(request.user, Act.RIGHTS, obj, before=was, after=now)


def rights_of(photo: Photo) -> dict[str, str]:
    """Return a photo's rights in an editor's words, "" for what is not said."""
    columns: dict[str, Any] = {column.name: column for column in Photo._meta.concrete_fields}
    return {str(columns[name].verbose_name): _in_words(photo, name) for name in RIGHTS}


def _in_words(photo: Photo, name: str) -> str:
    value: Any = photo.get_licence_display() if name == "licence" else getattr(photo, name)
    if isinstance(value, dt.datetime):
        return told(value)
    return "" if value is None else str(value)
