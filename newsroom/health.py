"""What a load balancer or a watchdog asks: does this process answer, and can it answer readers."""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from functools import cache

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.page_cache.log import Log

logger = logging.getLogger(__name__)

# For how long (seconds) an answer holds: whoever asks, and however often, costs the newsroom no more than that.
HOLDS = 2.0

_hand = threading.Lock()
_last: tuple[float, dict[str, str]] = (-HOLDS, {})


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 "ok" while the database answers, 503 otherwise."""
    try:
        _database()
    except Error:
        return HttpResponse("the database does not answer", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Answer 200 "ok" because this process answers. Asks nothing else: a database that is away restarts nobody."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 while all that readers and editors need is there, else 503; the reasons are for the log alone."""
    found = _found()
    return JsonResponse(found, status=200 if set(found.values()) == {"ok"} else 503)


def _found() -> dict[str, str]:
    """Return "ok" or "fails" for each of NEEDED, as of the last HOLDS seconds."""
    global _last
    with _hand:
        if time.monotonic() - _last[0] >= HOLDS:
            _last = time.monotonic(), {name: _try(name, needed) for name, needed in NEEDED.items()}
        return _last[1]


def _try(name: str, needed: Callable[[], None]) -> str:
    try:
        needed()
    except Exception:  # a storage raises what its library does
        logger.warning("Not ready: %s.", name, exc_info=True)
        return "fails"
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> None:
    missing = _shipped() - MigrationRecorder(connection).applied_migrations().keys()
    if missing:
        raise LookupError(f"Not applied: {', '.join('.'.join(one) for one in sorted(missing))}.")


@cache
def _shipped() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)


def _storage() -> None:
    """Write a file and take it away: a full disk is told only to who writes."""
    name = default_storage.save(f"ready-{secrets.token_hex(8)}", ContentFile(b"ok"))
    default_storage.delete(name)


def _changes() -> None:
    """Read the log of changes, without which no page is kept."""
    Log()


NEEDED = {"database": _database, "migrations": _migrations, "storage": _storage, "changes": _changes}
