from typing import Any

from django.core.management.base import BaseCommand

from media import kinds
from media.models import Photo
from media.provenance import read_credentials


class Command(BaseCommand):
    help = "Checks the content credentials of all photos' originals, those from before they were checked too."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = 0
        for photo in Photo.objects.order_by("pk").iterator():
            try:
                with photo.file.open("rb") as file:
                    kind = kinds.kind_of(file.read(64))
                    found = read_credentials(file, kind) if kind else {}
            except OSError as error:
                self.stderr.write(f"Photo {photo.pk} ({photo}): {error}")
                continue
            if found != photo.credentials:
                Photo.objects.filter(pk=photo.pk).update(credentials=found)
                changed += 1
        self.stdout.write(f"{changed} photos changed.")
