"""What the desk's scripts ask: for staff only, never cached, errors in words."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from media import picker
from media.models import Photo

from .makers import make_photo, seems_made

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

PICKER, JSON, ALT = (f"media:photo_{name}" for name in ("picker", "json", "alt"))


def shown(response: Any) -> list[int]:
    return [int(pk) for pk in re.findall(r'data-photo-id="(\d+)"', response.content.decode())]


def some_photos(count: int) -> list[int]:
    photos = [seems_made(Photo(width=3, height=2, title=f"Photo of {number}")) for number in range(count)]
    return [photo.pk for photo in Photo.objects.bulk_create(photos)]


@pytest.mark.parametrize("name", [PICKER, JSON, ALT])
def test_only_staff_come_in_and_nobody_keeps_the_answer(name: str, as_cleo: Client, client: Client) -> None:
    for outsider in (client, as_cleo):
        response = outsider.get(reverse(name)) if name in (PICKER, JSON) else outsider.post(reverse(name))
        assert response.status_code == 401
        assert response.json()["errors"] == picker.LOGGED_OUT
        assert response["Cache-Control"] == "private, no-store"


def test_staff_without_the_permission_are_told_so(cleo: Any, as_cleo: Client) -> None:
    cleo.is_staff = True
    cleo.save()
    for response in (as_cleo.get(reverse(PICKER)), as_cleo.get(reverse(JSON))):
        assert response.status_code == 403
        assert response.json()["errors"] == picker.NOT_ALLOWED


def test_another_site_cannot_send_for_an_editor(ana: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert client.post(reverse(ALT)).status_code == 403


@pytest.mark.parametrize("name", [PICKER, JSON])
def test_asking_changes_nothing_and_sending_is_no_asking(name: str, as_ana: Client) -> None:
    assert as_ana.post(reverse(name)).status_code == 405
    assert as_ana.get(reverse(ALT)).status_code == 405


def test_the_picker_shows_the_newest_first_with_what_a_script_needs(as_ana: Client) -> None:
    old, new = make_photo(caption="Old"), make_photo(caption='The "new" one', alt="")
    response = as_ana.get(reverse(PICKER))
    assert response["Cache-Control"] == "private, no-store"
    assert shown(response) == [new.pk, old.pk]
    html = response.content.decode()
    assert 'data-caption="The &quot;new&quot; one"' in html
    assert 'data-credit="Lena Aumont / Northwire"' in html
    assert 'data-alt="A harbour at dawn"' in html
    assert 'data-missing="alt text"' in html
    assert f'data-src="{new.picture().src}"' in html
    assert "data-upload" in html


def test_the_picker_finds_by_words_and_says_when_it_finds_nothing(as_ana: Client) -> None:
    harbour = make_photo(caption="Boats at dawn")
    make_photo(caption="A bridge")
    assert shown(as_ana.get(reverse(PICKER), {"q": "dawn boats"})) == [harbour.pk]
    assert "No photo matches “&lt;b&gt;”." in as_ana.get(reverse(PICKER), {"q": "<b>"}).content.decode()


def test_the_picker_goes_on_page_by_page(as_ana: Client) -> None:
    pks = sorted(some_photos(picker.ON_A_PAGE + 3), reverse=True)
    first = as_ana.get(reverse(PICKER), {"q": "photo"})
    assert shown(first) == pks[: picker.ON_A_PAGE]
    more = re.search(r'href="([^"]+)" data-more', first.content.decode())[1].replace("&amp;", "&")
    second = as_ana.get(more)
    assert shown(second) == pks[picker.ON_A_PAGE :]
    assert "data-more" not in second.content.decode()
    assert shown(as_ana.get(reverse(PICKER), {"before": "x"})) == pks[: picker.ON_A_PAGE]


def test_the_picker_asks_the_database_as_often_for_many_as_for_one(
    as_ana: Client, django_assert_max_num_queries: Any
) -> None:
    some_photos(1)
    as_ana.get(reverse(PICKER))
    with django_assert_max_num_queries(6):
        as_ana.get(reverse(PICKER))
    some_photos(30)
    with django_assert_max_num_queries(6):
        as_ana.get(reverse(PICKER))


def test_photos_are_told_in_the_order_they_were_asked_for(as_ana: Client) -> None:
    one, two = some_photos(2)
    response = as_ana.get(reverse(JSON), {"ids": f"{two},{one},999,{two},x,,{'9' * 30}"})
    assert [photo["id"] for photo in response.json()["photos"]] == [two, one]
    assert as_ana.get(reverse(JSON)).json() == {"photos": []}


def test_a_desk_editor_adds_an_alt_text_and_nothing_else_changes(as_ben: Client) -> None:
    photo = make_photo(alt="", caption="The harbour")
    response = as_ben.post(reverse(ALT), {"id": photo.pk, "alt": "Boats at a quay"})
    assert (response.status_code, response.json()["missing"]) == (200, [])
    photo.refresh_from_db()
    assert (photo.alt, photo.caption, photo.credit) == ("Boats at a quay", "The harbour", "Lena Aumont / Northwire")


def test_a_new_credit_is_in_the_renditions_at_once(
    as_ben: Client, django_capture_on_commit_callbacks: Any, ben: Any
) -> None:
    photo = make_photo()
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_ben.post(reverse(ALT), {"id": photo.pk, "credit": "Coastwire"}).json()
    assert answer["credit"] == "Coastwire"
    assert as_ben.get(answer["src"]).status_code == 200


def test_a_reporter_describes_what_she_brought_in_and_no_more(as_ana: Client, ana: Any) -> None:
    hers, another = make_photo(by=ana), make_photo()
    assert as_ana.post(reverse(ALT), {"id": hers.pk, "alt": "Boats"}).json()["alt"] == "Boats"
    refused = as_ana.post(reverse(ALT), {"id": another.pk, "alt": "Boats"})
    assert (refused.status_code, refused.json()["errors"]) == (403, picker.NOT_ALLOWED)


def test_a_credit_that_is_too_long_is_refused_in_words(as_ben: Client) -> None:
    response = as_ben.post(reverse(ALT), {"id": make_photo().pk, "credit": "x" * 251})
    assert response.status_code == 400
    assert "at most 250 characters" in response.json()["errors"]["credit"][0]


@pytest.mark.parametrize("pk", ["", "x", "999999"])
def test_a_photo_that_is_not_there_can_not_be_described(pk: str, as_ben: Client) -> None:
    assert as_ben.post(reverse(ALT), {"id": pk, "alt": "Boats"}).status_code == 404


def test_photos_are_narrowed_by_their_rights_and_by_when_they_came(client: Client, ana: Any) -> None:
    client.force_login(ana)
    now = timezone.now()
    free = make_photo(title="Free")
    ended = make_photo(title="Ended", allowed_until=now - dt.timedelta(seconds=1))
    single = make_photo(title="Single", licence="single-use")
    british = make_photo(title="British", territories="UK only")
    Photo.objects.filter(pk=free.pk).update(created_at=now - dt.timedelta(days=9))

    def found(**asked: str) -> list[int]:
        return shown(client.get(reverse(PICKER), asked))

    assert found(rights="usable") == [british.pk, single.pk, free.pk]
    assert found(rights="limited") == [british.pk, single.pk]
    assert found(rights="ended") == [ended.pk]
    assert len(found(rights="killed")) == len(found()), "no such choice here"
    assert found(days="7") == [british.pk, single.pk, ended.pk]
    for odd in ({"rights": "odd"}, {"days": "x"}, {"days": "99999999999"}):
        assert len(found(**odd)) == 4
    page = client.get(reverse(PICKER)).content.decode()
    assert "Where: UK only" in page
    assert "In one story only" in page
    assert "Might be used until" in page
    told = client.get(reverse(JSON), {"ids": f"{british.pk},{ended.pk}"}).json()["photos"]
    assert told[0]["terms"] == ["Where: UK only"]
    assert told[1]["refusal"].startswith("might be used until")


def test_a_date_a_person_and_a_keyword_find_a_photo(client: Client, ana: Any) -> None:
    client.force_login(ana)
    photo = make_photo(taken_at=dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), persons="Idra Quillane", keywords="ports")
    make_photo()
    for words in ("2026", "2026-11", "2026-11-23", "quillane", "PORTS 2026-11-23"):
        assert shown(client.get(reverse(PICKER), {"q": words})) == [photo.pk], words
    assert shown(client.get(reverse(PICKER), {"q": "2026-11-24"})) == []
    assert shown(client.get(reverse(PICKER), {"q": "2026-13-99"})) == []


def test_the_next_page_is_narrowed_alike(client: Client, ana: Any) -> None:
    client.force_login(ana)
    some_photos(picker.ON_A_PAGE + 1)
    assert "rights=usable" in client.get(reverse(PICKER), {"rights": "usable"}).content.decode()
