"""What an operator is told of each request, and what of a reader is told to nobody."""

import json
import logging
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from articles import publishing
from newsroom import failures
from newsroom.observing import watch
from newsroom.observing.logs import Json, Plain
from tests.articles.makers import make_article


def fail(request: HttpRequest) -> HttpResponse:
    """Fail."""
    raise ValueError("a mistake of ours")


urlpatterns = [path("fail/", fail), path("", include("newsroom.urls"))]
handler404 = "articles.site.missing.not_found"
handler500 = failures.server_error


@pytest.fixture(autouse=True)
def heard(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def told(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """Return what was logged of requests."""
    return [one.told for one in caplog.records if one.name == "newsroom.request"]


def test_an_answer_has_an_id_of_its_own_or_the_one_that_came(client: Client) -> None:
    ids = {client.get("/healthz")["X-Request-ID"] for _ in range(2)}
    assert len(ids) == 2
    assert all(len(one) == 24 for one in ids)
    assert client.get("/healthz", headers={"X-Request-ID": "0a1b2c-7"})["X-Request-ID"] == "0a1b2c-7"


@pytest.mark.parametrize("sent", ["", "a\nb", "<script>", "ü", "x" * 65, "a b", 'a"b'])
def test_an_id_that_could_break_something_is_not_taken(client: Client, sent: str) -> None:
    answered = client.get("/healthz", headers={"X-Request-ID": sent})["X-Request-ID"]
    assert answered != sent
    assert watch.SANE.fullmatch(answered)


@pytest.mark.django_db
def test_a_request_is_told_in_figures(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    version = publishing.publish(make_article("Harbour opens"), by=None)
    response = client.get(version.get_absolute_url())
    (line,) = told(caplog)
    figures = {name: line.pop(name) for name in ("ms", "cpu_ms", "queries")}
    assert line == {
        "method": "GET",
        "path": version.get_absolute_url(),
        "kind": "story",
        "status": 200,
        "bytes": len(response.content),
        "cache": "miss",
    }
    assert figures["ms"] > 0
    assert figures["cpu_ms"] >= 0
    assert figures["queries"] > 3


@pytest.mark.django_db
def test_nothing_is_told_of_a_reader(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    private = {"User-Agent": "Telltale/1.0", "Referer": "https://clinic.example/", "X-Forwarded-For": "203.0.113.77"}
    client.get("/search/?q=divorce", headers=private, REMOTE_ADDR="203.0.113.77")
    client.get("/preview/0123456789-secret/", headers=private, REMOTE_ADDR="203.0.113.77")
    written = "".join(form.format(one) for one in caplog.records for form in (Json(), plain()))
    assert "/search/" in written
    for word in ("divorce", "Telltale", "clinic", "203.0.113.77"):
        assert word not in written, word
    assert [one["path"] for one in told(caplog)] == ["/search/", "/preview/..."]


@pytest.mark.django_db
def test_an_editor_is_told_by_number_on_the_desk_alone(
    client: Client, ben: User, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(ben)
    client.get("/admin/")
    client.get("/")
    desk, front = told(caplog)
    assert (desk["kind"], desk["user"]) == ("desk", ben.pk)
    assert front["kind"] == "front"
    assert "user" not in front
    assert front["cache"] == "none"


@pytest.mark.django_db
def test_no_address_ends_a_line(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/admin/%0A2026%20CRITICAL%20forged/")
    (line,) = told(caplog)
    assert line["path"] == "/admin/%0A2026%20CRITICAL%20forged/"


def test_requests_may_go_unlogged(client: Client, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.LOG_REQUESTS = False
    assert "X-Request-ID" in client.get("/healthz")
    assert not told(caplog)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("form", ["plain", "json"])
def test_a_reader_quotes_the_id_under_which_a_failure_is_logged(caplog: pytest.LogCaptureFixture, form: str) -> None:
    written: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(handler.format(record))  # type: ignore[method-assign]
    handler.setFormatter(plain() if form == "plain" else Json())
    logging.getLogger("django.request").addHandler(handler)
    try:
        response = Client(raise_request_exception=False).get("/fail/", headers={"X-Request-ID": "quoted-7"})
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert response.status_code == 500
    assert "quote quoted-7" in response.text
    (failure,) = written
    assert "quoted-7" in failure
    assert "a mistake of ours" in failure
    if form == "json":
        line = json.loads(failure)
        assert (line["request"], line["level"], line["logger"]) == ("quoted-7", "ERROR", "django.request")
        assert line["message"] == "Internal Server Error: /fail/"
        assert "ValueError" in line["traceback"]


def plain() -> Plain:
    """Return the lines for people, as the settings have them."""
    return Plain("{levelname} {name}: {message}{of_request}", style="{")


def test_lines_outside_of_requests_have_no_id() -> None:
    record = logging.LogRecord("media", logging.INFO, "", 0, "A photo of %d pixels", (7,), None)
    assert plain().format(record) == "INFO media: A photo of 7 pixels"
    assert "request" not in json.loads(Json().format(record))


@pytest.mark.django_db
def test_a_slow_statement_is_told_with_its_page_and_without_its_values(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publishing.publish(make_article("Harbour opens"), by=None)
    wrapper = next(one for one in connection.execute_wrappers if isinstance(one, watch.WatchesQueries))
    monkeypatch.setattr(wrapper, "slow", 0)
    client.get("/search/?q=divorce")
    slow = [one for one in caplog.records if one.name == "newsroom.slow"]
    assert slow
    assert {one.told["kind"] for one in slow} >= {"search"}
    assert "SELECT" in slow[-1].getMessage()
    assert all("divorce" not in one.getMessage() for one in slow)


@pytest.mark.django_db
def test_fast_statements_are_not_told(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/")
    assert not [one for one in caplog.records if one.name == "newsroom.slow"]
