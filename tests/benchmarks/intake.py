"""What a photo of 24 megapixels costs on its way in: python -m tests.benchmarks.intake [FILE]

Without a file one is drawn: 6,000 x 4,000 pixels of a sample picture with grain, saved as a camera would. It is taken
in as a drop is, in a process of its own. Prints the seconds until its bytes are safe, until it can be chosen and
described, which is when all its copies stand, the process's peak memory, and the bytes of each copy.
"""

import io
import os
import resource
import sys
import time
import uuid
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image


def drawn() -> bytes:
    """Return a JPEG of 24 megapixels with as much detail as a photograph has."""
    from articles import wire

    sample = Image.open(Path(wire.__file__).parent / "sample" / "pictures" / "bridge.jpg").convert("RGB")
    grain = Image.effect_noise((1500, 1000), 90).resize((6000, 4000), Image.Resampling.BICUBIC)
    whole = Image.blend(sample.resize((6000, 4000), Image.Resampling.LANCZOS), Image.merge("RGB", [grain] * 3), 0.12)
    out = io.BytesIO()
    whole.save(out, "JPEG", quality=92)
    return out.getvalue()


def measure(data: bytes) -> None:
    """Take the photo in, in a process of its own, and print what that took."""
    from django.conf import settings
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.db import connection

    from media.models import Arrival
    from media.receiving import receive, take_in_all
    from media.renditions import folder, renditions

    connection.close()
    print(f"JPEG of {len(data):,} bytes")
    sys.stdout.flush()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert not status
        return
    with TemporaryDirectory() as place:
        settings.MEDIA_ROOT = place
        began = time.perf_counter()
        receive(ContentFile(data, name="photo.jpg"), key=uuid.uuid4(), drop=uuid.uuid4(), by=None)
        safe = time.perf_counter()
        take_in_all()
        ended = time.perf_counter()
        photo = Arrival.objects.get().photo
        assert photo
        assert not photo.being_made
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"safe after {safe - began:.2f} s, chosen and all copies made after {ended - began:.2f} s")
        print(f"peak memory {peak:.0f} MB")
        sizes = defaultdict(list)
        for one in renditions(photo):
            sizes[one.shape, one.width].append(f"{one.fmt} {default_storage.size(f'{folder(photo.pk)}/{one.name}'):,}")
        for (shape, width), copies in sizes.items():
            print(f"  {shape} {width}: {', '.join(copies)}")
        sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.db import connection as database

    from media import receiving

    receiving._begin = lambda: None
    made = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else drawn()
    database.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measure(made)
    finally:
        database.creation.destroy_test_db("", verbosity=0)
