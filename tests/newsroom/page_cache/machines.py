"""Servers as on machines of their own, before one database, and all that they answer while something is to begin."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.newsroom.machine import ROOT, environment


@contextmanager
def serving(var: Path, database: str, workers: int = 1, **variables: str) -> Iterator[str]:
    """Run a server that shares nothing with others but the database; give its address when it answers."""
    var.mkdir(exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    told = {"NEWSROOM_DEBUG": "true", "NEWSROOM_PAGE_CACHE": "64", "NEWSROOM_LOG_LEVEL": "WARNING", **variables}
    told["DATABASE_URL"] = database
    command = [sys.executable, "-m", "newsroom.serve", "--port", str(port), "--workers", str(workers)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment(var, **told), start_new_session=True)
    try:
        site = f"http://127.0.0.1:{port}"
        end = time.monotonic() + 120
        while True:
            try:
                read(f"{site}/")
                break
            except URLError:
                assert time.monotonic() < end, "The server does not come up."
                time.sleep(0.1)
        yield site
    finally:
        server.terminate()
        server.wait(30)


def read(address: str) -> str:
    """Return a page."""
    with urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


@dataclass(frozen=True)
class Seen:
    """One answer: between when and when it was given (seconds since 1970), by whom, and what stood on it."""

    asked: float
    answered: float
    site: str
    page: str


@contextmanager
def watching(addresses: list[str], pause: float = 0.01) -> Iterator[list[Seen]]:
    """Ask for pages again and again meanwhile; give all that was answered."""
    seen: list[Seen] = []
    over = threading.Event()

    def watch(address: str) -> None:
        while not over.is_set():
            asked = time.time()
            page = read(address)
            seen.append(Seen(asked, time.time(), address, page))
            over.wait(pause)

    threads = [threading.Thread(target=watch, args=[address]) for address in addresses]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join(60)


def early(seen: list[Seen], words: str, at: float) -> list[Seen]:
    """Return the answers that had words before an instant."""
    return [one for one in seen if one.answered < at and words in one.page]
