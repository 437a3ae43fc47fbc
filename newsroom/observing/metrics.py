"""Figures for Prometheus, of all server processes of this machine together; none are kept where nobody may ask.

Each process writes its own into files under `var/metrics` that it has in its memory, and whichever is asked adds them
up. Labels take few values: kinds of pages, never pages.
"""

import fcntl
import hmac
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.observing.watch import Watch
from newsroom.replicas import FOUND

if TYPE_CHECKING:
    from newsroom.page_cache.door import PageCache

# Seconds.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
# The door's counters by their names here, with what they count.
DOOR = {
    "hits": "Requests answered with a kept page, without Django",
    "renders": "Pages made to be kept",
    "dropped": "Kept pages let go, because of a change or for want of room",
}


def files() -> Path:
    """Return the directory of the figures."""
    return Path(settings.VAR, "metrics")


class Figures:
    """What this process counts."""

    def __init__(self) -> None:
        files().mkdir(mode=0o700, exist_ok=True)
        # The library looks for it once, as it is imported.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(files())
        from prometheus_client import Counter, Gauge, Histogram

        self.requests = Counter("newsroom_requests", "Requests that Django answered", ["kind", "status"])
        self.seconds = Histogram("newsroom_request_seconds", "How long they took", ["kind"], buckets=BUCKETS)
        self.queries = Counter("newsroom_queries", "Statements to the database", ["kind"])
        self.door = {name: Counter(f"newsroom_page_cache_{name}", said) for name, said in DOOR.items()}
        self.pages = Gauge("newsroom_page_cache_pages", "Pages that are kept", multiprocess_mode="livesum")
        self.bytes = Gauge("newsroom_page_cache_bytes", "Memory that they take", multiprocess_mode="livesum")
        self.replicas = Counter("newsroom_replica_pages", "Pages for which a replica was asked", ["found"])
        self._told = dict.fromkeys([*DOOR, *FOUND], 0)

    def tell_door(self, door: "PageCache") -> None:
        """Take over what the door has counted since."""
        for name, counter in self.door.items():
            now = getattr(door, name)
            counter.inc(now - self._told[name])
            self._told[name] = now
        for found, times in door.replicas.counted().items():
            self.replicas.labels(found).inc(times - self._told[found])
            self._told[found] = times
        self.pages.set(len(door.plain) + len(door.asked))
        self.bytes.set(door.plain.filled + door.asked.filled)


@cache
def figures() -> Figures | None:
    """Return this process's figures; None where nobody may ask for any."""
    return Figures() if settings.METRICS_TOKEN else None


def count(watch: Watch, status: int, took: float) -> None:
    """Count a request. took: seconds."""
    if (ours := figures()) is not None:
        kind = watch.kind
        ours.requests.labels(kind, status).inc()
        ours.seconds.labels(kind).observe(took)
        ours.queries.labels(kind).inc(watch.queries)


def observe(application: Any) -> None:
    """Have the door, where there is one, tell what it counts whenever it looks for changes: a hit costs no more."""
    if (ours := figures()) is not None and hasattr(application, "tell"):
        application.tell = ours.tell_door


def begin() -> int | None:
    """Begin to count at nothing, as a server starts, unless another one on this directory is running.

    Returns a file descriptor that is to stay open while the server runs; None where nothing is counted.
    """
    if not settings.METRICS_TOKEN:
        return None
    files().mkdir(mode=0o700, exist_ok=True)
    lock = os.open(files() / "servers", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pass
    else:
        for file in files().glob("*.db"):
            file.unlink()
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer whoever holds the token with all figures, and nobody else."""
    ours, given = figures(), request.headers.get("Authorization", "")
    if ours is None:
        return HttpResponse("not found", status=404, content_type="text/plain")
    if not hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        refused = {"WWW-Authenticate": "Bearer"}
        return HttpResponse("a token is needed", status=401, content_type="text/plain", headers=refused)
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    from newsroom.observing.waiting import Waiting

    _forget_dead()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    registry.register(Waiting())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _forget_dead() -> None:
    """Let go what processes kept that are no more. What they counted stays: it happened."""
    from prometheus_client.multiprocess import mark_process_dead

    for file in files().glob("gauge_live*.db"):
        number = int(file.stem.rpartition("_")[2])
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            mark_process_dead(number)
