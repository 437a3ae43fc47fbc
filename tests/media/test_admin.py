"""The photo desk in the admin, through the front door."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from media.making import make_all
from media.models import Photo
from media.renditions import crop_box, folder, renditions

from .hostile import PAGE
from .makers import copies_of, make_jpeg, make_photo, seems_made

pytestmark = pytest.mark.django_db

LIST, ADD = "admin:media_photo_changelist", "admin:media_photo_add"


def page(photo: Photo) -> str:
    return reverse("admin:media_photo_change", args=[photo.pk])


def words(**changes: Any) -> dict[str, Any]:
    usual = {"title": "Harbour", "alt": "A harbour at dawn", "credit": "Lena Aumont / Northwire"}
    rest = dict.fromkeys(["caption", "copyright", "photographer", "source_agency", "taken_at"], "")
    return {**usual, **rest, "focal_x": "50", "focal_y": "50", **changes}


def listed(response: Any) -> list[str]:
    return re.findall(r"<b>(.*?)</b>", response.content.decode())


def test_the_grid_shows_thumbnails_credits_and_what_is_missing(as_ana: Client) -> None:
    photo = make_photo(alt="")
    html = as_ana.get(reverse(LIST)).content.decode()
    assert photo.rendition_url("card", 320) in html
    assert "Lena Aumont / Northwire" in html
    assert "No alt text" in html
    assert page(photo) in html


def test_the_grid_is_searched_and_filtered(as_ben: Client, ben: Any) -> None:
    wide = {"width": 3, "height": 2}
    photos = [
        Photo(**wide, title="Harbour", caption="Boats", credit="Northwire", alt="Boats", uploaded_by=ben),
        Photo(width=2, height=3, title="Tower", photographer="Lena Aumont"),
        Photo(width=2, height=2, title="Square", alt="A square"),
    ]
    for photo in photos:
        seems_made(photo).save()
    for query, found in [
        ({}, ["Square", "Tower", "Harbour"]),
        ({"q": "lena"}, ["Tower"]),
        ({"q": "northwire boats"}, ["Harbour"]),
        ({"lacks": "alt"}, ["Tower"]),
        ({"lacks": "credit"}, ["Square"]),
        ({"shape": "landscape"}, ["Harbour"]),
        ({"shape": "portrait"}, ["Tower"]),
        ({"shape": "square"}, ["Square"]),
        ({"by": "me"}, ["Harbour"]),
        ({"q": "nowhere"}, []),
    ]:
        assert listed(as_ben.get(reverse(LIST), query)) == found, query


def test_the_grid_asks_the_database_as_often_for_30_photos_as_for_one(as_ana: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            as_ana.get(reverse(LIST))
        return len(asked)

    seems_made(Photo(width=3, height=2)).save()
    queries()
    for_one = queries()
    Photo.objects.bulk_create(seems_made(Photo(width=3, height=2)) for _ in range(30))
    assert queries() == for_one <= 10


def test_a_photo_is_added_with_what_its_file_knows(as_ana: Client, ana: Any) -> None:
    file = SimpleUploadedFile("harbour.jpg", make_jpeg(credit="Northwire", photographer="Lena Aumont"))
    response = as_ana.post(reverse(ADD), {**words(credit="", alt=""), "file": file}, follow=True)
    photo = Photo.objects.get()
    assert response.redirect_chain == [(page(photo), 302)]
    assert (photo.credit, photo.photographer, photo.uploaded_by) == ("Northwire", "Lena Aumont", ana)
    assert "was added" in response.content.decode()
    assert LogEntry.objects.get().is_addition()


def test_a_refused_file_is_told_at_the_field_and_nothing_typed_is_lost(as_ana: Client) -> None:
    file = SimpleUploadedFile("page.jpg", PAGE)
    response = as_ana.post(reverse(ADD), {**words(caption="Typed with care"), "file": file})
    html = response.content.decode()
    assert response.status_code == 200
    field = html[html.index("field-file") : html.index('type="file"')]
    assert "page.jpg is a web page." in field
    assert "Typed with care" in html
    assert not Photo.objects.exists()


def test_the_same_photo_again_leads_to_the_one_that_is_there(as_ana: Client) -> None:
    data = make_jpeg()
    for _ in range(2):
        response = as_ana.post(reverse(ADD), {**words(), "file": SimpleUploadedFile("a.jpg", data)}, follow=True)
    assert Photo.objects.count() == LogEntry.objects.count() == 1
    assert "was here already" in response.content.decode()


def test_taking_in_a_photo_holds_no_transaction_open(as_ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from media import forms

    inside: list[int] = []
    bring_in = forms.bring_in
    monkeypatch.setattr(
        forms, "bring_in", lambda *args, **kw: inside.append(len(connection.savepoint_ids)) or bring_in(*args, **kw)
    )
    before = len(connection.savepoint_ids)
    as_ana.post(reverse(ADD), {**words(), "file": SimpleUploadedFile("a.jpg", make_jpeg())})
    assert inside == [before]


def test_the_page_shows_picture_crops_and_focal_point(as_ben: Client) -> None:
    photo = make_photo(focal_x=0.75, focal_y=0.25)
    html = as_ben.get(page(photo)).content.decode()
    assert f'<img src="{photo.picture("full").src}"' in html
    assert 'viewBox="0 0 60 40" aria-hidden="true"><circle r="2" cx="45" cy="10"/>' in html
    left, top, right, bottom = crop_box(60, 40, 1.0, 0.75, 0.25)
    assert f'viewBox="{left} {top} {right - left} {bottom - top}"' in html
    assert re.search(r'type="range" name="focal_x" value="75"', html)
    assert "style=" not in html
    assert "<script>" not in html


def test_a_new_focal_point_and_credit_make_new_renditions(as_ben: Client) -> None:
    photo = make_photo()
    response = as_ben.post(page(photo), {**words(focal_x="80", credit="Coastwire")})
    assert response.status_code == 302
    assert make_all() == 1
    photo.refresh_from_db()
    assert (photo.focal_x, photo.credit) == (0.8, "Coastwire")
    assert copies_of(photo) == {one.name for one in renditions(photo)}
    assert as_ben.get(photo.rendition_url("square", 160)).status_code == 200


def test_saving_without_a_change_makes_nothing(as_ben: Client) -> None:
    photo = make_photo(focal_x=1 / 3)
    as_ben.post(page(photo), words(focal_x="33"))
    assert make_all() == 0
    photo.refresh_from_db()
    assert photo.focal_x == 1 / 3


def test_a_mistake_is_told_at_its_field_with_what_was_typed(as_ben: Client) -> None:
    html = as_ben.post(page(make_photo()), words(credit="x" * 251, caption="Typed with care")).content.decode()
    assert "at most 250 characters" in html
    assert "Typed with care" in html


def test_a_reporter_looks_and_does_not_touch(as_ana: Client) -> None:
    photo = make_photo()
    html = as_ana.get(page(photo)).content.decode()
    assert "A harbour at dawn" in html
    assert "focal_x" not in html
    assert 'name="alt"' not in html
    assert as_ana.post(page(photo), words(alt="Mine")).status_code == 403


def test_deleting_a_photo_deletes_its_files(as_pia: Client, django_capture_on_commit_callbacks: Any) -> None:
    photo = make_photo()
    with django_capture_on_commit_callbacks(execute=True):
        as_pia.post(reverse("admin:media_photo_delete", args=[photo.pk]), {"post": "yes"})
    assert not Photo.objects.exists()
    assert not default_storage.exists(photo.file.name)
    assert not default_storage.exists(folder(photo.pk))


def test_a_photo_in_use_is_kept_and_the_page_says_where_it_is_used(as_pia: Client) -> None:
    from articles.models import Article, Section

    photo = make_photo()
    Article.objects.create(headline="Harbour opens", section=Section.objects.create(name="World"), lead_photo=photo)
    response = as_pia.post(reverse("admin:media_photo_delete", args=[photo.pk]), {"post": "yes"})
    assert "Harbour opens" in response.content.decode()
    assert Photo.objects.exists()


def test_the_original_is_for_the_desk_and_is_never_shown_by_a_browser(as_ana: Client, client: Client) -> None:
    photo = make_photo()
    url = reverse("admin:media_photo_original", args=[photo.pk])
    response = as_ana.get(url)
    assert response["Content-Disposition"] == 'attachment; filename="harbour.jpg"'
    assert response["Content-Type"] == "application/octet-stream"
    assert b"".join(response.streaming_content) == photo.file.read()
    assert client.get(url).status_code == 302
    assert client.get(f"/uploads/{photo.file.name}").status_code == 404
