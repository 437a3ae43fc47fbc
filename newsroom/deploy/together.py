"""All that a larger newsroom is made of, on one machine, for a trial: `python -m newsroom.deploy.together`.

PostgreSQL with a replica and Redis, two servers of the newsroom that share nothing but these and the photos' files, as
on two machines, and nginx and Varnish before both, each with its file from this directory and keeping what it may. With
--prove it shows what must hold, and ends.
"""

import argparse
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from newsroom.deploy import programs
from newsroom.deploy.proof import prove
from newsroom.start import ROOT, StartError

HOST = "localhost"
STORY = {
    "id": "first",
    "headline": "Two servers, one newspaper",
    "body": "<p>Whichever of them is asked, readers get the same page.</p>",
    "byline": "Ana Verhallow",
    "section": "World",
    "published": "2026-01-05T09:00:00Z",
    "photo": {"file": "quay.jpg", "alt": "A quay", "credit": "Lena Aumont"},
}


@dataclass
class Together:
    """What runs. servers, nginx and varnish are ports; processes are by the names of what they run.

    replica: the address of the copy that readers' pages are read from.
    """

    place: Path
    replica: str
    servers: list[int]
    nginx: int
    varnish: int
    trusted: str
    password: str
    token: str
    processes: dict[str, "subprocess.Popen[bytes]"]


def variables(place: Path, number: int, **own: str) -> dict[str, str]:
    """Return the environment of a server, with a directory of its own as on a machine of its own. own: what is set."""
    ours = ("NEWSROOM_", "DJANGO_", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {
        "NEWSROOM_VAR": str(place / f"server{number}"),
        "NEWSROOM_HOSTS": HOST,
        "NEWSROOM_BEHIND_PROXY": "true",
        "NEWSROOM_ASKS_PROVIDERS": "false",
        "NEWSROOM_LOG": "json",
        **own,
    }


@contextmanager
def together(place: Path) -> Iterator[Together]:
    """Start everything in a directory; stop it at the end. Raises StartError with the words of what does not start."""
    with ExitStack() as stack:
        processes: dict[str, subprocess.Popen[bytes]] = {}

        def start(name: str, command: list[str], port: int, given: dict[str, str] | None = None) -> None:
            log = place / f"{name}.log"
            process = subprocess.Popen(
                command, cwd=ROOT, env=given, stdout=log.open("wb"), stderr=subprocess.STDOUT, start_new_session=True
            )
            processes[name] = process
            stack.callback(stop, process)
            programs.wait_for(port, process, log)

        base, copy = place / "postgresql", place / "replica"
        for one in (base, copy):
            one.mkdir()
        database = programs.postgresql(base)
        stack.callback(programs.stop_postgresql, base)
        replica = programs.replica(copy, base)
        stack.callback(programs.stop_postgresql, copy)
        key, token, password = (secrets.token_urlsafe(length) for length in (50, 24, 12))
        before = {name: programs.free_port() for name in ("nginx", "varnish", "redis")}
        for name in before:
            (place / name).mkdir()
        kept = place / "nginx" / "kept"
        kept.mkdir()
        shared = {
            "DATABASE_URL": database,
            "NEWSROOM_REPLICA_URLS": replica,
            "NEWSROOM_SECRET_KEY": key,
            "NEWSROOM_METRICS_TOKEN": token,
            "NEWSROOM_DOORBELL": f"redis://127.0.0.1:{before['redis']}/0",
            "NEWSROOM_EDGE": f"varnish+http://127.0.0.1:{before['varnish']},nginx:{kept}",
        }
        start("redis", programs.redis(place / "redis", before["redis"]), before["redis"])
        environments = [variables(place, number, **shared) for number in (1, 2)]
        fill(place, environments, password)
        servers = [programs.free_port() for _ in environments]
        for number, (port, given) in enumerate(zip(servers, environments, strict=True), 1):
            start(f"server{number}", programs.server(port), port, given)
        start("nginx", programs.nginx(place / "nginx", before["nginx"], HOST, servers), before["nginx"])
        start("varnish", programs.varnish(place / "varnish", before["varnish"], servers), before["varnish"])
        for port in servers:
            programs.wait_until_ready(port)
        trusted = str(place / "nginx" / "host.pem")
        ports = before["nginx"], before["varnish"]
        yield Together(place, replica, servers, *ports, trusted, password, token, processes)


def fill(place: Path, environments: list[dict[str, str]], password: str) -> None:
    """Make the tables, what each server needs, one story and one login."""
    manage = [sys.executable, "manage.py"]
    first, *others = environments
    (place / "server1" / "uploads").mkdir(parents=True)
    (place / "story.jsonl").write_text(json.dumps(STORY))
    Image.new("RGB", (60, 40), "teal").save(place / "quay.jpg")
    # At once: neither needs the other.
    with subprocess.Popen([*manage, "collectstatic", "--no-input", "--verbosity=0"], cwd=ROOT, env=first) as collecting:
        login = first | {"DJANGO_SUPERUSER_PASSWORD": password}
        programs.run([sys.executable, "-m", "newsroom.deploy.filling", str(place / "story.jsonl")], login)
    if collecting.returncode:
        raise StartError("The static files could not be collected.")
    for other in others:
        var = Path(other["NEWSROOM_VAR"])
        var.mkdir()
        for shared in ("uploads", "static"):
            (var / shared).symlink_to(place / "server1" / shared)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Tell a program to end, and wait until it has."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main() -> None:
    """Start everything, and wait for Ctrl-C or prove that it works."""
    parser = argparse.ArgumentParser(
        prog="python -m newsroom.deploy.together", description="Run everything for a trial."
    )
    parser.add_argument("--prove", action="store_true", help="show what must hold, and end")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    place = Path(tempfile.mkdtemp(prefix="newsroom-"))
    place.chmod(0o711)  # PostgreSQL runs as somebody else
    try:
        with together(place) as all_of_it:
            if arguments.prove:
                prove(all_of_it)
            else:
                print(
                    f"nginx on https://{HOST}:{all_of_it.nginx}/, Varnish on port {all_of_it.varnish}, the servers on "
                    f"{all_of_it.servers}; the desk as ada with {all_of_it.password}, until Ctrl-C.",
                    flush=True,
                )
                signal.pause()
    except StartError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        pass
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
