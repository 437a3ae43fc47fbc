"""What people are told when the newsroom itself fails."""

import errno

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from newsroom import failures


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    """Fail in the way that the address names."""
    raise {
        "disk": OSError(errno.ENOSPC, "No space left on device"),
        "database": OperationalError("database or disk is full"),
        "locked": OperationalError("database is locked"),
        "other": ValueError("a mistake of ours"),
    }[kind]


urlpatterns = [path("fail/<kind>/", fail)]
handler500 = failures.server_error


@pytest.fixture
def editor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("kind", ["disk", "database"])
def test_a_full_disk_is_told_to_the_editor(editor: Client, kind: str) -> None:
    response = editor.get(f"/fail/{kind}/")
    assert response.status_code == 507
    assert "disk of this newsroom is full" in response.text


@pytest.mark.urls(__name__)
def test_a_locked_database_is_told_to_the_editor(editor: Client) -> None:
    response = editor.get("/fail/locked/")
    assert response.status_code == 503
    assert "busy or away, so nothing was saved" in response.text
    assert response.headers["Retry-After"] == "10"


@pytest.mark.urls(__name__)
def test_a_mistake_of_ours_is_an_ordinary_failure(editor: Client) -> None:
    assert editor.get("/fail/other/").status_code == 500
