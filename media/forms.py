"""The forms that photos come in by and are described with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from media.background import bring_in, renew
from media.crops import CROPPING, as_cut
from media.facts import FACTS
from media.intake import Incoming, examine
from media.kinds import ACCEPTED
from media.models import Photo
from media.reading import file_lines
from media.renditions import Shape
from media.uses import Crops

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.core.files.uploadedfile import UploadedFile

WORDS = [fact.name for fact in FACTS]

ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic,image/heif,.heic,.heif,image/tiff"

LABELS = {fact.name: fact.label for fact in FACTS}
HELP = {
    "alt": "What a reader who cannot see the photo needs to know. Not the caption again.",
    "extended": "For a picture that needs more than a sentence, as a map does.",
    "digital_source_type": "Readers are told when AI generated or edited a picture, and when it is a composite.",
    "instructions": "For editors only: embargoes, “no archive”, “no sales”. Readers never see this.",
    "keywords": "One to a line. A story with this photo offers those that are tags here.",
    "persons": "One to a line.",
}
ROWS = {"alt": 2, "caption": 3, "extended": 2, "persons": 2, "keywords": 3, "instructions": 2, "usage_terms": 2}
WIDGETS: dict[str, Any] = {
    **{name: forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}) for name in WORDS},
    **{name: forms.Textarea(attrs={"rows": rows, "dir": "auto"}) for name, rows in ROWS.items()},
    "digital_source_type": forms.Select,
}


class Instant(forms.DateTimeField):
    """A day and a time in one field of the browser's own, in the current time zone."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M:%S", attrs={"type": "datetime-local", "step": 1})


class Address(forms.URLField):
    """A web address, which may be typed without its beginning."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=500, assume_scheme="https", **kwargs)
        self.widget.attrs["class"] = "vTextField"


class PhotoUploadForm(forms.ModelForm):
    """A file and, if somebody likes, words about it. What is left empty is read from the file.

    The file is examined once, while the form is validated, so that its error stands at the field.
    """

    file = forms.FileField(
        label="Photo",
        help_text=f"{ACCEPTED}, at most 100 MB. Caption, credit and rights are read from it.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "Choose a photo.", "empty": "This file is empty. Choose a photo."},
    )
    taken_at = Instant(label="Taken", required=False)
    web_statement = Address(label=LABELS["web_statement"])
    licensor_url = Address(label=LABELS["licensor_url"])

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
        """Take the photo in for good; its copies are made afterwards. There is no saving without commit."""
        if not commit:
            raise ValueError("A photo is taken in as a whole.")
        words = {name: self.cleaned_data[name] for name in WORDS if name in self.cleaned_data}
        self.instance = bring_in(self.incoming, by=by, **words)
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


RIGHTS = ["licence", "allowed_from", "allowed_until", "most_uses", "territories", "restrictions"]
RIGHTS_LABELS = {"licence": "Licence", "most_uses": "Number of stories", "territories": "Where", "restrictions": "Note"}
RIGHTS_HELP = {
    "allowed_until": "At that very second it is gone from every page. Empty: without end.",
    "most_uses": "In how many stories it may be published. Empty: in any number.",
}


class PhotoForm(forms.ModelForm):
    """The words about a photo, and its focal point. Saving it has the renditions made anew where they change."""

    taken_at = Instant(label="Taken", required=False)
    web_statement = Address(label=LABELS["web_statement"])
    licensor_url = Address(label=LABELS["licensor_url"])
    allowed_from = Instant(label="From", required=False)
    allowed_until = Instant(label="Until", required=False, help_text=RIGHTS_HELP["allowed_until"])
    focal_x = PerCent(label="Across")
    focal_y = PerCent(label="Down")

    class Meta:
        model = Photo
        fields = [*WORDS, *RIGHTS, "focal_x", "focal_y"]
        labels = {**LABELS, **RIGHTS_LABELS}
        help_texts = {**HELP, **RIGHTS_HELP}
        widgets = {
            **WIDGETS,
            "territories": forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
            "restrictions": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for shape, by_hand in self.instance.crops.items():
            if shape in CROPPING:
                self.initial.update(zip(crop_fields(shape), by_hand, strict=True))
        # For the templates: what the file says, to be shown beside each field.
        told: Any = file_lines(self.instance) if self.instance.pk else {}
        for name, line in told.items():
            if name in self.fields:  # those who only look have none
                self.fields[name].file_line = line  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Leave a focal point that nobody moved as precise as it was."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("focal_x", "focal_y"):
            if name in cleaned and name not in self.changed_data:
                cleaned[name] = self.initial[name]
        for shape in CROPPING:
            self._clean_crop(shape, cleaned)
        begins, ends = cleaned.get("allowed_from"), cleaned.get("allowed_until")
        if begins and ends and ends <= begins:
            self.add_error("allowed_until", "The rights end before they begin. Choose a later time.")
        if cleaned.get("most_uses") == 0:
            self.add_error("most_uses", "One story at least, or leave it empty for any number.")
        return cleaned

    def _clean_crop(self, shape: str, cleaned: dict[str, Any]) -> None:
        """Keep a crop by hand as it will be cut: inside the picture, of its shape, not too close."""
        names, photo = crop_fields(shape), self.instance
        if not any(name in self.changed_data for name in names) or any(name in self.errors for name in names):
            return
        given: list[Any] = [cleaned.get(name) for name in names]
        left = {name: crop for name, crop in photo.crops.items() if name != shape}
        if all(value is None for value in given):
            photo.crops = left
        elif None in given:
            self.add_error(
                names[given.index(None)],
                "A crop by hand needs all three numbers. Without any it follows the focal point.",
            )
        else:
            photo.crops = {**left, shape: as_cut(photo, shape, given)}

    def save(self, commit: bool = True) -> Photo:
        """Save, and have the renditions made anew; whoever saves by themselves has to ask for that."""
        photo = super().save(commit)
        if commit:
            renew(photo)
        return photo


SIDES = ("From the left", "From the top", "Width")


def crop_fields(shape: str) -> tuple[str, str, str]:
    """Return the names of the fields that say how a shape was cropped by hand."""
    return f"crop_{shape}_left", f"crop_{shape}_top", f"crop_{shape}_width"


class Share(PerCent):
    """A share that need not be given, precise to a hundredth of a per cent."""

    widget = forms.NumberInput(attrs={"min": 0, "max": 100, "step": 0.01})

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored share in per cent; show what was typed as it was typed."""
        return round(value * 100, 2) if isinstance(value, float) else value


for _shape in CROPPING:
    for _name, _label in zip(crop_fields(_shape), SIDES, strict=True):
        PhotoForm.base_fields[_name] = PhotoForm.declared_fields[_name] = Share(_label)


class CropsForm(forms.Form):
    """The crops of one use of a photo, in numbers, as a script reads and writes them."""

    def __init__(self, shapes: Iterable[str], crops: Crops) -> None:
        given = {name: share for shape in crops for name, share in zip(crop_fields(shape), crops[shape], strict=True)}
        super().__init__(initial=given)
        for shape in shapes:
            for name, label in zip(crop_fields(shape), SIDES, strict=True):
                self.fields[name] = Share(label)


def by_hand(form: forms.BaseForm, shapes: Iterable[str] = CROPPING) -> list[tuple[Shape, list[forms.BoundField]]]:
    """Return each shape with a form's fields for cropping it; none of a form that has none."""
    return [
        (CROPPING[shape], [form[name] for name in names])
        for shape in shapes
        if (names := crop_fields(shape))[0] in form.fields
    ]


class LacksForm(forms.ModelForm):
    """What a photo that has just come in lacks, and nothing else: what its file told is right until somebody looks."""

    class Meta:
        model = Photo
        fields = ["alt", "credit", "licence"]
        labels = {**LABELS, **RIGHTS_LABELS}
        widgets = {**WIDGETS, "alt": forms.Textarea(attrs={"rows": 2, "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lacks = self.instance.lacks
        for name in [name for name in self.fields if name not in lacks]:
            del self.fields[name]
