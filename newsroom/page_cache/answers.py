"""What the application behind the door answers, taken whole."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from media.instant import held
from media.made_of import MadeOf, noting
from newsroom.edge.lifetime import may_live, says_of

from .pages import Page

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

# A page longer than this is not kept (bytes).
LONGEST = 2 * 2**20


class Answer:
    """What the application answered."""

    def __init__(self) -> None:
        self.status, self.headers, self.body = "", list[tuple[str, str]](), b""

    def take(self, application: Application, environ: Environ) -> None:
        """Ask the application."""
        parts = application(environ, self._start)
        try:
            self.body = b"".join(parts)
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()

    def page(self, made_of: MadeOf) -> Page | None:
        """Return it as a page to keep; None for one that is nobody's to keep."""
        told = {name.lower(): value for name, value in self.headers}
        private = {"no-store", "private"} & {part.strip() for part in told.get("cache-control", "").split(",")}
        if not self.status.startswith("200 ") or private or "set-cookie" in told or len(self.body) > LONGEST:
            return None
        until = made_of.until.timestamp() if made_of.until else float("inf")
        return Page(self.body, self.headers, frozenset(made_of.keys), until)

    @property
    def failed(self) -> bool:
        """Whether it could not answer."""
        return self.status.startswith("5")

    def repeat(self, environ: Environ, start_response: Callable[..., Any]) -> list[bytes]:
        """Answer with it."""
        start_response(self.status, self.headers)
        return [self.body] if environ["REQUEST_METHOD"] == "GET" else []

    def _start(self, status: str, headers: list[tuple[str, str]], _: Any = None) -> Callable[[bytes], None]:
        self.status, self.headers = status, headers
        return self._write

    def _write(self, part: bytes) -> None:
        self.body += part


class Begun:
    """How an answer begins that is passed on while it comes."""

    def __init__(self) -> None:
        self.status, self.headers = "", list[tuple[str, str]]()

    def __call__(self, status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
        """Take its beginning, as start_response does."""
        self.status, self.headers = status, headers

    def may_live(self, made_of: MadeOf, sure_until: float) -> None:
        """Say what it is made of and how long it may live in front, see newsroom.edge.lifetime; not of a refusal."""
        if self.status.startswith(("200 ", "304 ")):
            until = min(sure_until, made_of.until.timestamp() if made_of.until else sure_until)
            self.headers = [*may_live(until, time.time()), *says_of(made_of.keys), *self.headers]


def answered(application: Application, environ: Environ) -> tuple[Answer, MadeOf]:
    """Return what an application answers, all of it as of one instant, and what that is made of."""
    answer = Answer()
    with held(), noting() as made_of:
        answer.take(application, environ)
    return answer, made_of
