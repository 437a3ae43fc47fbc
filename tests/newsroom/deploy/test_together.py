"""A newsroom on two machines, behind nginx and Varnish with the files that are shipped: it holds what it must."""

import os
import subprocess
import sys

import pytest

from newsroom.deploy import programs
from newsroom.start import StartError
from tests.newsroom.machine import ROOT

NEEDED = {
    "initdb": "postgresql",
    "nginx": "nginx-light",
    "varnishd": "varnish",
    "redis-server": "redis-server",
    "openssl": "openssl",
}


def missing() -> list[str]:
    """Return which of Debian's packages are missing."""
    found = []
    for name, package in NEEDED.items():
        try:
            programs.program(name, package)
        except StartError:
            found.append(package)
    return found


@pytest.mark.skipif(bool(missing()) and os.environ.get("CI") != "true", reason=f"not installed: {missing()}")
def test_published_on_one_read_on_the_other_and_gone_everywhere() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "newsroom.deploy.together", "--prove"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "It is read on both servers, through nginx and through Varnish" in done.stdout
    assert "It is gone everywhere" in done.stdout
    assert "With one server gone, readers notice nothing" in done.stdout
