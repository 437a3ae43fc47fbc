"""Something that stands in front, on this machine: it hears what it is told, and answers as it is meant to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


@dataclass
class Heard:
    """One request. headers: by their names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Front(HTTPServer):
    """Hears. answer: the status it gives, and the body."""

    def __init__(self) -> None:
        self.answer, self.body = 200, b'{"success": true}'
        self.heard: list[Heard] = []
        super().__init__(("127.0.0.1", 0), Ear)

    @property
    def at(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"

    def words(self) -> list[set[str]]:
        """Return what it was told since it was last asked, as Varnish is."""
        told = [set(one.headers["xkey-purge"].split()) for one in self.heard]
        self.heard.clear()
        return told


class Ear(BaseHTTPRequestHandler):
    """Hears whatever is asked."""

    server: Front

    def do_PURGE(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.heard.append(Heard(self.command, self.path, headers, body))
        self.send_response(self.server.answer)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def do_POST(self) -> None:
        self.do_PURGE()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def standing() -> Iterator[Front]:
    """Let one stand."""
    with Front() as front:
        threading.Thread(target=front.serve_forever, args=[0.01], daemon=True).start()
        yield front
        front.shutdown()
