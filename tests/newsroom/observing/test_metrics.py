"""Figures of a server with two processes: for whoever holds the token, and of no one reader or page."""

import datetime as dt
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import EdgeHook
from newsroom.edge.hooks import Varnish
from newsroom.observing import metrics
from newsroom.observing.waiting import Waiting
from tests.articles.makers import make_article
from tests.newsroom.machine import ROOT, environment
from tests.newsroom.page_cache.test_served import ask, database_address

TOKEN = "a-token-for-the-tests-alone"


def serve(var: Path, **variables: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start a server with two processes; return it and its address."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    told = environment(var, NEWSROOM_DEBUG="true", NEWSROOM_PAGE_CACHE="64", **variables)
    command = [sys.executable, "-m", "newsroom.serve", "--port", str(port), "--workers", "2"]
    return subprocess.Popen(command, cwd=ROOT, env=told, start_new_session=True), f"http://127.0.0.1:{port}"


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    """The address of a server that counts."""
    for file in metrics.files().glob("*.db"):
        file.unlink()
    server, address = serve(Path(settings.VAR), DATABASE_URL=database_address(), NEWSROOM_METRICS_TOKEN=TOKEN)
    try:
        yield address
    finally:
        server.terminate()
        server.wait(30)


def figures(site: str) -> dict[str, float]:
    """Return the figures of a server by their names and labels."""
    asked = Request(f"{site}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    with urlopen(asked, timeout=20) as answer:
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"].startswith("text/plain")
        said = answer.read().decode()
    return {name: float(value) for name, value in re.findall(r"^(newsroom_.*) (\S+)$", said, re.MULTILINE)}


def refused(site: str, given: str) -> int:
    """Return the status with which whoever gives this instead of the token is answered."""
    with pytest.raises(HTTPError) as told:
        urlopen(Request(f"{site}/metrics", headers={"Authorization": given}), timeout=20)
    return told.value.code


def test_the_figures_of_all_processes_together(site: str) -> None:
    version = publishing.publish(make_article("Harbour opens"), by=None)
    page = version.get_absolute_url()
    assert "Harbour opens" in ask(site + page)
    asked = 1 + sum("Harbour opens" in ask(site + page) for _ in range(19))
    ask(f"{site}/nothing-here/")
    time.sleep(0.6)  # each process tells of its hits with the first look after half a second
    for _ in range(24):
        ask(f"{site}/")
    found = figures(site)
    renders = found['newsroom_requests_total{kind="story",status="200"}']
    assert 1 <= renders <= 2  # one a process
    assert found["newsroom_page_cache_hits_total"] >= asked - renders
    assert found["newsroom_page_cache_renders_total"] >= renders
    assert found['newsroom_requests_total{kind="moved",status="404"}'] == 1
    assert found['newsroom_queries_total{kind="story"}'] >= 3 * renders
    assert found['newsroom_request_seconds_count{kind="story"}'] == renders
    assert found['newsroom_request_seconds_bucket{kind="story",le="+Inf"}'] == renders
    assert found["newsroom_page_cache_pages"] >= 2
    assert found["newsroom_page_cache_bytes"] > 2000
    assert found["newsroom_versions_total"] == version.pk
    assert found['newsroom_waiting{what="comments to read"}'] == 0
    assert found["newsroom_database_away"] == 0
    assert not [name for name in found if "harbour" in name.lower() or "nothing-here" in name]
    publishing.withdraw(version.article, by=None)
    assert ask(site + page) == "410"
    for _ in range(24):
        ask(f"{site}/")
    assert figures(site)["newsroom_page_cache_dropped_total"] >= 1
    assert {refused(site, given) for given in ("", "Bearer ", f"Bearer {TOKEN}x", TOKEN, "Bearer \xfc")} == {401}


def test_they_begin_at_nothing_with_the_first_server_and_go_on_with_the_second(
    tmp_path: Path, settings: object
) -> None:
    settings.VAR, settings.METRICS_TOKEN = tmp_path, TOKEN
    metrics.files().mkdir()
    old = metrics.files() / "counter_1.db"
    old.touch()
    lock = metrics.begin()
    assert not old.exists()
    old.touch()
    second = metrics.begin()
    assert old.exists()
    for one in (lock, second):
        os.close(one)
    os.close(metrics.begin())
    assert not old.exists()


def test_what_a_dead_process_kept_is_not_counted(tmp_path: Path, settings: object) -> None:
    settings.VAR = tmp_path
    gone = subprocess.Popen(["sleep", "60"])
    gone.send_signal(signal.SIGKILL)
    gone.wait()
    metrics.files().mkdir()
    kept, lost, counted = (
        metrics.files() / name
        for name in (f"gauge_livesum_{os.getpid()}.db", f"gauge_livesum_{gone.pid}.db", f"counter_{gone.pid}.db")
    )
    for one in (kept, lost, counted):
        one.touch()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics.files())
    try:
        metrics._forget_dead()
    finally:
        del os.environ["PROMETHEUS_MULTIPROC_DIR"]
    assert (kept.exists(), lost.exists(), counted.exists()) == (True, False, True)


def test_they_are_closed_by_default(client: Client) -> None:
    response = client.get("/metrics", headers={"Authorization": "Bearer "})
    assert (response.status_code, response.content) == (404, b"not found")
    assert not response.cookies
    assert metrics.begin() is None


def test_how_it_is_with_what_stands_in_front(db: None, settings: object) -> None:
    settings.EDGE = (Varnish("Varnish at a", "http://127.0.0.1:9"), Varnish("Varnish at b", "http://127.0.0.1:9"))
    now = timezone.now()
    due, later = now.timestamp() - 1, now.timestamp() + 60
    for name, since in (("a", None), ("b", now - dt.timedelta(seconds=90)), ("one from before", None)):
        waiting = {"story-7": [due, 3], "story": [due, 3], "chrome": [later, 1]} if since else {}
        values = {"looked_at": now, "cursor": [0, []], "waiting": waiting, "failing_since": since}
        EdgeHook.objects.create(name=f"Varnish at {name}", **values)
    found = {
        (metric.name, sample.labels["front"][-1]): sample.value
        for metric in Waiting().collect()
        for sample in metric.samples
        if "front" in sample.labels
    }
    fails = found.pop(("newsroom_edge_failing_seconds", "b"))
    assert 90 <= fails < 600
    assert found == {
        ("newsroom_edge_waiting", "a"): 0,
        ("newsroom_edge_waiting", "b"): 2,
        ("newsroom_edge_failing_seconds", "a"): 0,
    }
