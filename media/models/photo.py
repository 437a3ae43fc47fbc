"""The picture and what is known about it."""

import copy
import datetime as dt
import re
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator

from media import renditions
from media.credit import credit_line
from media.instant import instant
from media.made_of import Noted
from media.models.change import ChangeIsTold
from media.provenance import VALID
from media.rights import Licence, in_force, in_state, is_always_in_force, is_in_force, refusal, terms
from media.sources import LABELS, SIGNED, SOURCES
from media.typed import words_in

# The columns in which a photo is looked for.
SEARCHED = (
    "title", "caption", "alt", "extended", "credit", "copyright", "photographer", "source_agency", "keywords",
    "persons", "city", "country", "event", "job_id", "file_name",
)  # fmt: skip
SHARE = [MinValueValidator(0.0), MaxValueValidator(1.0)]

# Written by media.making alone, as it turns pages to other copies.
KEPT_BY_MAKING = {"standing", "colour"}
# Written by those alone who use photos, as they crop them for single uses.
KEPT_BY_USES = {"use_crops"}


def without_credit(to: str = "") -> Q:
    """Say of a photo, or of what leads to it by `to`, that nothing is known of it that could be printed as a credit."""
    return Q(**{f"{to}{name}": "" for name in ("credit", "photographer", "source_agency", "copyright")})


# Not before there were photographs: not every database can tell what was in the year 0.
DAY = re.compile(r"(?P<year>1[89]\d\d|2\d{3})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def taken_in(word: str) -> Q:
    """Return the condition for photos taken in a year, a month or on a day; none fulfils it for another word."""
    found = DAY.fullmatch(word)
    return (
        Q(**{f"taken_at__{part}": int(number) for part, number in found.groupdict().items() if number})
        if found
        else Q(pk__in=[])
    )


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Which photos?"""

    def matching(self, words: str) -> "PhotoQuerySet":
        """Photos that hold every one of the words somewhere in what is told about them.

        A year, a month or a day, as in 2026, 2026-11 and 2026-11-23, finds what was taken in it too.
        """
        photos = self
        for word in words_in(words):
            holding = reduce(or_, (Q(**{f"{name}__icontains": word}) for name in SEARCHED))
            photos = photos.filter(holding | taken_in(word))
        return photos

    def in_rights_state(self, state: str, at: dt.datetime) -> "PhotoQuerySet":
        """Photos whose rights are in a RightsState at an instant (aware)."""
        return self.filter(in_state(state, at))

    def usable(self, at: dt.datetime) -> "PhotoQuerySet":
        """Photos that may be used at an instant (aware), by their rights."""
        return self.filter(in_force(at))

    def killed(self) -> "PhotoQuerySet":
        """Photos that readers may not see, nor anybody use, until they are brought back."""
        return self.filter(killed_at__isnull=False)

    def made(self) -> "PhotoQuerySet":
        """Photos that have copies for readers."""
        return self.filter(standing__isnull=False)

    def not_killed(self) -> "PhotoQuerySet":
        """Photos that nobody has killed, whatever their rights."""
        return self.filter(killed_at__isnull=True)

    def ending(self, after: dt.datetime, until: dt.datetime) -> "PhotoQuerySet":
        """Photos whose rights end after one instant and not after another, the next to end first."""
        return self.filter(allowed_until__gt=after, allowed_until__lte=until).order_by("allowed_until", "pk")

    def without_alt(self) -> "PhotoQuerySet":
        """Photos that nobody has described yet."""
        return self.filter(alt="")

    def without_credit(self) -> "PhotoQuerySet":
        """Photos of which nothing is known that could be printed as a credit."""
        return self.filter(without_credit())

    def newest_first(self) -> "PhotoQuerySet":
        """The last one added comes first; ids break ties."""
        return self.order_by("-created_at", "-pk")


class Photo(Noted):
    """One picture, used by many stories. Its original is private; readers get the renditions.

    `width` and `height` are those of the upright picture in pixels, filled at intake. They are plain numbers: Django's
    `width_field` would open the file whenever a row is loaded.
    """

    noted_as = "photo"

    file = models.FileField("original", upload_to="originals/", max_length=200)
    file_name = models.CharField(max_length=255, blank=True, default="", help_text="As it was called when it came in.")
    checksum = models.CharField(max_length=64, blank=True, default="", help_text="SHA-256 of the original.")
    title = models.CharField(max_length=250, blank=True, default="")
    caption = models.TextField(blank=True, default="")
    alt = models.TextField("alt text", blank=True, default="")
    extended = models.TextField("extended description", blank=True, default="")
    credit = models.CharField(max_length=250, blank=True, default="")
    copyright = models.CharField("copyright notice", max_length=500, blank=True, default="")
    photographer = models.CharField(max_length=250, blank=True, default="")
    job_title = models.CharField("photographer’s job title", max_length=250, blank=True, default="")
    source_agency = models.CharField("source", max_length=250, blank=True, default="")
    taken_at = models.DateTimeField("taken", null=True, blank=True)
    city = models.CharField(max_length=250, blank=True, default="")
    country = models.CharField(max_length=250, blank=True, default="")
    persons = models.TextField("persons shown", blank=True, default="", help_text="One to a line.")
    event = models.CharField(max_length=250, blank=True, default="")
    keywords = models.TextField(blank=True, default="", help_text="One to a line.")
    job_id = models.CharField("job", max_length=250, blank=True, default="")
    digital_source_type = models.CharField(
        "how it was made", max_length=60, blank=True, default="", choices=list(SOURCES.items())
    )
    instructions = models.TextField(blank=True, default="")
    usage_terms = models.TextField(blank=True, default="")
    web_statement = models.URLField("web page of the rights", max_length=500, blank=True, default="")
    licensor = models.CharField(max_length=250, blank=True, default="")
    licensor_url = models.URLField("licensor’s web page", max_length=500, blank=True, default="")
    licence = models.CharField(max_length=20, blank=True, default="", choices=Licence)
    allowed_from = models.DateTimeField("may be used from", null=True, blank=True)
    allowed_until = models.DateTimeField("may be used until", null=True, blank=True, db_index=True)
    most_uses = models.PositiveSmallIntegerField("number of stories", null=True, blank=True)
    territories = models.CharField(max_length=250, blank=True, default="")
    restrictions = models.TextField(blank=True, default="")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    focal_x = models.FloatField("focal point across", default=0.5, validators=SHARE)
    focal_y = models.FloatField("focal point down", default=0.5, validators=SHARE)
    crops = models.JSONField(
        default=dict, blank=True, help_text="By shape what was cropped by hand: left, top and width, 0 to 1."
    )
    use_crops = models.JSONField(
        default=list, blank=True, editable=False, help_text="How single uses crop it for themselves, see media.uses."
    )
    colour = models.CharField(max_length=7, blank=True, default="", editable=False, help_text="Its middle, #rrggbb.")
    credentials = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="What its content credentials come to, see media.provenance.",
    )
    standing = models.JSONField(
        null=True,
        editable=False,
        help_text="What its copies for readers were made of, see media.standing.Made; null while there are none.",
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    # Kept by killing a photo and bringing it back, never by a form.
    killed_at = models.DateTimeField(null=True, blank=True, editable=False)
    killed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    kill_reason = models.TextField(blank=True, default="", editable=False)
    created_at = models.DateTimeField("added", auto_now_add=True, db_index=True)
    updated_at = models.DateTimeField("changed", auto_now=True)

    objects = PhotoQuerySet.as_manager()

    # True on the instance that add_photo returns when the same bytes were here before.
    was_known = False
    # How the use that this instance is shown in crops it for itself, see media.uses.
    use = ""

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [("kill_photo", "Can kill photos and bring them back")]
        indexes = [
            models.Index(name="media_photo_killed", fields=["killed_at"], condition=Q(killed_at__isnull=False)),
            models.Index(name="media_photo_from", fields=["allowed_from"], condition=Q(allowed_from__isnull=False)),
            models.Index(name="media_photo_by_licence", fields=["licence", "-created_at", "-id"]),
        ]
        constraints = [
            ChangeIsTold(name="photo_change_is_told", keys=["photo-{id}"], on=("UPDATE", "DELETE")),
            models.CheckConstraint(
                name="media_photo_focal_point_inside",
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
            ),
            models.CheckConstraint(
                name="media_photo_rights_end_after_they_begin",
                condition=Q(allowed_from=None) | Q(allowed_until=None) | Q(allowed_until__gt=F("allowed_from")),
            ),
            models.CheckConstraint(
                name="media_photo_for_one_story_at_least", condition=Q(most_uses=None) | Q(most_uses__gte=1)
            ),
            models.CheckConstraint(name="media_photo_has_pixels", condition=Q(width__gte=1, height__gte=1)),
            models.CheckConstraint(
                name="media_photo_killed_for_a_reason",
                condition=Q(killed_at__isnull=True, kill_reason="") | Q(killed_at__isnull=False) & ~Q(kill_reason=""),
            ),
            models.UniqueConstraint(name="media_photo_same_bytes_once", fields=["checksum"], condition=~Q(checksum="")),
        ]

    def __str__(self) -> str:
        return self.title or Truncator(self.caption).chars(80) or self.file_name or f"Photo {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save all that people keep; what its copies are, and its uses, may have been turned since it was read."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            columns = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = columns - KEPT_BY_MAKING - KEPT_BY_USES
        super().save(*args, **kwargs)

    @property
    def credit_line(self) -> str:
        """The credit as printed under the picture; "" only when nothing is known."""
        return credit_line(
            photographer=self.photographer,
            credit=self.credit,
            source_agency=self.source_agency,
            copyright_notice=self.copyright,
        )

    @property
    def made_label(self) -> Any:
        """What readers are told of a picture that no camera saw as it is, in the active language; "" of any other."""
        return LABELS.get(self.digital_source_type, "")

    @property
    def signed_label(self) -> Any:
        """What readers are told of valid content credentials, in the active language; "" without any.

        Anybody can sign as anybody, so that readers are told of those alone whom a certificate vouches for.
        """
        if self.credentials.get("state") != VALID or not self.credentials.get("known"):
            return ""
        return SIGNED % {"signer": self.credentials["signer"]}

    @property
    def being_made(self) -> bool:
        """Whether it has no copies for readers yet."""
        return self.standing is None

    def is_shown(self, at: dt.datetime | None = None) -> bool:
        """Whether readers see it at an instant (aware; None is now): it may be used, and there is something to see."""
        # Of most the clock need not be asked.
        return not self.being_made and (is_always_in_force(self) or is_in_force(self, at or instant()))

    def refusal(self, at: dt.datetime | None = None) -> str:
        """Why it may not be used at an instant (aware; None is now), in words that follow its name; "" if it may."""
        return refusal(self, at or instant())

    @property
    def terms(self) -> list[str]:
        """For what, how often and where it may be used, in words."""
        return terms(self)

    @property
    def missing(self) -> list[str]:
        """What a photo needs before readers may see it and this one lacks, in words."""
        needed = {"alt text": self.alt.strip(), "credit": self.credit_line}
        return [name for name, value in needed.items() if not value]

    @property
    def keyword_count(self) -> int:
        """How many keywords it has."""
        return len(self.keywords.split("\n")) if self.keywords else 0

    @property
    def lacks(self) -> list[str]:
        """The columns that a photo editor fills in before anything else, and that are empty."""
        has = {"alt": self.alt.strip(), "credit": self.credit_line, "licence": self.licence}
        return [name for name, value in has.items() if not value]

    def cropped(self, crops: str) -> "Photo":
        """Return the photo as a use with these crops shows it, see media.uses: a copy that is not to be saved."""
        if not crops:
            return self
        shown = copy.copy(self)
        shown.use = crops
        return shown

    def picture(self, shape: str = "full") -> renditions.Picture:
        """Describe the copies that stand in one shape, for a template. Asks neither the database nor the disk."""
        return renditions.picture(self, shape)

    def rendition_url(self, shape: str, width: int, fmt: str = "jpg") -> str:
        """Return the address of the rendition at least `width` wide, or of the widest; "" while there is none."""
        return renditions.url(self, shape, width, fmt)
