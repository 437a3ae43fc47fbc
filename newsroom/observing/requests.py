"""One line in the log for each request that Django answers, and its id on the answer.

A page that is kept is answered in front of all this, see newsroom.page_cache: those are counted, not logged.
"""

import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from newsroom.observing import metrics
from newsroom.observing.watch import Watch, begin, end

logger = logging.getLogger("newsroom.request")

HEADER = "X-Request-ID"
# What an address may hold in a log: nothing that ends a line. So much of it is told (characters).
PLAIN, LONGEST = "/~:@!$&'()*+,;=-._", 300


def observed(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Watch each request, from the first middleware on."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        watch = begin(request)
        try:
            response = get_response(request)
            response.headers[HEADER] = watch.id
            took = time.perf_counter() - watch.began
            metrics.count(watch, response.status_code, took)
            if settings.LOG_REQUESTS:
                told = costs(watch, response, took)
                logger.info("%s", Line(told), extra={"told": told})
            return response
        finally:
            end()

    return middleware


def costs(watch: Watch, response: HttpResponseBase, took: float) -> dict[str, Any]:
    """Return what is told of a request: neither who a reader is, nor where, nor what was searched for.

    took: seconds.
    """
    request = watch.request
    told = {
        "method": request.method,
        "path": path_of(watch),
        "kind": watch.kind,
        "status": response.status_code,
        "ms": round(took * 1000, 1),
        "cpu_ms": round((time.thread_time() - watch.cpu) * 1000, 1),
        "queries": watch.queries,
        "bytes": _length(response),
        "cache": "miss" if _may_be_kept(request) else "none",
    }
    user = getattr(request, "_cached_user", None)  # who has not been asked for costs no query here
    if watch.kind == "desk" and user is not None and user.pk:
        told["user"] = user.pk
    return told


def path_of(watch: Watch) -> str:
    """Return the path of a request as a log may hold it: a preview's holds a secret, and the query what was typed."""
    if watch.kind == "preview":
        return "/preview/..."
    return quote(watch.request.path, safe=PLAIN)[:LONGEST]


def _may_be_kept(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and hasattr(match.func, "understands") and not request.COOKIES


def _length(response: HttpResponseBase) -> int:
    """Return the bytes of an answer; 0 where a stream does not say."""
    if isinstance(response, HttpResponse):
        return len(response.content)
    return int(response.headers.get("Content-Length", 0))


class Line:
    """What is told of a request, in one line for people; made only where one is written."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told

    def __str__(self) -> str:
        return "{method} {path} {status} in {ms} ms (cpu {cpu_ms}), {queries} queries, {bytes} bytes".format(
            **self.told
        )
