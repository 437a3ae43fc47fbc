"""Another file for a photo: everywhere at once, the old one kept, what is said of it left alone."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from articles.holding import Refused
from articles.killing import kill_photo
from articles.models import Act, Record
from articles.replacing import replace_file
from media.intake import add_photo, discard, examine
from media.making import make_all
from media.models import EarlierFile, Photo
from media.renditions import renditions
from tests.articles.site.stories import put_live
from tests.media.makers import copies_of, make_jpeg, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run what waits for the commit at once; these tests never commit."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, **told: act())


def swap(photo: Photo, by: Any = None, data: bytes | None = None, **options: Any) -> EarlierFile:
    file = ContentFile(data or make_jpeg(90, 60), name="better.jpg")
    return replace_file(photo, examine(file), by=by, reason="Sharper.", **options)


def status(client: Client, photo: Photo) -> int:
    return client.get(photo.rendition_url("card", 320)).status_code


def test_the_new_file_is_everywhere_and_old_addresses_lead_on(client: Client, pia: User) -> None:
    photo = make_photo(title="Quay", caption="The quay")
    version = put_live(lead_photo=photo)
    old, file, checksum = photo.rendition_url("card", 320), photo.file.name, photo.checksum
    swap(photo, pia)
    photo = Photo.objects.get()
    assert (photo.width, photo.height, photo.caption) == (90, 60, "The quay")
    assert photo.rendition_url("card", 320) == old
    assert status(client, photo) == 200
    make_all()
    photo = Photo.objects.get()
    new = photo.rendition_url("card", 320)
    assert new != old
    assert new in client.get(version.get_absolute_url()).content.decode()
    assert client.get(old).headers["Location"].rpartition("/")[0] == new.rpartition("/")[0]
    assert status(client, photo) == 200
    assert copies_of(photo) == {one.name for one in renditions(photo)}
    earlier = EarlierFile.objects.get()
    assert (earlier.file.name, earlier.checksum, earlier.replaced_by) == (file, checksum, pia)
    assert default_storage.exists(file)


def test_it_is_on_record(pia: User) -> None:
    photo = make_photo()
    swap(photo, pia)
    entry = Record.objects.get(act=Act.FILE_REPLACED)
    assert (entry.name, entry.reason) == ("Pia", "Sharper.")
    assert entry.before == {"File": "harbour.jpg", "Size": "60 × 40"}
    assert entry.after == {"File": "better.jpg", "Size": "90 × 60"}


def test_the_focal_point_stays_or_starts_again(pia: User) -> None:
    photo = make_photo(focal_x=0.2)
    photo.crops = {"card": [0.0, 0.0, 0.5]}
    photo.save()
    swap(photo, pia)
    assert (Photo.objects.get().focal_x, Photo.objects.get().crops) == (0.2, {"card": [0.0, 0.0, 0.5]})
    swap(photo, pia, keep_focus=False)
    assert (Photo.objects.get().focal_x, Photo.objects.get().crops) == (0.5, {})


def test_an_earlier_file_can_be_put_back(pia: User) -> None:
    first = make_jpeg(70, 50)
    photo = add_photo(ContentFile(first, name="first.jpg"), alt="A quay", credit="Northwire")
    checksum = photo.checksum
    swap(photo, pia)
    swap(photo, pia, first)
    assert Photo.objects.get().checksum == checksum
    assert EarlierFile.objects.count() == 2


def test_a_storage_that_fails_changes_nothing(pia: User, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make_photo()
    checksum = photo.checksum
    incoming = examine(ContentFile(make_jpeg(90, 60), name="better.jpg"))

    def full(*args: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("media.replacing.store", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(photo, incoming, by=pia, reason="Sharper.")
    assert Photo.objects.get().checksum == checksum
    assert not EarlierFile.objects.exists()
    assert not Record.objects.filter(act=Act.FILE_REPLACED).exists()


def test_who_comes_second_is_told(pia: User) -> None:
    photo = make_photo()
    stale = Photo.objects.get()
    swap(photo, pia)
    with pytest.raises(Refused, match="Somebody else replaced the file meanwhile"):
        swap(stale, pia)
    assert EarlierFile.objects.count() == 1


def test_not_everybody_may_and_not_without_a_reason_nor_of_a_killed_photo(ana: User, ben: User, pia: User) -> None:
    photo = make_photo()
    incoming = examine(ContentFile(make_jpeg(90, 60), name="better.jpg"))
    with pytest.raises(PermissionDenied):
        replace_file(photo, incoming, by=ana, reason="Sharper.")
    with pytest.raises(Refused, match="Say why"):
        replace_file(photo, incoming, by=pia, reason=" ")
    kill_photo(photo, by=ben, reason="Stolen.")
    with pytest.raises(Refused, match="killed"):
        replace_file(photo, incoming, by=pia, reason="Sharper.")


def test_bytes_that_two_photos_had_go_with_the_last(pia: User) -> None:
    first = make_jpeg(70, 50)
    photo = add_photo(ContentFile(first, name="first.jpg"), alt="A quay", credit="Northwire")
    swap(photo, pia)
    again = add_photo(ContentFile(first, name="first.jpg"))
    assert again.pk != photo.pk
    name = again.file.name
    discard(photo)
    assert default_storage.exists(name)
    assert again.file.open().read() == first
    discard(again)
    assert not default_storage.exists(name)


def test_an_earlier_file_of_a_killed_photo_is_not_taken_in(ben: User, pia: User) -> None:
    first = make_jpeg(70, 50)
    photo = add_photo(ContentFile(first, name="first.jpg"), alt="A quay", credit="Northwire")
    swap(photo, pia)
    kill_photo(photo, by=ben, reason="Stolen.")
    with pytest.raises(Exception, match="was killed: Stolen"):
        examine(ContentFile(first, name="first.jpg"))
