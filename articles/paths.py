"""The paths of readers' pages, without looking each of them up in the list of all that there are."""

import datetime as dt
from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, get_urlconf, reverse

# What Django leaves as it is in a path: RFC 3986, section 3.3.
SAFE = "!$&'()*+,;=/~:@"


def path_to(name: str, *parts: str | int) -> str:
    """Return the path of a page by its name in articles.site.urls, as `reverse` does."""
    return _reversed(get_script_prefix(), get_urlconf(), name, parts)


@lru_cache(maxsize=5000)
def _reversed(prefix: str, urlconf: str | None, name: str, parts: tuple[str | int, ...]) -> str:
    return reverse(name, urlconf=urlconf, args=parts)


def story_path(day: dt.date, slug: str, page: str = "") -> str:
    """Return the path of a story, or of a page under it ("history/"); the same as reversing it."""
    return quote(f"{get_script_prefix()}{day.year:04}/{day.month:02}/{day.day:02}/{slug}/{page}", safe=SAFE)
