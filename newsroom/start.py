"""What must happen before Django can: `python3 -m newsroom.start demo`, `setup` or `setup --dev`.

Runs under whatever Python the machine calls `python3`, with nothing installed: the standard library only, and no
syntax newer than Python 3.6, so that an old one is told so instead of meeting a syntax error.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
INSTALLED = ENVIRONMENT / "installed"
REQUIREMENTS = ROOT / "requirements.txt"
REQUIREMENTS_DEV = ROOT / "requirements-dev.txt"
FULL_DISK_WORDS = ("No space left on device", "Disk quota exceeded")


class StartError(Exception):
    """Ends the run with one sentence for whoever typed the command."""


def no_space(purpose: str) -> StartError:
    """Return the sentence for a full disk; `purpose` says what there was no room for."""
    return StartError(
        f"The disk is full: there is no room for {purpose}. Free some space and run the same command again."
    )


def check_python() -> None:
    """Refuse a Python that is too old, or one that cannot make an environment."""
    if sys.version_info < OLDEST:
        this, oldest = (".".join(map(str, version)) for version in (sys.version_info[:2], OLDEST))
        raise StartError(
            f"This is Python {this}, and Python {oldest} or newer is needed: install one and name it, as in "
            f"`make demo PYTHON=python{oldest}`."
        )
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise StartError(
            "This Python has no venv module: install it (on Debian and Ubuntu: apt-get install python3-venv) and run "
            "the same command again."
        )


def check_port(port: int, address: str = "127.0.0.1") -> None:
    """Refuse a port that cannot be served on."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((address, port))
        except OSError as error:
            other = port + 1 if 1023 < port < 65535 else 8001
            raise StartError(
                f"Port {port} on {address} cannot be had ({str(error.strerror).lower()}): stop what uses it or choose "
                f"another, as in `make demo PORT={other}`."
            ) from error


def port_number(text: str) -> int:
    """Return a TCP port from the command line, or raise StartError."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise StartError(f"A port is a number from 1 to 65535, not {text!r}: choose one, as in `make demo PORT=8001`.")
    return int(text)


def run_quietly(command: "list[str]", purpose: str) -> None:
    """Run a command without its output, and stop with its last words when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT, check=False)
    if done.returncode == 0:
        return
    if any(words in done.stdout for words in FULL_DISK_WORDS) or shutil.disk_usage(ROOT).free < 2**20:
        raise no_space(purpose)
    raise StartError(f"{done.stdout.strip()}\nThat stopped {purpose}.")


def works(python: Path) -> bool:
    """Say whether an environment's Python is there, new enough, and has pip."""
    probe = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([str(python), "-c", probe], stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    """Make `.venv/` where there is none that works."""
    if works(PYTHON):
        return
    print("Making the environment in .venv/", flush=True)
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    run_quietly([sys.executable, "-m", "venv", str(ENVIRONMENT)], "the environment in .venv/")


def fingerprint(requirements: Path) -> str:
    """Return the line that stands for a list of requirements, as it is now."""
    return f"{requirements.name} {hashlib.sha256(requirements.read_bytes()).hexdigest()}"


def install(*, dev: bool) -> None:
    """Install what the list of requirements pins, unless exactly that was installed last time."""
    wanted = REQUIREMENTS_DEV if dev else REQUIREMENTS
    installed = INSTALLED.read_text().splitlines() if INSTALLED.exists() else []
    if fingerprint(wanted) in installed:
        return
    print(f"Installing what {wanted.name} lists", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"]
    run_quietly([*pip, "--require-hashes", "-r", str(wanted)], f"the packages that {wanted.name} lists")
    # The developers' list holds the other one too.
    lists = [REQUIREMENTS, REQUIREMENTS_DEV] if dev else [REQUIREMENTS]
    INSTALLED.write_text("\n".join(map(fingerprint, lists)) + "\n")


def set_up(*, dev: bool) -> None:
    """Make the environment and install what is missing in it."""
    check_python()
    make_environment()
    install(dev=dev)


def demo(port: int) -> None:
    """Set everything up, load the sample edition, and become the server.

    The demonstration is for this machine only: plain HTTP on the loopback address, SQLite, and never the database
    that DATABASE_URL may name, since the demo's logins have no place in a real newsroom.
    """
    check_python()
    check_port(port)
    set_up(dev=False)
    os.environ.update(NEWSROOM_DEBUG="false", NEWSROOM_HTTPS="false", NEWSROOM_HOSTS="localhost,127.0.0.1")
    os.environ.update(NEWSROOM_BEHIND_PROXY="false", NEWSROOM_LOG_REQUESTS="false", DATABASE_URL="", PORT=str(port))
    os.chdir(ROOT)
    for step in (["migrate", "--verbosity=0"], ["collectstatic", "--no-input", "--verbosity=0"], ["demo"]):
        status = subprocess.call([str(PYTHON), "manage.py", *step])
        if status:
            sys.exit(status)
    sys.stdout.flush()
    os.execv(str(PYTHON), [str(PYTHON), "-m", "newsroom.serve", "--port", str(port)])


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="python3 -m newsroom.start", description="Set the newsroom up.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    set_up_parser = commands.add_parser("setup", help="make .venv/ and install the requirements")
    set_up_parser.add_argument("--dev", action="store_true", help="and those of developers")
    demo_parser = commands.add_parser("demo", help="set up, load the sample edition, and serve it")
    demo_parser.add_argument("--port", type=port_number, default=8000)
    try:
        arguments = parser.parse_args()
        if arguments.command == "setup":
            set_up(dev=arguments.dev)
        elif arguments.command == "demo":
            demo(arguments.port)
        else:
            parser.print_help()
    except StartError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.strerror not in FULL_DISK_WORDS:
            raise
        sys.exit(str(no_space("the environment in .venv/")))


if __name__ == "__main__":
    main()
