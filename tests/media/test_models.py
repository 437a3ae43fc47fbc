"""What is known of a photo, and what can't be."""

import pytest
from django.db import IntegrityError, transaction

from media.models import Photo

from .makers import make_photo

FILE = {"width": 3, "height": 2}


def test_a_photo_is_called_by_its_title_or_else_by_the_next_best_thing() -> None:
    assert str(Photo(pk=7, title="Harbour", caption="Boats", file_name="a.jpg")) == "Harbour"
    assert str(Photo(pk=7, caption="Boats", file_name="a.jpg")) == "Boats"
    assert len(str(Photo(pk=7, caption="Boats " * 100))) == 80
    assert str(Photo(pk=7, file_name="a.jpg")) == "a.jpg"
    assert str(Photo(pk=7)) == "Photo 7"


def test_a_photo_says_what_it_lacks_for_readers() -> None:
    assert Photo().missing == ["alt text", "credit"]
    assert Photo(alt=" ", copyright="© Northwire").missing == ["alt text"]
    assert Photo(alt="A harbour", credit="Northwire").missing == []


def test_the_credit_line_knows_every_fact() -> None:
    assert Photo(photographer="Lena Aumont", source_agency="Northwire").credit_line == "Lena Aumont / Northwire"
    assert Photo(copyright="Copyright North Korean handout").credit_line == "Copyright North Korean handout"


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"focal_x": 1.01}, {"focal_y": -0.01}, {"width": 0}, {"height": 0}])
def test_a_focal_point_outside_or_a_photo_without_pixels_is_unwritable(wrong: dict[str, float]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.create(**{**FILE, **wrong})


@pytest.mark.django_db
def test_the_same_bytes_are_stored_once() -> None:
    Photo.objects.create(**FILE, checksum="a" * 64)
    Photo.objects.create(**FILE)
    Photo.objects.create(**FILE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.create(**FILE, checksum="a" * 64)


@pytest.mark.django_db
def test_loading_photos_opens_no_file() -> None:
    make_photo().file.storage.delete(Photo.objects.get().file.name)
    assert Photo.objects.get().width == 60


@pytest.mark.django_db
def test_photos_are_found_by_every_word_wherever_it_stands() -> None:
    Photo.objects.create(**FILE, title="Harbour", caption="Boats at dawn", photographer="Lena Aumont")
    Photo.objects.create(**FILE, file_name="harbour.jpg", credit="Coastwire")
    found = Photo.objects.matching
    assert found("harbour").count() == 2
    assert found("HARBOUR lena").count() == 1
    assert found("harbour coast dawn").count() == 0
    assert found("0000").count() == found("0001-01-01").count() == found("9999").count() == 0
    assert found("").count() == 2


@pytest.mark.django_db
def test_photos_that_lack_something_can_be_asked_for() -> None:
    Photo.objects.create(**FILE, title="no alt", credit="Northwire")
    Photo.objects.create(**FILE, title="no credit", alt="A harbour")
    Photo.objects.create(**FILE, title="notice", alt="A harbour", copyright="© Northwire")
    assert [str(photo) for photo in Photo.objects.without_alt()] == ["no alt"]
    assert [str(photo) for photo in Photo.objects.without_credit()] == ["no credit"]
