"""The door before Django: who asks for a page that is kept gets it from here.

A kept page is given only while it is certain that nothing it is made of has changed. Before each answer is looked
whether the bell rang (every commit on this machine rings it), whether an instant came at which something begins or
ends by itself, or whether the log of changes was not read for LOOK seconds, which finds what was written without this
program. Where the log cannot be read nothing is kept: slow, never wrong.

Not for requests with a cookie or a login, nor for anything but GET and HEAD: those go on to Django untouched. What a
page is made of, and what nobody's cookie changes, is kept in parts, so that a page that no cache has is made in less.
"""

import io
import logging
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import Error, close_old_connections
from django.urls import Resolver404, resolve

from articles import watched
from media.instant import held
from media.lasting import lent
from media.made_of import ANYTHING, MadeOf, noting
from newsroom.listening import begin
from newsroom.replicas import Place, replicas

from .answers import Application, Begun, Environ, answered
from .bell import Bell
from .doorbell import bell
from .flights import Flight, Flights
from .log import KEPT, Log
from .pages import Page, Shelf
from .parts import Kept, Lent

logger = logging.getLogger(__name__)

# How long the log may go unread while nobody rings, and how long one waits for a page that another renders (seconds).
LOOK, PATIENCE = 0.5, 10.0
# Pages with parameters, of which there is no end, get this part of the room, and so do hosts beyond the first few:
# Django lets any port pass, and each would have pages of its own. Parts of pages get as much besides.
SHARE = 4
MOST_HOSTS = 8
# What says of a request that its answer is its sender's own.
PRIVATE = frozenset({"HTTP_COOKIE", "HTTP_AUTHORIZATION"})
ASKING = frozenset({"GET", "HEAD"})
NOT_ASKED = (
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
)


class Address(NamedTuple):
    """Where a page is: how it is reached, its host, its path, and what it understands of the query."""

    scheme: str
    host: str
    path: str
    query: str = ""


class PageCache:
    """An application that answers from kept pages, and keeps those that the application behind it makes.

    room: bytes.
    """

    def __init__(self, application: Application, bell: Bell, room: int) -> None:
        self.application, self.bell = application, bell
        self._scheme = "HTTP_X_FORWARDED_PROTO" if settings.BEHIND_PROXY else "wsgi.url_scheme"
        self.plain = Shelf[Page](room - room // SHARE)
        self.asked, self.parts = Shelf[Page](room // SHARE), Shelf[Kept](room // SHARE)
        self._hosts: set[tuple[str, str]] = set()
        self._flights = Flights()
        self._looking = threading.Lock()
        self._log: Log | None = None
        self._heard = b""
        # What is made from now on is made of all that was written up to here.
        self.replicas = replicas()
        self._since: Place | None = None
        # Counted here, and told to whoever wants to know with each look: a hit pays for nothing else.
        self.hits = self.renders = 0
        self.tell: Callable[[PageCache], None] | None = None
        self._look_by = self._changes_at = 0.0
        self._looked = 0.0

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        if environ["REQUEST_METHOD"] not in ASKING:
            return self.application(environ, start_response)
        if not PRIVATE.isdisjoint(environ):
            return self._made(environ, start_response)
        path, query = environ.get("PATH_INFO", "/"), environ.get("QUERY_STRING", "")
        if query:
            understands = self._understood(path)
            if understands is None:
                return self.application(environ, start_response)
            query = canonical(query, understands)
        address = Address(environ.get(self._scheme, ""), environ.get("HTTP_HOST", ""), path, query)
        if not self._is_sure():
            return self.application(environ, start_response)
        sure_until, page = self._changes_at, self._shelf(address).get(address)
        if page is not None and page.until > time.time():
            self.hits += 1
            return page.answer(environ, start_response, sure_until)
        if self._understood(path) is None:
            return self._passed(environ, start_response)
        return self._fetched(address, environ, start_response)

    @property
    def dropped(self) -> int:
        """How many kept pages were let go."""
        return self.plain.dropped + self.asked.dropped

    def _understood(self, path: str) -> tuple[str, ...] | None:
        """Return the parameters that the page at a path understands; None where pages are not kept."""
        return getattr(view_at(path), "understands", None)

    def _passed(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let the application answer what is not kept here, and say for how long it may be kept in front, if at all."""
        if not (settings.EDGE_SECONDS and hasattr(view_at(environ.get("PATH_INFO", "/")), "may_stand_in_front")):
            return self.application(environ, start_response)
        sure_until, answer = self._changes_at, Begun()
        with self._flights.under_way(flight := Flight()):
            with held(), noting() as made_of:
                parts = self.application(environ, answer)
            is_sure = self._is_sure()
        if is_sure and flight.holds(made_of):
            answer.may_live(made_of, sure_until)
        start_response(answer.status, answer.headers)
        return parts

    def _made(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let a page be made for one reader, of parts that are the same for all."""
        if self._understood(environ.get("PATH_INFO", "/")) is None or not self._is_sure():
            return self.application(environ, start_response)
        with self._flights.under_way(flight := Flight()), held(), lent(self._parts(flight)):
            return self.application(environ, start_response)

    def _parts(self, flight: Flight) -> Lent:
        return Lent(self.parts, self._flights, flight, self._changes_at)

    def _fetched(self, address: Address, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let one render the page, and all others who ask for it wait."""
        flight, mine = self._flights.joined(address)
        if mine:
            return self._rendered(address, flight, environ, start_response)
        flight.done.wait(PATIENCE)
        if flight.page is not None:
            self.hits += 1
            return flight.page.answer(environ, start_response)
        if flight.touched and self._is_sure():
            return self._fetched(address, environ, start_response)
        return self.application(plainly(environ, address.query), start_response)

    def _rendered(
        self, address: Address, flight: Flight, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        sure_until = self._changes_at
        with self._flights.under_way(flight, address):
            self.renders += 1
            # Asked after the flight began: what is heard from now on touches it.
            asked = partial(answered, self.application, plainly(environ, address.query))
            with lent(self._parts(flight)):
                answer, made_of = self.replicas.read(asked, self._since, lambda found: not found[0].failed)
            if (page := answer.page(made_of)) is not None and self._is_sure():
                is_kept = self._keep(address, flight, made_of, page)
                return page.answer(environ, start_response, sure_until if is_kept else 0.0)
            return answer.repeat(environ, start_response)

    def _keep(self, address: Address, flight: Flight, made_of: MadeOf, page: Page) -> bool:
        """Keep a page; return whether it is as things are now."""
        with self._flights.hand:
            if not flight.holds(made_of) or page.until <= time.time():
                return False
            if len(self._hosts) < MOST_HOSTS:
                self._hosts.add(address[:2])
            self._shelf(address).put(address, page)
            flight.page = page
            return True

    def _shelf(self, address: Address) -> Shelf[Page]:
        return self.plain if not address.query and address[:2] in self._hosts else self.asked

    def _is_sure(self) -> bool:
        """Say whether all that is kept is as it is now, having let go what is not."""
        if self._is_quiet():
            return self._log is not None
        with self._looking:
            return self._is_quiet() or self._look()

    def _is_quiet(self) -> bool:
        return self.bell.heard() == self._heard and time.monotonic() < self._look_by and time.time() < self._changes_at

    def _look(self) -> bool:
        """Read what was told and what the clock brings; return whether it could be read."""
        heard, now, changes_at = self.bell.heard(), time.time(), self._changes_at
        try:
            close_old_connections()
            if self._log is None or now - self._looked > KEPT / 2:
                begin()
                self._log, told, changes_at = Log(), set(), 0.0
                self._since = self.replicas.place()
                self._let_go(None)
                self._looked = now
            else:
                told = self._log.news()
                if told:
                    self._since = self.replicas.place()
            due = watched.due(self._looked, now) if now >= changes_at else set()
            if told or now >= changes_at:
                changes_at = watched.next_instant(now)
            if told or due:
                self._let_go(watched.touched(told | due))
        except Error:
            logger.exception("No page is kept while changes cannot be read.")
            self._let_go(None)
            self._log = None
            return False
        # Last, when all is let go: others go by these, and ask for no lock.
        self._changes_at, self._looked, self._look_by, self._heard = changes_at, now, time.monotonic() + LOOK, heard
        if self.tell:
            self.tell(self)
        return True

    def _let_go(self, keys: set[str] | None) -> None:
        """Let go what is made of any of these keys; None is everything."""
        shelves: tuple[Shelf[Any], ...] = (self.plain, self.asked, self.parts)
        with self._flights.hand:
            self._flights.touch({ANYTHING} if keys is None else keys)
            for shelf in shelves:
                if keys is None:
                    shelf.clear()
                else:
                    shelf.drop(keys)


def view_at(path: str) -> Any:
    """Return the view that answers at a path; None for none."""
    try:
        return resolve(path.encode("latin-1").decode(errors="replace")).func
    except Resolver404:
        return None


def canonical(query: str, understands: tuple[str, ...]) -> str:
    """Return what a page understands of a query, always in the same order; of a parameter given twice the last."""
    found = dict(parse_qsl(query, keep_blank_values=True))
    return urlencode([(name, found[name]) for name in understands if name in found])


def plainly(environ: Environ, query: str) -> Environ:
    """Return a request for all of a page, as anybody would send it."""
    plain = {name: value for name, value in environ.items() if name not in NOT_ASKED}
    return {**plain, "REQUEST_METHOD": "GET", "QUERY_STRING": query, "wsgi.input": io.BytesIO(), "CONTENT_LENGTH": "0"}


def cached(application: Application) -> Application:
    """Return an application that keeps readers' pages, as NEWSROOM_PAGE_CACHE says."""
    room = settings.PAGE_CACHE * 2**20
    return PageCache(application, bell(), room) if room or settings.EDGE_SECONDS or settings.REPLICAS else application
