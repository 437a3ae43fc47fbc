"""What the newsroom got wrong: the notes of all stories that readers see, by day."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.models import Version
from articles.reading import chrome
from articles.watched import STORIES
from media.made_of import kept, note

from .following import Following
from .paging import paged
from .responses import list_page

FOLLOW = Following("corrections_feed", gettext_lazy("Corrections"))


@dataclass(frozen=True)
class Noted:
    """A version with a note that says what was wrong, and the story as readers see it now."""

    version: Version
    story: Version


@kept("before", "after")
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Show the corrections, clarifications and retractions, the newest first."""
    note(STORIES)
    head = chrome()
    seen = Version.objects.corrections().of_live_stories()
    listing = paged(request, seen.defer("body").order_by(), "live_from")
    context = {"days": by_day(listing.stories, head.site.tz), "follow": FOLLOW}
    return list_page(request, "articles/corrections.html", head, listing, context)


def by_day(versions: list[Version], zone: ZoneInfo) -> list[tuple[dt.date, list[Noted]]]:
    """Return versions by the day on which they went live in a zone, in their order; one query for all stories."""
    live = Version.objects.live().filter(article__in={version.article_id for version in versions}).defer("body")
    stories = {story.article_id: story for story in live} if versions else {}
    noted = [Noted(version, stories[version.article_id]) for version in versions if version.article_id in stories]
    days = groupby(noted, key=lambda one: one.version.live_from.astimezone(zone).date())
    return [(day, list(notes)) for day, notes in days]
