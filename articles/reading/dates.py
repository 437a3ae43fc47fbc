"""Moments as readers read them, in the active time zone and language."""

import datetime as dt

from django.utils import dateformat, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from articles.models import instant

from .language import native_digits

# Each format is in the syntax of Django's date filter and is translated like any other words.
STYLES = {
    "full": pgettext_lazy("date format", "j M Y, H:i"),
    "brief": pgettext_lazy("date format", "j M, H:i"),
    "note": pgettext_lazy("date format", "j F Y, H:i"),
    "day": pgettext_lazy("date format", "l j F Y"),
    "weekday": pgettext_lazy("date format", "l j"),
    "number": "j",
    "date": pgettext_lazy("date format", "j F Y"),
    "month": pgettext_lazy("date format", "F Y"),
    "month name": pgettext_lazy("date format", "F"),
    "year": pgettext_lazy("date format", "Y"),
    "time": pgettext_lazy("date format", "H:i"),
}
TODAY = _("Today, %(time)s")
YESTERDAY = _("Yesterday, %(time)s")
DAYS_WITH_A_NAME = 6


def printed(moment: dt.date, style: str) -> str:
    """Return a date or an aware datetime in one of STYLES, or by its distance from today: "latest" or "near"."""
    if isinstance(moment, dt.datetime):
        moment = timezone.localtime(moment)
    if style in {"latest", "near"}:
        return native_digits(_near(moment, bare=style == "latest"))
    return native_digits(dateformat.format(moment, str(STYLES[style])))


def machine(moment: dt.date) -> str:
    """Return a date, or a datetime to the minute with its offset, for <time datetime>."""
    if isinstance(moment, dt.datetime):
        return timezone.localtime(moment).isoformat(timespec="minutes")
    return f"{moment:%Y-%m-%d}" if moment.year >= 1000 else moment.isoformat()


def _near(moment: dt.date, *, bare: bool) -> str:
    """Today and yesterday by name, the week by its days, then dates. `bare`: only the time for today."""
    today = timezone.localdate(instant())
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    time = dateformat.format(moment, pgettext("date format", "H:i"))
    age = (today - day).days
    if age == 0:
        return time if bare else TODAY % {"time": time}
    if age == 1:
        return YESTERDAY % {"time": time}
    if 1 < age <= DAYS_WITH_A_NAME:
        return dateformat.format(moment, pgettext("date format", "l, H:i"))
    if day.year == today.year:
        return dateformat.format(moment, pgettext("date format", "j F"))
    return dateformat.format(moment, pgettext("date format", "j F Y"))
