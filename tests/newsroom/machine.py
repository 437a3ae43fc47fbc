"""Commands run as an operator runs them: in a process of their own, with an environment of their own."""

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def environment(var: Path, **variables: str) -> dict[str, str]:
    """Return this machine's environment with nothing of the newsroom's in it but `var` and what is given."""
    ours = ("NEWSROOM_", "DJANGO_", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"NEWSROOM_VAR": str(var), "DATABASE_URL": ""} | variables


def run(*command: str, var: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments and return what it said."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(var, **variables),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]
