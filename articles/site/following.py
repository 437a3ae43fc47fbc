"""How readers follow a list of stories: the feeds beside it, as a page names them."""

from dataclasses import dataclass
from typing import Any

from articles.paths import path_to


@dataclass(frozen=True)
class Following:
    """The feeds of a list. name: of what is followed, "" for the whole site; slug: of its page, where it has one."""

    route: str
    name: Any = ""
    slug: str = ""

    @property
    def rss(self) -> str:
        """The path of the feed as RSS."""
        return self._path("xml")

    @property
    def atom(self) -> str:
        """The path of the feed as Atom."""
        return self._path("atom")

    @property
    def json(self) -> str:
        """The path of the feed as JSON Feed."""
        return self._path("json")

    def _path(self, fmt: str) -> str:
        return path_to(self.route, *([self.slug] if self.slug else []), fmt)


WHOLE_SITE = Following("feed")
