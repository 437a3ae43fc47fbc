"""A drop of many photos while the server that takes them is killed: none is lost, none comes twice.

For a drop of 1,000: `FAULTS_PHOTOS=1000 FAULTS_PHOTO_KILLS=2 pytest -s tests/faults/test_drop.py`.
"""

import os
import random
import threading
import time
import uuid
from http.client import HTTPConnection, HTTPException
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.urls import reverse

from media.models import Arrival, Making, Photo
from media.renditions import folder, renditions
from tests.conftest import person
from tests.faults.asking import ask, cookies_of, wait_until, whole
from tests.faults.ground import PATIENCE, Newsroom, Server
from tests.media.hostile import PAGE, half
from tests.media.makers import make_jpeg

pytestmark = pytest.mark.django_db(transaction=True)

PHOTOS = int(os.environ.get("FAULTS_PHOTOS", "40"))
KILLS = int(os.environ.get("FAULTS_PHOTO_KILLS", "6"))
SIZE = (640, 427)


class Sender(threading.Thread):
    """Sends files as the desk's script does: each again, under its key, until it is answered."""

    def __init__(self, server: Server, cookies: dict[str, str], files: list[tuple[uuid.UUID, str, bytes]]) -> None:
        super().__init__(daemon=True)
        self.server, self.cookies, self.files = server, cookies, files
        self.drop = str(uuid.uuid4())
        self.sent = 0
        self.cut = 0

    def run(self) -> None:
        for key, name, data in self.files:
            while not self.post(key, name, data):
                self.cut += 1
                time.sleep(0.05)
            self.sent += 1

    def post(self, key: uuid.UUID, name: str, data: bytes) -> bool:
        edge = "edge-of-a-part"
        fields = {"key": str(key), "drop": self.drop, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
        parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n')
        body = "".join(parts).encode() + data + f"\r\n--{edge}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        try:
            connection.request("POST", reverse("media:photo_upload"), body, headers)
            return connection.getresponse().status == 202
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def files_of_a_drop(chance: random.Random) -> list[tuple[uuid.UUID, str, bytes]]:
    """Return the files: one in twenty comes twice, one is damaged, one is no picture."""
    files = [(uuid.uuid4(), f"{n}.jpg", make_jpeg(*SIZE)) for n in range(PHOTOS)]
    twice = [(uuid.uuid4(), f"again-{name}", data) for _, name, data in chance.sample(files, max(1, PHOTOS // 20))]
    bad = [(uuid.uuid4(), "page.jpg", PAGE), (uuid.uuid4(), "cut.jpg", half(make_jpeg(*SIZE)))]
    files += twice + bad
    chance.shuffle(files)
    return files


def test_killed_while_a_drop_comes_in(newsroom: Newsroom) -> None:
    chance = random.Random(20261129)
    files = files_of_a_drop(chance)
    cookies = cookies_of(person("Ben", "Desk editor"))
    with newsroom.serve() as server:
        began = time.monotonic()
        sender = Sender(server, cookies, files)
        sender.start()
        for number in range(1, KILLS + 1):
            # Half of the kills while files come in, half while the last ones are made.
            share = number / (KILLS / 2 + 1)
            wait_until(lambda share=share: sender.sent >= share * len(files) or not sender.is_alive())
            wait_until(
                lambda: (
                    Arrival.objects.filter(state="waiting", held_until__isnull=False).exists()
                    or Making.objects.filter(held_until__isnull=False).exists()
                    or done(files)
                )
            )
            time.sleep(chance.uniform(0, 0.1))
            server.kill()
            # As if the minute had passed for which the dead one held what it was at work on.
            Arrival.objects.open().update(held_until=None)
            Making.objects.update(held_until=None)
            look(server, sender.drop, cookies)
        sender.join(PATIENCE * 20)
        assert not sender.is_alive()
        wait_until(lambda: done(files) or not look(server, sender.drop, cookies), PATIENCE * 20)
        took = time.monotonic() - began
    assert_nothing_lost_or_doubled(files, newsroom)
    print(f"{len(files)} files, {KILLS} kills, {sender.cut} sendings cut, {took:.0f} s")


def assert_nothing_lost_or_doubled(files: list[tuple[uuid.UUID, str, bytes]], newsroom: Newsroom) -> None:
    """Hold the rows, the photos and the disk against what was sent."""
    rows = {arrival.key: arrival for arrival in Arrival.objects.select_related("photo")}
    assert set(rows) == {key for key, _, _ in files}
    storage = FileSystemStorage(newsroom.var / "uploads")
    refused = [name for key, name, _ in files if rows[key].state == "refused"]
    assert sorted(refused) == ["cut.jpg", "page.jpg"]
    pictures = {data for _, name, data in files if name not in refused}
    photos = list(Photo.objects.all())
    assert len(photos) == len(pictures) == PHOTOS
    for key, name, data in files:
        if name not in refused:
            with storage.open(rows[key].photo.file.name) as original:
                assert original.read() == data
    for photo in photos:
        assert not photo.being_made
        wanted = {one.name: (one.width, one.height) for one in renditions(photo)}
        assert set(storage.listdir(folder(photo.pk))[1]) == set(wanted)
        for name, size in wanted.items():
            assert whole(storage.path(f"{folder(photo.pk)}/{name}")) == size
    kept = [path for path in (newsroom.var / "uploads" / "originals").rglob("*") if path.is_file()]
    assert len(kept) == PHOTOS


def done(files: list[Any]) -> bool:
    open_ones = Arrival.objects.open().exists() or Making.objects.exists()
    return Arrival.objects.count() == len(files) and not open_ones


def look(server: Server, drop: str, cookies: dict[str, str]) -> bool:
    """Ask how far the drop is, as the desk's script does; a new server goes on with it."""
    return ask(server, f"{reverse('media:photo_upload')}?drop={drop}", cookies) == 200
