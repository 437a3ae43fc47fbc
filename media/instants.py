"""When a picture was taken, as files write it."""

import re
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

# The year of the first photograph; cameras without a clock write 0000.
FIRST = 1826


def iim_instant(date: str, clock: str) -> str:
    """Turn CCYYMMDD and HHMMSS±HHMM into ISO 8601, "" if the first is no date."""
    day = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)", date)
    hour = re.fullmatch(r"(\d\d):?(\d\d):?(\d\d)(?:([+-]\d\d):?(\d\d))?", clock)
    if not day:
        return ""
    return "-".join(day.groups()) + (
        f"T{hour[1]}:{hour[2]}:{hour[3]}{f'{hour[4]}:{hour[5]}' if hour[4] else ''}" if hour else ""
    )


def instant(text: str) -> datetime | None:
    """Parse ISO 8601 as XMP writes it, None for what is no instant.

    A year or a month alone is none. A day is its midnight; without a zone it is the current time zone's.
    """
    text = text.strip()
    if is_day(text):
        text += "T00:00"
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    if found is None or not FIRST <= found.year < 9999:
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def is_day(text: str) -> bool:
    """Whether a text is a date without a clock."""
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()))


def best_of(sources: list[list[str]]) -> str:
    """Return the first instant that is one, as ISO 8601, made precise by those after it which agree with it.

    A day gets the clock of a source that has the same day, and a clock without a zone the zone of one that has the
    same clock: cameras know no zone, and wires often no more than the day.
    """
    texts = [text for values in sources for value in values[:1] if instant(text := value.strip())]
    if not texts:
        return ""
    best = texts[0]
    if is_day(best):
        best = next((text for text in texts if text.startswith(best) and not is_day(text)), best)
    return (
        next((text for text in texts if _zone(text) and _clock(text) == _clock(best)), best)
        if not _zone(best)
        else best
    )


def _clock(text: str) -> str:
    """Return day, hour, minute and second without fraction and zone."""
    return text.replace(" ", "T")[:19]


def _zone(text: str) -> str:
    found = re.search(r"T.*?(Z|[+-]\d\d:?\d\d)$", text.replace(" ", "T"))
    return found[1] if found else ""
