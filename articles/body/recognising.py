"""How addresses of other sites are taken apart, and how a provider's are told from all others. Pure.

An address is read by one strict pattern and by nothing cleverer, and each part is matched as a whole: what has a port,
a user, a host that is not plain ASCII, a control character or a backslash is nobody's address here, and so never a
frame. The editor's script is given the same patterns, so that both know the same addresses.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Self
from urllib.parse import urlsplit

LONGEST = 2000
# No control characters, no space, no backslash: browsers read those in their own ways.
WEB_ADDRESS = (
    r"[hH][tT][tT][pP][sS]?://(?P<host>[A-Za-z0-9.-]{1,253})"
    r"(?P<path>/[^?#\x00-\x20\x7f\\]*)?(?:\?(?P<query>[^#\x00-\x20\x7f\\]*))?(?:#(?P<fragment>[^\x00-\x20\x7f\\]*))?"
)
PATTERN = re.compile(WEB_ADDRESS)

Params = Mapping[str, str]
Values = Mapping[str, str]


class Address(NamedTuple):
    """An address of the web in its parts, the host in lower case. Of a parameter that comes twice the first counts."""

    host: str
    path: str
    query: Params
    fragment: Params

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return an address in its parts; None for one that is not written plainly."""
        found = PATTERN.fullmatch(text) if len(text) <= LONGEST else None
        if found is None:
            return None
        query, fragment = (_params(found[name] or "") for name in ("query", "fragment"))
        return cls(found["host"].lower(), found["path"] or "/", query, fragment)


def _params(text: str) -> Params:
    params: dict[str, str] = {}
    for one in text.split("&"):
        name, _, value = one.partition("=")
        params.setdefault(name, value.replace("%2C", ",").replace("%2c", ","))
    return params


@dataclass(frozen=True)
class Form:
    """One way in which a provider's addresses are written: patterns that the parts match as a whole.

    In words that Python's and JavaScript's patterns share. query, fragment: parameters that must be there.
    """

    host: str
    path: str
    query: Params = field(default_factory=dict)
    fragment: Params = field(default_factory=dict)

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], re.Pattern[str], list[tuple[str, str, re.Pattern[str]]]]:
        """Return the patterns of host and path, and those of parameters with where they stand and their names."""
        asked = [
            (part, name, re.compile(pattern, re.ASCII))
            for part in ("query", "fragment")
            for name, pattern in getattr(self, part).items()
        ]
        return re.compile(self.host, re.ASCII), re.compile(self.path, re.ASCII), asked

    def match(self, address: Address) -> dict[str, str] | None:
        """Return what the patterns name in an address; None if it is written otherwise."""
        host, path, asked = self.patterns
        matches = [host.fullmatch(address.host), path.fullmatch(address.path)]
        matches += [pattern.fullmatch(getattr(address, part).get(name, "")) for part, name, pattern in asked]
        found: dict[str, str] = {}
        for one in matches:
            if one is None:
                return None
            found |= {name: value for name, value in one.groupdict().items() if value}
        return found


class Shown(NamedTuple):
    """What an address leads to: its link as the provider writes it, the address of a frame that shows the real thing.

    shape: "wide" (16:9), "tall" (9:16) or "post" (as high as a post is). title: what the address itself says it is.
    """

    link: str
    frame: str
    shape: str = "wide"
    title: str = ""


@dataclass(frozen=True)
class Provider:
    """Where videos, posts or maps stand.

    kind: "video", "post" or "map". show: what an address of one of the forms leads to, of which it is given what the
    form's patterns name ("" for what is not there) and all of it; None for none after all.
    asks: the oEmbed endpoint that tells title and author, "{host}" in it being the address' own; "" for none.
    refers: whether the frame must be told which site it stands in, or shows nothing.
    """

    name: str
    kind: str
    forms: tuple[Form, ...]
    show: Callable[[Values, Address], Shown | None]
    asks: str = ""
    refers: bool = False

    def known(self, address: Address) -> "Known | None":
        """Return what an address leads to, if it is one of this provider's."""
        for form in self.forms:
            values = form.match(address)
            shown = self.show(defaultdict(str, values), address) if values is not None else None
            if shown:
                return Known(self, shown)
        return None


class Known(NamedTuple):
    """An address that a provider shows in a frame."""

    provider: Provider
    shown: Shown

    @property
    def host(self) -> str:
        """The host that the frame is loaded from, for readers to know."""
        return urlsplit(self.shown.frame).netloc

    @property
    def source(self) -> str:
        """The frame's origin, as a Content-Security-Policy names it."""
        return f"https://{self.host}"

    @property
    def asks(self) -> str:
        """The address that answers what stands there, without its parameters; "" for none."""
        return self.provider.asks.replace("{host}", self.host)
