"""The files that are shipped say what is true of this release."""

import re
import subprocess
from pathlib import Path

import pytest

from newsroom.deploy import programs
from newsroom.start import StartError
from tests.newsroom.machine import ROOT

DEPLOY = ROOT / "newsroom" / "deploy"
SETTING = re.compile(r'env\.\w+\(\s*"(\w+)"|env\.path\("(\w+)"')


def settings() -> set[str]:
    """Return the variables that the settings read."""
    text = (ROOT / "newsroom" / "settings.py").read_text()
    return {one for found in SETTING.findall(text) for one in found if one}


@pytest.mark.parametrize("file", ["newsroom/deploy/newsroom.env", "docs/operating.md"])
def test_every_setting_is_explained(file: str) -> None:
    text = (ROOT / file).read_text()
    assert len(settings()) > 20
    assert {one for one in settings() if one not in text} == set()


def test_the_environment_file_sets_nothing_that_nobody_reads() -> None:
    lines = (DEPLOY / "newsroom.env").read_text().splitlines()
    named = {line.lstrip("#").partition("=")[0] for line in lines if re.match(r"#?[A-Z0-9_]+=", line)}
    elsewhere = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "NEWSROOM_DEMO_PASSWORD"}
    secrets = {"NEWSROOM_FASTLY_TOKEN", "NEWSROOM_CLOUDFLARE_TOKEN", "NEWSROOM_WEBHOOK_SECRET"}
    assert named - settings() <= elsewhere | secrets


def test_the_image_holds_what_it_copies() -> None:
    copied = re.findall(r"^COPY (?!--from)(\S+) ", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    let_in = set((DEPLOY / "Dockerfile.dockerignore").read_text().splitlines())
    assert copied
    for one in copied:
        assert (ROOT / one).exists()
        assert f"!{one}" in let_in


@pytest.mark.needs("systemd-analyze")
def test_the_units_are_what_systemd_understands(tmp_path: Path) -> None:
    for unit in DEPLOY.glob("newsroom*.*"):
        if unit.suffix in {".service", ".timer"}:
            text = unit.read_text().replace("/srv/newsroom/.venv/bin/python", "/bin/true")
            (tmp_path / unit.name).write_text(text)
    units = sorted(str(one) for one in tmp_path.iterdir())
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "newsroom" in line]
    assert len(units) == 3
    assert (done.returncode, said) == (0, [])


def test_a_file_that_says_something_else_is_not_quietly_run() -> None:
    with pytest.raises(StartError, match="says no more"):
        programs.adapted("nginx.conf", [("listen 8443", "listen 1")])


def test_a_missing_program_is_named_with_its_package() -> None:
    with pytest.raises(StartError, match="apt-get install no-such-package"):
        programs.program("no-such-program", "no-such-package")
