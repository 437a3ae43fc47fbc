"""Debian's Varnish and nginx before a server: they keep pages, and let go what changed, and nothing else."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.conf import settings

from articles import killing, publishing
from articles.models import EdgeHook, Version
from newsroom.deploy.programs import free_port, program
from tests.articles.makers import edit, make_article
from tests.newsroom.page_cache.machines import serving
from tests.newsroom.page_cache.test_served import database_address

VARNISH = """
vcl 4.1;
import std;
import xkey;
backend default { .host = "127.0.0.1"; .port = "%(server)d"; }
sub vcl_recv {
    if (req.method == "PURGE") {
        set req.http.gone = xkey.purge(req.http.xkey-purge);
        return (synth(200));
    }
}
sub vcl_backend_response {
    set beresp.grace = 0s;
    if (beresp.http.Surrogate-Control) {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, "max-age=", "") + "s", 0s);
    }
}
sub vcl_deliver { set resp.http.Kept = obj.hits > 0; }
"""
NGINX = """
%(user)s
daemon off;
pid %(place)s/pid;
error_log stderr crit;
events {}
http {
    access_log off;
    client_body_temp_path %(place)s/body;
    proxy_temp_path %(place)s/temp;
    proxy_cache_path %(place)s/kept levels=1:2 keys_zone=kept:1m use_temp_path=off;
    proxy_buffer_size 32k;
    proxy_buffers 8 32k;
    server {
        listen 127.0.0.1:%(port)d;
        location / {
            proxy_pass http://127.0.0.1:%(server)d;
            proxy_set_header Host $http_host;
            proxy_cache kept;
            proxy_ignore_headers Vary;
            add_header Kept $upstream_cache_status;
        }
    }
}
"""


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """Run a program until it listens, and end it."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        until(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)
        yield
    finally:
        process.terminate()
        process.wait(30)


def until(happened: Callable[[], bool]) -> None:
    """Wait until something happened, however slow the machine is."""
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def varnish(place: Path, port: int, server: int) -> list[str]:
    """Return the command that runs Varnish before a server."""
    (place / "pages.vcl").write_text(VARNISH % {"server": server})
    where = ["-F", "-j", "none", "-n", str(place / "work"), "-a", f"127.0.0.1:{port}", "-f", str(place / "pages.vcl")]
    return [program("varnishd", "varnish varnish-modules"), *where, "-s", "malloc,16m", "-p", "http_gzip_support=off"]


def nginx(place: Path, port: int, server: int) -> list[str]:
    """Return the command that runs nginx before a server, as whoever runs the tests."""
    told = {"user": "user root;" if os.getuid() == 0 else "", "place": place, "port": port, "server": server}
    (place / "nginx.conf").write_text(NGINX % told)
    return [program("nginx", "nginx-light"), "-p", str(place), "-c", str(place / "nginx.conf")]


@pytest.fixture(params=["varnish", "nginx"])
def site(request: pytest.FixtureRequest, transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of what stands before a server."""
    port = free_port()
    (tmp_path / "kept").mkdir()
    edge = f"varnish+http://127.0.0.1:{port}" if request.param == "varnish" else f"nginx:{tmp_path / 'kept'}"
    make = {"varnish": varnish, "nginx": nginx}[request.param]
    with ExitStack() as standing:
        server = standing.enter_context(serving(Path(settings.VAR), database_address(), NEWSROOM_EDGE=edge))
        standing.enter_context(running(make(tmp_path, port, int(server.rpartition(":")[2])), port))
        yield f"http://127.0.0.1:{port}"


def ask(address: str) -> tuple[str, bool]:
    """Return a page, or the number of what came instead, and whether it was kept."""
    try:
        with urlopen(address, timeout=20) as answer:
            return answer.read().decode(), answer.headers["Kept"] in {"HIT", "true"}
    except HTTPError as refused:
        return str(refused.code), False


def kept(address: str) -> bool:
    """Say whether a page is kept by now."""
    return ask(address)[1]


def knows_all(version: Version) -> bool:
    """Say whether what stands in front was told twice of a version, and of all before it."""
    state = EdgeHook.objects.get()
    return state.looked_at > version.live_from and not state.waiting


@pytest.mark.needs("nginx", "varnishd", "varnish-modules")
def test_what_is_published_is_seen_and_other_pages_stay_kept(site: str) -> None:
    harbour: Version = publishing.publish(make_article("Harbour opens", tags=["ports"]), by=None)
    bridge = publishing.publish(make_article("Bridge closes", section="Business", byline="Omar Quist"), by=None)
    until(lambda: knows_all(bridge))
    pages = [site + harbour.get_absolute_url(), site + "/", site + bridge.get_absolute_url()]
    for page in pages:
        until(lambda page=page: kept(page))
    publishing.update(edit(harbour.article, headline="Harbour shut"), by=None)
    for page in pages[:2]:
        until(lambda page=page: "Harbour shut" in ask(page)[0])
    assert kept(pages[2])
    killing.kill_story(harbour.article, by=None, reason="It is not ours.")
    until(lambda: ask(pages[0])[0] == "410")
    until(lambda: "Harbour" not in ask(pages[1])[0])
