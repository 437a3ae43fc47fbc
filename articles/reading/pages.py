"""The HTML of a page."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from articles.models import Site, instant
from media.made_of import note_until

from .chrome import Chrome
from .language import catalogue, direction


@contextmanager
def speaking(site: Site, language: str) -> Iterator[None]:
    """Speak a language (a language tag) in the site's time zone: for words that are made before their page is."""
    with timezone.override(site.tz), translation.override(catalogue(language)):
        yield


def next_midnight() -> dt.datetime:
    """Return when the next day begins in the active time zone: pages say "today"."""
    tomorrow = timezone.localdate(instant()) + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, dt.time.min, timezone.get_current_timezone())


def render_page(template: str, chrome: Chrome, context: dict[str, Any], *, language: str = "") -> str:
    """Return a page's HTML in a language (a language tag; "" is the site's) and in the site's time zone.

    The template gets no request, so that no page can depend on who asks: no user, no session, no token.
    """
    language = language or chrome.site.language
    with speaking(chrome.site, language):
        note_until(next_midnight())
        return render_to_string(
            template,
            {
                "site": chrome.site,
                "sections": chrome.sections,
                "breaking": chrome.breaking,
                "language": language,
                "direction": direction(language),
                "today": timezone.localdate(instant()),
                **context,
            },
        )
