"""Many photos in one drop, as scripts send them and as a form without scripts does."""

import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from media import receiving
from media.drop import _rows
from media.making import make_all
from media.models import Arrival, Making, Photo
from media.picker import LOGGED_OUT, NOT_ALLOWED
from media.receiving import claim, take_in_all

from .hostile import PAGE
from .makers import make_jpeg, make_photo

pytestmark = pytest.mark.django_db

ARRIVALS = "media:photo_upload"
DROP = str(uuid.UUID(int=7))
AGAIN = 'http-equiv="refresh"'


def send(client: Client, data: bytes, name: str = "harbour.jpg", **more: Any) -> Any:
    form = {"file": SimpleUploadedFile(name, data), "drop": DROP, "key": str(uuid.uuid4()), **more}
    return client.post(reverse(ARRIVALS), form)


def look(client: Client, **more: str) -> Any:
    return client.get(reverse(ARRIVALS), {"drop": DROP, **more}).json()


def page(drop: str = DROP) -> str:
    return reverse("admin:media_photo_drop", args=[drop])


def words(response: Any) -> str:
    text = re.sub(r"<[^>]*>", " ", response.content.decode())
    return " ".join(text.replace("&nbsp;", " ").split())


class TestScripts:
    """One file a request, and looks at how far they are."""

    def test_only_staff_come_in_and_nobody_keeps_the_answer(self, as_cleo: Client, client: Client) -> None:
        for outsider in (client, as_cleo):
            response = send(outsider, make_jpeg())
            assert (response.status_code, response.json()["errors"]) == (401, LOGGED_OUT)
            assert response["Cache-Control"] == "private, no-store"
        assert not Arrival.objects.exists()

    def test_staff_who_may_add_none_are_told_so(self, cleo: Any, as_cleo: Client) -> None:
        cleo.is_staff = True
        cleo.save()
        assert (send(as_cleo, make_jpeg()).status_code, send(as_cleo, PAGE).json()["errors"]) == (403, NOT_ALLOWED)

    def test_another_site_cannot_send_for_an_editor(self, ana: Any) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(ana)
        assert send(client, make_jpeg()).status_code == 403

    def test_a_file_is_answered_at_once_and_followed_until_it_is_a_photo(self, as_ana: Client) -> None:
        sent = send(as_ana, make_jpeg(credit="Northwire"))
        assert (sent.status_code, sent.json()["state"], sent.json()["held"]) == (202, "waiting", False)
        assert not Photo.objects.exists()
        claim()
        first = look(as_ana)
        assert [(one["state"], one["held"]) for one in first["arrivals"]] == [("waiting", True)]
        Arrival.objects.update(held_until=None)
        take_in_all()
        [told] = look(as_ana, after=first["now"])["arrivals"]
        photo = Photo.objects.get()
        assert (told["state"], told["known"], told["photo"]["id"]) == ("taken", False, photo.pk)
        assert (told["photo"]["credit"], told["photo"]["missing"]) == ("Northwire", ["alt text"])
        assert told["photo"]["url"] == reverse("admin:media_photo_change", args=[photo.pk])
        assert "html" not in told

    def test_a_photo_is_described_while_a_look_tells_how_many_copies_are_made(
        self, as_ana: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        send(as_ana, make_jpeg(credit="Northwire"))
        with monkeypatch.context() as patch:
            patch.setattr(receiving, "make", lambda *args: None)  # as if the server were at it
            take_in_all()
        [told] = look(as_ana, rows="1", after="2100-01-01T00:00:00+00:00")["arrivals"]
        assert (told["state"], told["photo"]["src"]) == ("taken", "")
        assert (told["done"], told["total"] > 10) == (0, True)
        assert told["photo"]["making"] == {"done": 0, "total": told["total"], "reason": ""}
        assert "being prepared for readers" in told["html"]
        assert 'name="photo-' in told["html"]
        Making.objects.update(held_until=None)
        make_all()
        [told] = look(as_ana, rows="1")["arrivals"]
        assert told["photo"]["making"] is None
        assert "total" not in told
        assert "being prepared" not in told["html"].lower()

    def test_a_look_tells_only_what_changed_since_the_last_one(self, as_ana: Client) -> None:
        send(as_ana, make_jpeg())
        take_in_all()
        assert look(as_ana, after="2100-01-01T00:00:00+00:00")["arrivals"] == []
        assert len(look(as_ana, after="nonsense")["arrivals"]) == 1
        assert as_ana.get(reverse(ARRIVALS), {"drop": "x"}).status_code == 400

    def test_the_same_bytes_again_answer_with_the_photo_that_is_there(self, as_ana: Client) -> None:
        data = make_jpeg()
        send(as_ana, data)
        take_in_all()
        again = send(as_ana, data, "copy.jpg", rows="1").json()
        assert (again["state"], again["known"], again["photo"]["id"]) == ("taken", True, Photo.objects.get().pk)
        assert "Here already" in again["html"]

    def test_a_refused_file_is_answered_with_the_reason(self, as_ana: Client) -> None:
        told = send(as_ana, PAGE, "page.jpg", rows="1").json()
        assert told["state"] == "refused"
        assert told["reason"].startswith("page.jpg is a web page. Send a ")
        assert "Not taken: page.jpg is a web page" in told["html"]
        assert as_ana.post(reverse(ARRIVALS)).json() == {"errors": {"file": ["Choose a photo."]}}

    def test_a_row_shows_what_was_read_and_asks_for_what_is_missing(self, as_ana: Client) -> None:
        send(as_ana, make_jpeg(credit="Northwire"))
        take_in_all()
        [told] = look(as_ana, rows="1")["arrivals"]
        pk = Photo.objects.get().pk
        assert "Northwire" in told["html"]
        assert [f'name="photo-{pk}-{name}"' in told["html"] for name in ("alt", "credit", "licence")] == [
            True,
            False,
            True,
        ]

    def test_nobody_sees_another_reporters_drop_and_photo_editors_see_all(self, as_ana: Client, as_pia: Client) -> None:
        send(as_pia, make_jpeg())
        assert look(as_ana)["arrivals"] == []
        assert as_ana.get(page()).status_code == 404
        send(as_ana, make_jpeg(), drop=str(uuid.UUID(int=8)))
        assert as_pia.get(page(str(uuid.UUID(int=8)))).status_code == 200

    def test_a_photo_that_is_being_made_is_neither_listed_nor_chosen(self, as_pia: Client) -> None:
        Photo.objects.filter(pk=make_photo(title="Half-made").pk).update(standing=None)
        for name in ("admin:media_photo_changelist", "media:photo_picker"):
            assert "Half-made" not in as_pia.get(reverse(name)).content.decode()


class TestForm:
    """Several files in one form, and the page of their rows."""

    def test_all_files_of_a_form_become_rows_refused_ones_too(self, as_ana: Client) -> None:
        files = [SimpleUploadedFile("one.jpg", make_jpeg()), SimpleUploadedFile("page.jpg", PAGE)]
        response = as_ana.post(reverse("admin:media_photo_send"), {"file": files})
        drop = str(Arrival.objects.first().drop)
        assert response["Location"] == page(drop)
        shown = as_ana.get(page(drop))
        assert 'http-equiv="refresh"' in shown.content.decode()
        assert "2 files: 0 here, 1 on the way, 1 refused" in words(shown)
        take_in_all()
        shown = as_ana.get(page(drop))
        assert 'http-equiv="refresh"' not in shown.content.decode()
        assert "2 files: 1 here, 1 refused. 1 lacks something." in words(shown)
        assert "Not taken: page.jpg is a web page" in words(shown)

    def test_a_form_without_files_says_so(self, as_ana: Client) -> None:
        response = as_ana.post(reverse("admin:media_photo_send"), follow=True)
        assert "Choose one photo or more." in words(response)
        assert as_ana.get(reverse("admin:media_photo_send")).status_code == 405

    def test_who_may_add_no_photos_sends_none(self, cleo: Any, as_cleo: Client) -> None:
        cleo.is_staff = True
        cleo.save()
        assert as_cleo.post(reverse("admin:media_photo_send")).status_code == 403

    def test_what_is_missing_is_written_for_many_at_once(self, as_ana: Client) -> None:
        for _ in range(2):
            send(as_ana, make_jpeg())
        take_in_all()
        one, two = Photo.objects.order_by("pk")
        data = {f"photo-{one.pk}-alt": "Boats", f"photo-{one.pk}-licence": "own", f"photo-{two.pk}-credit": "Northwire"}
        response = as_ana.post(page(), data, follow=True)
        assert "2 photos are saved." in words(response)
        one.refresh_from_db()
        two.refresh_from_db()
        assert (one.alt, one.licence, two.alt, two.credit) == ("Boats", "own", "", "Northwire")
        assert "Nothing was changed." in words(as_ana.post(page(), {}, follow=True))

    def test_a_word_that_can_not_be_kept_stays_at_its_field_and_the_others_are_saved(self, as_ana: Client) -> None:
        for _ in range(2):
            send(as_ana, make_jpeg())
        take_in_all()
        one, two = Photo.objects.order_by("pk")
        response = as_ana.post(page(), {f"photo-{one.pk}-credit": "x" * 251, f"photo-{two.pk}-alt": "Boats"})
        assert "at most 250 characters" in words(response)
        assert "x" * 251 in response.content.decode()
        two.refresh_from_db()
        assert two.alt == "Boats"

    def test_what_another_brought_in_a_reporter_does_not_describe(self, as_ana: Client) -> None:
        theirs = make_photo(alt="")
        Arrival.objects.create(key=uuid.uuid4(), drop=DROP, name="a.jpg", state="taken", photo=theirs,
                               by_id=as_ana.session["_auth_user_id"])  # fmt: skip
        as_ana.post(page(), {f"photo-{theirs.pk}-alt": "Boats"})
        theirs.refresh_from_db()
        assert theirs.alt == ""

    def test_the_list_tells_of_the_last_drop(self, as_ana: Client) -> None:
        send(as_ana, PAGE)
        send(as_ana, make_jpeg())
        shown = as_ana.get(reverse("admin:media_photo_changelist"))
        assert "Your last drop: 2 files, 1 on the way, 1 refused." in words(shown)
        assert page() in shown.content.decode()

    def test_what_comes_in_while_the_page_is_made_is_looked_at_again(self, as_ana: Client, monkeypatch: Any) -> None:
        def rows_a_moment_earlier(*args: Any) -> Any:
            found = _rows(*args)
            take_in_all()
            return found

        send(as_ana, make_jpeg())
        with monkeypatch.context() as patched:
            patched.setattr("media.drop._rows", rows_a_moment_earlier)
            assert AGAIN in as_ana.get(page()).content.decode()
        assert AGAIN not in as_ana.get(page()).content.decode()

    def test_a_page_with_something_to_write_does_not_load_itself_again(self, as_ana: Client) -> None:
        send(as_ana, make_jpeg())
        take_in_all()
        send(as_ana, make_jpeg(40, 30))
        shown = as_ana.get(page())
        assert "1 here, 1 on the way" in words(shown)
        assert AGAIN not in shown.content.decode()
        assert "Show what has come since" in words(shown)

    def test_a_hundred_rows_ask_the_database_as_often_as_one(self, as_ana: Client) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                as_ana.get(page())
            return len(asked)

        send(as_ana, make_jpeg())
        take_in_all()
        one = queries()
        for _ in range(9):
            send(as_ana, make_jpeg())
        take_in_all()
        assert queries() == one <= 11


def test_a_deleted_photo_leaves_a_row_that_says_so(as_pia: Client) -> None:
    send(as_pia, make_jpeg())
    take_in_all()
    assert (
        as_pia.post(reverse("admin:media_photo_delete", args=[Photo.objects.get().pk]), {"post": "yes"}).status_code
        == 302
    )
    assert "was deleted since" in words(as_pia.get(page()))
