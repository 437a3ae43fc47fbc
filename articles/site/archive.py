"""The archive: what was published on a day, and on which days of a month and of a year."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Version, instant
from articles.reading import chrome
from articles.watched import STORIES
from media.made_of import kept, note

from .days import Span, day_span, days_with_stories, month_span, year_span
from .paging import paged
from .responses import list_page, page

Neighbours = tuple[dt.date | None, dt.date | None]


@kept()
@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show a year as twelve months, in which the days lead on when something was published."""
    head = chrome()
    span = _span(lambda zone: year_span(year, zone), head.site.tz)
    days = days_with_stories(span)
    context = {"span": span, "days": days, **_beside(span, found=bool(days))}
    return page(request, "articles/archive_year.html", head, context)


@kept()
@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show the days of a month on which something was published."""
    head = chrome()
    span = _span(lambda zone: month_span(year, month, zone), head.site.tz)
    days = days_with_stories(span)
    context = {"span": span, "days": days, **_beside(span, found=bool(days))}
    return page(request, "articles/archive_month.html", head, context)


@kept("before", "after")
@require_safe
def day(request: HttpRequest, year: int, month: int, day_of_month: int) -> HttpResponse:
    """Show what was published on a day, the newest first."""
    head = chrome()
    span = _span(lambda zone: day_span(dt.date(year, month, day_of_month), zone), head.site.tz)
    stories = paged(request, Version.objects.live().filter(span.stories()).for_cards(), "first_published")
    context = {"span": span, **_beside(span, found=bool(stories.stories or stories.key))}
    return list_page(request, "articles/archive_day.html", head, stories, context)


def _span(make: Callable[[ZoneInfo], Span], zone: ZoneInfo) -> Span:
    """Make a span, or raise Http404 for one that the calendar does not have or that has not begun."""
    note(STORIES)
    try:
        span = make(zone)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    if span.start > timezone.localdate(instant(), zone) or span.start.year < 2:
        raise Http404
    return span


def _beside(span: Span, *, found: bool) -> dict[str, dt.date | None]:
    """Return the days to go on to; raise Http404 for a past in which nothing had been published yet."""
    earlier, later = span.neighbours()
    if not found and earlier is None and span.end <= timezone.localdate(instant(), span.zone):
        raise Http404
    return {"earlier": earlier, "later": later}
