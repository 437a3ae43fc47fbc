"""What is known of the request under way: its id, its page, what it has cost so far."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest

logger = logging.getLogger("newsroom.slow")

# What another server may call a request: words that no log and no header is broken by.
SANE = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
# So much of a statement is told (characters).
TOLD = 2000


@dataclass
class Watch:
    """One request. began: in seconds of the monotonic clock; cpu: of this thread's processor time."""

    request: HttpRequest
    id: str
    began: float = field(default_factory=time.perf_counter)
    cpu: float = field(default_factory=time.thread_time)
    queries: int = 0

    @property
    def kind(self) -> str:
        """The kind of page, of which there are few: the route of a readers' page, or the part of the newsroom."""
        match = self.request.resolver_match
        if match is None:
            return "none"
        first = match.route.partition("/")[0]
        return PARTS.get(first) or match.url_name or "none"


# Parts that are one kind of page each.
PARTS = {"admin": "desk", "preview": "preview"}

_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


def begin(request: HttpRequest) -> Watch:
    """Watch a request from now on, until `end`. Its id is the one it came with, where that is sane."""
    told = request.META.get("HTTP_X_REQUEST_ID", "")
    watch = Watch(request, told if SANE.fullmatch(told) else secrets.token_hex(12))
    _watch.set(watch)
    return watch


def end() -> None:
    """Watch nothing any more."""
    _watch.set(None)


def watched() -> Watch | None:
    """Return the request under way; None outside of requests."""
    return _watch.get()


class WatchesQueries:
    """Counts the statements of a request and logs the slow ones, never their values; see Django's execute_wrapper."""

    def __init__(self) -> None:
        self.slow = settings.SLOW_QUERY / 1000 or float("inf")

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Execute a statement."""
        watch = _watch.get()
        if watch is not None:
            watch.queries += 1
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = time.perf_counter() - began
            if took > self.slow:
                told = {"ms": round(took * 1000), "kind": watch.kind if watch else "none", "sql": str(sql)[:TOLD]}
                logger.warning("%(ms)d ms on %(kind)s: %(sql)s", told, extra={"told": told})
