"""The server is killed while copies are made anew: pages name what is there, and in the end all is as it is to be."""

import random
import time
from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from media.intake import add_photo
from media.models import Making, Photo
from media.renditions import folder, made_of, renditions
from media.standing import standing
from tests.conftest import person
from tests.faults.asking import ask, cookies_of, wait_until, whole
from tests.faults.ground import Newsroom
from tests.media.makers import copies_of, make_jpeg

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = 5
SIZE = (900, 600)


def test_killed_while_copies_are_made_anew(newsroom: Newsroom) -> None:
    chance = random.Random(20261129)
    cookies = cookies_of(person("Ben", "Desk editor"))
    photo = add_photo(ContentFile(make_jpeg(*SIZE), name="quay.jpg"), credit="Northwire")
    seen = set()
    with newsroom.serve() as server:
        for number in range(1, KILLS + 1):
            words = {"id": photo.pk, "credit": f"Agency {number}"}
            assert ask(server, reverse("media:photo_alt"), cookies, words) == 200
            wait_until(lambda: Making.objects.filter(held_until__isnull=False).exists() or not Making.objects.exists())
            time.sleep(chance.uniform(0, 0.6))
            server.kill()
            names = sorted(named(photo))
            assert all(whole(default_storage.path(f"{folder(photo.pk)}/{name}")) for name in names)
            assert {ask(server, f"/photos/{photo.pk}/{name}", cookies) for name in chance.sample(names, 3)} == {200}
            seen.add(tuple(names))
            # As if the minute had passed for which the dead one held it.
            Making.objects.update(held_until=None)
        drops = f"{reverse('media:photo_upload')}?drop={'0' * 32}"
        wait_until(lambda: not ask(server, drops, cookies) or not Making.objects.exists())
    photo = Photo.objects.get()
    assert photo.credit == f"Agency {KILLS}"
    assert copies_of(photo) == set(named(photo))
    assert set(named(photo)) == {one.name for one in renditions(photo)}
    print(f"{KILLS} kills, {len(seen)} sets of copies seen")


def named(photo: Photo) -> Iterator[str]:
    """Give the names that pages print now."""
    made = standing(Photo.objects.get(pk=photo.pk))
    assert made
    return (one.name for one in made_of(made))
