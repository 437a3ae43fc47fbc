"""The forms that photos come in by and are described with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from media.encode import renew
from media.intake import Incoming, examine, keep
from media.models import Photo

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.core.files.uploadedfile import UploadedFile

WORDS = ["title", "alt", "caption", "credit", "copyright", "photographer", "source_agency", "taken_at"]

ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic,image/heif,.heic,.heif"

LABELS = {"copyright": "Copyright", "source_agency": "Source", "alt": "Alt text"}
HELP = {"alt": "What a reader who cannot see the photo needs to know. Not the caption again."}
WIDGETS: dict[str, Any] = {
    "alt": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    "caption": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    **{
        name: forms.TextInput(attrs={"class": "vTextField", "dir": "auto"})
        for name in ("title", "credit", "copyright", "photographer", "source_agency")
    },
}


class Instant(forms.DateTimeField):
    """A day and a time in one field of the browser's own, in the current time zone."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M:%S", attrs={"type": "datetime-local", "step": 1})


class PhotoUploadForm(forms.ModelForm):
    """A file and, if somebody likes, words about it. What is left empty is read from the file.

    The file is examined once, while the form is validated, so that its error stands at the field.
    """

    file = forms.FileField(
        label="Photo",
        help_text="JPEG, PNG, WebP, AVIF, GIF or HEIC, at most 100 MB. Caption, credit and rights are read from it.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "Choose a photo.", "empty": "This file is empty. Choose a photo."},
    )
    taken_at = Instant(label="Taken", required=False)

    class Meta:
        model = Photo
        fields = WORDS
        labels = LABELS
        help_texts = HELP
        widgets = WIDGETS

    incoming: Incoming

    def clean_file(self) -> UploadedFile:
        """Examine the picture. Its ValidationError is the field's."""
        file = self.cleaned_data["file"]
        self.incoming = examine(file)
        return file

    def save(self, commit: bool = True, *, by: User | None = None) -> Photo:
        """Take the photo in for good. There is no saving without commit: renditions need the photo's number."""
        if not commit:
            raise ValueError("A photo is taken in as a whole.")
        words = {name: self.cleaned_data[name] for name in WORDS if name in self.cleaned_data}
        self.instance = keep(self.incoming, by=by, **words)
        return self.instance

    def save_m2m(self) -> None:
        """Photos have no relations to save; the admin asks."""


class PerCent(forms.FloatField):
    """A share of the picture, 0 to 1, that people see and send as 0 to 100."""

    widget = forms.NumberInput(attrs={"type": "range", "min": 0, "max": 100, "step": 1})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "min_value": 0, "max_value": 100})

    def prepare_value(self, value: Any) -> Any:
        """Show a stored share in per cent; show what was typed as it was typed."""
        return round(value * 100) if isinstance(value, float) else value

    def clean(self, value: Any) -> Any:
        """Return a share. Raises ValidationError outside 0 to 100."""
        per_cent = super().clean(value)
        return None if per_cent is None else per_cent / 100

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Per cents are whole numbers here; a share stored more precisely than that has not changed."""
        return super().has_changed(self.prepare_value(initial), data)


class PhotoForm(forms.ModelForm):
    """The words about a photo, and its focal point. Saving it makes the renditions anew where they change."""

    taken_at = Instant(label="Taken", required=False)
    focal_x = PerCent(label="Across")
    focal_y = PerCent(label="Down")

    class Meta:
        model = Photo
        fields = [*WORDS, "focal_x", "focal_y"]
        labels = LABELS
        help_texts = HELP
        widgets = WIDGETS

    def clean(self) -> dict[str, Any]:
        """Leave a focal point that nobody moved as precise as it was."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("focal_x", "focal_y"):
            if name in cleaned and name not in self.changed_data:
                cleaned[name] = self.initial[name]
        return cleaned

    def save(self, commit: bool = True) -> Photo:
        """Save, and once that is final renew the renditions; whoever saves by themselves has to renew them."""
        photo = super().save(commit)
        if commit:
            renew(photo)
        return photo
