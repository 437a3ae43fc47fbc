"""Parts of addresses."""

import re


class Number:
    """A number with a fixed count of digits: 9 is "09" in a month."""

    digits = 2
    regex = "[0-9]{2}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int | str) -> str:
        """Return the digits."""
        return str(value).zfill(self.digits)


class Year(Number):
    """Four digits."""

    digits = 4
    regex = "[0-9]{4}"


class Slug:
    """One part of a path in any script. Control characters, which no database takes, are in no address of ours."""

    regex = r"[^/\x00-\x1f\x7f]{1,200}"

    def to_python(self, value: str) -> str:
        """Return the slug."""
        return value

    def to_url(self, value: str) -> str:
        """Return the slug."""
        return value


class RenditionName:
    """The file name of a rendition: shape-width-hash.ending."""

    regex = re.compile(r"[a-z]+-[0-9]{1,5}-[0-9a-f]{16}\.[a-z]{3,4}").pattern

    def to_python(self, value: str) -> str:
        """Return the name."""
        return value

    def to_url(self, value: str) -> str:
        """Return the name."""
        return value


class FeedFormat(Slug):
    """The ending of a feed's address."""

    regex = "xml|atom|json"


class ListKind(Slug):
    """The kinds of lists that have sitemaps of their own."""

    regex = "sections|series|tags|authors|agencies"


class Part:
    """Which part of a sitemap that takes several files: nothing for the first, then "-2" and on."""

    regex = "(?:-[1-9][0-9]{0,3})?"

    def to_python(self, value: str) -> int:
        """Return the number. Raises ValueError for "-1", which is written as nothing."""
        if value == "-1":
            raise ValueError(value)
        return int(value[1:] or 1)

    def to_url(self, value: int) -> str:
        """Return the part of the address."""
        return f"-{value}" if value > 1 else ""


class CardName(Slug):
    """The file name of a card: a hash and its ending."""

    regex = r"[0-9a-f]{16}\.jpg"
