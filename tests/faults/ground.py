"""What a fault happens to: a newsroom with its own database and server, which may be killed, filled and locked."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from tests.newsroom.machine import ROOT, environment

PATIENCE = 60  # seconds until a test gives up waiting for what should have come long ago
SOON = 3  # seconds in which a thread of an earlier test gives its connection back by itself
IDLE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND state = 'idle'"


@dataclass
class Server:
    """A running server. killed: the process ids of those that were."""

    process: subprocess.Popen[str]
    port: int
    child: int
    killed: list[int] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """Kill what answers, and wait until the next one is there."""
        os.kill(self.child, signal.SIGKILL)
        self.killed.append(self.child)
        self.child = int(self._line())

    def _line(self) -> str:
        return self.process.stdout.readline()  # type: ignore[union-attr]


@dataclass
class Newsroom:
    """A directory and a database of one newsroom, on which the test's own process stands too."""

    var: Path
    variables: dict[str, str]
    log: Path

    @contextmanager
    def serve(self, **variables: str) -> Iterator[Server]:
        """Serve it, with more environment variables, as long as the context lasts."""
        given = {"DJANGO_SETTINGS_MODULE": "tests.faults.settings"} | self.variables | variables
        with (
            self.log.open("a") as log,
            subprocess.Popen(
                [sys.executable, "-m", "tests.faults.serving"],
                cwd=ROOT,
                env=environment(self.var, **given),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            ) as process,
        ):
            try:
                lines = process.stdout
                port, child = lines.readline(), lines.readline()  # type: ignore[union-attr]
                assert child, self.log.read_text()
                yield Server(process, int(port), int(child))
            finally:
                os.killpg(process.pid, signal.SIGKILL)


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


@contextmanager
def own_database(var: Path, name: str = "") -> Iterator[dict[str, str]]:
    """Stand on a new, empty database, with everything that is in the tests' own; yields the variables that name it.

    var: the newsroom's directory, in which SQLite keeps it. name: what PostgreSQL calls it.
    """
    used: dict[str, Any] = connection.settings_dict
    template = used["NAME"]
    name = f"{template}_{name or 'faults'}"
    if is_sqlite():
        used["NAME"] = _copied(var / "newsroom.sqlite3")
    else:
        _cloned(template, name)
        used["NAME"] = name
    try:
        yield {} if is_sqlite() else {"DATABASE_URL": _address(used)}
    finally:
        connection.close()
        used["NAME"] = template
        if not is_sqlite():
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _copied(path: Path) -> str:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    connection.close()
    return str(path)


def _cloned(template: str, name: str) -> None:
    connection.close()
    start = time.monotonic()
    while True:  # a server of an earlier test may be about to leave
        waited = time.monotonic() - start
        try:
            with connection._nodb_cursor() as cursor:
                if waited > SOON:
                    cursor.execute(IDLE, [template])
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        except OperationalError:
            if waited > PATIENCE:
                raise
            time.sleep(0.1)
        else:
            return


def _address(used: dict[str, Any]) -> str:
    who, host = quote(used["USER"], safe=""), quote(used["HOST"], safe="")
    secret = f":{quote(used['PASSWORD'], safe='')}" if used["PASSWORD"] else ""
    port = f":{used['PORT']}" if used["PORT"] else ""
    return f"postgres://{who}{secret}@{host}{port}/{quote(used['NAME'], safe='')}"


@pytest.fixture
def newsroom(transactional_db: None, tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom on its own database; the test's process uses that too."""
    with own_database(tmp_path) as variables:
        yield newsroom_in(tmp_path, tmp_path / "server.log", variables)


def newsroom_in(var: Path, log: Path, variables: dict[str, str]) -> Newsroom:
    """Return the newsroom of a directory, reached over plain HTTP, that knows this process's sessions."""
    common = {"NEWSROOM_HTTPS": "false", "NEWSROOM_SECRET_KEY": settings.SECRET_KEY}
    return Newsroom(var, common | variables, log)
