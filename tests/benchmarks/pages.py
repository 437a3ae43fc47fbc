"""What it takes to make readers' pages anew: python -m tests.benchmarks.pages [--times N] [--only KIND] [--profile]

Asks an installation, the one that the environment names, for pages of each kind, past the page cache; with --parts as
somebody who has a cookie does, so that they are made of parts that are kept. Prints
milliseconds of processor time a page: the least and the median of this process, and the mean of the server of a
PostgreSQL on this machine. With --profile also where the time goes. Reads only.
"""

import argparse
import cProfile
import io
import os
import pstats
from collections.abc import Callable, Iterable
from itertools import cycle
from typing import Any
from urllib.parse import unquote_to_bytes

from tests.benchmarks.growth import cost

# How many different addresses of a kind are asked for in turn.
ADDRESSES = 8
DEEP = 10
SHOWN = 45


def addresses(host: str) -> dict[str, list[str]]:
    """Return what is asked for, by kind of page."""
    from django.urls import reverse

    from articles.models import Author, Section, Tag, Version

    newest = Version.objects.live().newest_first()
    count = newest.count()
    stories = [newest[place] for place in range(0, count, max(1, count // ADDRESSES))][:ADDRESSES]
    tag = max(Tag.objects.all(), key=lambda one: one.versions.count())
    section = max(Section.objects.all(), key=lambda one: one.versions.count())
    author = max(Author.objects.all(), key=lambda one: one.versionbylines.count())
    deep = newest.filter(tags__tag=tag)[min(count // 10, tag.versions.count() // 2)]
    key = f"{int(deep.first_published.timestamp()) * 1_000_000}.{deep.pk}"
    return {
        "story": [one.get_absolute_url() for one in stories],
        "front": [reverse("front")],
        "section": [reverse("section", args=[section.slug])],
        "tag": [reverse("tag", args=[tag.slug])],
        "tag, deep": [f"{reverse('tag', args=[tag.slug])}?before={key}"],
        "author": [reverse("author", args=[author.slug])],
    }


def environ(address: str, host: str) -> dict[str, Any]:
    """Return a request as a server makes it of what a browser sends."""
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "HTTP_HOST": host,
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_USER_AGENT": "benchmark",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


class Asking:
    """Asks for pages, and looks that each is one. parts: whether they may be made of parts that are kept."""

    def __init__(self, host: str, *, parts: bool = False) -> None:
        from newsroom.wsgi import application, django

        self.application: Any = application if parts else django
        self.host, self.status = host, ""

    def ask(self, address: str) -> bytes:
        """Return a page. Raises RuntimeError for anything but a page."""
        # Who has a cookie gets no whole page that is kept.
        answer = self.application({**environ(address, self.host), "HTTP_COOKIE": "seen=1"}, self._start)
        body = b"".join(answer)
        answer.close()  # type: ignore[attr-defined]  # Django's response
        if not self.status.startswith("200"):
            raise RuntimeError(f"{address} gave {self.status}")
        return body

    def in_turn(self, pages: list[str]) -> Callable[[], bytes]:
        """Return what asks for the next one of some pages, and after the last one for the first."""
        turns = cycle(pages)
        return lambda: self.ask(next(turns))

    def _start(self, status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
        self.status = status


def profile(asking: Asking, pages: list[str], times: int) -> None:
    """Print which functions take most of the time of a page, by their own and with what they call."""
    watching = cProfile.Profile()
    watching.enable()
    ask = asking.in_turn(pages)
    for _ in range(times):
        ask()
    watching.disable()
    for order in ("tottime", "cumtime"):
        pstats.Stats(watching).sort_stats(order).print_stats(SHOWN)


def main(kinds: Iterable[str], times: int, *, parts: bool, profiled: bool) -> None:
    """Measure each kind of page."""
    from django.conf import settings
    from django.db import connection

    host = settings.ALLOWED_HOSTS[0]
    asking = Asking(host, parts=parts)
    for kind, pages in addresses(host).items():
        if kind not in kinds and kinds:
            continue
        weight = max(len(asking.ask(address)) for _ in range(3) for address in pages)
        took = cost(kind, asking.in_turn(pages), times)
        figures = f"min {took.processor:6.2f}  median {took.processor_median:6.2f}  database {took.server:5.2f} ms"
        print(f"{connection.vendor:10} {kind:10} {figures}  {weight:6} bytes", flush=True)
        if profiled:
            profile(asking, pages, times)


if __name__ == "__main__":
    os.environ.setdefault("NEWSROOM_HTTPS", "false")
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    parser = argparse.ArgumentParser(description="Measure what it takes to make readers' pages anew.")
    parser.add_argument("--times", type=int, default=200, help="how often each kind of page is made (%(default)s)")
    parser.add_argument("--only", action="append", default=[], help="a kind of page: story, front, …")
    parser.add_argument("--parts", action="store_true", help="make them of parts that are kept")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    asked = parser.parse_args()
    import django

    django.setup()
    main(asked.only, asked.times, parts=asked.parts, profiled=asked.profile)
