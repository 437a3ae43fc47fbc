"""What unsaved words say other than what is saved, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from articles.desk.article_form import StoryForm
from articles.desk.pages import Page
from articles.diffing import Budget, Piece, words
from articles.models import Article, OpenForm


@dataclass(frozen=True)
class Difference:
    """A field whose words differ: its name, the words in short (“headline”, “two paragraphs”), and word by word."""

    heading: str
    told: str
    pieces: list[Piece] = field(default_factory=list)


def differences(request: HttpRequest, page: Page, row: OpenForm) -> list[Difference]:
    """Return what an open form's words say other than what is saved; none for the same words."""
    form = typed_form(request, page, posted(row))
    return [_difference(form, name) for name in form.fields if name in typed_values(form) and _differs(form, name)]


def in_short(differs: Iterable[Difference]) -> str:
    """Return what differs in words: “headline, two paragraphs”."""
    return ", ".join(one.told for one in differs)


def posted(row: OpenForm) -> QueryDict:
    """Return what was typed in an open form, as the form would post it."""
    data = QueryDict(mutable=True)
    for name, value in row.pairs:
        data.appendlist(name, value)
    data._mutable = False
    return data


def typed_form(request: HttpRequest, page: Page, data: QueryDict) -> Any:
    """Return a page's form as bound to what was typed, not validated."""
    if page.model_admin.model is Article:
        article = Article.with_deleted.filter(pk=page.thing.pk).first() if page.thing else None
        return StoryForm(data, instance=article, user=request.user)
    return page.model_admin.form_of(request, page.thing, data)


def typed_values(form: Any) -> dict[str, Any]:
    """Return what a bound form was given, by field, as its initial values would be; without fields that it lacks."""
    return {
        name: bound.data
        for name, bound in ((name, form[name]) for name in form.fields)
        if not bound.field.widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name))
    }


def _differs(form: Any, name: str) -> bool:
    bound = form[name]
    return bool(bound.field.has_changed(bound.initial, bound.data))


def _difference(form: Any, name: str) -> Difference:
    bound = form[name]
    before, after = (_shown(bound.field, value) for value in (bound.initial, bound.data))
    label = str(bound.label)
    return Difference(label, label[:1].lower() + label[1:], words(before, after, Budget()))


def _shown(bound_field: forms.Field, value: Any) -> str:
    """Return a value as a reader of the form sees it."""
    prepared = bound_field.prepare_value(value)
    if isinstance(bound_field, forms.ModelChoiceField):
        chosen = bound_field.queryset.filter(pk=prepared).first() if str(prepared or "").isdecimal() else None
        return str(chosen or prepared or "")
    if isinstance(bound_field, forms.ChoiceField):
        return str(dict(bound_field.choices).get(prepared, prepared) or "")
    if isinstance(bound_field, forms.BooleanField):
        return "Yes" if value and value != "False" else "No"
    shown = bound_field.widget.format_value(prepared)
    return "" if shown is None else str(shown)
