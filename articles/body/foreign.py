"""Videos, posts and maps as other systems' HTML shows them: frames, and quotations that a script makes into a post."""

import re
from textwrap import shorten

from .figure import embed
from .inline import PLAIN, Run, safe_web_address, tidy, write
from .providers import known
from .tokens import Tag

# Where the address of a frame stands; the later ones where pages load their frames late.
SOURCES = ("src", "data-src", "data-lazy-src")
# By the class of a post's quotation: the attribute that says where it stands; otherwise its last link does.
POSTS = {
    "twitter-tweet": "cite",
    "twitter-video": "cite",
    "instagram-media": "data-instgrm-permalink",
    "tiktok-embed": "cite",
    "bluesky-embed": "data-bluesky-uri",
    "mastodon-embed": "data-embed-url",
}
AT_URI = re.compile(r"at://(?P<user>[^/]+)/app\.bsky\.feed\.post/(?P<post>[^/?#]+)")
# What players call themselves, whatever they play.
NO_TITLE = re.compile(
    r"(?:(?:youtube|vimeo|tiktok|google|map|embedded)\b.*\b(?:player|video|post|maps?|content)|vimeo|youtube|iframe)",
    re.IGNORECASE | re.ASCII,
)
TITLE_LENGTH = 90
LINES = {"p", "div", "br", "section", "li"}
LONE = re.compile(r"<p>(?:<a href=\"[^\"]*\">)?(?P<address>https?://[^<>\s]+)(?:</a>)?</p>", re.IGNORECASE)


def frame(tag: Tag) -> str:
    """Return an `<iframe>` as an embed; "" for one of somebody whom we don't know."""
    found = (known_address(tag.attribute(name) or "") for name in SOURCES)
    address = next(filter(None, found), "")
    title = tag.attribute("title") or ""
    return _written(address, "" if NO_TITLE.fullmatch(title.strip()) else title) if address else ""


def known_address(address: str) -> str:
    """Return an address as its provider writes it; "" for one that nobody shows."""
    address = address.strip()
    found = known(f"https:{address}" if address.startswith("//") else address)
    return found.shown.link if found else ""


def is_post(tag: Tag) -> bool:
    """Whether a `<blockquote>` is a post."""
    return not POSTS.keys().isdisjoint(tag.classes())


class Post:
    """A post's quotation while it is being read: its words, and where it stands."""

    def __init__(self, tag: Tag) -> None:
        names = [POSTS[name] for name in tag.classes() if name in POSTS]
        told = next(filter(None, map(tag.attribute, names)), "")
        uri = AT_URI.fullmatch(told)
        self.said = known_address(f"https://bsky.app/profile/{uri['user']}/post/{uri['post']}" if uri else told)
        self.linked = ""
        self.words: list[str] = []

    def meet(self, tag: Tag) -> None:
        """Note where a link in it leads, the last one, on the date, being to the post; and where lines end."""
        if tag.name == "a" and not tag.closing:
            self.linked = known_address(tag.attribute("href") or "") or self.linked
        elif tag.name in LINES:
            self.words.append(" ")

    def write(self) -> str:
        """Return it as an embed that is called by its words; "" if nobody shows it."""
        address = self.said or self.linked
        return _written(address, "".join(self.words)) if address else ""

    def quoted(self) -> str:
        """Return its words as a block's HTML."""
        return write(tidy([Run(" ".join("".join(self.words).split()), PLAIN)]))


def with_lone_addresses(html: str) -> str:
    """Return a cleaned body in which each known address that is a paragraph by itself is an embed."""

    def made(found: re.Match[str]) -> str:
        address = known_address(found["address"].replace("&amp;", "&"))
        return _written(address, "") if address else found[0]

    return LONE.sub(made, html)


def _written(address: str, title: str) -> str:
    found = known(address)
    title = title or (found.shown.title if found else "")
    safe = safe_web_address(address)
    return embed(safe, shorten(title, TITLE_LENGTH, placeholder="…")) if safe else ""
