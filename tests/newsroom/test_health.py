"""/health/, /healthz and /readyz say whether the newsroom can answer readers, and no more than that."""

import errno
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from media.models import Change
from newsroom import health

ALL_WELL = {"database": "ok", "migrations": "ok", "storage": "ok", "changes": "ok"}


@pytest.fixture(autouse=True)
def ask_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "HOLDS", 0)
    monkeypatch.setattr(health, "_last", (0, {}))


def refuse(*args: Any, **kwargs: Any) -> Any:
    raise OperationalError("password authentication failed for user newsroom at db.internal")


@pytest.mark.django_db
def test_the_database_answers(client: Client) -> None:
    response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/health/")
    assert (response.status_code, response.content) == (503, b"the database does not answer")


def test_a_process_is_alive_without_a_database(client: Client) -> None:
    response = client.get("/healthz?x=<script>")  # no test without the mark may ask for a database
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.django_db
def test_all_is_ready(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, ALL_WELL)
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert default_storage.listdir("") == ([], [])


@pytest.mark.django_db
def test_what_is_not_ready_is_named_and_the_reason_is_for_the_log_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": "fails", "migrations": "fails", "storage": "ok", "changes": "fails"}
    assert "db.internal" not in response.text
    assert "db.internal" in caplog.text


@pytest.mark.django_db
def test_a_release_whose_migrations_are_not_applied_is_not_ready(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    MigrationRecorder(connection).record_unapplied("articles", "0001_stories")
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, ALL_WELL | {"migrations": "fails"})
    assert "Not applied: articles.0001_stories." in caplog.text


@pytest.mark.django_db
def test_a_storage_that_takes_nothing_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, ALL_WELL | {"storage": "fails"})


@pytest.mark.django_db
def test_a_log_of_changes_that_cannot_be_read_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {Change._meta.db_table} RENAME TO elsewhere")
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, ALL_WELL | {"changes": "fails"})


@pytest.mark.django_db
def test_who_asks_often_costs_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(health, "HOLDS", 60)
    client.get("/readyz")
    with django_assert_num_queries(0):
        assert client.get("/readyz").json() == ALL_WELL


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/health/", "/healthz", "/readyz"])
def test_a_load_balancer_need_not_speak_https(client: Client, settings: object, address: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address).status_code == 200
    assert client.get("/admin/").status_code == 301


@pytest.mark.parametrize("address", ["/health/", "/healthz", "/readyz"])
def test_it_is_only_asked(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
