"""A version's window: the parts of acts that end one, and call off what nobody has seen.

Whoever calls them has checked that it may be, holds the story's row, settles the story, and puts the act on record.
"""

import datetime as dt

from articles.models import Article, Site, Version


def end_at(version: Version, until: dt.datetime | None, end: str, note: str = "") -> None:
    """End a version's window at an instant (aware; None lets it run on), say why, and what readers are told then."""
    Version.objects.filter(pk=version.pk).update(live_until=until, end=end, end_note=note)


def call_off(version: Version) -> None:
    """Delete a version nobody has seen and let the one it would have replaced run on."""
    version.refresh_from_db()
    before = version.article.versions.filter(live_until=version.live_from, end=Version.End.REPLACED).first()
    version.delete()
    if before is not None:
        end_at(before, version.live_until, version.end, version.end_note)


def call_off_all(article: Article, *, from_: dt.datetime, now: dt.datetime) -> list[Version]:
    """Call off every version that nobody has seen by `now` and that would begin at an instant or later; return them.

    now: the act's own reading of the clock, so that a version which begins while it runs is not left live.
    """
    due = list(article.versions.upcoming(now).filter(live_from__gte=from_).order_by("-live_from"))
    for version in due:
        call_off(version)
    return due


def told(at: dt.datetime) -> str:
    """Return an instant (aware) in the site's zone, to the second, as findings say it."""
    zone = Site.objects.current().tz
    return f"{at.astimezone(zone):%-d %B %Y, %H:%M:%S} ({zone.key})"
