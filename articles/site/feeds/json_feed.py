"""JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

import json
from typing import Any

from .entries import Entry, Named, Picture
from .feed import Feed


def write(feed: Feed) -> str:
    """Return a feed as JSON Feed."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "description": feed.about,
        "language": feed.language,
        "authors": [_author(Named(feed.publisher, feed.root))],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
    }
    return json.dumps({**_filled(told), "items": [_item(entry) for entry in feed.entries]}, ensure_ascii=False)


def _item(entry: Entry) -> dict[str, Any]:
    picture = entry.picture
    return _filled(
        {
            "id": entry.key,
            "url": entry.address,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.html,
            "image": picture.address if picture else "",
            "date_published": entry.published.isoformat(timespec="seconds"),
            "date_modified": entry.updated.isoformat(timespec="seconds"),
            "authors": [_author(author) for author in entry.authors],
            "tags": [category.name for category in entry.categories],
            "language": entry.language,
            "attachments": [_attachment(picture)] if picture else [],
        }
    )


def _author(person: Named) -> dict[str, str]:
    return {"name": person.name, "url": person.address}


def _attachment(picture: Picture) -> dict[str, str]:
    """Return the photo, whose title is its credit: nothing else that the format knows could hold it."""
    return _filled({"url": picture.address, "mime_type": picture.type, "title": picture.credit})


def _filled(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value}
