"""The story's form, filled in and kept."""

from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from articles.desk.article_form import StoryForm
from articles.models import Article
from tests.articles.desk.browsing import Posted


def query(data: Posted) -> QueryDict:
    """Return values as a browser posts them."""
    values = QueryDict(mutable=True)
    for name, value in data.items():
        values.setlist(name, [str(one) for one in (value if isinstance(value, list) else [value])])
    return values


def form_of(user: Any, data: Posted, article: Article | None = None, **files: Any) -> StoryForm:
    """Return the form as bound to what was posted."""
    return StoryForm(
        query(data), MultiValueDict({name: [file] for name, file in files.items()}), instance=article, user=user
    )


def kept(user: Any, data: Posted, article: Article | None = None, **files: Any) -> Article:
    """Post a form that must be in order, and return the story from the database."""
    form = form_of(user, data, article, **files)
    assert form.is_valid(), form.errors
    return Article.objects.get(pk=form.keep().pk)


def errors(user: Any, data: Posted, article: Article | None = None, **files: Any) -> dict[str, list[str]]:
    """Post a form that must not be in order, and return what is said at its fields."""
    form = form_of(user, data, article, **files)
    assert not form.is_valid()
    return dict(form.errors)


def printed(article: Article) -> list[str]:
    return [str(one) for one in article.bylines.with_people()]


def named(article: Article) -> list[str]:
    return [str(one.tag) for one in article.tagged.order_by("pk")]
