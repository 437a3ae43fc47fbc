"""Where videos, posts and maps come from: the one table of what an embed can show in its place. Pure."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from . import frames
from .recognising import WEB_ADDRESS, Address, Form, Known, Provider

ID = r"[A-Za-z0-9_-]"
# Hosts of one's own network, which no reader reaches and no editor means.
INSIDE = r"(?!.*\.(?:local|localhost|localdomain|internal|intranet|lan|home|corp|arpa|onion)$)"

_YOUTUBE = r"(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com"
_VIDEO = rf"(?P<id>{ID}{{11}})"
_LIST = rf"(?P<list>{ID}{{12,64}})"
_TWITTER = r"(?:(?:www|m|mobile)\.)?(?:twitter|x)\.com"
_TIKTOK = r"(?:(?:www|m)\.)?tiktok\.com"
_OSM = r"(?:www\.)?(?:openstreetmap\.org|osm\.org)"
_GOOGLE = r"(?:(?:www|maps)\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})"
_LAT, _LON = (f"(?P<{axis}>{frames.NUMBER})" for axis in ("lat", "lon"))
_AT = f"@{_LAT},{_LON}," + r"(?:(?P<zoom>[0-9]{1,2}(?:\.[0-9]{1,5})?)z|(?P<metres>[0-9]{1,9})m)"
_BOX = ",".join(f"(?P<{side}>{frames.NUMBER})" for side in ("west", "south", "east", "north"))
_PLACE = r"(?P<name>[^/@?#]{1,300})"

PROVIDERS = (
    Provider(
        "YouTube",
        "video",
        (
            Form(_YOUTUBE, "/watch/?", query={"v": _VIDEO}),
            Form(_YOUTUBE, f"/shorts/(?P<short>{ID}{{11}})/?"),
            Form(_YOUTUBE, "/embed/videoseries/?", query={"list": _LIST}),
            Form(_YOUTUBE, f"/(?:embed|live|v|e)/{_VIDEO}/?"),
            Form(_YOUTUBE, "/playlist/?", query={"list": _LIST}),
            Form(r"youtu\.be", f"/{_VIDEO}/?"),
        ),
        frames.youtube,
        asks="https://www.youtube.com/oembed",
        refers=True,
    ),
    Provider(
        "Vimeo",
        "video",
        (
            Form(r"(?:www\.)?vimeo\.com", "/(?P<id>[0-9]{5,12})(?:/(?P<key>[0-9a-f]{6,20}))?/?"),
            Form(
                r"(?:www\.)?vimeo\.com",
                "/(?:channels/[A-Za-z0-9_-]+|groups/[A-Za-z0-9_-]+/videos|(?:showcase|album)/[0-9]+/video)/(?P<id>[0-9]{5,12})/?",
            ),
            Form(r"player\.vimeo\.com", "/video/(?P<id>[0-9]{5,12})/?"),
        ),
        frames.vimeo,
        asks="https://vimeo.com/api/oembed.json",
        refers=True,
    ),
    Provider(
        "X",
        "post",
        (
            Form(_TWITTER, "/i(?:/web)?/status/(?P<id>[0-9]{1,20})/?"),
            Form(
                _TWITTER,
                "/(?P<user>[A-Za-z0-9_]{1,20})/status(?:es)?/(?P<id>[0-9]{1,20})(?:/(?:photo|video)/[0-9])?/?",
            ),
            Form(r"platform\.twitter\.com", r"/embed/Tweet\.html", query={"id": "(?P<id>[0-9]{1,20})"}),
        ),
        frames.x,
        asks="https://publish.twitter.com/oembed",
    ),
    Provider(
        "Bluesky",
        "post",
        (
            Form(
                r"(?:www\.)?bsky\.app",
                "/profile/(?P<user>did(?::|%3A)[a-z]+(?::|%3A)[A-Za-z0-9.-]{1,100}|[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)+)"
                "/post/(?P<id>[a-z0-9]{5,30})/?",
            ),
            Form(
                r"embed\.bsky\.app",
                r"/embed/(?P<user>did:[a-z]+:[A-Za-z0-9.-]{1,100})/app\.bsky\.feed\.post/(?P<id>[a-z0-9]{5,30})/?",
            ),
        ),
        frames.bluesky,
        asks="https://embed.bsky.app/oembed",
    ),
    Provider(
        "Instagram",
        "post",
        (
            Form(
                r"(?:(?:www|m)\.)?(?:instagram\.com|instagr\.am)",
                f"(?:/[A-Za-z0-9_.]{{1,40}})?/(?P<kind>p|reels?|tv)/(?P<id>{ID}{{5,40}})(?:/embed(?:/captioned)?)?/?",
            ),
        ),
        frames.instagram,
    ),
    Provider(
        "TikTok",
        "video",
        (
            Form(_TIKTOK, "/@(?P<user>[A-Za-z0-9_.]{1,64})/(?:video|photo)/(?P<id>[0-9]{5,25})/?"),
            Form(_TIKTOK, r"/(?:embed/(?:v2/|v3/)?|player/v1/|v/)(?P<id>[0-9]{5,25})(?:\.html)?/?"),
        ),
        frames.tiktok,
        asks="https://www.tiktok.com/oembed",
    ),
    Provider(
        "OpenStreetMap",
        "map",
        (
            Form(_OSM, ".*", fragment={"map": r"(?P<zoom>[0-9]{1,2})(?:\.[0-9]+)?/" + f"{_LAT}/{_LON}"}),
            Form(_OSM, r"/export/embed\.html", query={"bbox": _BOX}),
        ),
        frames.openstreetmap,
    ),
    Provider(
        "Google Maps",
        "map",
        (
            Form(_GOOGLE, f"/maps/(?:place|search)/{_PLACE}/{_AT}(?:/.*)?"),
            Form(_GOOGLE, f"/maps/{_AT}(?:/.*)?"),
            Form(_GOOGLE, f"/maps/(?:place|search)/{_PLACE}(?:/(?:data=.*)?)?"),
            Form(_GOOGLE, "/maps/embed", query={"pb": r"[A-Za-z0-9!.%:+_-]{10,1500}"}),
            Form(_GOOGLE, "/maps/?", query={"q": "(?P<name>.{1,300})"}),
            Form(r"maps\.google\.(?:[a-z]{2,3}|com?\.[a-z]{2})", "/", query={"q": "(?P<name>.{1,300})"}),
        ),
        frames.google_maps,
    ),
    # Last, as it knows its addresses by their shape alone: anybody may run one, under any name.
    Provider(
        "Mastodon",
        "post",
        (
            Form(
                rf"{INSIDE}(?!(?:.*\.)?xn--)(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)+[a-z]{{2,24}}",
                "/(?:@|users/)(?P<user>[A-Za-z0-9_]{1,64})/(?:statuses/)?(?P<id>[0-9]{1,20})(?:/embed)?/?",
            ),
        ),
        frames.mastodon,
        asks="https://{host}/api/oembed",
    ),
)


@lru_cache(4096)
def known(address: str) -> Known | None:
    """Return what an address shows in a frame; None for one that is a link and no more."""
    read = Address.read(address)
    return next(filter(None, (one.known(read) for one in PROVIDERS)), None) if read else None


def sources(addresses: Iterable[str]) -> list[str]:
    """Return the origins from which frames for these addresses come, in order, each once."""
    found = (known(address) for address in addresses)
    return sorted({one.source for one in found if one})


def as_patterns() -> dict[str, Any]:
    """Return the table as the editor's script takes it: the same patterns, in the words of JavaScript."""

    def told(pattern: str) -> str:
        return pattern.replace("(?P<", "(?<")

    forms = [
        {
            "name": provider.name,
            "host": told(form.host),
            "path": told(form.path),
            "query": {name: told(pattern) for name, pattern in form.query.items()},
            "fragment": {name: told(pattern) for name, pattern in form.fragment.items()},
        }
        for provider in PROVIDERS
        for form in provider.forms
    ]
    return {"address": told(WEB_ADDRESS), "forms": forms}
