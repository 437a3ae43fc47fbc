"""A place to write, a secret key of its own, and a refusal to start unsafely."""

import errno
import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError

from newsroom.environment import (
    UnsafeSettingError,
    disk_is_full,
    doorbell,
    edge,
    edge_seconds,
    file_storage,
    plain_words,
    refuse_hub_without_address,
    refuse_unsafe,
    replicas,
    secret_key,
    web_address,
    writable_directory,
)

SAFE = {
    "debug": False,
    "https": True,
    "hosts": ["news.example"],
    "secret_key": "harbour-lights-and-a-long-tide-that-nobody-can-guess",
    "engine": "django.db.backends.postgresql",
}


def test_a_safe_installation_starts() -> None:
    refuse_unsafe(**SAFE)
    refuse_unsafe(**SAFE | {"https": False, "debug": True, "hosts": ["localhost", "127.0.0.1"]})


@pytest.mark.parametrize(
    ("unsafe", "what_to_set"),
    [
        ({"hosts": []}, "NEWSROOM_HOSTS"),
        ({"hosts": ["*"]}, "NEWSROOM_HOSTS"),
        ({"hosts": ["localhost", "*"], "debug": True}, "NEWSROOM_HOSTS"),
        ({"debug": True}, "NEWSROOM_DEBUG"),
        ({"https": False}, "NEWSROOM_HTTPS"),
        ({"secret_key": "short"}, "NEWSROOM_SECRET_KEY"),
        ({"secret_key": "ab" * 40}, "NEWSROOM_SECRET_KEY"),
        ({"secret_key": "django-insecure-" + SAFE["secret_key"]}, "NEWSROOM_SECRET_KEY"),
        ({"engine": "django.db.backends.mysql"}, "DATABASE_URL"),
    ],
)
def test_an_unsafe_one_is_told_what_to_set(unsafe: dict[str, object], what_to_set: str) -> None:
    with pytest.raises(UnsafeSettingError, match=what_to_set):
        refuse_unsafe(**SAFE | unsafe)


@pytest.mark.parametrize(
    "given", ["news.example", "ftp://news.example", "https://", "https://[", "https://a.example/x"]
)
def test_an_address_that_is_none_ends_the_start(given: str) -> None:
    with pytest.raises(UnsafeSettingError, match="NEWSROOM_ADDRESS"):
        web_address("NEWSROOM_ADDRESS", given, path=False)


def test_where_readers_find_the_newsroom() -> None:
    assert web_address("NEWSROOM_ADDRESS", "https://news.example/", path=False) == "https://news.example"
    assert web_address("NEWSROOM_HUB", "https://hub.example/push") == "https://hub.example/push"
    assert web_address("NEWSROOM_HUB", "") == ""
    with pytest.raises(UnsafeSettingError, match="NEWSROOM_ADDRESS"):
        refuse_hub_without_address(hub="https://hub.example/", address="")


def test_the_secret_key_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    key = secret_key(path)
    assert len(key) >= 50
    assert secret_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_that_a_full_disk_cut_off_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    path.write_text("")
    assert len(secret_key(path)) >= 50
    assert secret_key(path) == secret_key(path)


def test_processes_that_start_at_once_agree_on_the_key(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        keys = set(pool.map(secret_key, [tmp_path / "secret-key"] * 64))
    assert len(keys) == 1


def test_the_directory_is_its_owners_alone(tmp_path: Path) -> None:
    made = writable_directory(tmp_path / "var")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert writable_directory(made) == made


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UnsafeSettingError, match="NEWSROOM_VAR"):
        writable_directory(tmp_path / "file" / "var")


def test_what_a_full_disk_looks_like() -> None:
    assert disk_is_full(OSError(errno.ENOSPC, "No space left on device"))
    assert disk_is_full(OperationalError("database or disk is full"))
    assert disk_is_full(DatabaseError("could not extend file: No space left on device"))
    assert not disk_is_full(OSError(errno.EACCES, "Permission denied"))
    assert not disk_is_full(OperationalError("no such table"))
    assert not disk_is_full(ValueError("disk is full"))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UnsafeSettingError("NEWSROOM_HOSTS is empty."), "NEWSROOM_HOSTS is empty."),
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (OperationalError("database or disk is full"), "The disk is full"),
    ],
)
def test_the_machine_is_blamed_in_a_sentence(error: Exception, words: str) -> None:
    with pytest.raises(SystemExit, match=words), plain_words():
        raise error


def test_a_mistake_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(OperationalError), plain_words():
        raise OperationalError("no such table")


@pytest.mark.parametrize("address", ["ftp://x/", "s3://", "s3:///folder", "pictures", "s3://bucket?public=yes"])
def test_a_storage_that_is_none_ends_the_start(address: str) -> None:
    with pytest.raises(UnsafeSettingError, match="NEWSROOM_FILES is no address of a storage"):
        file_storage(address)


def test_without_an_address_files_lie_on_the_disk() -> None:
    assert file_storage("") == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def test_a_storage_without_its_library_ends_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsroom.environment.find_spec", lambda name: None)
    with pytest.raises(UnsafeSettingError, match=r"django-storages\[s3\] has to be installed"):
        file_storage("s3://pictures")


def test_an_address_says_bucket_folder_endpoint_and_region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsroom.environment.find_spec", lambda name: object())
    options = file_storage("s3://pictures/news/room/?endpoint=https://s3.example&region=eu-west-3")["OPTIONS"]
    assert options["bucket_name"] == "pictures"
    assert options["location"] == "news/room"
    assert (options["endpoint_url"], options["region_name"]) == ("https://s3.example", "eu-west-3")
    assert options["default_acl"] == "private"


def test_what_stands_in_front_is_named_in_order() -> None:
    words = ["varnish+http://10.0.0.2:6081", "nginx:/var/cache/nginx/newsroom", "fastly:S1"]
    found = edge(words, {"NEWSROOM_FASTLY_TOKEN": "wozzeck"})
    assert [hook.name for hook in found] == [
        "Varnish at 10.0.0.2:6081",
        "nginx, /var/cache/nginx/newsroom",
        "Fastly, service S1",
    ]
    assert edge_seconds(None, found) == 600
    assert edge_seconds(30, found) == 30


@pytest.mark.parametrize(
    "words", [["squid+http://10.0.0.2"], ["fastly:S1"], ["varnish+http://a/", "varnish+http://a/b"]]
)
def test_what_cannot_be_told_in_front_ends_the_start(words: list[str]) -> None:
    with pytest.raises(UnsafeSettingError, match="NEWSROOM_EDGE"):
        edge(words, {})


def test_nothing_in_front_keeps_pages_that_nobody_could_call_back() -> None:
    webhook = edge(["webhook+https://purge.example/"], {"NEWSROOM_WEBHOOK_SECRET": "wozzeck"})
    assert edge_seconds(None, ()) == edge_seconds(0, ()) == edge_seconds(None, webhook) == 0
    assert edge_seconds(60, webhook) == 60
    for seconds, hooks in ((60, ()), (3601, webhook), (-1, webhook)):
        with pytest.raises(UnsafeSettingError, match="NEWSROOM_EDGE_SECONDS"):
            edge_seconds(seconds, hooks)


def test_a_doorbell_is_a_redis() -> None:
    assert doorbell("rediss://:secret@10.0.0.5:6379/0") == "rediss://:secret@10.0.0.5:6379/0"
    assert doorbell("") == ""
    for address in ("10.0.0.5", "http://10.0.0.5", "redis://"):
        with pytest.raises(UnsafeSettingError, match="NEWSROOM_DOORBELL"):
            doorbell(address)


def test_copies_are_read_as_the_database_is_and_never_written() -> None:
    database = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"options": "-c lock_timeout=20s"}}
    one, other = replicas(["postgres://me:wozzeck@10.0.0.7:5433/news", "postgres://10.0.0.8/news"], database)
    assert (one["HOST"], one["PORT"], one["NAME"], one["PASSWORD"]) == ("10.0.0.7", 5433, "news", "wozzeck")
    assert other["OPTIONS"] == {
        "options": "-c lock_timeout=20s -c default_transaction_read_only=on",
        "connect_timeout": 2,
    }
    assert replicas([], {"ENGINE": "django.db.backends.sqlite3"}) == []


@pytest.mark.parametrize("engine", ["postgresql", "sqlite3"])
@pytest.mark.parametrize("address", ["mysql://me:wozzeck@10.0.0.7/news", "wozzeck", "sqlite:///wozzeck"])
def test_a_copy_that_is_none_ends_the_start_and_is_not_shown(address: str, engine: str) -> None:
    with pytest.raises(UnsafeSettingError, match="NEWSROOM_REPLICA_URLS") as refused:
        replicas([address], {"ENGINE": f"django.db.backends.{engine}", "OPTIONS": {}})
    assert "wozzeck" not in str(refused.value)
