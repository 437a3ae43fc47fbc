"""A newsroom on two machines, with a replica, behind nginx and Varnish with the files that are shipped."""

import os
import subprocess
import sys

import pytest

from tests.newsroom.machine import ROOT


@pytest.mark.needs("initdb", "nginx", "openssl", "redis-server", "varnishd", "varnish-modules")
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
    assert "The replica stood still meanwhile, and was not read" in done.stdout
    assert "With the replica gone, readers notice nothing" in done.stdout
    assert "With one server gone, readers notice nothing" in done.stdout
