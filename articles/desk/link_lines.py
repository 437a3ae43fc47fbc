"""A list of links, typed as lines: “Mastodon | https://social.example/@courier”."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

EXAMPLE = "Mastodon | https://social.example/@name"


class LinkLinesField(forms.CharField):
    """Lines of a name, a bar and an address; cleaned to `[{"label", "url"}]`."""

    widget = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "spellcheck": "false"})

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        """Take what a JSONField of a model hands to its form field; a list needs neither encoder nor decoder."""
        help_text = kwargs.pop("help_text", "") or f"One link a line: its name, a bar, its address, as in {EXAMPLE}"
        super().__init__(help_text=help_text, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return the lines that show a list; what was typed stays as it is."""
        if isinstance(value, list):
            return "\n".join(f"{link.get('label', '')} | {link.get('url', '')}" for link in value)
        return value

    def to_python(self, value: Any) -> list[dict[str, str]]:  # type: ignore[override]
        """Return the links. Raises ValidationError that names each line which is none."""
        links, errors = [], []
        for number, line in enumerate(str(value or "").splitlines(), 1):
            try:
                if line.strip():
                    links.append(_link(line))
            except ValidationError as error:
                errors.append(ValidationError(f"Line {number}: {error.message}"))
        if errors:
            raise ValidationError(errors)
        return links

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other links were typed than were shown."""
        try:
            return self.to_python(data) != (initial or [])
        except ValidationError:
            return True


def _link(line: str) -> dict[str, str]:
    label, bar, url = (part.strip() for part in line.rpartition("|"))
    if not bar or not label or not url:
        raise ValidationError(f"it needs a name, a bar and an address, as in {EXAMPLE}")
    if url.startswith("mailto:"):
        EmailValidator(f"“{url}” is not an e-mail address.")(url.removeprefix("mailto:"))
    elif re.match(r"https?://", url):
        URLValidator(["https", "http"], message=f"“{url}” is not an address.")(url)
    elif not re.fullmatch(r"/(?!/)\S*", url):
        raise ValidationError("an address starts with https://, mailto: or /.")
    return {"label": label, "url": url}
