"""Asking other sites over HTTPS, when an editor is waiting and never a reader, without being led astray.

An address comes from what somebody pasted, so it may be meant to have this server ask a machine that only it reaches.
Only hosts that the caller names are asked; a name is looked up once, every address that it has must be one of the
public internet, and the connection goes to the very address that was looked at, so that no second answer of a name
server can change it. Redirects are followed by the same rules. What answers too much or too slowly is not heard out.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic
from urllib.parse import urljoin, urlsplit

MOST_BYTES = 256 * 1024
# Seconds: for all of it, redirects included, and for each wait on the way.
PATIENCE, EACH = 6.0, 3.0
MOST_REDIRECTS = 3
# Prefixes that carry an IPv4 address within IPv6: it is the one within that must be public.
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
REDIRECTS = {301, 302, 303, 307, 308}


class UnansweredError(Exception):
    """Nothing that could be used came back; the message ends the sentence “YouTube …”."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, and so is any that is written within it."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    within: list[ipaddress.IPv4Address | ipaddress.IPv6Address | None] = [found]
    if isinstance(found, ipaddress.IPv6Address):
        within += [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in TRANSLATED or int(found) >> 32 == 0:
            within.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
    return all(one.is_global and not one.is_multicast for one in within if one is not None)


def look_up(host: str, patience: float) -> list[str]:
    """Return the IP addresses of a host; none where nobody tells them in time (seconds)."""
    found: list[str] = []

    def ask() -> None:
        with suppress(OSError, UnicodeError):
            found.extend(str(one[4][0]) for one in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM))

    # The system's own resolver takes as long as it likes.
    thread = threading.Thread(target=ask, name="look-up", daemon=True)
    thread.start()
    thread.join(patience)
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Network:
    """The way to other machines; a test's own leads to its own server."""

    look_up: Callable[[str, float], list[str]] = look_up
    is_allowed: Callable[[str], bool] = is_public
    port: int = 443
    trusted: str | None = None  # a file of certificates (PEM) instead of the system's own

    def connect(self, host: str, until: float) -> HTTPSConnection:
        """Return a connection to a host at an address that was looked at. Raises UnansweredError."""
        found = self.look_up(host, _left(until))
        if not found:
            raise UnansweredError("cannot be found")
        if not all(map(self.is_allowed, found)):
            raise UnansweredError("stands at an address that is not on the public internet")
        return _Pinned(host, found, self.port, ssl.create_default_context(cafile=self.trusted), until)


class _Pinned(HTTPSConnection):
    """A connection to one of some IP addresses, which a certificate says to be the host's."""

    def __init__(self, host: str, addresses: list[str], port: int, context: ssl.SSLContext, until: float) -> None:
        super().__init__(host, port, context=context)
        self.addresses, self.until, self.secure = addresses, until, context
        self.wire: ssl.SSLSocket | None = None
        self.timer = threading.Timer(until - monotonic(), self.cut)

    def connect(self) -> None:
        """Try the addresses one after the other; be cut off when the time is over."""
        self.timer.daemon = True
        self.timer.start()
        failed: OSError = OSError("there is no address")
        for address in self.addresses:
            try:
                plain = socket.create_connection((address, self.port), timeout=_left(self.until))
                self.wire = self.secure.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
                self.wire.do_handshake()
            except OSError as error:
                failed = error
            else:
                self.sock = self.wire
                return
        raise failed

    def cut(self) -> None:
        """End what is under way, however slowly it drips."""
        if self.wire:
            with suppress(OSError):
                socket.socket.shutdown(self.wire, socket.SHUT_RDWR)

    def close(self) -> None:
        """End it in order."""
        self.timer.cancel()
        super().close()


def fetch(url: str, may: Callable[[str], bool], *, network: Network | None = None, patience: float = PATIENCE) -> bytes:
    """Return what stands at an address over HTTPS. may: whether a host may be asked. Raises UnansweredError."""
    until = monotonic() + patience
    for _ in range(MOST_REDIRECTS + 1):
        host = _host(url)
        if not may(host):
            raise UnansweredError("leads on to where nothing is asked")
        connection = (network or Network()).connect(host, until)
        try:
            connection.request("GET", _target(url), headers={"User-Agent": "newsroom", "Accept": "application/json"})
            answer = connection.getresponse()
            if answer.status not in REDIRECTS:
                told = _read(answer)
                _left(until)  # what was cut off looks like an end
                return told
            url = urljoin(url, answer.headers.get("Location", ""))
        except (OSError, HTTPException, ValueError) as error:
            late = isinstance(error, TimeoutError) or monotonic() >= until
            raise UnansweredError("took too long to answer" if late else "did not answer") from error
        finally:
            connection.close()
    raise UnansweredError("leads on and on")


def _host(url: str) -> str:
    """Return the host that an address names; "" for an address at which nothing is asked."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme == "https" and parts.username is None and parts.port is None
    except ValueError:
        return ""
    return (parts.hostname or "") if plain else ""


def _target(url: str) -> str:
    return urlsplit(url)._replace(scheme="", netloc="", fragment="").geturl() or "/"


def _read(answer: HTTPResponse) -> bytes:
    """Return a whole answer. Raises UnansweredError for one that is no good or too large."""
    if answer.status in {401, 403, 404, 410}:
        raise UnansweredError("tells nothing of it: it may be private, or gone")
    if answer.status != 200:
        raise UnansweredError("did not answer")
    told = answer.read(MOST_BYTES + 1)
    if len(told) > MOST_BYTES:
        raise UnansweredError("answered too much")
    return told


def _left(until: float) -> float:
    """Return how long one may still wait, in seconds. Raises UnansweredError where it is over."""
    left = until - monotonic()
    if left <= 0:
        raise UnansweredError("took too long to answer")
    return min(left, EACH)
