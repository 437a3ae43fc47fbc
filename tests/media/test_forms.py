"""The forms that photos come in by and are described with."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from media.forms import PhotoForm, PhotoUploadForm
from media.making import make_all
from media.models import Photo
from media.renditions import renditions

from .hostile import PAGE
from .makers import copies_of, make_jpeg, make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def upload(data: bytes, name: str = "harbour.jpg", **words: str) -> PhotoUploadForm:
    return PhotoUploadForm(words, {"file": SimpleUploadedFile(name, data)})


def changed(photo: Photo, **words: Any) -> PhotoForm:
    form = PhotoForm(instance=photo)
    return PhotoForm({**{name: form[name].value() or "" for name in form.fields}, **words}, instance=photo)


def test_a_file_alone_is_enough(ana: Any) -> None:
    form = upload(make_jpeg(credit="Northwire"))
    assert form.is_valid()
    photo = form.save(by=ana)
    assert (photo.credit, photo.uploaded_by) == ("Northwire", ana)


def test_what_was_typed_wins_over_the_file() -> None:
    form = upload(make_jpeg(credit="Northwire"), credit="Coastwire", alt="A harbour")
    assert form.is_valid()
    assert (form.save().credit, form.save().alt) == ("Coastwire", "A harbour")


def test_a_refused_file_is_told_at_the_field_and_the_words_stay() -> None:
    form = upload(PAGE, "page.jpg", caption="The harbour")
    assert form.errors["file"] == ["page.jpg is a web page. Send a JPEG, PNG, WebP, AVIF, GIF, HEIC or TIFF picture."]
    assert form["caption"].value() == "The harbour"


def test_no_file_and_an_empty_file_are_told_in_words() -> None:
    assert PhotoUploadForm({}, {}).errors["file"] == ["Choose a photo."]
    assert upload(b"").errors["file"] == ["This file is empty. Choose a photo."]


def test_a_focal_point_is_shown_and_sent_in_per_cent() -> None:
    photo = make_photo(focal_x=0.25)
    assert PhotoForm(instance=photo)["focal_x"].value() == 25
    form = changed(photo, focal_x="71", focal_y="0")
    assert form.is_valid()
    assert (form.save().focal_x, photo.focal_y) == (0.71, 0.0)


def test_a_focal_point_that_nobody_moved_stays_as_precise_as_it_was() -> None:
    photo = make_photo(focal_x=0.3333)
    form = changed(photo, caption="The harbour")
    assert form.is_valid()
    assert form.changed_data == ["caption"]
    assert form.save().focal_x == 0.3333


@pytest.mark.parametrize("value", ["101", "-1", "left", ""])
def test_a_focal_point_outside_is_refused_at_its_field(value: str) -> None:
    assert "focal_x" in changed(make_photo(), focal_x=value).errors


def test_a_new_credit_makes_new_renditions() -> None:
    photo = make_photo()
    form = changed(photo, credit="Coastwire")
    assert form.is_valid()
    form.save()
    assert make_all() == 1
    assert copies_of(photo) == {one.name for one in renditions(photo)}
