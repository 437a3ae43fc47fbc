"""The first command that a newcomer types, on machines that are not ready for it."""

import ast
import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import start
from newsroom.start import StartError


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two lists of requirements and no environment yet."""
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(start, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(start, "INSTALLED", tmp_path / "installed")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text("django==5.2.19\n")
        monkeypatch.setattr(start, name.removesuffix(".txt").replace("-", "_").upper(), tmp_path / name)
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been run quietly."""
    run: list[list[str]] = []
    monkeypatch.setattr(start, "run_quietly", lambda command, purpose: run.append(command))
    return run


def test_an_old_python_can_read_the_file() -> None:
    ast.parse(Path(start.__file__).read_text(), feature_version=(3, 6))


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))
    with pytest.raises(StartError, match=r"This is Python 3\.10, and Python 3\.11 or newer is needed"):
        start.check_python()


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_so(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == missing else name)
    with pytest.raises(StartError, match="no venv module: install it"):
        start.check_python()


def test_a_port_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartError, match=f"Port {port} on 127.0.0.1 cannot be had .*in use"):
            start.check_port(port)
    start.check_port(port)


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http", ""])
def test_what_is_no_port(text: str) -> None:
    with pytest.raises(StartError, match="A port is a number from 1 to 65535"):
        start.port_number(text)


def test_what_is_one() -> None:
    assert start.port_number("65535") == 65535


def test_the_environment_is_made_once(checkout: Path, commands: list[list[str]]) -> None:
    start.make_environment()
    assert [command[1:3] for command in commands] == [["-m", "venv"]]
    (checkout / ".venv" / "bin").mkdir(parents=True)
    start.PYTHON.symlink_to(sys.executable)
    start.make_environment()
    assert len(commands) == 1


def test_a_broken_environment_is_made_anew(checkout: Path, commands: list[list[str]]) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    start.PYTHON.symlink_to(checkout / "a Python that was removed")
    start.make_environment()
    assert len(commands) == 1
    assert not start.PYTHON.is_symlink()


def test_what_is_installed_is_not_installed_again(checkout: Path, commands: list[list[str]]) -> None:
    for _ in range(2):
        start.install(dev=False)
    assert [command[-1] for command in commands] == [str(checkout / "requirements.txt")]
    assert "--require-hashes" in commands[0]


def test_the_developers_list_holds_the_other_one(commands: list[list[str]], checkout: Path) -> None:
    for dev in (False, True, False):
        start.install(dev=dev)
    assert [Path(command[-1]).name for command in commands] == ["requirements.txt", "requirements-dev.txt"]


def test_a_changed_list_is_installed(checkout: Path, commands: list[list[str]]) -> None:
    start.install(dev=False)
    (checkout / "requirements.txt").write_text("django==5.2.20\n")
    start.install(dev=False)
    assert len(commands) == 2


def test_a_full_disk(checkout: Path) -> None:
    script = f"raise OSError({errno.ENOSPC}, {os.strerror(errno.ENOSPC)!r})"
    with pytest.raises(StartError, match="The disk is full: there is no room for the packages"):
        start.run_quietly([sys.executable, "-c", script], "the packages")


def test_any_other_failure_is_told_in_its_own_words(checkout: Path) -> None:
    with pytest.raises(StartError, match="the index does not answer"):
        start.run_quietly([sys.executable, "-c", "raise SystemExit('the index does not answer')"], "the packages")


def test_the_demo_stays_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"DATABASE_URL": "postgres://real/newsroom", "NEWSROOM_HOSTS": "news.example"})
    monkeypatch.chdir(start.ROOT)
    monkeypatch.setattr(start, "set_up", lambda dev: None)
    steps: list[str] = []
    monkeypatch.setattr(subprocess, "call", lambda command: steps.append(command[2]))
    monkeypatch.setattr(os, "execv", lambda python, command: steps.append(command[2]))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    start.demo(port)
    assert steps == ["migrate", "collectstatic", "demo", "newsroom.serve"]
    assert os.environ["DATABASE_URL"] == ""
    assert os.environ["NEWSROOM_HOSTS"] == "localhost,127.0.0.1"
    assert (os.environ["NEWSROOM_DEBUG"], os.environ["NEWSROOM_HTTPS"]) == ("false", "false")


def test_a_step_that_fails_ends_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {})
    monkeypatch.chdir(start.ROOT)
    monkeypatch.setattr(start, "check_port", lambda port: None)
    monkeypatch.setattr(start, "set_up", lambda dev: None)
    monkeypatch.setattr(subprocess, "call", lambda command: 3)
    with pytest.raises(SystemExit, match="3"):
        start.demo(8000)


def test_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["start", "demo", "--port", "nowhere"])
    with pytest.raises(SystemExit, match="A port is a number"):
        start.main()
