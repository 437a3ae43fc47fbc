"""Whatever is typed into a search of the desk, it is answered."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from articles.models import Tag
from media.models import Photo
from tests.articles.makers import make_article
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

ODD = ["a " * 3000, "a" * 9000, '"' * 1500, "'a\" " * 1200, "\0 " * 1500, "% _ \\ " * 900, "2026-11 " * 1500]


@pytest.fixture
def desk(client: Client) -> Client:
    """Ada, who may everything, at a desk with a story."""
    make_article("Harbour opens", tags=["Ports"], lead_photo=make_photo())
    client.force_login(User.objects.create_superuser("ada"))
    return client


def test_every_list_that_can_be_searched_answers_thousands_of_words(desk: Client) -> None:
    searched = [one for one, held in admin.site._registry.items() if held.search_fields]
    assert {Tag, Photo, User, Group} <= set(searched)
    for model in searched:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for typed in ODD:
            assert desk.get(address, {"q": typed}).status_code == 200, (address, typed[:8])


def test_so_does_what_is_offered_while_somebody_types(desk: Client) -> None:
    for name in ("admin:articles_article_stories", "media:photo_picker"):
        for typed in ODD:
            assert desk.get(reverse(name), {"q": typed}).status_code == 200, (name, typed[:8])


def test_the_first_words_still_narrow_a_list(desk: Client) -> None:
    Tag.objects.create(name="Ports of call")
    found = desk.get(reverse("admin:articles_tag_changelist"), {"q": "ports call " + "ports " * 3000}).context["cl"]
    assert [str(one) for one in found.result_list] == ["Ports of call"]
