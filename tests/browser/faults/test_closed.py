"""The tab is closed at once after the last key, with and without a connection; and the browser is killed with -9."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, expect

from tests.articles.desk.two import make_story
from tests.browser.conftest import ARGUMENTS
from tests.browser.faults.writer import NEW, WAIT, Writer, change, until, writing
from tests.browser.keeping import OFFLINE, line, on_device
from tests.conftest import CHROMIUM
from tests.faults.ground import Newsroom
from tests.faults.table import Tally

ADDRESSES = pytest.mark.parametrize("new", [False, True], ids=["a story", "a new story"])


@pytest.mark.fault("tab closed")
@ADDRESSES
def test_the_tab_is_closed(browser: Browser, newsroom: Newsroom, ben: User, tally: Tally, new: bool) -> None:
    address = NEW if new else change(make_story())
    with newsroom.serve() as server, writing(browser, server.url, ben, tally) as writer:
        writer.open(address)
        for place in ("headline", "body", "headline"):
            word = writer.type(place)
            writer.close()
            tally.tries += 1
            writer.server_has(word)
            writer.find_all(address)
        for place in ("headline", "body"):
            writer.context.set_offline(True)
            on_device(writer.page, writer.type(place))
            writer.close()
            tally.tries += 1
            writer.context.set_offline(False)
            writer.find_all(address)
        writer.save()
        writer.find_all(writer.address)
    writer.settle()


@contextmanager
def own_browser(kind: BrowserType, profile: Path) -> Iterator[BrowserContext]:
    """Start a browser that has its profile where it had it before."""
    context = kind.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=ARGUMENTS, locale="en-GB", timezone_id="Europe/London"
    )
    yield context
    context.close()


def kill(profile: Path) -> None:
    """Kill a browser with all of its processes, as nobody would but a machine without memory."""
    named = f"--user-data-dir={profile}".encode()
    killed = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if named in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
                killed += 1
        except (FileNotFoundError, ProcessLookupError):  # gone with the one before
            continue
    assert killed


@pytest.mark.fault("browser killed (-9)")
@ADDRESSES
def test_the_browser_is_killed(
    browser_type: BrowserType, newsroom: Newsroom, ben: User, tally: Tally, tmp_path: Path, new: bool
) -> None:
    address, profile = NEW if new else change(make_story()), tmp_path / "profile"
    with newsroom.serve() as server:
        for away in (False, True, True):
            with own_browser(browser_type, profile) as context:
                writer = Writer(context, server.url, ben, tally)
                writer.find_all(address)
                context.set_offline(away)
                word = writer.type("body" if away else "headline")
                if away:
                    expect(line(writer.page)).to_have_text(OFFLINE, timeout=WAIT)
                    on_device(writer.page, word)
                else:
                    writer.kept(word)
                kill(profile)
                tally.tries += 1
                until(writer.page, lambda: not _is_alive(context))
        with own_browser(browser_type, profile) as context:
            writer = Writer(context, server.url, ben, tally)
            writer.find_all(address)
            writer.save()
            writer.find_all(writer.address)
    writer.settle()


def _is_alive(context: BrowserContext) -> bool:
    try:
        context.cookies()
    except Error:
        return False
    return True
