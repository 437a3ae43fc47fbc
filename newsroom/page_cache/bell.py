"""A bell that every process of this machine hears at once: it rings when something was written and committed.

It is eight bytes in a file that all of them have in their memory, others after each ring. Whoever looks at them, which
takes no system call, knows whether there is anything to read in the log of changes.
"""

import mmap
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from .log import KEPT, forget

LENGTH = 8
# How often a process that writes lets go what nobody needs to read any more (seconds).
FORGETS = 600.0
WRITING = ("INSERT", "UPDATE", "DELETE", "WITH", "TRUNCATE")


class Bell:
    """The bell at a path, made where there is none."""

    def __init__(self, path: Path) -> None:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            if os.fstat(file.fileno()).st_size < LENGTH:
                os.ftruncate(file.fileno(), LENGTH)
            self._bytes = mmap.mmap(file.fileno(), LENGTH)

    def ring(self) -> None:
        """Ring it."""
        self._bytes[:] = os.urandom(LENGTH)

    def heard(self) -> bytes:
        """Return what is other after each ring."""
        return self._bytes[:]


class RingsAfterWrites:
    """Rings after each commit in which something was written through a connection; see Django's execute_wrapper."""

    def __init__(self, bell: Bell) -> None:
        self.bell, self._forgets_at = bell, time.monotonic() + FORGETS

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Execute a statement."""
        result = execute(sql, params, many, context)
        connection, cursor = context["connection"], context["cursor"]
        if not str(sql).lstrip()[:8].upper().startswith(WRITING):
            return result
        rings = partial(transaction.on_commit, self._committed, using=connection.alias, robust=True)
        if connection.in_atomic_block:
            rings()
        elif connection.get_autocommit():
            _at_its_end(rings, cursor, connection)
        return result

    def _committed(self) -> None:
        self.bell.ring()
        if time.monotonic() > self._forgets_at:
            self._forgets_at = time.monotonic() + FORGETS
            forget(int(time.time()) - KEPT)


def _at_its_end(rings: Callable[[], None], cursor: Any, connection: Any) -> None:
    """Ring once a statement outside of any transaction is committed.

    SQLite commits one that gives rows back, as INSERT … RETURNING does, when they are read: with its cursor's end.
    """
    if connection.vendor != "sqlite" or not cursor.description:
        rings()
        return
    close = cursor.close

    def ends() -> None:
        close()
        rings()

    cursor.close = ends
