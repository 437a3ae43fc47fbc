"""The site record: the newsroom's own facts, printed on every page."""

from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models

from media.made_of import Noted, note
from media.models.change import ChangeIsTold

from .comment import Taking
from .policies import Policies


def known_time_zone(name: str) -> None:
    """Raise ValidationError unless the name is an IANA time zone."""
    if name not in available_timezones():
        raise ValidationError(
            "“%(name)s” is not a time zone. Write it as Region/City, as in Europe/Paris.", params={"name": name}
        )


def labelled_addresses(value: Any) -> None:
    """Raise ValidationError unless the value is a list of {"label", "url"} with web or mail addresses."""
    if not isinstance(value, list):
        raise ValidationError("Write one link a line: its name, a bar, its address.")
    for number, link in enumerate(value, 1):
        if not isinstance(link, dict) or not link.get("label") or not link.get("url"):
            raise ValidationError(
                "Line %(number)d needs a name and an address, as in Mastodon | https://…", params={"number": number}
            )
        if not link["url"].startswith(("https://", "http://", "mailto:", "/")):
            raise ValidationError(
                "Line %(number)d: an address starts with https://, mailto: or /.", params={"number": number}
            )


class SiteQuerySet(models.QuerySet["Site"]):
    """The one row."""

    def current(self) -> "Site":
        """Return the site record, or one with defaults where none has been saved yet."""
        note(Site.noted_as)
        return self.first() or Site()


class Site(Policies, Noted):
    """What the newsroom says of itself. There is exactly one."""

    noted_as = "chrome"
    noted_by = ""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=80, default="Newsroom")
    tagline = models.CharField(
        max_length=300, blank=True, help_text="One or two sentences, printed at the foot of every page."
    )
    logo = models.ForeignKey("media.Photo", models.PROTECT, null=True, blank=True, related_name="logo_of")
    fallback_photo = models.ForeignKey(
        "media.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Stands in lists for a photo that may not be shown any more, where the section has none for that.",
    )
    time_zone = models.CharField(
        max_length=60,
        default="Europe/Paris",
        validators=[known_time_zone],
        help_text="Times on every page, and the dates in addresses, are in this zone, as in Europe/Paris.",
    )
    language = models.CharField(max_length=20, default="en", help_text="Language of the pages, as in en or fr.")
    find_us = models.JSONField("“Find us” links", default=list, blank=True, validators=[labelled_addresses])
    policies = models.JSONField("“How we work” links", default=list, blank=True, validators=[labelled_addresses])
    legal = models.CharField("legal line", max_length=200, blank=True, help_text="As in © The Meridian Trust, Halmouth")
    legal_links = models.JSONField("legal links", default=list, blank=True, validators=[labelled_addresses])

    shows_history = models.BooleanField(
        "what changed",
        default=True,
        help_text="Readers can open the versions of a story that they have seen, and compare them word by word.",
    )
    comments = models.CharField(
        "readers’ comments",
        max_length=10,
        choices=Taking,
        default=Taking.BEFORE,
        help_text="Each story can have a rule of its own, on the page of its comments.",
    )
    comment_days = models.PositiveSmallIntegerField(
        "days to comment",
        null=True,
        blank=True,
        default=14,
        help_text="After so many days a story takes no more comments; what is there stays. Empty: it never closes.",
    )
    comment_links = models.PositiveSmallIntegerField(
        "links in a comment", default=2, help_text="A comment with more of them waits for an editor."
    )
    comment_reports = models.PositiveSmallIntegerField(
        "reports that hide",
        null=True,
        blank=True,
        default=3,
        help_text="Readers from so many places who report a comment hide it until an editor has read it. Empty: never.",
    )
    comment_words = models.TextField(
        "words that hold a comment",
        blank=True,
        help_text="One line each. Capitals and accents don’t matter; “casino*” also finds casinos.",
    )

    headline_limit = models.PositiveSmallIntegerField(
        "longest headline",
        null=True,
        blank=True,
        default=95,
        help_text="In characters. Longer ones are told before publishing. Search shows about 65. Empty: no limit.",
    )

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "site record"
        constraints = [
            ChangeIsTold(name="site_change_is_told", keys=["chrome"]),
            models.CheckConstraint(condition=models.Q(pk=1), name="site_is_one"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def tz(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.time_zone)
