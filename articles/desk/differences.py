"""What unsaved words say other than what is saved: in short for an offer, word by word for a page."""

from typing import Any

from django.http import HttpRequest, QueryDict

from articles.desk.article_form import StoryForm
from articles.desk.filled_from import shown
from articles.desk.front_differences import FrontDifferences
from articles.desk.pages import Page
from articles.desk.parts import Part
from articles.desk.story_differences import StoryDifferences
from articles.diffing import Budget, words
from articles.models import Article, Front, OpenForm


class FormDifferences:
    """What was typed in a form of the stock admin, beside what it would be filled with now."""

    thumbs: dict[int, str] = {}
    names: dict[int, str] = {}

    def __init__(self, form: Any) -> None:
        """form: bound to what was typed, not validated."""
        self.form = form
        self.fields = [name for name in typed_values(form) if self._differs(name)]

    @property
    def told(self) -> list[str]:
        """The names of the fields that differ, as within a sentence."""
        labels = [str(self.form[name].label) for name in self.fields]
        return [label if label.isupper() else label[:1].lower() + label[1:] for label in labels]

    @property
    def parts(self) -> list[Part]:
        """The fields that differ, with both texts."""
        return [self._part(name) for name in self.fields]

    def _differs(self, name: str) -> bool:
        bound = self.form[name]
        return bool(bound.field.has_changed(bound.initial, bound.data))

    def _part(self, name: str) -> Part:
        bound = self.form[name]
        before, after = (shown(bound.field, value) for value in (bound.initial, bound.data))
        return Part(name, str(bound.label), pieces=words(before, after, Budget()))


def differences(
    request: HttpRequest, page: Page, row: OpenForm
) -> FormDifferences | FrontDifferences | StoryDifferences:
    """Return what an open form's words say other than what is saved."""
    data = posted(row)
    if page.model_admin.model is Article:
        article = Article.with_deleted.get(pk=page.thing.pk) if page.thing else None
        return StoryDifferences(StoryForm(instance=article, user=request.user), data, row.base)
    if page.model_admin.model is Front:
        return FrontDifferences(request, page.thing, data)
    return FormDifferences(page.model_admin.form_of(request, page.thing, data))


def posted(row: OpenForm) -> QueryDict:
    """Return what was typed in an open form, as the form would post it."""
    data = QueryDict(mutable=True)
    for name, value in row.pairs:
        data.appendlist(name, value)
    data._mutable = False
    return data


def typed_values(form: Any) -> dict[str, Any]:
    """Return what a bound form was given, by field, as its initial values would be; without fields that it lacks."""
    return {
        name: form[name].data
        for name, field in form.fields.items()
        if not field.widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name))
    }
