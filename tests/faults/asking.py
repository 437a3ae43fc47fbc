"""Small requests of a server that may be dying, and the waiting for what must come."""

import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.faults.ground import PATIENCE, Server


def cookies_of(user: User) -> dict[str, str]:
    """Log somebody in; return what their browser sends."""
    client = Client()
    client.force_login(user)
    client.get(reverse("admin:media_photo_changelist"))
    return {name: morsel.value for name, morsel in client.cookies.items()} | {"csrftoken": "a" * 32}


def ask(server: Server, address: str, cookies: dict[str, str], words: dict[str, object] | None = None) -> int:
    """Return the status of what a server answers, 0 if it is gone. words: of a form to post."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    body = None
    if words is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode({**words, "csrfmiddlewaretoken": cookies["csrftoken"]})
    try:
        connection.request("GET" if body is None else "POST", address, body, headers)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


def wait_until(true: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until something is true. Raises AssertionError after `patience` seconds."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def whole(path: str) -> tuple[int, int]:
    """Decode a picture to its end; return its size."""
    with Image.open(path) as picture:
        picture.load()
        return picture.size
