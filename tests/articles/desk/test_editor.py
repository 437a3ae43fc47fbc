"""The body's form field, as the server sees it."""

import json
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders

from articles import body
from articles.body.grammar import ELEMENTS
from articles.desk.editor import BodyField, BodyWidget, configuration


class StoryForm(forms.Form):
    """A story that is its body."""

    body = BodyField()


def test_what_is_typed_is_cleaned() -> None:
    form = StoryForm({"body": "<div onclick=x>The <b>bridge</b></div><script>x</script>"})
    assert form.is_valid()
    assert form.cleaned_data["body"] == "<p>The <strong>bridge</strong></p>"


@pytest.mark.parametrize("typed", ["", "  ", "<p></p>", "<p>&nbsp;<br></p>", "<script>x</script>"])
def test_a_required_body_holds_words(typed: str) -> None:
    assert StoryForm({"body": typed}).errors == {"body": ["This field is required."]}
    assert BodyField(required=False).clean(typed) == ""


def test_the_same_words_written_otherwise_are_no_change() -> None:
    field = BodyField()
    assert not field.has_changed("<ul><li>Bus 4</li></ul>", "<ul><li><p>Bus 4</p></li></ul><p></p>")
    assert not field.has_changed(None, "")
    assert field.has_changed("<p>Bus 4</p>", "<p>Bus 9</p>")


def test_a_text_box_stands_where_the_script_makes_the_editor() -> None:
    html = BodyWidget({"aria-describedby": "help"}).render("body", "<p>a & b</p>", {"id": "id_body"})
    assert html.startswith("<textarea ")
    assert "&lt;p&gt;a &amp; b&lt;/p&gt;" in html
    for attribute in (
        'aria-label="Body"',
        'dir="auto"',
        'id="id_body"',
        'aria-describedby="help"',
        "data-body-editor=",
    ):
        assert attribute in html


def test_the_editor_offers_what_the_cleaner_lets_through() -> None:
    offered = configuration()["extensions"]
    assert offered == list(dict.fromkeys(element.extension for element in ELEMENTS))
    schema = open_static("articles/desk/editor/schema.js")
    assert all(name in schema for name in offered)


def test_the_page_needs_nothing_inline() -> None:
    media = str(BodyWidget().media)
    assert media.count("<script") == media.count("src=") == 2
    assert 'type="module"' in media
    assert "importmap" not in media


def test_the_configuration_says_where_everything_is() -> None:
    given = json.loads(json.dumps(configuration()))
    assert finders.find(given["library"].removeprefix("/static/"))
    assert given["photos"].pop("rights")[0] == ["usable", "May be used now"]
    assert given["photos"] == {
        "picker": "/admin/media-tools/picker/",
        "upload": "/admin/media-tools/arrivals/",
        "json": "/admin/media-tools/photos/",
        "alt": "/admin/media-tools/alt/",
    }


def test_what_the_cleaner_keeps_goes_through_the_field_unchanged() -> None:
    story = '<p>a</p><figure data-photo="3"><figcaption>b</figcaption></figure>'
    assert BodyField().clean(story) == body.clean(story) == story


def open_static(path: str) -> str:
    """Return a static file's text."""
    found = finders.find(path)
    assert found
    return Path(found).read_text(encoding="utf-8")
