"""The settings as an operator meets them: safe without being told, and a sentence where they are not."""

from pathlib import Path

import pytest

from tests.newsroom.machine import free_port, run

PRODUCTION = {"NEWSROOM_HOSTS": "news.example"}


def test_production_passes_djangos_own_checks(tmp_path: Path) -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", var=tmp_path, **PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", [("manage.py", "migrate"), ("-m", "newsroom.serve", "--port")])
@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"NEWSROOM_HOSTS": "*"}, "NEWSROOM_HOSTS"),
        ({"NEWSROOM_HTTPS": "perhaps"}, "NEWSROOM_HTTPS"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"NEWSROOM_LOG": "xml"}, "NEWSROOM_LOG"),
        ({"NEWSROOM_METRICS_TOKEN": "guessed"}, "NEWSROOM_METRICS_TOKEN"),
        ({"DATABASE_URL": "mysql://db/newsroom"}, "DATABASE_URL"),
    ],
)
def test_an_unsafe_setting_ends_it_in_a_sentence(
    tmp_path: Path, command: tuple[str, str], variables: dict[str, str], words: str
) -> None:
    port = [str(free_port())] if "--port" in command else []
    done = run(*command, *port, var=tmp_path, **PRODUCTION | variables)
    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_everything_written_lies_under_one_directory(tmp_path: Path) -> None:
    var = tmp_path / "elsewhere #1 100%"
    assert run("manage.py", "migrate", "--verbosity=0", var=var, **PRODUCTION).returncode == 0
    copied = ("collectstatic", "--no-input", "--no-post-process", "--verbosity=0")
    assert run("manage.py", *copied, var=var, **PRODUCTION).returncode == 0
    assert {"newsroom.sqlite3", "secret-key", "static", "tmp"} <= {path.name for path in var.iterdir()}


def test_sqlite_lets_readers_read_while_an_editor_saves_for_good(tmp_path: Path) -> None:
    script = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
        print(cursor.execute("PRAGMA " + name).fetchone()[0])
print(connection.transaction_mode)
"""
    done = run("-c", script, var=tmp_path, DJANGO_SETTINGS_MODULE="newsroom.settings")
    assert done.stdout.split() == ["wal", "2", "1", "20000", "IMMEDIATE"], done.stderr
