"""Tags that are never doubled."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from articles.models import Tag, tags_named
from tests.articles.makers import make_article

pytestmark = pytest.mark.django_db


def test_a_name_makes_one_tag_however_it_is_written() -> None:
    names = ["Košice", "KOŠICE", unicodedata.normalize("NFD", "košice"), "  košice "]
    assert len(tags_named(names)) == Tag.objects.count() == 1
    assert tags_named(names)[0].name == "Košice", "as it was first written"


def test_the_database_refuses_a_double() -> None:
    Tag.objects.create(name="Ports")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name="PORTS")
    double = Tag(name="ports", slug="ports-2", key="ports", plain="ports")
    with pytest.raises(ValidationError):
        double.full_clean()


def test_typing_without_accents_finds_the_tag() -> None:
    tag = Tag.objects.create(name="Košice")
    Tag.objects.create(name="Old Kosovo road")
    assert [str(found) for found in Tag.objects.matching("KOS")] == ["Košice", "Old Kosovo road"]
    assert Tag.objects.like("kosice") == tag
    assert Tag.objects.like("kos") is None


def test_letters_that_differ_by_a_mark_can_both_be_tags() -> None:
    assert len(tags_named(["Мой", "Мои"])) == 2


def test_a_tag_in_use_stays() -> None:
    make_article(tags=["Ports"])
    with pytest.raises(ProtectedError):
        Tag.objects.get().delete()
