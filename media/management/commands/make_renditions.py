from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from media.making import failures, hold, put_off_for, stand
from media.models import Photo


class Command(BaseCommand):
    help = "Makes the renditions that photos lack, and deletes those they no longer have."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ids", nargs="*", type=int, help="photo numbers; all photos if none is given")

    def handle(self, *args: Any, ids: list[int], **options: Any) -> None:
        photos = Photo.objects.filter(pk__in=ids) if ids else Photo.objects.all()
        made = deleted = 0
        failed = []
        for photo in photos.order_by("pk").iterator():
            making = hold(photo)
            if making is None:  # a server is at it
                continue
            try:
                new, old = stand(making)
            except failures() as error:
                put_off_for(making, error)
                failed.append(photo.pk)
                self.stderr.write(f"Photo {photo.pk} ({photo}): {error}")
            else:
                made, deleted = made + new, deleted + old
        self.stdout.write(f"{made} made, {deleted} outdated deleted.")
        if failed:
            raise CommandError(f"{len(failed)} photos could not be read: {', '.join(map(str, failed))}")
