from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from PIL import Image

from media.encode import original
from media.likeness import note
from media.models import Photo
from media.pixels import UnreadableError
from media.renditions import open_rendition, renditions


class Command(BaseCommand):
    help = "Notes what photos are told by that came before look-alikes were recognised; goes on where it was stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="those that have been noted too")

    def handle(self, *args: Any, **options: Any) -> None:
        photos = Photo.objects.order_by("pk")
        noted = 0
        for photo in (photos if options["all"] else photos.filter(likeness=None)).iterator():
            try:
                note(photo, _smallest(photo) or original(photo))
                noted += 1
            except (OSError, UnreadableError) as error:
                self.stderr.write(f"Photo {photo.pk} ({photo}): {error}")
        self.stdout.write(f"{noted} photos noted.")


def _smallest(photo: Photo) -> Image.Image | None:
    """Return the smallest whole copy of a photo, which is read in a hundredth of the original's time."""
    copy = next(one for one in renditions(photo) if one.shape == "full" and one.fmt == "jpg")
    file = open_rendition(photo.pk, copy.name)
    if file is None:
        return None
    with file, Image.open(file) as picture:
        picture.load()
        return picture
