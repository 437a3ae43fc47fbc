"""/health/ says whether the newsroom can answer readers."""

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_the_database_answers(client: Client) -> None:
    response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/health/")
    assert (response.status_code, response.content) == (503, b"the database does not answer")


@pytest.mark.django_db
def test_a_load_balancer_need_not_speak_https(client: Client, settings: object) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health/").status_code == 200
    assert client.get("/admin/").status_code == 301


def test_it_is_only_asked(client: Client) -> None:
    assert client.post("/health/").status_code == 405
