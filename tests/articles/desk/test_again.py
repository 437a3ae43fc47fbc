"""Logging in again where the form stands."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from articles.models import Article
from tests.articles.desk.opening import KEEP, open_story
from tests.articles.makers import make_article

pytestmark = pytest.mark.first_database

AGAIN = "/admin/again/"


@pytest.fixture
def article(clock: Any, ben: User, ana: User) -> Article:
    for user in (ben, ana):
        user.set_password("a good secret")
        user.save()
    return make_article()


def login(client: Client, name: str, **more: Any) -> Any:
    return client.post(AGAIN, {"username": name, "password": "a good secret", **more})


def test_a_form_outlives_its_session(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    Session.objects.all().delete()
    window.tell(401)
    answer = login(window.client, "ben", person=ben.pk).json()
    assert (answer["person"], answer["name"]) == (ben.pk, "Ben")
    assert window.writes(article, headline="Harbour closes soon")["sequence"] == 2


def test_the_new_token_is_the_one_that_counts(ben: User, article: Article) -> None:
    client = Client(enforce_csrf_checks=True)
    old = client.get(KEEP).json()["token"]
    token = login(client, "ben", csrfmiddlewaretoken=old).json()["token"]
    assert client.post("/admin/logout/", {"csrfmiddlewaretoken": token}).status_code == 200


@pytest.mark.parametrize(("name", "password"), [("ben", "wrong"), ("nobody", "a good secret"), ("", "")])
def test_a_wrong_password_is_told(client: Client, article: Article, name: str, password: str) -> None:
    response = login(client, name, password=password)
    assert response.status_code == 400
    assert response.json()["message"]
    assert client.get(KEEP).json()["person"] is None


def test_who_is_not_staff_is_not_let_in(client: Client, article: Article, django_user_model: type[User]) -> None:
    django_user_model.objects.create_user("cleo", password="a good secret")
    assert login(client, "cleo").status_code == 400
    assert client.get(KEEP).json()["person"] is None


def test_another_person_is_not_logged_in_over_a_form(client: Client, ben: User, article: Article) -> None:
    response = login(client, "ana", person=ben.pk)
    assert response.status_code == 400
    assert response.json()["message"].startswith("This form is Ben’s.")
    assert client.get(KEEP).json()["person"] is None


@pytest.mark.parametrize("person", ["999999", "x", "9" * 30])
def test_a_form_of_nobody_lets_nobody_in(client: Client, article: Article, person: str) -> None:
    response = login(client, "ana", person=person)
    assert response.json()["message"].startswith("This form is somebody else’s.")
    assert client.get(KEEP).json()["person"] is None


def test_logging_in_is_never_a_page_to_get(client: Client, db: None) -> None:
    assert client.get(AGAIN).status_code == 405
