"""What one machine writes is heard on the other, through a real Redis; where that is away, half a second later."""

import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsroom.deploy.programs import program
from newsroom.page_cache import doorbell
from newsroom.page_cache.doorbell import Doorbell

# However slow the machine: for what comes in milliseconds.
PATIENCE = 20.0


@contextmanager
def redis_at(port: int, place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run Debian's Redis on a port."""
    told = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(place)]
    server = subprocess.Popen([program("redis-server", "redis-server"), *told], stdout=subprocess.DEVNULL)
    try:
        until(lambda: answers(port))
        yield server
    finally:
        server.terminate()
        server.wait(30)


def answers(port: int) -> bool:
    """Say whether somebody listens on a port."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def until(happened: Callable[[], bool]) -> None:
    """Wait until something happened."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


@pytest.fixture(autouse=True)
def machines(monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: Path) -> None:
    """Let each bell be a machine's own: none waits for another one's lock."""
    monkeypatch.setattr(doorbell, "alone", lambda name: contextmanager(lambda: (yield))())
    monkeypatch.setattr(doorbell, "PAUSE", 0.05)


def machine(name: str, port: int, place: Path) -> Doorbell:
    """Return the bell of a machine that listens."""
    bell = Doorbell(place / name, f"redis://127.0.0.1:{port}/0")
    threading.Thread(target=bell.listen, daemon=True).start()
    return bell


def heard_after(ringing: Callable[[], None], *bells: Doorbell) -> None:
    """Ring, until the bells of all machines were heard."""
    before = [bell.heard() for bell in bells]
    ringing()
    until(lambda: all(bell.heard() != old for bell, old in zip(bells, before, strict=True)))


def listening(bell: Doorbell, ringing: Doorbell) -> None:
    """Wait until a machine listens: what was rung before it did is not heard."""
    before = bell.heard()

    def rang() -> bool:
        ringing.ring()
        return bell.heard() != before

    until(rang)


@pytest.mark.needs("redis-server")
def test_what_rings_on_one_machine_rings_on_the_other(port: int, tmp_path: Path) -> None:
    with redis_at(port, tmp_path):
        here, there = machine("here", port, tmp_path), machine("there", port, tmp_path)
        listening(there, here)
        listening(here, there)
        for _ in range(20):
            heard_after(here.ring, there)
            heard_after(there.ring, here)


@pytest.mark.needs("redis-server")
def test_nobody_rings_back(port: int, tmp_path: Path) -> None:
    with redis_at(port, tmp_path):
        here, there = machine("here", port, tmp_path), machine("there", port, tmp_path)
        listening(there, here)
        listening(here, there)
        until(lambda: here._quiet.is_set() and there._quiet.is_set())
        with doorbell.connected(here.address) as client, client.pubsub() as told:
            told.subscribe(doorbell.CHANNEL)
            until(lambda: (told.get_message(timeout=1) or {}).get("type") == "subscribe")
            heard_after(here.ring, there)
            client.publish(doorbell.CHANNEL, b"end")
            said: list[bytes] = []
            while b"end" not in said:
                said += filter(None, [(told.get_message(timeout=1) or {"data": b""})["data"]])
            assert len(said) == 2


@pytest.mark.needs("redis-server")
def test_a_redis_that_comes_back_is_heard_again_and_its_return_rings(port: int, tmp_path: Path) -> None:
    here, there = machine("here", port, tmp_path), machine("there", port, tmp_path)
    before = here.heard()
    here.ring()
    assert here.heard() != before
    for _ in range(2):
        with redis_at(port, tmp_path):
            listening(there, here)
            heard_after(here.ring, there)


def test_nobody_waits_for_a_redis_that_is_away(port: int, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", port)):  # answers nothing
        bell = Doorbell(tmp_path / "bell", f"redis://127.0.0.1:{port}/0")
        before = [bell.heard()]
        for _ in range(3):
            bell.ring()
            before.append(bell.heard())
        assert len(set(before)) == 4
        assert not bell._quiet.is_set()
