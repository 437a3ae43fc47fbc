"""A field for one photo: its picture, and the picker to choose another."""

import json
from typing import Any

from django import forms

from articles.desk.editor import configuration
from articles.desk.widgets import TemplateWidget
from media.keys import is_key
from media.models import Photo


class PhotoChoice(TemplateWidget):
    """Shows the chosen photo; posts its primary key. Without a script the key is typed."""

    template_name = "admin/_photo_choice.html"

    @property
    def media(self) -> forms.Media:
        """The script that opens the picker, and the picker's look."""
        scripts: Any = [forms.Script("articles/desk/photo-choice.js", type="module")]
        return forms.Media(js=scripts, css={"all": ["articles/desk/editor.css"]})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Find the photo."""
        key = str(value or "")
        photo = Photo.objects.filter(pk=key).first() if is_key(key) else None
        # The picker's scripts ask the story editor's configuration where the photos are.
        return {
            **self.named(name, attrs),
            "value": key,
            "photo": photo,
            "thumb": photo.rendition_url("card", 320, "webp") if photo else "",
            "addresses": json.dumps({"photos": configuration()["photos"]}, separators=(",", ":")),
        }
