"""Somebody with a browser, without one: keeps cookies, sends forms, and asks whichever port it is told to."""

import re
import ssl
from http.client import HTTPConnection, HTTPSConnection
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

PATIENCE = 60.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Answer(NamedTuple):
    """What came back. headers: by their names in small letters."""

    status: int
    headers: dict[str, str]
    page: str


class Browser:
    """One reader or editor, who believes to be at https://HOST/.

    port: of a server, or of one that speaks HTTPS where `trusted`, the file of its certificate, is given.
    """

    def __init__(self, host: str, port: int, trusted: str = "") -> None:
        self.host, self.port = host, port
        self._trust = ssl.create_default_context(cafile=trusted) if trusted else None
        self._cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, headers)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form that stands on the page at its own path."""
        found = TOKEN.search(self.get(path).page)
        sent = urlencode({**fields, "csrfmiddlewaretoken": found[1] if found else ""})
        return self._ask("POST", path, {"Content-Type": "application/x-www-form-urlencoded"}, sent)

    def _ask(self, method: str, path: str, headers: dict[str, str], body: str | None = None) -> Answer:
        if self._trust:
            connection: HTTPConnection = HTTPSConnection("localhost", self.port, timeout=PATIENCE, context=self._trust)
        else:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        own = {"Host": self.host, "X-Forwarded-Proto": "https", "Referer": f"https://{self.host}{path}"}
        if self._cookies:
            own["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        try:
            connection.request(method, path, body, {**own, **headers})
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or []:
                self._cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
            page = answer.read().decode(errors="replace")
            return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, page)
        finally:
            connection.close()
