"""What each provider's addresses lead to: the link as the provider writes it, and the frame that shows the real thing.

Every link and frame is written anew from parts that were matched to the letter; nothing of what was pasted goes into
them otherwise. Frames are the ones with which a provider learns least of a reader: youtube-nocookie.com, `dnt`.
A frame is asked for after a reader's click and no sooner, so a video in it begins at once.
"""

import math
import re
from urllib.parse import quote, unquote, unquote_plus

from .recognising import Address, Shown, Values

NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?"
CLOCK = re.compile(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,6})s?)?", re.ASCII)
# How wide the map in a story is about, in pixels, and its height: what of the world is shown depends on it.
MAP_WIDTH, MAP_HEIGHT = 640, 360
# Of what a tile shows at zoom 0, the whole world, in pixels; and the northern edge of Mercator's.
TILE, MOST_NORTH = 256, 85.0


def _seconds(address: Address) -> int:
    """Return where a video is to begin, in seconds: `t=90`, `t=1m30s`, `start=90`; 0 for what says no time."""
    told = address.query.get("t") or address.query.get("start") or address.fragment.get("t") or ""
    found = CLOCK.fullmatch(told)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def youtube(values: Values, address: Address) -> Shown | None:
    """Show a video, a short or a list of videos."""
    frame = "https://www.youtube-nocookie.com/embed"
    if values["list"]:
        link = f"https://www.youtube.com/playlist?list={values['list']}"
        return Shown(link, f"{frame}/videoseries?list={values['list']}&autoplay=1")
    start = _seconds(address)
    at = f"&start={start}" if start else ""
    if values["short"]:
        short = values["short"]
        return Shown(f"https://www.youtube.com/shorts/{short}", f"{frame}/{short}?autoplay=1{at}", "tall")
    link = f"https://www.youtube.com/watch?v={values['id']}" + (f"&t={start}s" if start else "")
    return Shown(link, f"{frame}/{values['id']}?autoplay=1{at}")


def vimeo(values: Values, address: Address) -> Shown | None:
    """Show a video; an unlisted one with its key, without which it is shown to nobody."""
    told = address.query.get("h", "")
    key = values["key"] or (told if re.fullmatch("[0-9a-f]{6,20}", told) else "")
    start = _seconds(address)
    at = f"#t={start}s" if start else ""
    link = f"https://vimeo.com/{values['id']}" + (f"/{key}" if key else "") + at
    hidden = f"&h={key}" if key else ""
    return Shown(link, f"https://player.vimeo.com/video/{values['id']}?dnt=1&autoplay=1{hidden}{at}")


def x(values: Values, address: Address) -> Shown | None:
    """Show a post."""
    link = f"https://x.com/{values['user'] or 'i'}/status/{values['id']}"
    return Shown(link, f"https://platform.twitter.com/embed/Tweet.html?id={values['id']}&dnt=true", "post")


def bluesky(values: Values, address: Address) -> Shown | None:
    """Show a post."""
    user, post = unquote(values["user"]), values["id"]
    link = f"https://bsky.app/profile/{user}/post/{post}"
    return Shown(link, f"https://embed.bsky.app/embed/{user}/app.bsky.feed.post/{post}", "post")


def instagram(values: Values, address: Address) -> Shown | None:
    """Show a post or a reel."""
    link = f"https://www.instagram.com/{values['kind'].replace('reels', 'reel')}/{values['id']}/"
    return Shown(link, f"{link}embed/", "post")


def tiktok(values: Values, address: Address) -> Shown | None:
    """Show a video."""
    user, video = values["user"], values["id"]
    link = f"https://www.tiktok.com/@{user}/video/{video}" if user else f"https://m.tiktok.com/v/{video}.html"
    return Shown(link, f"https://www.tiktok.com/player/v1/{video}?autoplay=1", "tall")


def mastodon(values: Values, address: Address) -> Shown | None:
    """Show a post, from the very host whose it is."""
    link = f"https://{address.host}/@{values['user']}/{values['id']}"
    return Shown(link, f"{link}/embed", "post")


def openstreetmap(values: Values, address: Address) -> Shown | None:
    """Show a map, with its marker."""
    if values["west"]:
        west, south, east, north = (float(values[name]) for name in ("west", "south", "east", "north"))
        if not (west < east and south < north):
            return None
        wide = MAP_WIDTH * 360 / TILE / (east - west)
        latitude, longitude, zoom = (south + north) / 2, (west + east) / 2, round(math.log2(max(wide, 1)))
    else:
        latitude, longitude, zoom = float(values["lat"]), float(values["lon"]), int(values["zoom"])
    if abs(latitude) > MOST_NORTH or abs(longitude) > 180 or not 0 <= zoom <= 20:
        return None
    pin = _pin(address)
    at = f"#map={zoom}/{_number(latitude)}/{_number(longitude)}"
    link = "https://www.openstreetmap.org/" + (f"?mlat={pin[0]}&mlon={pin[1]}" if pin else "") + at
    box = ",".join(map(_number, _box(latitude, longitude, zoom)))
    marker = f"&marker={pin[0]},{pin[1]}" if pin else ""
    return Shown(link, f"https://www.openstreetmap.org/export/embed.html?bbox={box}&layer=mapnik{marker}")


def _pin(address: Address) -> tuple[str, str] | None:
    """Return where a map has a marker, in degrees, as it is written."""
    marked = address.query.get("marker", "").split(",")
    told = [address.query.get(name, "") for name in ("mlat", "mlon")] if len(marked) != 2 else marked
    if not all(re.fullmatch(NUMBER, one, re.ASCII) for one in told):
        return None
    latitude, longitude = map(float, told)
    return (told[0], told[1]) if abs(latitude) <= MOST_NORTH and abs(longitude) <= 180 else None


def _box(latitude: float, longitude: float, zoom: int) -> tuple[float, float, float, float]:
    """Return what a map shows: west, south, east, north, in degrees. Degrees of latitude shrink towards the poles."""
    pixel = 360 / (TILE * 2**zoom)
    across, up = MAP_WIDTH / 2 * pixel, MAP_HEIGHT / 2 * pixel * math.cos(math.radians(latitude))
    return longitude - across, max(latitude - up, -MOST_NORTH), longitude + across, min(latitude + up, MOST_NORTH)


def _number(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")


def google_maps(values: Values, address: Address) -> Shown | None:
    """Show a place, or what lies around a point."""
    if address.path == "/maps/embed":
        return _google_embed(address.query.get("pb", ""))
    latitude, longitude = values["lat"], values["lon"]
    if latitude and (abs(float(latitude)) > 90 or abs(float(longitude)) > 180):
        return None
    zoom = _google_zoom(values)
    name = unquote_plus(values["name"]).strip()
    if not name.isprintable():
        return None
    at = f"/@{latitude},{longitude},{zoom}z" if latitude else ""
    if name:
        link = f"https://www.google.com/maps/place/{quote(name, safe='')}{at}"
    else:
        link = f"https://www.google.com/maps{at}"
    wanted = quote(name, safe="") or f"{latitude},{longitude}"
    around = f"&ll={latitude},{longitude}" if name and latitude else ""
    frame = f"https://www.google.com/maps?q={wanted}{around}&z={zoom}&output=embed"
    # A place that is named by its position has no name yet.
    return Shown(link, frame, title="" if re.fullmatch(r"[-+0-9.,°'\"NSEW ]*", name) else name)


def _google_zoom(values: Values) -> int:
    """Return a zoom of 1 to 21; satellite pictures give the metres from top to bottom instead."""
    if values["metres"]:
        metres = max(float(values["metres"]), 1)
        return min(21, max(1, round(math.log2(4e7 * math.cos(math.radians(float(values["lat"]))) / metres))))
    return min(21, max(1, round(float(values["zoom"] or 15))))


def _google_embed(told: str) -> Shown | None:
    """Return what the frame that Google Maps gives away shows: `pb` says where, in its own words."""
    found = re.search(rf"!2d({NUMBER})!3d({NUMBER})", told, re.ASCII)
    if not found:
        return None
    name = re.search(r"!1s0x[0-9a-f]+(?:%3A|:)0x[0-9a-f]+!2s([^!]{1,200})", told)
    values = {"lon": found[1], "lat": found[2], "name": name[1] if name else "", "zoom": "15", "metres": ""}
    return google_maps(values, Address("www.google.com", "/maps", {}, {}))
