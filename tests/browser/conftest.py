"""A real browser before a real server, which fails a test for anything the page complained about.

`page` is a reader, who is not logged in; `desk` is Ben, who is. `open_page` opens more of either.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.signals import request_finished, request_started
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request, WebError
from pytest_django.live_server_helper import LiveServer

from media import background
from tests.conftest import CHROMIUM

OpenPage = Callable[..., Page]

# The closed network of a test: whatever a page asks of another host is refused at once, and told to the test.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]

REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", event => console.error(
    `Content-Security-Policy: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`));
"""


@dataclass
class Faults:
    """What pages complained about; `allow("404")` lets a complaint pass that holds these words."""

    origin: str
    found: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    over: bool = False

    def allow(self, *words: str) -> None:
        """Expect complaints that hold any of these words."""
        self.allowed += words

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        self.contexts.append(context)
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def part(self) -> None:
        """Hear no more, and let the pages reach nothing with what they send as they close."""
        self.over = True
        for context in self.contexts:
            with suppress(Error):  # the test has closed it
                context.set_offline(True)

    def unexpected(self) -> list[str]:
        """Return the complaints that nobody allowed."""
        return [fault for fault in self.found if not any(words in fault for words in self.allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self.over:
            self.found.append(f"console: {message.text} ({message.location['url']})")

    def _error(self, error: WebError) -> None:
        if not self.over:
            self.found.append(f"script: {error.error}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(self.origin + "/"):
            self.found.append(f"outside request: {request.url}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Start the machine's own Chromium."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


class UnderWay:
    """Counts the requests that the server is answering."""

    def __init__(self) -> None:
        self.count, self.changed = 0, threading.Condition()

    def began(self, **kwargs: object) -> None:
        with self.changed:
            self.count += 1

    def ended(self, **kwargs: object) -> None:
        with self.changed:
            self.count -= 1
            self.changed.notify_all()

    def wait(self) -> None:
        """Wait until everything is answered: the database is emptied next, which no request may meet."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.count <= 0, timeout=30), "the server is still answering"


@pytest.fixture
def under_way() -> Iterator[UnderWay]:
    """What the server is answering."""
    under_way = UnderWay()
    request_started.connect(under_way.began)
    request_finished.connect(under_way.ended)
    yield under_way
    request_started.disconnect(under_way.began)
    request_finished.disconnect(under_way.ended)


@pytest.fixture(autouse=True)
def by_hand() -> None:
    """Photos are worked on by a thread, as in production: these tests commit."""


@pytest.fixture(scope="session")
def live_server(live_server: LiveServer) -> LiveServer:
    """A server of which a browser asks for each static file once, as in production."""
    serve = StaticFilesHandler.serve

    def kept(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        response = serve(handler, request)
        response.headers["Cache-Control"] = "max-age=86400"
        return response

    StaticFilesHandler.serve = kept
    return live_server


@pytest.fixture
def faults(live_server: LiveServer, under_way: UnderWay) -> Iterator[Faults]:
    """Fail the test for console errors, script errors, policy violations and requests to other hosts."""
    faults = Faults(live_server.url)
    yield faults
    under_way.wait()
    background.wait(30)
    assert not faults.unexpected()


@pytest.fixture
def open_page(
    faults: Faults, new_context: Callable[..., BrowserContext], live_server: LiveServer
) -> Iterator[OpenPage]:
    """Return a function that opens a watched page, logged in as `user` if one is given.

    Further arguments are those of a Playwright context: `viewport`, `color_scheme`, `java_script_enabled`.
    """

    def open_page(user: User | None = None, **options: object) -> Page:
        # Without motion, so that colours are measured as they settle and not on their way.
        options = {"locale": "en-GB", "timezone_id": "Europe/London", "reduced_motion": "reduce", **options}
        context = new_context(base_url=live_server.url, **options)
        faults.watch(context)
        if user is not None:
            context.add_cookies([session_cookie(user, live_server.url)])
        return context.new_page()

    yield open_page
    faults.part()


def session_cookie(user: User, url: str) -> dict[str, str]:
    """Return the cookie of somebody who has logged in."""
    client = Client()
    client.force_login(user)
    name = django_settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A reader's page."""
    return open_page()


@pytest.fixture
def desk(open_page: OpenPage, ben: User) -> Page:
    """The page of Ben, the desk editor."""
    return open_page(ben)
