"""The production server is killed with -9 under a browser that types: its worker alone, and all of it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser

from tests.articles.desk.two import make_story
from tests.browser.faults.writer import WAIT, change, writing
from tests.faults.ground import PATIENCE, Newsroom
from tests.faults.table import Tally
from tests.newsroom.machine import ROOT, environment

pytestmark = pytest.mark.fault("server killed (-9)")


class Production:
    """The newsroom as it is served in production, started again by somebody when it is gone."""

    def __init__(self, newsroom: Newsroom) -> None:
        (newsroom.var / "static").mkdir()
        (newsroom.var / "static" / "staticfiles.json").write_text('{"version": "1.1", "paths": {}}')
        self.newsroom = newsroom
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.port = door.getsockname()[1]
        self.process = self._started()
        self.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        given = {"DJANGO_SETTINGS_MODULE": "tests.faults.settings"} | self.newsroom.variables
        with self.newsroom.log.open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "newsroom.serve", "--port", str(self.port)],
                cwd=ROOT,
                env=environment(self.newsroom.var, **given),
                stdout=log,
                stderr=log,
            )

    def wait(self) -> None:
        """Wait until somebody answers; start it again, as systemd would, if it gave up after one worker too many."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
            except ConnectionRefusedError:
                assert time.monotonic() < end, self.newsroom.log.read_text()
                if self.process.poll() is not None:
                    self.process = self._started()
                time.sleep(0.02)
            else:
                return

    def workers(self) -> list[int]:
        """Return the process ids of those that answer."""
        pid = self.process.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill_worker(self) -> None:
        """Kill what answers; granian starts another one by itself."""
        for worker in self.workers():
            os.kill(worker, signal.SIGKILL)

    def kill_all(self) -> None:
        """Kill all of it, and start it again as systemd would."""
        workers = self.workers()
        self.process.kill()
        self.process.wait()
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        self.process = self._started()
        self.wait()


@contextmanager
def production(newsroom: Newsroom) -> Iterator[Production]:
    """Serve a newsroom as long as the context lasts."""
    served = Production(newsroom)
    yield served
    served.process.terminate()
    served.process.wait(PATIENCE)


def test_killed_while_somebody_types(browser: Browser, newsroom: Newsroom, ben: User, tally: Tally) -> None:
    story = make_story()
    with (
        production(newsroom) as served,
        writing(browser, f"http://127.0.0.1:{served.port}", ben, tally) as writer,
    ):
        writer.open(change(story))
        for place, kill in (("headline", served.kill_worker), ("body", served.kill_all), ("body", served.kill_worker)):
            writer.kept(writer.type(place))
            kill()
            tally.tries += 1
            writer.kept(writer.type(place))
        writer.type()
        with writer.page.expect_event("framenavigated", timeout=WAIT):
            with writer.page.expect_request(lambda asked: asked.method == "POST" and asked.url.endswith("/change/")):
                writer.press_save()
            served.kill_worker()
            tally.tries += 1
        served.wait()
        writer.find_all(change(story))
        writer.save()
        writer.find_all(change(story))
    writer.settle()
