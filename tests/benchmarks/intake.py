"""What a photo of 24 megapixels costs on its way in: python -m tests.benchmarks.intake [FILE]

Without a file one is drawn: 6,000 x 4,000 pixels of a sample picture with grain, saved as a camera would. It is taken
in as a drop is, and once more as a file sent with a form is, each in a process of its own. Prints the seconds until its
bytes are safe, until an editor can use it, which is to describe it and choose it for a draft, until all its copies
stand, the process's peak memory, and the bytes of each copy; and of a changed credit the seconds until it is saved, and
until all copies are made anew.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import time
import uuid
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

    from media.models import Photo


def drawn() -> bytes:
    """Return a JPEG of 24 megapixels with as much detail as a photograph has."""
    from articles import wire

    sample = Image.open(Path(wire.__file__).parent / "sample" / "pictures" / "bridge.jpg").convert("RGB")
    grain = Image.effect_noise((1500, 1000), 90).resize((6000, 4000), Image.Resampling.BICUBIC)
    whole = Image.blend(sample.resize((6000, 4000), Image.Resampling.LANCZOS), Image.merge("RGB", [grain] * 3), 0.12)
    out = io.BytesIO()
    whole.save(out, "JPEG", quality=92)
    return out.getvalue()


def apart(measure: Callable[[bytes], None], data: bytes) -> None:
    """Measure in a process of its own, with a storage of its own, and print its peak memory."""
    from django.conf import settings
    from django.db import connection

    connection.close()
    sys.stdout.flush()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert not status
        return
    with TemporaryDirectory() as place:
        settings.MEDIA_ROOT = place
        measure(data)
        print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        sys.stdout.flush()
    os._exit(0)


def dropped(data: bytes) -> None:
    """Take the photo in as one of a drop, then change its credit; print what that took."""
    from django.core.files.base import ContentFile

    from media import receiving
    from media.making import ask_for, make, make_all
    from media.models import Photo

    moments = [time.perf_counter()]

    def then_made(*args: Any) -> None:
        moments.append(time.perf_counter())
        make(*args)

    receiving.make = then_made
    receiving.receive(ContentFile(data, name="photo.jpg"), key=uuid.uuid4(), drop=uuid.uuid4(), by=None)
    moments.append(time.perf_counter())
    receiving.take_in_all()
    moments.append(time.perf_counter())
    safe, usable, all_made = (moment - moments[0] for moment in moments[1:])
    print(f"In a drop: safe after {safe:.2f} s, usable after {usable:.2f} s, all copies made after {all_made:.2f} s")
    photo = Photo.objects.get()
    assert not photo.being_made
    print_sizes(photo)
    began = time.perf_counter()
    photo.credit = "Coastwire"
    photo.save(update_fields=["credit"])
    ask_for(photo)
    saved = time.perf_counter()
    make_all()
    anew = time.perf_counter()
    print(f"A new credit: saved after {saved - began:.3f} s, all copies made anew after {anew - began:.2f} s")


def sent(data: bytes) -> None:
    """Take the photo in as a file of a form; print what that took."""
    from django.core.files.base import ContentFile

    from media.background import bring_in
    from media.intake import examine
    from media.making import make_all

    began = time.perf_counter()
    bring_in(examine(ContentFile(data, name="photo.jpg")))
    usable = time.perf_counter()
    make_all()
    print(
        f"With a form: usable after {usable - began:.2f} s, all copies made after {time.perf_counter() - began:.2f} s"
    )


def print_sizes(photo: Photo) -> None:
    """Print the bytes of each copy."""
    from django.core.files.storage import default_storage

    from media.renditions import folder, renditions

    sizes = defaultdict(list)
    for one in renditions(photo):
        sizes[one.shape, one.width].append(f"{one.fmt} {default_storage.size(f'{folder(photo.pk)}/{one.name}'):,}")
    for (shape, width), copies in sizes.items():
        print(f"  {shape} {width}: {', '.join(copies)}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.db import connection as database

    from media import background
    from media.models import Photo

    background._begin = lambda: None
    made = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else drawn()
    database.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        print(f"JPEG of {len(made):,} bytes")
        apart(dropped, made)
        Photo.objects.all().delete()
        apart(sent, made)
    finally:
        database.creation.destroy_test_db("", verbosity=0)
