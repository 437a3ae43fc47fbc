"""What a provider says of a video, post or map that an editor has just put into a story: its title, and who made it.

Asked by oEmbed (https://oembed.com) and taken as an offer: the editor sees it and may write another. The picture that a
provider shows is not fetched. It is somebody's photo; a frame shows it by the provider's licence, a copy on our pages
would need its own, and nobody here has cleared it. Editors choose one of the newsroom's pictures instead.
"""

import json
from html import unescape
from textwrap import shorten
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from articles.body.providers import known
from articles.body.recognising import Known
from articles.fetching import Network, UnansweredError, fetch

TITLE_LENGTH = 200
BY_HAND = "The link works; give it a title."
# Where an endpoint has moved to, its provider may lead us.
ALSO = {"publish.twitter.com": {"publish.x.com"}}


class Offer(NamedTuple):
    """What is offered for an embed. address: as its provider writes it. told: what the editor is told of it."""

    address: str
    title: str
    told: str


def offer_for(address: str, network: Network | None = None) -> Offer:
    """Return what is known of an address, asking its provider where the newsroom's settings let us."""
    found = known(address)
    if found is None:
        return Offer(address, "", f"This is a link, and is shown as one. {BY_HAND}")
    link, own = found.shown.link, found.shown.title
    if own:
        return Offer(link, own, "The title is the one in the address. Change it as you like.")
    if not found.asks or not settings.ASKS_PROVIDERS:
        return Offer(link, "", BY_HAND)
    name = found.provider.name
    try:
        title = _title(found, _asked(found, network))
    except UnansweredError as reason:
        return Offer(link, "", f"{name} {reason}. {BY_HAND}")
    if not title:
        return Offer(link, "", f"{name} says no title. {BY_HAND}")
    return Offer(link, title, f"The title is {name}’s. Change it as you like.")


def _asked(found: Known, network: Network | None) -> dict[str, Any]:
    """Return what a provider answers. Raises UnansweredError."""
    query = urlencode({"url": found.shown.link, "format": "json", "omit_script": "1", "dnt": "true"})
    host = urlsplit(found.asks).hostname or ""
    allowed = {host, *ALSO.get(host, ())}
    answer = fetch(f"{found.asks}?{query}", allowed.__contains__, network=network)
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise UnansweredError("answered something else")
    return told


def _title(found: Known, told: dict[str, Any]) -> str:
    """Return the title that a provider tells; of a post, which has none, whose it is."""
    title, author = (_plain(told.get(name)) for name in ("title", "author_name"))
    if found.provider.kind == "post" and author and (not title or title == author):
        return f"{author} on {found.provider.name}"
    return title


def _plain(told: Any) -> str:
    """Return a text on one line, without what is not printed; "" for what is no text."""
    if not isinstance(told, str):
        return ""
    words = " ".join(unescape(told[: 4 * TITLE_LENGTH]).split())
    return shorten("".join(filter(str.isprintable, words)), TITLE_LENGTH, placeholder="…")
