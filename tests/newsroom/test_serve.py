"""The production server comes up, answers, and goes away when told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.newsroom.machine import ROOT, environment, free_port, run


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    return free_port()


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A newsroom's directory with its static files collected, none of which these tests ask for."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text('{"version": "1.1", "paths": {}}')
    return tmp_path


@pytest.fixture
def server(var: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A server in a process group of its own, as a terminal would start it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsroom.serve", "--port", str(port)],
        cwd=ROOT,
        env=environment(var, NEWSROOM_HTTPS="false"),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield process
    process.terminate()
    process.wait(30)


def ask(address: str, seconds: float = 30) -> str:
    """Return what an address answers, once it does."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urlopen(address, timeout=5) as response:
                return response.read().decode()
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_until_the_terminal_stops_it(server: subprocess.Popen[str], port: int, told: int) -> None:
    assert ask(f"http://127.0.0.1:{port}/health/") == "ok"
    os.killpg(server.pid, told)
    said, _ = server.communicate(timeout=30)
    assert server.returncode == 0
    assert said == f"Serving http://127.0.0.1:{port}/ until Ctrl-C.\n"


def test_a_port_in_use(var: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("-m", "newsroom.serve", "--port", port, var=var, NEWSROOM_HTTPS="false")
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} on 127.0.0.1 cannot be had")
    assert len(done.stderr.splitlines()) == 1


def test_static_files_that_nobody_collected(tmp_path: Path, port: int) -> None:
    done = run("-m", "newsroom.serve", "--port", str(port), var=tmp_path, NEWSROOM_HTTPS="false")
    assert done.returncode == 1
    assert done.stderr == "The static files are not collected: run `manage.py collectstatic` first.\n"
