"""The headers that every page carries."""

import pytest
from django.test import Client


def policy(header: str) -> dict[str, set[str]]:
    """Return a Content-Security-Policy as directive -> sources."""
    parts = [part.split() for part in header.split(";")]
    return {name: set(sources) for name, *sources in parts}


@pytest.mark.django_db
def test_the_desk_may_show_a_picture_before_it_is_uploaded(client: Client) -> None:
    found = policy(client.get("/admin/login/")["Content-Security-Policy"])
    assert found["img-src"] == {"'self'", "blob:"}
    assert found["default-src"] == {"'none'"}
    assert not {"'unsafe-inline'", "'unsafe-eval'"} & set.union(*found.values())


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/health/", "/nowhere/"])
def test_readers_get_no_nonce_and_no_cookie(client: Client, address: str) -> None:
    response = client.get(address)
    found = policy(response["Content-Security-Policy"])
    assert found["script-src"] == found["style-src"] == found["img-src"] == {"'self'"}
    assert found["default-src"] == {"'none'"}
    assert "frame-src" not in found
    assert found["frame-ancestors"] == found["base-uri"] == {"'none'"}
    assert not response.cookies


@pytest.mark.django_db
def test_every_page_says_what_it_will_not_use(client: Client) -> None:
    response = client.get("/admin/login/")
    assert {"camera=()", "geolocation=()", "browsing-topics=()"} <= set(response["Permissions-Policy"].split(", "))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_browsers_find_an_icon(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 200
    assert b"".join(response.streaming_content)[:4] == b"\0\0\1\0"
