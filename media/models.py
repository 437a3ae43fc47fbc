"""The picture and what is known about it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator

from media import renditions
from media.credit import credit_line

SHARE = [MinValueValidator(0.0), MaxValueValidator(1.0)]


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Which photos?"""

    def matching(self, words: str) -> "PhotoQuerySet":
        """Photos that hold every one of the words somewhere in what is told about them."""
        photos = self
        for word in words.split():
            photos = photos.filter(
                Q(title__icontains=word)
                | Q(caption__icontains=word)
                | Q(alt__icontains=word)
                | Q(credit__icontains=word)
                | Q(photographer__icontains=word)
                | Q(source_agency__icontains=word)
                | Q(file_name__icontains=word)
            )
        return photos

    def without_alt(self) -> "PhotoQuerySet":
        """Photos that nobody has described yet."""
        return self.filter(alt="")

    def without_credit(self) -> "PhotoQuerySet":
        """Photos of which nothing is known that could be printed as a credit."""
        return self.filter(credit="", photographer="", source_agency="", copyright="")

    def newest_first(self) -> "PhotoQuerySet":
        """The last one added comes first; ids break ties."""
        return self.order_by("-created_at", "-pk")


class Photo(models.Model):
    """One picture, used by many stories. Its original is private; readers get the renditions.

    `width` and `height` are those of the upright picture in pixels, filled at intake. They are plain numbers: Django's
    `width_field` would open the file whenever a row is loaded.
    """

    file = models.FileField("original", upload_to="originals/", max_length=200)
    file_name = models.CharField(max_length=255, blank=True, default="", help_text="As it was called when it came in.")
    checksum = models.CharField(max_length=64, blank=True, default="", help_text="SHA-256 of the original.")
    title = models.CharField(max_length=250, blank=True, default="")
    caption = models.TextField(blank=True, default="")
    alt = models.TextField("alt text", blank=True, default="")
    credit = models.CharField(max_length=250, blank=True, default="")
    copyright = models.CharField("copyright notice", max_length=500, blank=True, default="")
    photographer = models.CharField(max_length=250, blank=True, default="")
    source_agency = models.CharField(max_length=250, blank=True, default="")
    taken_at = models.DateTimeField("taken", null=True, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    focal_x = models.FloatField("focal point across", default=0.5, validators=SHARE)
    focal_y = models.FloatField("focal point down", default=0.5, validators=SHARE)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField("added", auto_now_add=True, db_index=True)
    updated_at = models.DateTimeField("changed", auto_now=True)

    objects = PhotoQuerySet.as_manager()

    # True on the instance that add_photo returns when the same bytes were here before.
    was_known = False

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="media_photo_focal_point_inside",
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
            ),
            models.CheckConstraint(name="media_photo_has_pixels", condition=Q(width__gte=1, height__gte=1)),
            models.UniqueConstraint(name="media_photo_same_bytes_once", fields=["checksum"], condition=~Q(checksum="")),
        ]

    def __str__(self) -> str:
        return self.title or Truncator(self.caption).chars(80) or self.file_name or f"Photo {self.pk}"

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
    def missing(self) -> list[str]:
        """What a photo needs before readers may see it and this one lacks, in words."""
        needed = {"alt text": self.alt.strip(), "credit": self.credit_line}
        return [name for name, value in needed.items() if not value]

    def picture(self, shape: str = "full") -> renditions.Picture:
        """Describe the photo in one shape for a template. Asks neither the database nor the disk."""
        return renditions.picture(self, shape)

    def rendition_url(self, shape: str, width: int, fmt: str = "jpg") -> str:
        """Return the address of the rendition at least `width` pixels wide, or of the widest there is."""
        return renditions.url(self, shape, width, fmt)
