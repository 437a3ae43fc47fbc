"""A page as finished bytes, and the shelf on which pages are kept: bounded, and known by what they are made of."""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import brotli
from django.conf import settings

from media.made_of import ANYTHING
from newsroom.edge.lifetime import Header, may_live, says_of

# What is written with the bytes themselves, and what was of one request only.
OWN = {"content-length", "content-encoding", "etag", "vary", "x-request-id"}
# What a 304 repeats (RFC 9110, section 15.4.5).
REPEATED = {"cache-control", "content-location", "date", "etag", "expires", "vary"}
# Shorter than this nothing is won.
WORTH_PACKING = 200
# A page weighs more than its bytes: its keys, its headers, its place.
AROUND = 2000


class Variant(NamedTuple):
    """The bytes in one encoding, with their headers; None for what is unpacked when somebody asks for it."""

    body: bytes | None
    headers: list[Header]
    unchanged: list[Header]
    etag: str


class Page:
    """One page. until: seconds since 1970 at which it changes by itself. used: since it was last considered.

    It is kept packed alone, in a third of the room: hardly anybody takes no packing, and for these it is unpacked.
    """

    def __init__(self, body: bytes, headers: Iterable[Header], keys: frozenset[str], until: float) -> None:
        self.headers = [one for one in headers if one[0].lower() not in OWN]
        self.keys, self.until, self.used = keys, until, False
        self.says = says_of(keys)
        digest = hashlib.blake2b(body, digest_size=12).hexdigest()
        self.changed = next((value for name, value in headers if name.lower() == "last-modified"), "")
        self._variants = {"": self._variant(body, digest, "")}
        if len(body) > WORTH_PACKING:
            self._variants["gzip"] = self._variant(gzip.compress(body, 6, mtime=0), digest, "gzip")
            brotlied = brotli.compress(body, quality=8, lgwin=window(len(body)))
            self._variants["br"] = self._variant(brotlied, digest, "br")
            self._variants[""] = self._variants[""]._replace(body=None)
        self.size = AROUND + sum(len(one.body or b"") for one in self._variants.values()) + 60 * len(keys)

    def answer(self, environ: dict[str, Any], start_response: Any, sure_until: float = 0.0) -> list[bytes]:
        """Answer a GET or HEAD, with 304 to who has it already.

        sure_until: seconds since 1970 until which nothing begins or ends by itself: so long it may live in front. That
        stands first: nginx before 1.23 goes by what it reads first.
        """
        packed = self._variants.get(encoding(environ.get("HTTP_ACCEPT_ENCODING", "")), self._variants[""])
        lives = may_live(min(sure_until, self.until), time.time()) if settings.EDGE_SECONDS else []
        if self._is_known(environ, packed.etag):
            start_response("304 Not Modified", [*lives, *packed.unchanged])
            return []
        start_response("200 OK", [*lives, *packed.headers])
        if environ["REQUEST_METHOD"] != "GET":
            return []
        return [packed.body if packed.body is not None else self._unpacked()]

    def _unpacked(self) -> bytes:
        return gzip.decompress(self._variants["gzip"].body or b"")

    def _is_known(self, environ: dict[str, Any], etag: str) -> bool:
        tags = environ.get("HTTP_IF_NONE_MATCH")
        if tags is not None:
            return tags.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        return bool(since and self.changed) and not is_later(self.changed, str(since))

    def _variant(self, body: bytes, digest: str, packed: str) -> Variant:
        etag = f'"{digest}{"-" if packed else ""}{packed}"'
        own = [("ETag", etag), ("Vary", "Accept-Encoding"), ("Content-Length", str(len(body)))]
        headers = [*self.headers, *self.says, *own, *([("Content-Encoding", packed)] if packed else [])]
        unchanged = [one for one in headers if one[0].lower() in REPEATED or one in self.says]
        return Variant(body, headers, unchanged, etag)


def window(size: int) -> int:
    """Return how far back Brotli looks in a page of so many bytes, as a power of two from 16 to 22.

    By itself it takes memory for 4 MiB, which costs time, and leaves holes in the memory that is kept.
    """
    return min(max(size.bit_length(), 16), 22)


@lru_cache(maxsize=500)
def encoding(accepted: str) -> str:
    """Return the best of what a browser accepts: "br", "gzip", or "" (RFC 9110, section 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";q=")
        try:
            weights[name.strip()] = float(weight or 1)
        except ValueError:
            weights[name.strip()] = 0
    other = weights.get("*", 0)
    return next((name for name in ("br", "gzip") if weights.get(name, other) > 0), "")


def is_later(changed: str, since: str) -> bool:
    """Say whether one HTTP date is later than another; what is none is as old as can be."""
    try:
        return parsedate_to_datetime(changed) > parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return True


class Keepable(Protocol):
    """What a shelf keeps. keys: what it is made of. size: bytes. used: since it was last considered."""

    keys: frozenset[str]
    size: int
    used: bool


One = TypeVar("One", bound=Keepable)


class Shelf(Generic[One]):
    """Pages by their address, or parts of them, within so many bytes: what was not asked for lately goes first."""

    def __init__(self, room: int) -> None:
        self.room, self.filled, self.dropped = room, 0, 0
        self._pages: OrderedDict[Any, One] = OrderedDict()
        self._made_of: dict[str, set[Any]] = {}
        self._lock = threading.Lock()

    def get(self, address: Any) -> One | None:
        """Return a page. Takes no lock: a dictionary is read whole."""
        page = self._pages.get(address)
        if page is not None:
            page.used = True
        return page

    def put(self, address: Any, page: One) -> None:
        """Keep a page; one that would take more than an eighth of the room is not kept."""
        if page.size * 8 > self.room:
            return
        with self._lock:
            self._drop(address)
            self._pages[address] = page
            self.filled += page.size
            for key in page.keys:
                self._made_of.setdefault(key, set()).add(address)
            for old in self._oldest(page):
                self._drop(old)

    def drop(self, keys: set[str]) -> None:
        """Let go what is made of any of these, and what may be made of anything."""
        with self._lock:
            for key in (keys | {ANYTHING}) & self._made_of.keys():
                for address in list(self._made_of.get(key, ())):
                    self._drop(address)

    def clear(self) -> None:
        """Let go everything."""
        with self._lock:
            self.dropped += len(self._pages)
            self._pages.clear()
            self._made_of.clear()
            self.filled = 0

    def __len__(self) -> int:
        """Say how many there are."""
        return len(self._pages)

    def _oldest(self, kept: One) -> Iterator[Any]:
        while self.filled > self.room:
            address, page = next(iter(self._pages.items()))
            if page.used or page is kept:
                page.used = False
                self._pages.move_to_end(address)
            else:
                yield address

    def _drop(self, address: Any) -> None:
        page = self._pages.pop(address, None)
        if page is None:
            return
        self.filled -= page.size
        self.dropped += 1
        for key in page.keys:
            places = self._made_of[key]
            places.discard(address)
            if not places:
                del self._made_of[key]
