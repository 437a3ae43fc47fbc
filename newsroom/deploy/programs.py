"""PostgreSQL, Redis, nginx, Varnish and servers of the newsroom, each started for a trial on a port of its own."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from newsroom.deploy.probe import probe
from newsroom.start import ROOT, StartError

HERE = Path(__file__).resolve().parent
# Until when a program has to be there (seconds).
PATIENCE = 60.0

Command = list[str]


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def program(name: str, package: str) -> str:
    """Return the path of a program. Raises StartError, which names Debian's package, where there is none."""
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    found = str(newest[-1]) if newest else shutil.which(name, path=places)
    if found is None:
        raise StartError(f"There is no {name} here: apt-get install {package}.")
    return found


def run(command: Command, variables: dict[str, str] | None = None) -> str:
    """Run a command to its end and return what it said. Raises StartError with its last words where it fails."""
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StartError(f"{done.stdout}{done.stderr}\nThat was `{' '.join(command[:4])} ...`.")
    return done.stdout


def wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until somebody listens. Raises StartError with the log where the program ends or does not come."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise StartError(f"{log.stem} did not start:\n{log.read_text()[-2000:]}") from None
            time.sleep(0.05)
        else:
            return


def adapted(file: str, changes: Iterable[tuple[str, str]]) -> str:
    """Return one of the files here with other ports and places. Raises StartError where it has no more what changes."""
    text = (HERE / file).read_text()
    for old, new in changes:
        if old not in text:
            raise StartError(f"{file} says no more {old!r}.")
        text = text.replace(old, new)
    return text


def postgresql(place: Path) -> str:
    """Make and start a database cluster in a directory, heard on a socket there alone; return its address."""
    make = ["--username", "newsroom", "--auth", "trust", "--encoding", "UTF8", "--no-sync"]
    as_owner(place, "initdb", "--pgdata", str(place / "data"), *make)
    return start_postgresql(place)


def replica(place: Path, of: Path) -> str:
    """Make and start a copy of the cluster in another directory, which follows it; return its address."""
    copy = ["--host", str(of), "--username", "newsroom", "--checkpoint", "fast", "--no-sync", "--write-recovery-conf"]
    as_owner(place, "pg_basebackup", "--pgdata", str(place / "data"), *copy)
    return start_postgresql(place)


def start_postgresql(place: Path) -> str:
    """Start the cluster in a directory; return its address."""
    options = f"-c listen_addresses= -c unix_socket_directories={place} -c fsync=off"
    begin = ["--silent", "--wait", "--pgdata", str(place / "data"), "--log", str(place / "log"), "--options", options]
    as_owner(place, "pg_ctl", "start", *begin)
    return f"postgres://newsroom@{quote(str(place), safe='')}/postgres"


def stop_postgresql(place: Path) -> None:
    """Stop the cluster in a directory, if it runs."""
    if (place / "data" / "postmaster.pid").exists():
        as_owner(place, "pg_ctl", "stop", "--silent", "--mode", "immediate", "--pgdata", str(place / "data"))


def ask_postgresql(address: str, statement: str) -> str:
    """Return what a database answers."""
    return run([program("psql", "postgresql"), "--no-psqlrc", "--tuples-only", "--command", statement, address])


def as_owner(place: Path, name: str, *told: str) -> None:
    """Run one of PostgreSQL's programs as the owner of a directory: it refuses to run as root."""
    command = [program(name, "postgresql"), *told]
    if os.geteuid() == 0:
        who = pwd.getpwnam("postgres")
        os.chown(place, who.pw_uid, who.pw_gid)
        command = [program("setpriv", "util-linux"), "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
    run(command)


def certificate(place: Path, host: str) -> tuple[Path, Path]:
    """Make a certificate that signs itself; return its file and its key's."""
    file, key = place / "host.pem", place / "host.key"
    names = ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"]
    made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    run([program("openssl", "openssl"), *made, *names, "-keyout", str(key), "-out", str(file)])
    return file, key


def nginx(place: Path, port: int, host: str, servers: list[int]) -> Command:
    """Write nginx's files to a directory; return the command that runs it before servers (their ports)."""
    file, key = certificate(place, host)
    one = "    server 127.0.0.1:8000 max_fails=1 fail_timeout=5s;\n"
    conf = adapted(
        "nginx.conf",
        [
            (one, "".join(one.replace("8000", str(server)) for server in servers)),
            ("    listen 80;\n    listen [::]:80;\n", f"    listen 127.0.0.1:{free_port()};\n"),
            (
                "    listen 443 ssl http2;\n    listen [::]:443 ssl http2;\n",
                f"    listen 127.0.0.1:{port} ssl http2;\n",
            ),
            ("server_name news.example www.news.example;", f"server_name {host};"),
            ("/etc/ssl/news.example.pem", str(file)),
            ("/etc/ssl/news.example.key", str(key)),
            ("/var/log/nginx/newsroom.log", str(place / "requests.log")),
            ("/var/cache/nginx/newsroom", str(place / "kept")),
        ],
    )
    (place / "newsroom.conf").write_text(conf)
    temporary = "".join(
        f"    {kind}_temp_path {place / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = f"user {pwd.getpwuid(os.geteuid()).pw_name};\n" if os.geteuid() == 0 else ""
    around = f"{user}worker_processes 1;\npid {place / 'pid'};\nerror_log stderr warn;\nevents {{}}\n"
    (place / "nginx.conf").write_text(f"{around}http {{\n{temporary}    include {place / 'newsroom.conf'};\n}}\n")
    return [program("nginx", "nginx-light"), "-p", str(place), "-c", str(place / "nginx.conf"), "-g", "daemon off;"]


def varnish(place: Path, port: int, servers: list[int]) -> Command:
    """Write Varnish's file to a directory; return the command that runs it before servers (their ports)."""
    text = adapted("varnish.vcl", [])
    begin = text.index("backend newsroom1 {")
    one, add = text[begin : text.index("}\n", begin) + 2], "    servers.add_backend(newsroom1);\n"
    numbered = list(enumerate(servers, 1))
    backends = "".join(one.replace("newsroom1", f"newsroom{n}").replace("8000", str(port)) for n, port in numbered)
    adds = "".join(add.replace("newsroom1", f"newsroom{n}") for n, _ in numbered)
    text = adapted("varnish.vcl", [(one, backends), (add, adds)])
    (place / "newsroom.vcl").write_text(text)
    told = ["-f", str(place / "newsroom.vcl"), "-s", "malloc,64m", "-p", "http_gzip_support=off"]
    where = ["-F", "-a", f"127.0.0.1:{port}", "-n", str(place / "work"), "-T", "none"]
    # It takes rights from itself that a container may not give.
    jail = ["-j", "none"]
    return [program("varnishd", "varnish varnish-modules"), *jail, *where, *told]


def redis(place: Path, port: int) -> Command:
    """Return the command that runs Redis, which keeps nothing."""
    told = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(place), "--save", "", "--appendonly", "no"]
    return [program("redis-server", "redis-server"), *told]


def server(port: int) -> Command:
    """Return the command of a server of the newsroom."""
    return [sys.executable, "-m", "newsroom.serve", "--port", str(port)]


def wait_until_ready(port: int) -> None:
    """Wait until a server says that it is ready. Raises StartError."""
    end = time.monotonic() + PATIENCE
    while probe(port, "/readyz") != 200:
        if time.monotonic() > end:
            raise StartError(f"The server on port {port} does not get ready.")
        time.sleep(0.1)
