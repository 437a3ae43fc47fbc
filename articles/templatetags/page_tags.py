"""The large parts of pages. Of what several pages are made of each is printed once, see media.printing."""

import datetime as dt
from typing import Any

from django import template
from django.utils.safestring import SafeString

from articles.models import Site
from articles.reading.edition import Edition
from articles.reading.story import Story
from media.printing import part

register = template.Library()

# What the template of a story takes from its page.
STORY = ("site", "canonical", "talk", "undated", "language", "direction")


@part("articles/_story.html")
def _story(story: Story, *around: Any) -> dict[str, Any]:
    return {"story": story, "version": story.version, **dict(zip(STORY, around, strict=True))}


@register.simple_tag(takes_context=True)
def story(context: template.Context) -> SafeString:
    """Print a story: all that stands between head and foot of its page."""
    return _story(context["story"], *(context.get(name) for name in STORY))


@part("articles/_share_dialog.html")
def _share_dialog(story: Story, canonical: str) -> dict[str, Any]:
    return {"story": story, "canonical": canonical}


@register.simple_tag(takes_context=True)
def share_dialog(context: template.Context) -> SafeString:
    """Print the dialog in which a story is shared."""
    return _share_dialog(context["story"], context["canonical"])


@part("articles/_stories.html")
def _stories(listing: Any, here: str, language: str, today: dt.date) -> dict[str, Any]:
    return {"listing": listing, "here": here, "language": language, "today": today}


@register.simple_tag(takes_context=True)
def stories(context: template.Context) -> SafeString:
    """Print one page of a list of stories, and what leads to the pages beside it."""
    return _stories(context["listing"], context["here"], context["language"], context["today"])


@part("articles/_top.html")
def _top(edition: Edition, site: Site, language: str, today: dt.date) -> dict[str, Any]:
    return {"edition": edition, "site": site, "language": language, "today": today}


@register.simple_tag(takes_context=True)
def top(context: template.Context) -> SafeString:
    """Print what stands on top of a place: its lead, its tier, the latest, and its bands."""
    return _top(context["edition"], context["site"], context["language"], context["today"])
