"""Which server program, and how many processes and threads: `python -m tests.benchmarks.servers`.

Needs wrk, a newsroom with stories in NEWSROOM_VAR, and gunicorn where GUNICORN names its program (it is no requirement
of ours). Each way of serving is asked in turn, in several rounds, for a kept page and for one that is made each time.
Told are requests a second (medians, and as a part of the first way's) and processor time a request, which other work on
the machine disturbs less.
"""

import os
import re
import shlex
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from newsroom.deploy.programs import free_port
from tests.newsroom.machine import ROOT

ROUNDS, SECONDS, CONNECTIONS = int(os.environ.get("ROUNDS", "5")), 4, 16
TICK = os.sysconf("SC_CLK_TCK")
GRANIAN = "{python} -m newsroom.serve --port {port} --workers {workers} --threads {threads}"
GUNICORN = "{gunicorn} -b 127.0.0.1:{port} -w {workers} --threads {threads} -k gthread newsroom.wsgi:application"
SYNC = "{gunicorn} -b 127.0.0.1:{port} -w {workers} -k sync newsroom.wsgi:application"
WAYS = [
    ("granian", GRANIAN, 2, 4),
    ("granian", GRANIAN, 2, 1),
    ("granian", GRANIAN, 2, 2),
    ("granian", GRANIAN, 2, 16),
    ("granian", GRANIAN, 1, 4),
    ("granian", GRANIAN, 4, 4),
    ("gunicorn gthread", GUNICORN, 2, 4),
    ("gunicorn sync", SYNC, 2, 1),
]


def spent(group: int) -> float:
    """Return the processor time (seconds) of all processes below one."""
    total, below = 0, {group}
    for file in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda path: int(path.parent.name)):
        try:
            number, fields = int(file.parent.name), file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if number in below or int(fields[1]) in below:
            below.add(number)
            total += int(fields[11]) + int(fields[12])
    return total / TICK


@contextmanager
def served(way: str, workers: int, threads: int, kept: bool) -> Iterator[tuple[int, int]]:
    """Serve in one way; yields the port and the process."""
    port = free_port()
    words = {"python": sys.executable, "gunicorn": os.environ.get("GUNICORN", ""), "port": port}
    command = shlex.split(way.format(**words, workers=workers, threads=threads))
    own = {"NEWSROOM_PAGE_CACHE": "64" if kept else "0", "NEWSROOM_HTTPS": "false", "NEWSROOM_LOG_REQUESTS": "false"}
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stderr=subprocess.DEVNULL, stdout=-3)
    try:
        for _ in range(600):
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def story(port: int) -> str:
    """Return the path of the first story on the front page."""
    with urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
        return re.search(r'href="(/20\d\d/[^"]+)"', page.read().decode())[1]


def ask(port: int, path: str, seconds: float) -> tuple[int, float]:
    """Ask with wrk; return the requests that were answered, and how many a second."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", "Accept-Encoding: br"]
    said = subprocess.run([*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True)
    assert "Non-2xx" not in said.stdout, said.stdout
    return int(re.search(r"(\d+) requests in", said.stdout)[1]), float(
        re.search(r"Requests/sec:\s+(\S+)", said.stdout)[1]
    )


def main() -> None:
    """Measure, and print a table."""
    ways = [way for way in WAYS if "{gunicorn}" not in way[1] or os.environ.get("GUNICORN")]
    for kept in (True, False):
        rates: dict[int, list[float]] = {}
        costs: dict[int, list[float]] = {}
        for _ in range(ROUNDS):
            for number, (_, way, workers, threads) in enumerate(ways):
                with served(way, workers, threads, kept) as (port, process):
                    path = story(port)
                    ask(port, path, 1)
                    before = spent(process)
                    answered, rate = ask(port, path, SECONDS)
                    costs.setdefault(number, []).append((spent(process) - before) / answered * 1e6)
                    rates.setdefault(number, []).append(rate)
        first = statistics.median(rates[0])
        print(
            "\n| a kept page |" if kept else "\n| made each time |",
            "processes | threads | a second | ratio | µs of processor |",
        )
        for number, (name, _, workers, threads) in enumerate(ways):
            rate, cost = statistics.median(rates[number]), statistics.median(costs[number])
            print(f"| {name} | {workers} | {threads} | {rate:,.0f} | {rate / first:.2f} | {cost:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
