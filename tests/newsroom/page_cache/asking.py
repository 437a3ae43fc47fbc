"""Asking for pages as a server does, at the door."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler

from newsroom.page_cache import door
from newsroom.page_cache.bell import Bell


@dataclass
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Counted:
    """An application that counts what it is asked for."""

    application: Callable[..., Iterable[bytes]] = field(default_factory=WSGIHandler)
    asked: list[str] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, and count."""
        query = environ.get("QUERY_STRING", "")
        self.asked.append(environ["PATH_INFO"] + (f"?{query}" if query else ""))
        return self.application(environ, start_response)


def make_door(tmp_path: Path, room: int = 2**22) -> door.PageCache:
    """Return a door before this newsroom that looks for changes at each request."""
    return door.PageCache(Counted(), Bell(tmp_path / "bell"), room)


def ask(application: Any, address: str, method: str = "GET", **environ: Any) -> Answered:
    """Ask an application for an address."""
    path, _, query = address.partition("?")
    told: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
        told.update(status=int(status.split()[0]), headers=dict(headers))

    asked = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        **environ,
    }
    parts = application(asked, start)
    body = b"".join(parts)
    getattr(parts, "close", lambda: None)()
    return Answered(told["status"], told["headers"], body)
