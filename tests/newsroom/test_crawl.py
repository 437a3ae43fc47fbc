"""The walk from link to link finds what is wrong, and nothing else."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.crawl import Crawl

PAGES = {
    "/": '<a href="/good/">Good</a> <a href="/écoles/?q=a&amp;b=c">Schools</a> <img src="/1.jpg" srcset="/2.jpg 2w">',
    "/good/": '<a href="/#top">Up</a> <a href="https://other.example/">Else</a> <a href="mailto:us@news.example"></a>',
    "/%C3%A9coles/?q=a&b=c": "<p>Nothing leads on.",
    "/1.jpg": "",
    "/2.jpg": "",
    "/bad/": '<a href="/gone/">Gone</a> <script src="https://tracker.example/x.js"></script> <img src="/gone.jpg">',
    "/cookie/": "<p>Nothing leads on.",
    "/empty/": "\n",
}


class Handler(BaseHTTPRequestHandler):
    """A site of a few pages."""

    def do_GET(self) -> None:
        if self.path == "/moved/":
            self.send_response(301)
            self.send_header("Location", "/good/")
            self.end_headers()
            return
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path == "/cookie/":
            self.send_header("Set-Cookie", "seen=1")
        self.end_headers()
        self.wfile.write(PAGES.get(self.path, "").encode())

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a site of a few pages."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def walked(start: str, directory: Path, *paths: str) -> Crawl:
    crawl = Crawl(start, directory, *paths)
    crawl.walk()
    return crawl


def test_a_site_in_order_is_kept_page_by_page(site: str, tmp_path: Path) -> None:
    crawl = walked(f"{site}/", tmp_path)
    assert (crawl.pages, len(crawl.parts), crawl.faults) == (3, 2, [])
    (good,) = tmp_path.glob("000? %2Fgood%2F.html")
    assert "other.example" in good.read_text()
    kept = [json.loads(line) for line in (tmp_path / "kept.jsonl").read_text().splitlines()]
    assert {one["address"]: one["weight"] for one in kept}[f"{site}/good/"] == good.stat().st_size


def test_dead_links_and_other_hosts_are_told(site: str, tmp_path: Path) -> None:
    faults = walked(f"{site}/bad/", tmp_path).faults
    assert sorted(faults) == [
        f"404 at {site}/gone.jpg, to which {site}/bad/ leads",
        f"404 at {site}/gone/, to which {site}/bad/ leads",
        f"{site}/bad/ asks another host: https://tracker.example/x.js",
    ]


def test_a_path_is_walked_to_which_no_link_leads(site: str, tmp_path: Path) -> None:
    assert walked(f"{site}/", tmp_path, "/cookie/").faults == [f"{site}/cookie/ sets a cookie"]


def test_a_link_that_only_leads_on_is_told(site: str, tmp_path: Path) -> None:
    assert walked(f"{site}/moved/", tmp_path).faults == [
        f"the command line leads to {site}/moved/, which only leads on to {site}/good/"
    ]


def test_an_empty_answer_is_told(site: str, tmp_path: Path) -> None:
    assert walked(f"{site}/empty/", tmp_path).faults == [f"{site}/empty/ is empty"]


def test_a_cookie_is_told(site: str, tmp_path: Path) -> None:
    assert walked(f"{site}/cookie/", tmp_path).faults == [f"{site}/cookie/ sets a cookie"]
