"""What is kept about a photo beside it: the files that it had, what its file says, and what it looks like."""

from django.conf import settings
from django.db import models

from media.models.photo import Photo

# In how many parts a picture's hash is kept, see media.likeness.
BANDS = 8


class EarlierFile(models.Model):
    """A file that a photo had before another took its place: as private as the one it has."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="earlier_files")
    file = models.FileField("original", upload_to="originals/", max_length=200)
    file_name = models.CharField(max_length=255, blank=True, default="")
    checksum = models.CharField(max_length=64, blank=True, default="", db_index=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.TextField()

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name or f"Earlier file of {self.photo}"


class Reading(models.Model):
    """What a photo's file said when it was last read, kept as it was read.

    Which of the photo's columns an editor has changed is decided by comparing them with this, see media.reading.
    """

    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="reading")
    facts = models.JSONField(default=dict, help_text="By column, as media.metadata.Told has them.")
    notes = models.JSONField(default=list, help_text="Sentences about what could not be read.")
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"What the file of {self.photo} says"


class Likeness(models.Model):
    """What a photo is told by among others that are the same picture; see media.likeness.

    A photo that is too plain to be told has none.
    """

    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="likeness", primary_key=True)
    colours = models.BinaryField(help_text="8 x 8 pixels of RGB.")
    band_0 = models.SmallIntegerField(db_index=True)
    band_1 = models.SmallIntegerField(db_index=True)
    band_2 = models.SmallIntegerField(db_index=True)
    band_3 = models.SmallIntegerField(db_index=True)
    band_4 = models.SmallIntegerField(db_index=True)
    band_5 = models.SmallIntegerField(db_index=True)
    band_6 = models.SmallIntegerField(db_index=True)
    band_7 = models.SmallIntegerField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"What {self.photo} looks like"
