"""What a test committed is gone afterwards, and what the migrations wrote is there, with the keys it had."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError

from articles import publishing
from articles.models import Article, Record, Version
from tests.articles.makers import edit, make_article
from tests.database import leave, written

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_committed_is_gone(ben: User) -> None:
    before = written()
    article = make_article(tags=["Ports"])
    publishing.publish(article, by=ben)
    edit(article, headline="Harbour shut")
    leave(before)
    assert not any(model.objects.exists() for model in (User, Article, Version, Record))
    assert written() == before


def test_what_was_changed_or_taken_away_is_there_again() -> None:
    before = written()
    Group.objects.first().permissions.clear()
    Group.objects.last().delete()
    Permission.objects.filter(codename="add_article").update(name="Write")
    ContentType.objects.get_for_model(Article).delete()
    leave(before)
    assert written() == before
    assert ContentType.objects.get_for_model(Article).pk in {key for key, *_ in before[0]}


def test_the_record_refuses_again() -> None:
    Record.objects.create(act="published")
    leave(written())
    assert not Record.objects.exists()
    kept = Record.objects.create(act="published")
    with pytest.raises(IntegrityError):
        kept.delete()
