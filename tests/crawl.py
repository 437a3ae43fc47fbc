"""Walk a served site as a reader could: python -m tests.crawl http://127.0.0.1:8000/ DIRECTORY [PATH ...]

Every page is kept in DIRECTORY under its address, for the Nu Html Checker, which takes files; so are feeds, style
sheets and scripts, and kept.jsonl tells of each what it weighed (tests/audit/kept.py reads it). Ends with 1, and says
so line by line, where a link of the site leads nowhere, an answer is empty, a page sets a cookie, or a page asks
another host for anything.
PATH: where no link leads, as in /search/?q=harbour
"""

import gzip
import json
import re
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from html import unescape
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request, urlopen

import brotli
from django.utils.encoding import iri_to_uri

LINKS = re.compile(r'<(?:a|form|link)\b[^>]*?\s(?:href|action)="([^"]*)"')
PARTS = re.compile(
    r'<(?:img|script|source|iframe)\b[^>]*?\ssrc="([^"]*)"|<link rel="(?:stylesheet|icon)"[^>]*href="([^"]*)"'
)
SETS = re.compile(r'\ssrcset="([^"]*)"')
TEXT = re.compile(r"text/|application/(?:json|xml|javascript)|.*\+(?:json|xml)")
# As browsers ask, and how what they are sent is unpacked.
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
# What weighs on every page beside its HTML.
LOOKS = (".css", ".js")
# More pages than this have no end: a calendar that goes on for ever, say.
MOST = 12_000
AT_ONCE = 4


class Crawl:
    """A walk through one site. faults: what is wrong, a line each."""

    def __init__(self, start: str, directory: Path, *paths: str) -> None:
        self.start, self.directory = start, directory
        self.faults: list[str] = []
        self.found_on = dict.fromkeys([start, *(urljoin(start, path) for path in paths)], "the command line")
        self.parts: dict[str, str] = {}
        self.pages = 0
        self.kept: list[dict[str, Any]] = []

    def walk(self) -> None:
        """Ask for every page that a link leads to, and then for everything that pages are made of."""
        waiting, asked = deque(self.found_on), set[Future[Any]]()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while (waiting or asked) and self.pages < MOST:
                while waiting and len(asked) < 4 * AT_ONCE:
                    asked.add(pool.submit(self._ask, address := waiting.popleft(), "GET", self.found_on[address]))
                done, asked = wait(asked, return_when=FIRST_COMPLETED)
                for future in done:
                    waiting += self._links(*future.result())
            if waiting:
                self.faults.append(f"There is no end of pages: more than {MOST}")
            self.parts = {part: page for part, page in self.parts.items() if part not in self.found_on}
            for address, response, body in pool.map(self._part, self.parts):
                if address.endswith(LOOKS):
                    self._keep(address, response, body)
        (self.directory / "kept.jsonl").write_text("".join(json.dumps(one) + "\n" for one in self.kept))

    def _links(self, address: str, response: HTTPResponse | None, body: bytes) -> Iterator[str]:
        """Keep a page; give the addresses of the site that it is the first to lead to."""
        html = self._keep(address, response, body)
        if response is None or not response.headers.get("Content-Type", "").startswith("text/html"):
            return
        self._note_parts(address, html)
        links = [iri_to_uri(urljoin(address, unescape(link)).partition("#")[0]) for link in LINKS.findall(html)]
        for link in dict.fromkeys(links):
            if self._is_ours(link) and link not in self.found_on:
                self.found_on[link] = address
                yield link

    def _keep(self, address: str, response: HTTPResponse | None, body: bytes) -> str:
        """Keep what is text under its address; return it."""
        kind = response.headers.get("Content-Type", "").partition(";")[0] if response else ""
        if response is None or not TEXT.match(kind) or not self._is_ours(address):
            return ""
        weight = len(body)
        body = UNPACK[response.headers.get("Content-Encoding", "")](body)
        if not body.strip():
            self.faults.append(f"{address} is empty")
        self.pages += kind == "text/html"
        name = quote(urlsplit(address)._replace(scheme="", netloc="").geturl(), safe="")[:200]
        file = f"{self.pages:04} {name}.html" if kind == "text/html" else f"part {len(self.kept):05} {name}"
        (self.directory / file).write_bytes(body)
        queries = response.headers.get("X-Queries")
        self.kept.append({"address": address, "kind": kind, "file": file, "weight": weight, "queries": queries})
        return body.decode()

    def _note_parts(self, page: str, html: str) -> None:
        names = [one or other for one, other in PARTS.findall(html)]
        names += [one.split()[0] for many in SETS.findall(html) for one in many.split(",")]
        for part in (urljoin(page, unescape(name)) for name in dict.fromkeys(names)):
            self.parts.setdefault(part, page)
            if urlsplit(part).netloc != urlsplit(self.start).netloc:
                self.faults.append(f"{page} asks another host: {part}")

    def _is_ours(self, address: str) -> bool:
        parts = urlsplit(address)
        return parts.netloc == urlsplit(self.start).netloc and not parts.path.startswith("/admin/")

    def _part(self, address: str) -> tuple[str, HTTPResponse | None, bytes]:
        if not self._is_ours(address):
            return address, None, b""
        return self._ask(address, "GET" if address.endswith(LOOKS) else "HEAD", self.parts[address])

    def _ask(self, address: str, method: str, found_on: str) -> tuple[str, HTTPResponse | None, bytes]:
        """Ask for an address; return it with the answer and its bytes as they travelled."""
        asked = Request(address, method=method, headers={"Accept-Encoding": "br, gzip"})
        try:
            with urlopen(asked, timeout=60) as answer:
                body = answer.read()
        except HTTPError as error:
            self.faults.append(f"{error.code} at {address}, to which {found_on} leads")
            return address, None, b""
        if answer.headers.get("Set-Cookie"):
            self.faults.append(f"{address} sets a cookie")
        if answer.url != address:
            self.faults.append(f"{found_on} leads to {address}, which only leads on to {answer.url}")
        return address, answer, body


def main() -> int:
    """Read the command line, walk, and say what was found."""
    start, directory = sys.argv[1], Path(sys.argv[2])
    directory.mkdir(parents=True, exist_ok=True)
    crawl = Crawl(start, directory, *sys.argv[3:])
    crawl.walk()
    told = [f"{crawl.pages} pages of {len(crawl.found_on)} addresses, made of {len(crawl.parts)} files.", *crawl.faults]
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if crawl.faults else 0


if __name__ == "__main__":
    sys.exit(main())
