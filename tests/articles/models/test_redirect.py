"""Addresses that moved lead to where they are now."""

import pytest
from django.db import IntegrityError, transaction

from articles.models import Redirect
from tests.articles.makers import make_article

pytestmark = pytest.mark.django_db


def leads() -> dict[str, str]:
    return dict(Redirect.objects.values_list("path", "target"))


def test_moving_twice_leads_straight_to_the_end() -> None:
    Redirect.objects.moved("/tag/a/", "/tag/b/")
    Redirect.objects.moved("/tag/b/", "/tag/c/")
    assert leads() == {"/tag/a/": "/tag/c/", "/tag/b/": "/tag/c/"}


def test_moving_back_leaves_no_circle() -> None:
    Redirect.objects.moved("/tag/a/", "/tag/b/")
    Redirect.objects.moved("/tag/b/", "/tag/a/")
    assert leads() == {"/tag/b/": "/tag/a/"}


@pytest.mark.parametrize("values", [{}, {"target": "/a/", "article": True}, {"path": "old", "target": "/a/"}])
def test_the_database_refuses_what_leads_nowhere(values: dict) -> None:
    if values.get("article"):
        values["article"] = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        Redirect.objects.create(**{"path": "/old/", **values})
