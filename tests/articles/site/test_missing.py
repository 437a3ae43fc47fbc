"""What readers are told when there is no page."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path

from articles.site import urls
from tests.articles.site.stories import put_live, words

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def fail(request: HttpRequest) -> None:
    """Fail as a fault in our own code would."""
    raise RuntimeError("A fault.")


urlpatterns = [path("fail/", fail), *urls.urlpatterns]
handler404 = "articles.site.missing.not_found"
handler500 = "newsroom.failures.server_error"


def test_a_missing_page_helps(client: Client) -> None:
    put_live("Harbour opens")
    response = client.get("/nothing/")
    assert response.status_code == 404
    text = words(response)
    for part in ("There is no page at this address", "World", "Latest", "Harbour opens", "Go to the front page"):
        assert part in text
    html = response.content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html


def test_a_missing_page_on_an_empty_site(client: Client) -> None:
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert "Latest" not in words(response)


def test_a_missing_page_does_not_print_its_address(client: Client) -> None:
    assert "<b>nothing" not in client.get("/<b>nothing").content.decode()


def test_a_missing_page_costs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    put_live()
    with django_assert_max_num_queries(3):
        client.get("/nothing/")


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_is_told_without_the_database(client: Client, django_assert_num_queries: Any) -> None:
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get("/fail/")
    assert response.status_code == 500
    assert "This page could not be made" in words(response)
    assert 'href="/static/articles/reader.css"' in response.content.decode()
    assert "RuntimeError" not in response.content.decode()


def test_an_unknown_host_is_told_so(client: Client) -> None:
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "This request could not be read" in words(response)
