"""nginx and Varnish with the files that are shipped, beside a file: `python -m tests.benchmarks.in_front`.

Needs wrk, curl and what `make cluster` needs. Asked in turn, in several rounds, with 16 connections and for Brotli:
these for a story that they keep, and an nginx of one process for a file of the same bytes, over HTTPS as ours and
plainly as Varnish. Told are requests a second (medians), as a part of the file's (medians of the rounds), and
processor time.
"""

import os
import re
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsroom.deploy.browser import Browser
from newsroom.deploy.programs import free_port, program, wait_for
from newsroom.deploy.together import HOST, Together, together

from .servers import CONNECTIONS, ROUNDS, SECONDS, spent

CONF = """
{user}
daemon off;
worker_processes 1;
pid {place}/pid;
error_log stderr crit;
events {{}}
http {{
    access_log off;
    server {{
        listen 127.0.0.1:{plain};
        listen 127.0.0.1:{tls} ssl http2;
        ssl_certificate {certificate}/host.pem;
        ssl_certificate_key {certificate}/host.key;
        root {place};
        default_type text/html;
        add_header Content-Encoding br;
    }}
}}
"""
Way = tuple[str, str, int, str]


@contextmanager
def filed(all_of_it: Together, page: str, host: str) -> Iterator[tuple[int, int, int]]:
    """Serve a page as a file; yields the ports for HTTPS and without, and the process."""
    place = all_of_it.place / "file"
    place.mkdir()
    got = ["curl", "-sk", "--fail", "-H", "Accept-Encoding: br", "-H", f"Host: {host}", page]
    (place / "page").write_bytes(subprocess.run(got, capture_output=True, check=True).stdout)
    told = {"place": place, "plain": free_port(), "tls": free_port(), "certificate": all_of_it.place / "nginx"}
    conf, log = place / "nginx.conf", place / "nginx.log"
    conf.write_text(CONF.format(user="user root;" if os.geteuid() == 0 else "", **told))
    command = [program("nginx", "nginx-light"), "-p", str(place), "-c", str(conf)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log.open("wb"))
    try:
        wait_for(int(told["plain"]), process, log)
        yield int(told["tls"]), int(told["plain"]), process.pid
    finally:
        process.terminate()
        process.wait(30)


def ask(page: str, host: str, seconds: float) -> tuple[int, float]:
    """Ask with wrk; return the requests that were answered, and how many a second."""
    told = ["-H", "Accept-Encoding: br", "-H", f"Host: {host}", "-H", "X-Forwarded-Proto: https"]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *told, page]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    return int(re.findall(r"(\d+) requests in", said)[0]), float(re.findall(r"Requests/sec:\s+(\S+)", said)[0])


def main() -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory(prefix="newsroom-") as name:
        place = Path(name)
        place.chmod(0o711)  # PostgreSQL runs as somebody else
        with together(place) as all_of_it:
            host = f"{HOST}:{all_of_it.nginx}"
            front = Browser(host, all_of_it.nginx, all_of_it.trusted).get("/").page
            path = re.findall(r'href="(/20\d\d/[^"]+)"', front)[0]
            kept = f"https://127.0.0.1:{all_of_it.nginx}{path}"
            with filed(all_of_it, kept, host) as (tls, plain, process):
                nginx, varnish = (all_of_it.processes[one].pid for one in ("nginx", "varnish"))
                measure(
                    host,
                    [
                        ("nginx, a file, HTTPS", f"https://127.0.0.1:{tls}/page", process, ""),
                        ("nginx, ours, HTTPS", kept, nginx, "nginx, a file, HTTPS"),
                        ("nginx, a file", f"http://127.0.0.1:{plain}/page", process, ""),
                        ("Varnish, ours", f"http://127.0.0.1:{all_of_it.varnish}{path}", varnish, "nginx, a file"),
                    ],
                )


def measure(host: str, ways: list[Way]) -> None:
    """Ask in each way in turn, and print. way: its name, the page, the process, and what it stands beside."""
    rates: dict[str, list[float]] = {way[0]: [] for way in ways}
    costs: dict[str, list[float]] = {way[0]: [] for way in ways}
    for page in [way[1] for way in ways]:
        ask(page, host, 1)
    for _ in range(ROUNDS):
        for name, page, process, _ in ways:
            before = spent(process)
            answered, rate = ask(page, host, SECONDS)
            costs[name].append((spent(process) - before) / answered * 1e6)
            rates[name].append(rate)
    print("| what | a second | of the file's | µs of processor |")
    for name, _, _, beside in ways:
        ratio = statistics.median(a / b for a, b in zip(rates[name], rates[beside or name], strict=True))
        rate, cost = statistics.median(rates[name]), statistics.median(costs[name])
        print(f"| {name} | {rate:,.0f} | {ratio:.2f} | {cost:,.1f} |", flush=True)


if __name__ == "__main__":
    main()
