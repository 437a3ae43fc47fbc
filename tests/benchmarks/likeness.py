"""What it costs to find a look-alike among a million photos: python -m tests.benchmarks.likeness [PHOTOS]

Hashes at random, as of a million different pictures, and as many again as of pictures that share a sky: half of their
bits. Prints the median and the slowest of 200 look-ups in milliseconds. SQLite in a file, or PostgreSQL where
DATABASE_URL names one: a test database of its own, dropped again.
"""

import os
import random
import statistics
import sys
import time

LOOKUPS = 200


def measure(many: int) -> None:
    """Fill the database, look up, and print what that took."""
    from django.db import connection, transaction

    from media.likeness import look_alikes
    from media.models import BANDS, Likeness, Photo

    chance = random.Random(7)
    sky = [chance.randrange(-0x8000, 0x8000) for _ in range(BANDS // 2)]
    block = 20_000
    began = time.perf_counter()
    for start in range(0, many, block):
        with transaction.atomic():
            photos = Photo.objects.bulk_create(Photo(width=3, height=2) for _ in range(min(block, many - start)))
            rows = []
            for photo in photos:
                bands = [chance.randrange(-0x8000, 0x8000) for _ in range(BANDS)]
                if photo.pk % 100 == 0:
                    bands[: len(sky)] = sky
                named = {f"band_{number}": band for number, band in enumerate(bands)}
                rows.append(Likeness(photo=photo, colours=chance.randbytes(192), **named))
            Likeness.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}: {many:,} photos in {time.perf_counter() - began:.0f} s")
    for name, step in (("at random", 7), ("with a sky of which there are 10,000", 100)):
        took = []
        for pk in range(step, step * LOOKUPS + 1, step):
            photo = Photo(pk=pk)
            begun = time.perf_counter()
            look_alikes(photo)
            took.append((time.perf_counter() - begun) * 1000)
        print(f"look-up {name}: median {statistics.median(took):.1f} ms, slowest {max(took):.1f} ms")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.db import connection as database

    database.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    finally:
        database.creation.destroy_test_db("", verbosity=0)
