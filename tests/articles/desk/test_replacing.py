"""The page that replaces a photo's file: what it says first, what it refuses, and what it offers afterwards."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Act, Record
from media.intake import add_photo
from media.models import Photo
from tests.articles.desk.browsing import words
from tests.articles.site.stories import put_live
from tests.media.makers import make_jpeg, make_photo

pytestmark = pytest.mark.django_db


def upload(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("better.jpg", data or make_jpeg(90, 60), "image/jpeg")


@pytest.fixture
def desk(client: Client, pia: User) -> Client:
    """Pia's browser."""
    client.force_login(pia)
    return client


def page(photo: Photo) -> str:
    return f"/admin/media/photo/{photo.pk}/replace/"


def test_it_says_what_shows_the_photo_and_replaces_it(desk: Client) -> None:
    photo = make_photo(title="Quay")
    put_live(lead_photo=photo)
    assert f'href="{page(photo)}"' in desk.get(f"/admin/media/photo/{photo.pk}/change/").content.decode()
    assert "live 1, scheduled 0, past 0, on the desk 1" in words(desk.get(page(photo)))
    answer = desk.post(page(photo), {"file": upload(), "reason": "Sharper.", "focus": "keep"}, follow=True)
    told = words(answer)
    assert "The new file goes in everywhere, as soon as its copies are made." in told
    assert "New copies are being made; readers see the earlier ones until then" in told
    assert "replaced by Pia: Sharper." in told
    assert Photo.objects.get().width == 90
    earlier = photo.earlier_files.get()
    kept = desk.get(f"/admin/media/photo/{photo.pk}/earlier/{earlier.pk}/")
    assert kept["Content-Disposition"] == 'attachment; filename="harbour.jpg"'
    assert kept["Content-Type"] == "application/octet-stream"


def test_what_the_new_file_says_is_offered_and_not_forced(desk: Client) -> None:
    photo = make_photo(title="Quay", credit="Old credit")
    data = make_jpeg(90, 60, credit="New credit")
    answer = desk.post(page(photo), {"file": upload(data), "reason": "Sharper.", "focus": "keep"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/admin/media/photo/{photo.pk}/read-again/"
    assert "New credit" in words(answer)
    assert Photo.objects.get().credit == "Old credit"


def test_what_is_wrong_is_said_and_the_reason_stays(desk: Client) -> None:
    photo, other = make_photo(title="Quay"), make_jpeg(50, 50)
    add_photo(upload(other))
    for file, said in [
        (None, "Choose the new file."),
        (upload(b"no picture"), "Send a JPEG"),
        (upload(other), "This file is here already, as the photo"),
        (upload(photo.file.open("rb").read()), "This is the file that the photo has already."),
    ]:
        data: dict[str, Any] = {"reason": "Because <b>.", "focus": "keep", **({"file": file} if file else {})}
        answer = desk.post(page(photo), data).content.decode()
        assert said in answer
        assert "Because &lt;b&gt;." in answer
    assert "Say why" in words(desk.post(page(photo), {"file": upload(), "focus": "keep"}))
    assert not Record.objects.filter(act=Act.FILE_REPLACED).exists()


def test_not_everybody_may(client: Client, ana: User) -> None:
    photo = make_photo()
    client.force_login(ana)
    assert client.get(page(photo)).status_code == 403
    assert client.post(page(photo), {"file": upload(), "reason": "x", "focus": "keep"}).status_code == 403
    client.logout()
    assert client.get(page(photo)).status_code == 302
    assert client.get(f"/admin/media/photo/{photo.pk}/earlier/1/").status_code in {302, 404}
