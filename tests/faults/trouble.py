"""Trouble made for real: a small disk that is filled, and a database that somebody else holds."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from articles.models import Article, OpenForm, Revision
from tests.faults.ground import Newsroom, is_sqlite, newsroom_in, own_database

MEGABYTE = 2**20
# The tables that writing fills.
WRITTEN = [model._meta.db_table for model in (OpenForm, Revision, Article)]


@dataclass
class Disk:
    """A small disk of its own."""

    path: Path

    def fill(self) -> None:
        """Leave no room on it."""
        with self._ballast.open("wb", buffering=0) as file:
            for size in (MEGABYTE, 4096, 1):
                _write_until_full(file, b"x" * size)

    def make_room(self) -> None:
        """Take away what filled it."""
        self._ballast.unlink()

    @property
    def _ballast(self) -> Path:
        return self.path / "ballast"


def _write_until_full(file: Any, block: bytes) -> None:
    try:
        while file.write(block):
            pass
    except OSError:
        return


@contextmanager
def small_disk(megabytes: int) -> Iterator[Disk]:
    """Mount a disk in memory; fails where that is not allowed."""
    path = Path(tempfile.mkdtemp(prefix="newsroom-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=711", "tmpfs", path], check=True)
    try:
        yield Disk(path)
    finally:
        subprocess.run(["umount", "--lazy", path], check=True)
        path.rmdir()


@contextmanager
def newsroom_on(disk: Disk, elsewhere: Path) -> Iterator[Newsroom]:
    """Yield a newsroom that keeps on that disk what is written: all of it, or PostgreSQL's tables for that."""
    var = disk.path / "var" if is_sqlite() else elsewhere
    var.mkdir(exist_ok=True)
    with _tablespace(disk) as name, own_database(var, "disk") as variables:
        if name:
            with connection.cursor() as cursor:
                for table in WRITTEN:
                    cursor.execute(f'ALTER TABLE {table} SET TABLESPACE "{name}"')
            connection.close()
        yield newsroom_in(var, elsewhere / "server.log", variables)


@contextmanager
def _tablespace(disk: Disk) -> Iterator[str]:
    """Yield the name of a place of PostgreSQL's on a disk; "" for SQLite."""
    if is_sqlite():
        yield ""
        return
    name, place = disk.path.name, disk.path / "postgresql"
    place.mkdir(mode=0o700)
    if os.getuid() == 0:
        shutil.chown(place, "postgres")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE TABLESPACE \"{name}\" LOCATION '{place}'")
    try:
        yield name
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP TABLESPACE "{name}"')


@contextmanager
def locked() -> Iterator[None]:
    """Hold the database against everybody who wants to write, on a connection of its own."""
    used = connection.settings_dict
    if is_sqlite():
        with closing(sqlite3.connect(used["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    named = {"dbname": used["NAME"], "user": used["USER"], "password": used["PASSWORD"], "host": used["HOST"]}
    with psycopg.connect(port=used["PORT"] or None, **named) as other:
        other.execute(f"LOCK TABLE {', '.join(WRITTEN)} IN EXCLUSIVE MODE")
        yield
        other.rollback()
