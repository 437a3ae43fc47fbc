"""manage.py load_stories, as an operator types it."""

import io
import os
import pty
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from tests.articles.wire.makers import make_line, write_lines

ROOT = Path(__file__).resolve().parents[3]


def run(path: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("load_stories", path, stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
class TestTheReport:
    def test_names_lines_that_were_refused_and_counts_the_rest(self, tmp_path: Path) -> None:
        told = run(write_lines(tmp_path, make_line("a"), b"{", make_line("b", section=None), make_line("c", x=1)))
        lines = told.splitlines()
        assert lines[0].startswith("line 2: refused: This is not JSON: ")
        assert lines[1] == "line 4 “c”: warning: The format has no “x”: it is passed over, here and below."
        assert lines[2] == "line 3 “b”: refused: No section is chosen."
        assert lines[3].startswith("2 created, 0 updated, 0 unchanged, 2 refused; 1 warning, in ")

    def test_names_every_line_where_more_is_asked_for(self, tmp_path: Path) -> None:
        run(write_lines(tmp_path, make_line("a")))
        path = write_lines(tmp_path, make_line("a"), make_line("b"))
        assert run(path, verbosity=2).splitlines()[:2] == ["line 1 “a”: unchanged", "line 2 “b”: created"]

    def test_of_an_empty_file_is_nothing(self, tmp_path: Path) -> None:
        assert run(write_lines(tmp_path)).startswith("0 created, 0 updated, 0 unchanged, 0 refused, in ")


@pytest.mark.django_db
class TestFailures:
    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"nowhere\.jsonl cannot be read: No such file or directory"):
            run(tmp_path / "nowhere.jsonl")

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="cannot be read: Is a directory"):
            run(tmp_path)

    def test_a_file_of_which_nothing_can_be_loaded(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="Nothing was loaded"):
            run(write_lines(tmp_path, b"PK\x03\x04", b"\xff\xfe"))

    def test_being_stopped_says_how_far_it_came(self, tmp_path: Path, monkeypatch: Any) -> None:
        def stop(*args: Any, **options: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("articles.management.commands.load_stories.load_stories", stop)
        out = io.StringIO()
        with pytest.raises(SystemExit, match="130"):
            call_command("load_stories", write_lines(tmp_path, make_line("a")), stdout=out)
        assert out.getvalue().startswith("Stopped. So far: 0 created, ")

    def test_a_database_that_gives_up(self, tmp_path: Path, monkeypatch: Any) -> None:
        def fail(*args: Any, **options: Any) -> None:
            raise OperationalError("database is locked")

        monkeypatch.setattr("articles.management.commands.load_stories.load_stories", fail)
        with pytest.raises(CommandError, match=r"database is locked\. So far: 0 created"):
            run(write_lines(tmp_path, make_line("a")))


@pytest.mark.django_db
class TestTheProgressBar:
    def test_is_shown_on_a_terminal(self, tmp_path: Path, monkeypatch: Any) -> None:
        screen, keyboard = pty.openpty()
        termios.tcsetwinsize(screen, (24, 80))
        with os.fdopen(screen, "rb", buffering=0) as shown, os.fdopen(keyboard, "w") as terminal:
            monkeypatch.setattr(sys, "stderr", terminal)
            run(write_lines(tmp_path, make_line("a")))
            assert b"0%|" in shown.read(10_000)

    def test_is_left_out_elsewhere(self, tmp_path: Path, monkeypatch: Any) -> None:
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        run(write_lines(tmp_path, make_line("a")))
        assert sys.stderr.getvalue() == ""


def test_settings_are_all_it_needs(tmp_path: Path) -> None:
    """From the shell, on an installation of its own, in two runs."""
    environment = {**os.environ, "NEWSROOM_VAR": str(tmp_path / "var"), "NEWSROOM_HTTPS": "false", "DATABASE_URL": ""}
    del environment["DJANGO_SETTINGS_MODULE"]
    path = write_lines(tmp_path, make_line("a"), b"{")

    def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert manage("migrate", "--verbosity=0").returncode == 0
    first, second = manage("load_stories", str(path)), manage("load_stories", str(path))
    assert (first.returncode, first.stderr) == (0, "")
    assert "1 created, 0 updated, 0 unchanged, 1 refused" in first.stdout
    assert "0 created, 0 updated, 1 unchanged, 1 refused" in second.stdout
    assert manage("load_stories", str(tmp_path / "nowhere.jsonl")).returncode == 1
