"""What every test stands on: uploads of its own, and the browser tests where there is a browser."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

CI = os.environ.get("CI") == "true"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
NO_BROWSER = "Browser tests were not run: there is no Chromium here (apt-get install chromium, or set CHROMIUM)."

hypothesis_settings.register_profile("newsroom", deadline=None, derandomize=CI)
hypothesis_settings.load_profile("newsroom")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what lies under tests/browser, and leave it out, in so many words, where there is no browser."""
    browser = [item for item in items if "browser" in item.path.relative_to(config.rootpath).parts]
    for item in browser:
        item.add_marker(pytest.mark.browser)
    if not browser or CHROMIUM:
        return
    if CI:
        raise pytest.UsageError(NO_BROWSER)
    config.hook.pytest_deselected(items=browser)
    items[:] = [item for item in items if item not in browser]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say that the browser tests were left out."""
    if not CHROMIUM:
        terminalreporter.write_line(NO_BROWSER)


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: Path) -> Path:
    """Keep this test's uploads in a directory of its own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT
