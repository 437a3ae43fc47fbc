"""What the settings need from the machine: a place to write, a secret key, and a refusal to start unsafely."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import dj_database_url
from django.core.management.utils import get_random_secret_key
from django.db import DatabaseError
from environs import EnvError

from articles.failing import disk_is_full
from newsroom.edge.hooks import Hook, hook_of

POSTGRESQL = "django.db.backends.postgresql"
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}


class UnsafeSettingError(Exception):
    """The newsroom will not start; the message is a sentence that says what to set."""


def writable_directory(path: Path) -> Path:
    """Make a directory, for its owner alone, if it is missing, and return its absolute path.

    Raises UnsafeSettingError when it cannot be made or written to.
    """
    path = path.resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        if disk_is_full(error):
            raise
        raise UnsafeSettingError(
            f"{path} cannot be made ({error.strerror}): set NEWSROOM_VAR to a directory that can be written to."
        ) from error
    if not os.access(path, os.W_OK):
        raise UnsafeSettingError(f"{path} cannot be written to: set NEWSROOM_VAR to a directory that can.")
    return path


def secret_key(path: Path) -> str:
    """Return the installation's own secret key, generated the first time and readable by its owner alone.

    The lock makes processes that start at once agree on one key, and a key that a full disk cut off is written anew.
    Raises UnsafeSettingError when the file belongs to someone else.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError as error:
        raise UnsafeSettingError(
            f"{path} belongs to another user: run the newsroom as that user, or set NEWSROOM_SECRET_KEY."
        ) from error
    with os.fdopen(handle, "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        key = file.read().strip()
        if len(key) < 50:
            key = get_random_secret_key()
            file.seek(0)
            file.write(key)
    return key


def refuse_unsafe(*, debug: bool, https: bool, hosts: list[str], secret_key: str, engine: str) -> None:
    """Raise UnsafeSettingError, naming what to set, when an installation would be unsafe.

    Debug pages show settings and source, so they are served to this machine only; "*" lets any host name through,
    which poisons links in caches and mails; a short key can be guessed, and sessions with it.
    """
    local = set(hosts) <= LOCAL_HOSTS
    if not hosts:
        raise UnsafeSettingError("NEWSROOM_HOSTS is empty: set it to the names readers use, as in news.example.")
    if "*" in hosts:
        raise UnsafeSettingError('NEWSROOM_HOSTS is "*": set it to the names readers use, as in news.example.')
    if debug and not local:
        raise UnsafeSettingError("NEWSROOM_DEBUG is on for a public host: unset it, or set NEWSROOM_HOSTS=localhost.")
    if not https and not local:
        raise UnsafeSettingError(
            "NEWSROOM_HTTPS is off for a public host, so passwords would travel in the clear: unset it."
        )
    if len(secret_key) < 50 or len(set(secret_key)) < 5 or secret_key.startswith("django-insecure-"):
        raise UnsafeSettingError(
            "NEWSROOM_SECRET_KEY can be guessed: set it to at least 50 random characters, or leave it unset and the "
            "newsroom keeps one of its own."
        )
    if engine not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        raise UnsafeSettingError(
            "DATABASE_URL names a database that the newsroom does not know: set a postgres:// address."
        )


def web_address(name: str, value: str, *, path: bool = True) -> str:
    """Return an address of the web that a setting holds, without the slash at its end; "" for one that is not set.

    path: whether it may lead further than to a host. Raises UnsafeSettingError for what is no such address.
    """
    try:
        parts = urlsplit(value)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        whole = False
    if value and not (whole and (path or not (parts.path.strip("/") or parts.query or parts.fragment))):
        raise UnsafeSettingError(f"{name} is no address of the web: set it as in https://news.example, or unset it.")
    return value if path else value.rstrip("/")


def refuse_hub_without_address(*, hub: str, address: str) -> None:
    """Raise UnsafeSettingError for a hub that cannot be told where the feeds are."""
    if hub and not address:
        raise UnsafeSettingError(
            "NEWSROOM_HUB is set, but no NEWSROOM_ADDRESS: set it to where readers find you, as in https://news.example."
        )


def file_storage(address: str) -> dict[str, Any]:
    """Return the setting of the storage that photos' files lie in: the local disk for "", else an S3-compatible one.

    address: s3://BUCKET/FOLDER?endpoint=https://s3.example&region=eu-west-3; everything behind the bucket may be left
    out. Who may write there say AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the machine's own role. All is
    stored as private: readers and editors get files from the newsroom alone, which knows who may see what.

    Raises UnsafeSettingError for an address that is none, and where the library for it is not installed.
    """
    if not address:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(address)
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme != "s3" or not parts.netloc or set(given) - {"endpoint", "region"}:
        raise UnsafeSettingError(
            "NEWSROOM_FILES is no address of a storage: set it as in s3://bucket/folder?endpoint=https://s3.example, "
            "or unset it for the local disk."
        )
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise UnsafeSettingError(
            "NEWSROOM_FILES names an S3-compatible storage, for which django-storages[s3] has to be installed."
        )
    options = {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "endpoint_url": given.get("endpoint") or None,
        "region_name": given.get("region") or None,
        "default_acl": "private",
        "file_overwrite": False,
        "querystring_auth": True,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def replicas(addresses: list[str], database: dict[str, Any]) -> list[dict[str, Any]]:
    """Return how each copy of the database is reached: as the database itself, for two seconds at most, to read alone.

    Raises UnsafeSettingError, which names no address, for what is none, and where there can be no copies.
    """
    if addresses and database["ENGINE"] != POSTGRESQL:
        raise UnsafeSettingError("NEWSROOM_REPLICA_URLS names copies of PostgreSQL, which DATABASE_URL does not name.")
    found = []
    for number, address in enumerate(addresses, 1):
        try:
            told: dict[str, Any] = dict(dj_database_url.parse(address))
        except ValueError:
            told = {}
        if told.get("ENGINE") != POSTGRESQL:
            raise UnsafeSettingError(
                f"NEWSROOM_REPLICA_URLS: number {number} is no address of PostgreSQL. Set it as in "
                "postgres://user:password@10.0.0.7:5432/name, with commas between several."
            )
        asked = {**database["OPTIONS"], "connect_timeout": 2, **told.get("OPTIONS", {})}
        asked["options"] = f"{asked.get('options', '')} -c default_transaction_read_only=on".strip()
        found.append({**told, "OPTIONS": asked, "CONN_MAX_AGE": 60})
    return found


def edge(words: list[str], secrets: dict[str, str]) -> tuple[Hook, ...]:
    """Return who stands in front and keeps pages. secrets: by the variable that holds each.

    Raises UnsafeSettingError for what is none, names what is wrong with it, and never the secret.
    """
    found: list[Hook] = []
    for number, word in enumerate(words, 1):
        try:
            found.append(hook_of(word, secrets))
        except ValueError as error:
            raise UnsafeSettingError(
                f"NEWSROOM_EDGE: number {number}, {word.partition(':')[0]}, {error}. Set it as in "
                "varnish+http://127.0.0.1:6081, nginx:/var/cache/nginx/newsroom, fastly:SERVICE, cloudflare:ZONE or "
                "webhook+https://purge.example/."
            ) from error
    if len({hook.name for hook in found}) < len(found):
        raise UnsafeSettingError("NEWSROOM_EDGE names one twice: a name of a host or a directory stands for one.")
    return tuple(found)


def edge_seconds(seconds: int | None, hooks: tuple[Hook, ...]) -> int:
    """Return for how long whoever stands in front may keep a page at most: ten minutes, 0 where nobody there does.

    Raises UnsafeSettingError where pages would be kept that nobody could call back, or too long to be called back.
    """
    if seconds is None:
        return 600 if any(hook.keeps for hook in hooks) else 0
    if seconds and not hooks:
        raise UnsafeSettingError(
            "NEWSROOM_EDGE_SECONDS lets pages be kept in front, but NEWSROOM_EDGE does not say who is told of changes."
        )
    if not 0 <= seconds <= 3600:
        raise UnsafeSettingError("NEWSROOM_EDGE_SECONDS is a number of seconds up to 3600.")
    return seconds


def doorbell(address: str) -> str:
    """Return the address of the Redis or Valkey that rings on all machines, "" for none. Raises UnsafeSettingError."""
    try:
        parts = urlsplit(address)
        known = parts.scheme in {"redis", "rediss"} and bool(parts.hostname)
    except ValueError:
        known = False
    if address and not known:
        raise UnsafeSettingError(
            "NEWSROOM_DOORBELL is no address of a Redis: set it as in redis://10.0.0.5:6379/0, or unset it."
        )
    return address


@contextmanager
def plain_words() -> Iterator[None]:
    """End the process with a sentence, without a traceback, where the machine or its settings are at fault."""
    try:
        yield
    except (UnsafeSettingError, EnvError) as error:
        sys.exit(str(error))
    except (OSError, DatabaseError) as error:
        if not disk_is_full(error):
            raise
        sys.exit("The disk is full: free some space where the newsroom keeps its files, and run the command again.")
