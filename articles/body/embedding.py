"""The embeds in a cleaned body, and what readers get of each."""

import re
from html import unescape
from typing import NamedTuple

from .inline import host
from .providers import known
from .recognising import Known

EMBED = re.compile(
    r'<figure data-embed="(?P<address>[^"]*)"(?: data-photo="(?P<photo>\d+)")?>'
    r'<a href="[^"]*">(?P<title>[^<]*)</a></figure>'
)


class Embed(NamedTuple):
    """An embed: where it leads, its title, its picture's primary key."""

    address: str
    title: str
    photo: int | None = None

    @property
    def known(self) -> Known | None:
        """What can be shown in its place; None for what is a titled link and no more."""
        return known(self.address)

    @property
    def link(self) -> str:
        """Where it leads, as the provider writes it."""
        return self.known.shown.link if self.known else self.address

    @property
    def is_untitled(self) -> bool:
        """Whether nobody has said what it is: its title is its host, its address, or no words at all."""
        nothing = {host(self.address), host(self.link), self.address, self.link}
        return self.title in nothing or not any(map(str.isalnum, self.title))

    @property
    def source(self) -> str:
        """Where it comes from, in a word: “YouTube”, or the host."""
        return self.known.provider.name if self.known else host(self.address)


def embeds(html: str) -> list[Embed]:
    """The embeds in a cleaned body, in order."""
    return [
        Embed(unescape(found["address"]), unescape(found["title"]), int(found["photo"]) if found["photo"] else None)
        for found in EMBED.finditer(html)
    ]
