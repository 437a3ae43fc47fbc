"""How a photo comes in."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from PIL import Image

from media import intake, making
from media.intake import add_photo, discard
from media.models import Photo
from media.renditions import folder

from .hostile import PAGE, picture
from .makers import make_jpeg, make_photo

pytestmark = pytest.mark.django_db


def sent(data: bytes, name: str = "harbour.jpg") -> ContentFile:
    return ContentFile(data, name=name)


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF", "TIFF"])
def test_each_format_is_taken_whatever_its_name(fmt: str, ana: Any) -> None:
    photo = add_photo(sent(picture(fmt, (64, 48)), "holiday.txt"), by=ana)
    assert (photo.width, photo.height) == (64, 48)
    assert photo.uploaded_by == ana
    assert photo.file_name == "holiday.txt"
    assert photo.file.name.startswith(f"originals/{photo.checksum[:2]}/{photo.checksum}.")


def test_the_original_is_kept_as_it_came() -> None:
    data = make_jpeg()
    assert add_photo(sent(data)).file.read() == data


def test_width_and_height_are_those_of_the_upright_picture() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = add_photo(sent(make_jpeg(60, 40, exif=exif)))
    assert (photo.width, photo.height) == (40, 60)


def test_what_the_file_knows_need_not_be_typed() -> None:
    photo = add_photo(sent(make_jpeg(photographer="Lena Aumont", credit="Northwire", copyright="© Northwire")))
    assert (photo.photographer, photo.credit, photo.copyright) == ("Lena Aumont", "Northwire", "© Northwire")


def test_what_is_given_wins_and_what_is_empty_is_filled() -> None:
    photo = add_photo(
        sent(make_jpeg(photographer="Lena Aumont", credit="Northwire")), credit="Coastwire", photographer=""
    )
    assert (photo.photographer, photo.credit) == ("Lena Aumont", "Coastwire")


def test_a_credit_longer_than_its_column_is_cut_when_the_file_says_it_and_refused_when_somebody_does() -> None:
    assert add_photo(sent(make_jpeg(credit="x" * 3000))).credit == "x" * 250
    with pytest.raises(ValidationError) as refused:
        add_photo(sent(make_jpeg()), credit="x" * 3000)
    assert "credit" in refused.value.message_dict


def test_zero_characters_are_dropped_because_postgresql_refuses_them() -> None:
    assert add_photo(sent(make_jpeg()), caption="The\0 harbour", credit="\0").caption == "The harbour"


def test_the_same_bytes_are_the_same_photo() -> None:
    data = make_jpeg()
    first = add_photo(sent(data))
    second = add_photo(sent(data, "again.jpg"))
    assert (second.pk, second.was_known, first.was_known) == (first.pk, True, False)
    assert Photo.objects.count() == 1


def test_the_second_time_fills_what_was_missing_and_leaves_what_was_written() -> None:
    data = make_jpeg()
    add_photo(sent(data), caption="The harbour")
    known = add_photo(sent(data), caption="Something else", alt="Boats at a quay")
    known.refresh_from_db()
    assert (known.caption, known.alt) == ("The harbour", "Boats at a quay")


def test_two_who_send_the_same_bytes_at_once_get_one_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_jpeg()
    incoming = intake.examine(sent(data))
    first = add_photo(sent(data))
    assert intake.keep(incoming).pk == first.pk
    assert Photo.objects.count() == 1


def test_a_refusal_leaves_nothing_behind(uploads: Any) -> None:
    with pytest.raises(ValidationError, match=r"page\.jpg is a web page"):
        add_photo(sent(PAGE, "page.jpg"))
    assert not Photo.objects.exists()
    assert not uploads.exists()


def test_a_full_disk_leaves_no_photo_without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "make_renditions", full)
    with pytest.raises(OSError, match="No space left"):
        add_photo(sent(make_jpeg()))
    assert not Photo.objects.exists()


def test_a_path_in_a_name_is_not_followed() -> None:
    photo = add_photo(SimpleUploadedFile("../../etc/passwd", make_jpeg()))
    assert photo.file_name == "passwd"
    assert photo.file.name.startswith("originals/")


def test_discarding_deletes_row_and_files(django_capture_on_commit_callbacks: Any) -> None:
    photo = make_photo()
    pk, name = photo.pk, photo.file.name
    with django_capture_on_commit_callbacks(execute=True):
        discard(photo)
        assert default_storage.exists(name)
    assert not Photo.objects.exists()
    assert not default_storage.exists(name)
    assert not default_storage.exists(folder(pk))


def test_a_photo_that_is_used_stays(django_capture_on_commit_callbacks: Any) -> None:
    from articles.models import Article, Section

    photo = make_photo()
    section = Section.objects.create(name="World")
    Article.objects.create(headline="Harbour opens", section=section, lead_photo=photo)
    with pytest.raises(ProtectedError), django_capture_on_commit_callbacks(execute=True):
        discard(photo)
    assert default_storage.exists(photo.file.name)
