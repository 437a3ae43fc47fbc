"""The body's form field: a text box of HTML, which a script turns into the story editor.

Use it like any other field, `body = BodyField(required=False)`, and print the form's `media` in the page's head. The
editor needs nothing else of the page: no import map and so no nonce (its library is imported by address), and the
icons of admin/_icons.html. Without a script the text box stays, and what is typed into it is cleaned all the same.
"""

import json
from typing import Any

from django import forms
from django.templatetags.static import static
from django.urls import reverse

from articles import body
from articles.body.grammar import ELEMENTS, HEADING_LEVELS, LINK_SCHEMES
from articles.body.providers import as_patterns
from media.picker import RIGHTS

LIBRARY = "django_prose_editor/editor.js"


def configuration() -> dict[str, Any]:
    """What the editor offers, which is what the cleaner lets through, and where its library and its photos are.

    embeds: where an address is asked about, and by which patterns the server knows those that are shown in a frame.
    """
    return {
        "extensions": list(dict.fromkeys(element.extension for element in ELEMENTS)),
        "headingLevels": HEADING_LEVELS,
        "linkSchemes": LINK_SCHEMES,
        "library": static(LIBRARY),
        "embeds": {"ask": reverse("admin:articles_article_embed"), **as_patterns()},
        "photos": {
            **{name: reverse(f"media:photo_{name}") for name in ("picker", "upload", "json", "alt")},
            "rights": list(RIGHTS.items()),
        },
    }


class BodyWidget(forms.Textarea):
    """A text box that articles/desk/editor/index.js makes the story editor."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"class": "vLargeTextField body-html", "rows": 24, "dir": "auto", "aria-label": "Body"}
        super().__init__({**usual, **(attrs or {})})

    @property
    def media(self) -> forms.Media:
        """The editor's script and style; the library is named so that it begins to load at once."""
        scripts: Any = [forms.Script(path, type="module") for path in (LIBRARY, "articles/desk/editor/index.js")]
        return forms.Media(js=scripts, css={"all": ["articles/desk/editor.css"]})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Hand the configuration to the script."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-body-editor"] = json.dumps(configuration(), separators=(",", ":"))
        return context


class BodyField(forms.CharField):
    """The body of a story; its value is cleaned HTML."""

    widget = BodyWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"strip": False, **kwargs})

    def to_python(self, value: Any) -> str:
        """Return the HTML cleaned; "" if nothing is left, so that a required body must hold words."""
        return body.clean(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other words or nodes came back; how the same ones are written does not count."""
        return not self.disabled and self.to_python(initial) != self.to_python(data)
