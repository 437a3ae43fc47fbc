"""What every test stands on: uploads of its own, five people of the newsroom, a browser where there is one."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.template import Context, Template
from hypothesis import settings as hypothesis_settings

from articles.desk.groups import ensure_groups
from media import background
from newsroom.deploy.programs import program
from newsroom.start import StartError
from tests.database import django_db_setup
from tests.faults import table

__all__ = ["django_db_setup"]

CI = os.environ.get("CI") == "true"
# The build without windows is the same browser and spares a third of the time.
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))), None
)
NO_BROWSER = "Browser tests were not run: there is no Chromium here (apt-get install chromium, or set CHROMIUM)."


def _is_here(name: str) -> bool:
    if name == "varnish-modules":
        return any(Path("/usr/lib").glob("*/varnish/vmods/libvmod_xkey.so"))
    try:
        return bool(program(name, name))
    except StartError:
        return False


# What tests that are marked `needs` may name.
PROGRAMS = ("initdb", "nginx", "openssl", "redis-server", "systemd-analyze", "varnish-modules", "varnishd")
MISSING = {name for name in PROGRAMS if not _is_here(name)}
NOT_DRIVEN = f"Tests that drive them were not run: {', '.join(sorted(MISSING))} (apt-get install what has them)."

hypothesis_settings.register_profile("newsroom", deadline=None, derandomize=CI)
hypothesis_settings.load_profile("newsroom")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a second database be tried with those tests alone that ask for one."""
    parser.addoption(
        "--database-only", action="store_true", help="leave out tests that ask for no database, or for the first alone"
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect no garbage while tests are collected, nor ever look for it among them: all of it stays until the end.

    Afterwards look for it a tenth as often as Python would.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        gc.set_threshold(20_000, 20, 50)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what lies under tests/browser, and leave it out, in so many words, where there is no browser."""
    if config.getoption("database_only"):
        first = [item for item in items if item.get_closest_marker("first_database")]
        _leave_out(config, items, [*first, *(item for item in items if not _asks_for_database(item))])
    if connection.vendor != "postgresql":
        _leave_out(config, items, [item for item in items if item.get_closest_marker("second_database")])
    _leave_out_what_lacks(config, items)
    browser = [item for item in items if "browser" in item.path.relative_to(config.rootpath).parts]
    for item in browser:
        item.add_marker(pytest.mark.browser)
    if not browser or CHROMIUM:
        return
    if CI:
        raise pytest.UsageError(NO_BROWSER)
    _leave_out(config, items, browser)


def _leave_out_what_lacks(config: pytest.Config, items: list[pytest.Item]) -> None:
    lacking = [item for item in items for mark in item.iter_markers("needs") if not MISSING.isdisjoint(mark.args)]
    if lacking and CI:
        raise pytest.UsageError(NOT_DRIVEN)
    _leave_out(config, items, lacking)


def _asks_for_database(item: pytest.Item) -> bool:
    wanted = {"db", "transactional_db", "live_server", "django_db_setup"}
    return item.get_closest_marker("django_db") is not None or not wanted.isdisjoint(getattr(item, "fixturenames", ()))


def _leave_out(config: pytest.Config, items: list[pytest.Item], gone: list[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=gone)
    left = set(gone)
    items[:] = [item for item in items if item not in left]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the table of faults, and say that the browser tests were left out."""
    table.show(terminalreporter)
    if not CHROMIUM:
        terminalreporter.write_line(NO_BROWSER)
    if MISSING:
        terminalreporter.write_line(NOT_DRIVEN)


@pytest.fixture(scope="session", autouse=True)
def told_of_whole_pages(django_test_environment: None) -> None:
    """Tell a test's client of templates with a context of their own alone: a page has some hundred others."""
    told = Template._render

    def render(template: Template, context: Context) -> str:
        return told(template, context) if context.template is template else template.nodelist.render(context)

    Template._render = render


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: Path) -> Path:
    """Keep this test's uploads in a directory of its own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no thread work on photos, which would not see what a test has not committed: `make_all` is called."""
    monkeypatch.setattr(background, "_begin", lambda: None)


def person(name: str, group: str, **fields: object) -> User:
    """Make somebody who may log in at the desk, with what their group may do."""
    ensure_groups()
    user = User.objects.create_user(name.lower(), first_name=name, is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def ana(db: None) -> User:
    """Ana, a reporter."""
    return person("Ana", "Reporter")


@pytest.fixture
def ben(db: None) -> User:
    """Ben, a desk editor."""
    return person("Ben", "Desk editor")


@pytest.fixture
def pia(db: None) -> User:
    """Pia, a photo editor."""
    return person("Pia", "Photo editor")


@pytest.fixture
def wim(db: None) -> User:
    """Wim, a web producer."""
    return person("Wim", "Web producer")


@pytest.fixture
def ada(db: None) -> User:
    """Ada, who administers the newsroom."""
    return person("Ada", "Administrator", is_superuser=True)
