"""Copies made outside of requests: readers see a photo wholly as it was or wholly as it is to be, whoever dies when."""

import re
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from media import making
from media.background import bring_in, renew
from media.encode import delete_renditions
from media.intake import discard, examine
from media.making import ask_for, hold, make, make_all, stand
from media.models import MOST_TRIES, Arrival, Making, Photo
from media.pixels import UnreadableError
from media.renditions import folder, made_of, renditions
from media.standing import standing, wanted
from tests.articles.site.stories import put_live

from .dying import Killed, a_minute_later, killed
from .makers import copies_of, make_jpeg, make_photo, seems_made

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def again(photo: Photo) -> Photo:
    return Photo.objects.get(pk=photo.pk)


def change(photo: Photo, **columns: Any) -> Photo:
    """Save something as a form does."""
    photo = again(photo)
    for name, value in columns.items():
        setattr(photo, name, value)
    photo.save(update_fields=columns)
    renew(photo)
    return photo


def printed(photo: Photo) -> set[str]:
    """The names that pages print."""
    return {one.name for one in made_of(standing(again(photo)))}


def is_whole(photo: Photo) -> bool:
    """Whether readers get all that pages name, and nothing else is left over."""
    for name in printed(photo):
        Image.open(default_storage.open(f"{folder(photo.pk)}/{name}")).load()
    return printed(photo) == copies_of(photo) == {one.name for one in renditions(again(photo))}


def test_pages_name_the_earlier_copies_until_the_new_ones_stand() -> None:
    photo = make_photo()
    before = copies_of(photo)
    change(photo, credit="Coastwire", focal_x=0.9)
    assert printed(photo) == copies_of(photo) == before
    assert make_all() == 1
    assert is_whole(photo)
    assert not printed(photo) & before
    assert not Making.objects.exists()


def test_what_is_not_written_into_the_copies_makes_none() -> None:
    change(make_photo(), alt="Boats", instructions="No sales")
    assert not Making.objects.exists()


@pytest.mark.parametrize("moment", ["make_renditions", "_turn", "delete_stale", "_end"])
def test_a_server_that_dies_leaves_a_whole_photo_and_the_rest_to_the_next(
    moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make_photo()
    before = copies_of(photo)
    change(photo, credit="Coastwire")
    with monkeypatch.context() as patch:
        patch.setattr(making, moment, killed)
        with pytest.raises(Killed):
            make_all()
    assert printed(photo) <= copies_of(photo)
    assert (printed(photo) == before) == (moment in {"make_renditions", "_turn"})
    assert make_all() == 0  # it may be at work on it still
    a_minute_later()
    assert make_all() == 1
    assert is_whole(photo)


def test_a_server_that_dies_takes_no_colour_along(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = bring_in(examine(upload(make_jpeg(colour="#408020"))))
    with monkeypatch.context() as patch:
        patch.setattr(making, "_turn", killed)
        with pytest.raises(Killed):
            make_all()
    a_minute_later()
    make_all()
    assert is_whole(photo)
    assert again(photo).colour == "#408020"


def test_a_change_while_one_is_made_is_made_next_and_the_first_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make_photo()
    before = copies_of(photo)
    change(photo, credit="Coastwire")
    seen: list[set[str]] = []
    made = making.make_renditions

    def meanwhile(one: Photo, picture: Any) -> int:
        count = made(one, picture)
        seen.append(printed(photo))
        if one.credit == "Coastwire":
            change(photo, credit="Northwire")
        return count

    monkeypatch.setattr(making, "make_renditions", meanwhile)
    assert make_all() == 2
    assert seen == [before, before]
    assert is_whole(photo)


def test_a_change_taken_back_before_it_was_made_costs_nothing() -> None:
    photo = make_photo(credit="Northwire")
    before = copies_of(photo)
    change(photo, credit="Coastwire")
    change(photo, credit="Northwire")
    make_all()
    assert printed(photo) == copies_of(photo) == before
    assert not Making.objects.exists()


def test_a_form_that_saves_all_columns_does_not_turn_the_pages_back() -> None:
    photo = make_photo()
    old = again(photo)
    change(photo, credit="Coastwire")
    make_all()
    old.title = "Quay"
    old.save()
    assert again(photo).title == "Quay"
    assert printed(photo) == copies_of(photo)


def test_two_are_never_at_work_on_one_photo() -> None:
    photo = make_photo()
    change(photo, credit="Coastwire")
    first = Making.objects.claim()
    assert first is not None
    assert Making.objects.claim() is None
    assert hold(photo) is None


def test_who_was_thought_dead_and_comes_late_changes_nothing() -> None:
    photo = make_photo()
    change(photo, credit="Coastwire")
    late = Making.objects.claim()
    a_minute_later()
    change(photo, credit="Northwire")
    assert make_all() == 1
    stand(late)
    make(late)
    assert is_whole(photo)


def test_a_photo_deleted_while_it_is_made_leaves_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make_photo()
    change(photo, credit="Coastwire")
    made = making.make_renditions

    def deleted(one: Photo, picture: Any) -> int:
        count = made(one, picture)
        discard(again(photo))
        delete_renditions(photo.pk)
        return count + made(one, picture)

    monkeypatch.setattr(making, "make_renditions", deleted)
    make_all()
    assert not default_storage.exists(folder(photo.pk))
    assert not Making.objects.exists()


def test_a_killed_photo_is_gone_at_once_by_its_earlier_and_its_new_names(client: Client) -> None:
    photo = make_photo()
    put_live(lead_photo=photo)
    old = photo.rendition_url("card", 320)
    change(photo, credit="Coastwire")
    Photo.objects.update(killed_at=timezone.now(), kill_reason="Stolen.")
    assert client.get(old).status_code == 410
    make_all()
    assert [client.get(one).status_code for one in (old, again(photo).rendition_url("card", 320))] == [410, 410]


def test_rights_that_end_meanwhile_end_both(client: Client) -> None:
    photo = make_photo()
    put_live(lead_photo=photo)
    old = photo.rendition_url("card", 320)
    change(photo, credit="Coastwire", allowed_until=timezone.now())
    assert client.get(old).status_code == 410
    make_all()
    assert [client.get(one).status_code for one in (old, again(photo).rendition_url("card", 320))] == [410, 410]


def test_every_address_on_a_page_answers_all_the_while(client: Client) -> None:
    photo = make_photo()
    version = put_live(lead_photo=photo)
    old = photo.rendition_url("card", 320)
    change(photo, credit="Coastwire")
    assert old in client.get(version.get_absolute_url()).content.decode()
    assert client.get(old).status_code == 200
    assert (
        client.get(f"/photos/{photo.pk}/{sorted(one.name for one in renditions(again(photo)))[0]}").status_code == 302
    )
    make_all()
    new = again(photo).rendition_url("card", 320)
    assert new in client.get(version.get_absolute_url()).content.decode()
    assert client.get(new).status_code == 200
    assert client.get(old)["Location"] == new


def test_a_full_disk_is_told_at_the_desk_and_tried_again(monkeypatch: pytest.MonkeyPatch, as_pia: Client) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    photo = make_photo()
    before = copies_of(photo)
    change(photo, credit="Coastwire")
    for _ in range(MOST_TRIES + 2):
        with monkeypatch.context() as patch:
            patch.setattr(making, "make_renditions", full)
            make_all()
        assert printed(photo) == copies_of(photo) == before
        assert make_all() == 0  # it waits a little
        a_minute_later()
    page = as_pia.get(reverse("admin:media_photo_change", args=[photo.pk])).content.decode()
    assert "could not be stored, as the storage is full or out of reach" in page
    make_all()
    assert is_whole(photo)


def test_a_lost_original_is_told_and_the_earlier_copies_stay(as_pia: Client, caplog: pytest.LogCaptureFixture) -> None:
    photo = make_photo()
    before = copies_of(photo)
    original = photo.file.read()
    default_storage.delete(photo.file.name)
    change(photo, credit="Coastwire")
    assert (make_all(), make_all()) == (1, 0)
    assert f"make_renditions {photo.pk}" in caplog.text
    assert printed(photo) == copies_of(photo) == before
    assert "original can’t be read" in as_pia.get(reverse("admin:media_photo_change", args=[photo.pk])).content.decode()
    default_storage.save(photo.file.name, ContentFile(original))
    change(photo, credit="Northwire")  # another change tries once more
    assert make_all() == 1
    assert is_whole(photo)


def test_a_photo_that_servers_die_over_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make_photo()
    change(photo, credit="Coastwire")
    for _ in range(MOST_TRIES):
        assert Making.objects.claim()
        a_minute_later()
    assert (make_all(), make_all()) == (1, 0)
    assert Making.objects.get().reason.startswith("New copies could not be made")


def test_what_can_not_be_read_any_more_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise UnreadableError("is damaged.")

    photo = make_photo()
    change(photo, credit="Coastwire")
    monkeypatch.setattr(making, "make_renditions", broken)
    assert make_all() == 1
    assert again(photo).standing == photo.standing


def test_many_photos_are_asked_for_in_two_queries() -> None:
    photos = [make_photo() for _ in range(3)]
    Photo.objects.update(credit="Coastwire")
    with CaptureQueriesContext(connection) as asked:
        ask_for(*photos)
    assert len(asked) == 2
    assert Making.objects.open().count() == 3


class TestRequests:
    """No request encodes a picture, and none waits for one."""

    @pytest.fixture(autouse=True)
    def no_encoder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Fail whoever encodes in this thread, which is the requests'."""
        monkeypatch.setattr("media.encode._file", killed)

    def test_a_hundred_rows_are_saved_with_two_queries_for_all_their_copies(self, as_pia: Client, pia: User) -> None:
        def queries(count: int) -> int:
            drop, photos = rows(count, pia)
            data = {f"photo-{photo.pk}-credit": "Coastwire" for photo in photos}
            with CaptureQueriesContext(connection) as asked:
                assert as_pia.post(reverse("admin:media_photo_drop", args=[drop]), data).status_code == 302
            return len(asked)

        few, many = queries(10), queries(100)
        assert Making.objects.count() == 110
        assert many - few == 270, "each row is saved by itself, and the versions and desk copies with it are asked for"

    def test_a_credit_a_crop_a_new_file_and_what_the_file_says_are_saved_at_once(self, as_pia: Client) -> None:
        photo = bring_in(examine(upload(make_jpeg(credit="Northwire"))), alt="Boats")
        page = reverse("admin:media_photo_change", args=[photo.pk])
        for address, data in [
            (reverse("media:photo_alt"), {"id": photo.pk, "credit": "Coastwire"}),
            (page, {"alt": "Boats", "credit": "Coastwire", "focal_x": "80", "focal_y": "50"}),
            (page, {"alt": "Boats", "focal_x": "80", "focal_y": "50", **SQUARE}),
            (reverse("admin:media_photo_read_again", args=[photo.pk]), {"take": "credit"}),
            (f"/admin/media/photo/{photo.pk}/replace/", {"file": upload(), "reason": "Sharper.", "focus": "keep"}),
        ]:
            Making.objects.all().delete()
            Photo.objects.update(standing=wanted(again(photo)).as_json())
            if "take" in data:
                data["seen"] = re.search(r'name="seen" value="(\w+)"', as_pia.get(address).content.decode())[1]
            assert as_pia.post(address, data).status_code in {200, 302}
            assert Making.objects.get().photo == photo, address

    def test_a_new_photo_is_taken_in_at_once(self, as_ana: Client) -> None:
        as_ana.post(reverse("admin:media_photo_add"), {"file": upload(), "alt": "Boats"})
        photo = Photo.objects.get()
        assert (photo.alt, photo.being_made, photo.making.held_until) == ("Boats", True, None)


SQUARE = {"crop_square_left": "10", "crop_square_top": "10", "crop_square_width": "50"}


def upload(data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("harbour.jpg", data or make_jpeg(90, 60), "image/jpeg")


def rows(count: int, by: User) -> tuple[uuid.UUID, list[Photo]]:
    """Bring in a drop of photos without files, as if made."""
    drop = uuid.uuid4()
    photos = Photo.objects.bulk_create(seems_made(Photo(width=3, height=2, title="Quay")) for _ in range(count))
    Arrival.objects.bulk_create(
        Arrival(key=uuid.uuid4(), drop=drop, by=by, name="quay.jpg", state="taken", photo=photo) for photo in photos
    )
    return drop, photos
