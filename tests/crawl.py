"""Walk a served site as a reader could, from link to link: python -m tests.crawl http://127.0.0.1:8000/ DIRECTORY

Every page is kept in DIRECTORY under its address, for the Nu Html Checker, which takes files. Ends with 1, and says so
line by line, where a link of the site leads nowhere, a page sets a cookie, or a page asks another host for anything.
"""

import re
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http.client import HTTPResponse
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request, urlopen

from django.utils.encoding import iri_to_uri

LINKS = re.compile(r'<(?:a|form|link)\b[^>]*?\s(?:href|action)="([^"]*)"')
PARTS = re.compile(
    r'<(?:img|script|source|iframe)\b[^>]*?\ssrc="([^"]*)"|<link rel="(?:stylesheet|icon)"[^>]*href="([^"]*)"'
)
SETS = re.compile(r'\ssrcset="([^"]*)"')
# More pages than this have no end: a calendar that goes on for ever, say.
MOST = 5000


class Crawl:
    """A walk through one site. faults: what is wrong, a line each."""

    def __init__(self, start: str, directory: Path) -> None:
        self.start, self.directory = start, directory
        self.faults: list[str] = []
        self.found_on = {start: "the command line"}
        self.parts: dict[str, str] = {}
        self.pages = 0

    def walk(self) -> None:
        """Ask for every page that a link leads to, and then for everything that pages are made of."""
        waiting = deque([self.start])
        while waiting and self.pages < MOST:
            waiting += self._links(waiting.popleft())
        if waiting:
            self.faults.append(f"There is no end of pages: more than {MOST}")
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(self._part, self.parts))

    def _links(self, address: str) -> list[str]:
        """Keep a page; return the addresses of the site that it is the first to lead to."""
        answer = self._ask(address, "GET", self.found_on[address])
        if answer is None or not answer.headers.get("Content-Type", "").startswith("text/html"):
            return []
        html = answer.read().decode()
        self.pages += 1
        name = quote(urlsplit(address)._replace(scheme="", netloc="").geturl(), safe="")[:200]
        (self.directory / f"{self.pages:04} {name}.html").write_text(html)
        self._note_parts(address, html)
        links = [iri_to_uri(urljoin(address, unescape(link)).partition("#")[0]) for link in LINKS.findall(html)]
        new = [link for link in dict.fromkeys(links) if self._is_ours(link) and link not in self.found_on]
        self.found_on |= dict.fromkeys(new, address)
        return new

    def _note_parts(self, page: str, html: str) -> None:
        names = [one or other for one, other in PARTS.findall(html)]
        names += [one.split()[0] for many in SETS.findall(html) for one in many.split(",")]
        for part in (urljoin(page, unescape(name)) for name in names):
            self.parts.setdefault(part, page)
            if urlsplit(part).netloc != urlsplit(self.start).netloc:
                self.faults.append(f"{page} asks another host: {part}")

    def _is_ours(self, address: str) -> bool:
        parts = urlsplit(address)
        return parts.netloc == urlsplit(self.start).netloc and not parts.path.startswith("/admin/")

    def _part(self, address: str) -> None:
        if self._is_ours(address):
            self._ask(address, "HEAD", self.parts[address])

    def _ask(self, address: str, method: str, found_on: str) -> HTTPResponse | None:
        try:
            answer: HTTPResponse = urlopen(Request(address, method=method), timeout=30)
        except HTTPError as error:
            self.faults.append(f"{error.code} at {address}, to which {found_on} leads")
            return None
        if answer.headers.get("Set-Cookie"):
            self.faults.append(f"{address} sets a cookie")
        return answer


def main() -> int:
    """Read the command line, walk, and say what was found."""
    start, directory = sys.argv[1], Path(sys.argv[2])
    directory.mkdir(parents=True, exist_ok=True)
    crawl = Crawl(start, directory)
    crawl.walk()
    told = [f"{crawl.pages} pages of {len(crawl.found_on)} addresses, made of {len(crawl.parts)} files.", *crawl.faults]
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if crawl.faults else 0


if __name__ == "__main__":
    sys.exit(main())
