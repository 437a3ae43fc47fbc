"""Files that come in many at once: stored at once, made into photos afterwards, never lost and never doubled."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from media import intake, making, receiving
from media.intake import add_photo
from media.making import make_all
from media.models import MOST_TRIES, Arrival, Photo
from media.receiving import claim, forget, receive, take_in, take_in_all
from media.renditions import renditions

from .dying import Killed, a_minute_later, killed
from .hostile import PAGE, half
from .makers import copies_of, make_jpeg

pytestmark = pytest.mark.django_db

DROP = uuid.UUID(int=1)


def came(data: bytes, name: str = "harbour.jpg", **more: Any) -> Arrival:
    return receive(ContentFile(data, name=name), **{"key": uuid.uuid4(), "drop": DROP, "by": None, **more})


def again(arrival: Arrival) -> Arrival:
    arrival.refresh_from_db()
    return arrival


def stands(photo: Photo) -> bool:
    return not photo.being_made and copies_of(photo) == {one.name for one in renditions(photo)}


def test_a_file_is_safe_at_once_and_a_photo_afterwards(ana: Any) -> None:
    data = make_jpeg(credit="Northwire")
    arrival = came(data, by=ana)
    assert arrival.state == "waiting"
    assert default_storage.open(arrival.file.name).read() == data
    assert not Photo.objects.exists()
    assert take_in_all() == 1
    photo = again(arrival).photo
    assert (arrival.state, photo.credit, photo.uploaded_by, photo.file.name) == (
        "taken", "Northwire", ana, arrival.file.name,
    )  # fmt: skip
    assert stands(photo)


def test_the_first_to_come_is_the_first_to_be_taken() -> None:
    first, second = came(make_jpeg()), came(make_jpeg())
    assert (claim(), claim(), claim()) == (first, second, None)


def test_a_file_sent_again_as_its_answer_was_lost_is_one() -> None:
    data, key = make_jpeg(), uuid.uuid4()
    first = came(data, key=key)
    assert came(data, key=key) == first
    take_in_all()
    assert came(data, key=key).state == "taken"
    assert (Arrival.objects.count(), Photo.objects.count()) == (1, 1)


def test_what_is_here_already_is_told_at_once() -> None:
    data = make_jpeg()
    photo = add_photo(ContentFile(data, name="harbour.jpg"))
    arrival = came(data, "copy.jpg")
    assert (arrival.state, arrival.photo, arrival.was_known) == ("taken", photo, True)


def test_the_same_bytes_twice_in_one_drop_are_one_photo() -> None:
    data = make_jpeg()
    first, second = came(data), came(data, "copy.jpg")
    assert take_in_all() == 2
    assert again(first).photo == again(second).photo
    assert (first.was_known, second.was_known) == (False, True)


@pytest.mark.parametrize(("data", "why"), [(PAGE, "is a web page"), (b"", "is empty")])
def test_what_is_no_picture_is_refused_at_once(data: bytes, why: str, uploads: Any) -> None:
    arrival = came(data, "page.jpg")
    assert (arrival.state, arrival.file.name) == ("refused", "")
    assert why in arrival.reason
    assert not uploads.exists()


def test_what_turns_out_to_be_damaged_is_refused_and_its_bytes_go() -> None:
    arrival, good = came(half(make_jpeg(400, 300)), "cut.jpg"), came(make_jpeg())
    name = arrival.file.name
    take_in_all()
    assert again(arrival).state == "refused"
    assert arrival.reason.startswith("cut.jpg is damaged")
    assert not default_storage.exists(name)
    assert again(good).state == "taken"


def test_bytes_that_another_file_still_needs_stay_when_one_is_refused() -> None:
    data = half(make_jpeg(400, 300))
    first, second = came(data), came(data)
    name = first.file.name
    take_in(claim())
    assert default_storage.exists(name)
    take_in_all()
    assert {again(first).state, again(second).state} == {"refused"}
    assert not default_storage.exists(name)


def test_a_killed_photo_is_refused_for_its_reason() -> None:
    data = make_jpeg()
    photo = add_photo(ContentFile(data, name="harbour.jpg"))
    Photo.objects.filter(pk=photo.pk).update(killed_at=timezone.now(), kill_reason="Stolen.")
    assert came(data, "copy.jpg").reason == "copy.jpg was killed: Stolen. It can’t be used."


def test_what_one_holds_nobody_else_takes_until_a_minute_has_passed() -> None:
    data = make_jpeg()
    came(data)
    came(data)  # the same bytes wait too: two at work on them would be in each other's way
    assert claim() is not None
    assert claim() is None
    a_minute_later()
    assert claim() is not None


@pytest.mark.parametrize("moment", ["examine", "register", "make"])
def test_a_server_that_dies_at_work_leaves_it_to_the_next(moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arrival = came(make_jpeg())
    with monkeypatch.context() as patch:
        patch.setattr(receiving, moment, killed)
        with pytest.raises(Killed):
            take_in(claim())
    assert (again(arrival).state, Photo.objects.count()) == (("taken", 1) if moment == "make" else ("waiting", 0))
    a_minute_later()
    take_in_all()
    make_all()
    photo = again(arrival).photo
    assert (Photo.objects.count(), arrival.state, arrival.was_known) == (1, "taken", False)
    assert stands(photo)


def test_bytes_cut_off_by_a_dying_server_are_stored_again() -> None:
    data = make_jpeg()
    name = came(data).file.name
    Arrival.objects.all().delete()
    default_storage.delete(name)
    default_storage.save(name, ContentFile(data[:50]))
    arrival = came(data)
    assert (arrival.file.name, default_storage.open(name).read()) == (name, data)


def test_a_file_that_servers_die_over_is_refused_at_last() -> None:
    arrival = came(make_jpeg())
    for _ in range(MOST_TRIES):
        assert claim() == arrival
        a_minute_later()
    take_in_all()
    assert again(arrival).state == "refused"
    assert "could not be taken in" in arrival.reason


def test_a_full_disk_delays_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    arrival = came(make_jpeg())
    for _ in range(MOST_TRIES + 2):
        with monkeypatch.context() as patch:
            patch.setattr(receiving, "register", full)
            take_in_all()
        a_minute_later()
    assert again(arrival).state == "waiting"
    assert "kept and tried again" in arrival.reason
    take_in_all()
    assert again(arrival).state == "taken"
    assert arrival.reason == ""
    assert stands(arrival.photo)


def test_a_photo_is_there_to_be_described_before_its_copies_are(monkeypatch: pytest.MonkeyPatch) -> None:
    arrival = came(make_jpeg(credit="Northwire"))
    seen: list[tuple[str, str, bool]] = []
    made = making.make_renditions

    def look(photo: Photo, picture: Any) -> int:
        now = Arrival.objects.get()
        seen.append((now.state, now.photo.credit, now.photo.being_made))
        return made(photo, picture)

    monkeypatch.setattr(making, "make_renditions", look)
    take_in_all()
    assert seen == [("taken", "Northwire", True)]
    assert stands(again(arrival).photo)


def test_rows_are_forgotten_once_they_tell_nobody_anything() -> None:
    old, recent, waiting = came(PAGE), came(PAGE), came(make_jpeg())
    long_ago = timezone.now() - receiving.KEPT - dt.timedelta(seconds=1)
    Arrival.objects.filter(pk__in=[old.pk, waiting.pk]).update(changed_at=long_ago)
    assert forget() == 1
    assert set(Arrival.objects.all()) == {recent, waiting}


def test_a_photo_may_be_deleted_though_it_came_in_a_drop() -> None:
    arrival = came(make_jpeg())
    take_in_all()
    intake.discard(again(arrival).photo)
    assert again(arrival).photo is None
