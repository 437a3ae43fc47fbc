"""Who stands in front, and how each is told to let pages go.

Each is one word of NEWSROOM_EDGE, which holds no secret; those stand in variables of their own and are never shown.
"""

import hashlib
import hmac
import json
import re
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import ClassVar
from urllib.parse import SplitResult, urlsplit

from .kept_files import KeptFiles

# What every page carries.
ALL = "all"
# How long one question may last (seconds).
PATIENCE = 10.0
# So much of an answer is heard (bytes).
HEARD = 64 * 1024


class UnheardError(Exception):
    """Whoever stands in front did not do as it was told; the message says why, in words and without a secret."""


@dataclass(frozen=True)
class Hook(ABC):
    """One that stands in front.

    name: what the desk calls it. keys_in: the header in which it looks for what a page is made of, with what stands
    `between` the words. lives_in: the header in which it looks for how long a page may live, told as `lives` says.
    keeps: whether it keeps pages at all.
    """

    name: str
    keys_in: ClassVar[str] = "Surrogate-Key"
    between: ClassVar[str] = " "
    lives_in: ClassVar[str] = "Surrogate-Control"
    lives: ClassVar[str] = "max-age={}"
    keeps: ClassVar[bool] = True

    @abstractmethod
    def tell(self, words: list[str]) -> None:
        """Have all let go that carries any of these words. Raises UnheardError, OSError or HTTPException."""


@dataclass(frozen=True)
class Varnish(Hook):
    """Varnish with its module xkey, which purges by the words in the header xkey-purge."""

    at: str
    keys_in: ClassVar[str] = "xkey"

    def tell(self, words: list[str]) -> None:
        """Send PURGE, with as many words as a header of Varnish's takes."""
        for some in in_parts(words, 100):
            ask("PURGE", self.at, {"xkey-purge": " ".join(some)})


@dataclass(frozen=True)
class Nginx(Hook):
    """nginx on this machine, by the directory of its cache.

    It takes a page whose file is gone for one that it never had. What may not be read is let go whatever it is.
    """

    directory: Path
    lives_in: ClassVar[str] = "X-Accel-Expires"
    lives: ClassVar[str] = "{}"

    def tell(self, words: list[str]) -> None:
        """Delete the files of pages that carry any of these words."""
        if not self.directory.is_dir():
            raise UnheardError(f"{self.directory} is no directory.")
        for path in self._kept.carrying(set(words)):
            Path(path).unlink(missing_ok=True)

    @cached_property
    def _kept(self) -> KeptFiles:
        return KeptFiles(self.directory)


@dataclass(frozen=True)
class Fastly(Hook):
    """A service of Fastly's, purged by key."""

    service: str
    token: str = field(repr=False)
    at: str = "https://api.fastly.com"

    def tell(self, words: list[str]) -> None:
        """Ask its API to purge, 100 keys at a time."""
        for some in in_parts(words, 100):
            headers = {"Fastly-Key": self.token, "Surrogate-Key": " ".join(some), "Accept": "application/json"}
            ask("POST", f"{self.at}/service/{self.service}/purge", headers)


@dataclass(frozen=True)
class Cloudflare(Hook):
    """A zone of Cloudflare's, purged by tag."""

    zone: str
    token: str = field(repr=False)
    at: str = "https://api.cloudflare.com"
    keys_in: ClassVar[str] = "Cache-Tag"
    between: ClassVar[str] = ","
    lives_in: ClassVar[str] = "Cloudflare-CDN-Cache-Control"

    def tell(self, words: list[str]) -> None:
        """Ask its API to purge, 30 tags at a time."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        for some in in_parts(words, 30):
            body = json.dumps({"tags": some}).encode()
            answer = ask("POST", f"{self.at}/client/v4/zones/{self.zone}/purge_cache", headers, body)
            if json.loads(answer or b"{}").get("success") is not True:
                raise UnheardError("It did not say that it had purged anything.")


@dataclass(frozen=True)
class Webhook(Hook):
    """An address that is sent the words, signed."""

    at: str = field(repr=False)
    secret: str = field(repr=False)
    lives_in: ClassVar[str] = "CDN-Cache-Control"
    keeps: ClassVar[bool] = False

    def tell(self, words: list[str]) -> None:
        """Post the words as JSON with the second (since 1970) and an HMAC of that, a dot and the body."""
        second = str(int(time.time()))
        body = json.dumps({"all": ALL in words, "keys": words}).encode()
        signed = hmac.new(self.secret.encode(), second.encode() + b"." + body, hashlib.sha256).hexdigest()
        headers = {
            "Newsroom-Time": second,
            "Newsroom-Signature": f"sha256={signed}",
            "Content-Type": "application/json",
        }
        ask("POST", self.at, headers, body)


def hook_of(word: str, secrets: dict[str, str]) -> Hook:
    """Return the one that a word of NEWSROOM_EDGE names. secrets: by the variable of each. Raises ValueError."""
    kind, rest = [*re.split("[+:]", word, maxsplit=1), ""][:2]
    if kind == "varnish":
        return Varnish(f"Varnish at {_web(rest).netloc}", rest)
    if kind == "nginx" and Path(rest).is_absolute():
        return Nginx(f"nginx, {rest}", Path(rest))
    if kind == "fastly" and rest.isalnum():
        return Fastly(f"Fastly, service {rest}", rest, _secret(secrets, "NEWSROOM_FASTLY_TOKEN"))
    if kind == "cloudflare" and rest.isalnum():
        return Cloudflare(f"Cloudflare, zone {rest}", rest, _secret(secrets, "NEWSROOM_CLOUDFLARE_TOKEN"))
    if kind == "webhook":
        return Webhook(f"Webhook at {_web(rest).netloc}", rest, _secret(secrets, "NEWSROOM_WEBHOOK_SECRET"))
    raise ValueError(f"knows no {kind}")


def ask(method: str, address: str, headers: dict[str, str], body: bytes | None = None) -> bytes:
    """Ask and return the answer; nobody is followed elsewhere. Raises UnheardError, OSError or HTTPException."""
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(str(parts.hostname), parts.port, timeout=PATIENCE)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, path, body or b"", {"User-Agent": "newsroom", **headers})
        answer = connection.getresponse()
        if not 200 <= answer.status < 300:
            raise UnheardError(f"It answered {answer.status} {_reason(answer)}.")
        return answer.read(HEARD)
    finally:
        connection.close()


def in_parts(words: list[str], most: int) -> Iterator[list[str]]:
    """Yield some words at a time."""
    for start in range(0, len(words), most):
        yield words[start : start + most]


def _reason(answer: HTTPResponse) -> str:
    return "".join(letter for letter in answer.reason if letter.isprintable())[:100].strip()


def _web(address: str) -> SplitResult:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise ValueError("needs an address of the web without a name or a password in it")
    return parts


def _secret(secrets: dict[str, str], name: str) -> str:
    if not secrets.get(name):
        raise ValueError(f"needs {name}")
    return secrets[name]
