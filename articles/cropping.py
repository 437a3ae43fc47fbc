"""How stories crop their lead photos for themselves: told to the photos, which have copies made of what is in use."""

from collections.abc import Iterable

from django.db import transaction

from articles.models import Article, Version
from media.background import renew
from media.models import Photo

# A lead photo's primary key, and how a story crops it.
Lead = tuple[int | None, str]


def note_crops(leads: Iterable[Lead]) -> None:
    """Tell photos how they are cropped by now, where these are leads that a story began or ceased to crop by itself.

    No query where nobody cropped anything; a few for each photo otherwise.
    """
    photos = {photo for photo, crops in leads if photo and crops}
    if not photos:
        return
    with transaction.atomic():
        for photo in Photo.objects.select_for_update().filter(pk__in=photos):
            crops = sorted(_in_use(photo))
            if photo.use_crops != crops:
                photo.use_crops = crops
                photo.save(update_fields=["use_crops"])
                renew(photo)


def note_changed(before: Lead, after: Lead) -> None:
    """Tell photos of a story whose lead was one thing and is another."""
    if before != after:
        note_crops([before, after])


def _in_use(photo: Photo) -> set[str]:
    """Return how desk copies, deleted ones that can be brought back too, and versions crop a photo by themselves."""
    rows = (Article.every_row.all(), Version.objects.all())
    return {
        crops
        for found in rows
        for crops in found.filter(lead_photo=photo).exclude(lead_crops="").values_list("lead_crops", flat=True)
    }
