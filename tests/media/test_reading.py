"""The photo and its file: who is believed, and how an editor has the file read again."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from media.intake import add_photo
from media.models import Photo
from media.reading import file_lines
from media.writing import app13

from .makers import make_jpeg, make_photo
from .test_iim import UTF8, block
from .test_xmp import packet

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

FORM, AGAIN = "admin:media_photo_change", "admin:media_photo_read_again"
KEYWORDS = "<dc:subject><rdf:Bag><rdf:li>harbour</rdf:li><rdf:li>ferries</rdf:li></rdf:Bag></dc:subject>"


def agency_photo(elements: str = "", **fields: Any) -> Photo:
    """A photo whose file says: caption, credit, keywords, instructions; and what else is given."""
    words = (
        "<dc:description>Boats at dawn</dc:description><photoshop:Credit>Northwire</photoshop:Credit>"
        f"<photoshop:Instructions>NO ARCHIVE</photoshop:Instructions>{KEYWORDS}{elements}"
    )
    return add_photo(ContentFile(make_jpeg(xmp=packet(words)), name="harbour.jpg"), **fields)


def page(photo: Photo, name: str = FORM) -> str:
    return reverse(name, args=[photo.pk])


def text(response: Any) -> str:
    return response.content.decode()


def seen(html: str) -> str:
    return html.partition('name="seen" value="')[2].partition('"')[0]


def chosen(html: str) -> dict[str, bool]:
    """The facts that the page offers to take, and whether each is chosen."""
    parts = html.split('name="take" value="')[1:]
    return {part.partition('"')[0]: part.partition(">")[0].endswith("checked") for part in parts}


def test_what_the_file_says_is_in_the_photo_and_kept_as_it_was_read() -> None:
    photo = agency_photo("<photoshop:DateCreated>2026-11-23T07:12:00+01:00</photoshop:DateCreated>")
    assert (photo.caption, photo.credit, photo.instructions) == ("Boats at dawn", "Northwire", "NO ARCHIVE")
    assert photo.keywords == "harbour\nferries"
    assert photo.taken_at == datetime(2026, 11, 23, 6, 12, tzinfo=UTC)
    assert photo.reading.facts["taken_at"] == "2026-11-23T07:12:00+01:00"
    assert not any(line.edited for line in file_lines(photo).values())


def test_a_column_that_differs_from_the_file_was_changed_by_an_editor() -> None:
    photo = agency_photo(credit="Coastwire")
    lines = file_lines(photo)
    assert (lines["credit"].edited, lines["caption"].edited) == (True, False)
    photo.credit = "Northwire"
    assert not file_lines(photo)["credit"].edited


def test_what_no_column_can_hold_is_told_in_words_and_harms_nothing() -> None:
    spaces = 'xmlns:r="http://ns.adobe.com/xap/1.0/rights/" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    data = make_jpeg(
        xmp=packet(
            f"<photoshop:Credit>{'x' * 300}</photoshop:Credit>",
            f'{spaces} r:WebStatement="javascript:alert(1)" e:DigitalSourceType="dreamt"',
        )
    )
    photo = add_photo(ContentFile(data, name="odd.jpg"))
    assert (photo.credit, photo.web_statement, photo.digital_source_type) == ("x" * 250, "", "")
    assert photo.reading.notes == [
        "Credit: the file has 300 characters, of which 250 were kept.",
        "How it was made: the file says “dreamt”, which can’t be kept here.",
        "Web page of the rights: the file says “javascript:alert(1)”, which can’t be kept here.",
    ]
    assert not file_lines(photo)["credit"].edited


def test_an_address_without_its_beginning_is_completed() -> None:
    attribute = 'xmlns:r="http://ns.adobe.com/xap/1.0/rights/" r:WebStatement="northwire.example/terms"'
    photo = add_photo(ContentFile(make_jpeg(xmp=packet("", attribute)), name="a.jpg"))
    assert photo.web_statement == "https://northwire.example/terms"


def test_the_form_marks_what_is_from_the_file_and_shows_what_the_file_says_where_it_was_changed(as_ben: Client) -> None:
    photo = agency_photo(credit="Coastwire")
    html = text(as_ben.get(page(photo)))
    caption = html.partition("field-caption")[2].partition("form-row")[0]
    credit = html.partition("field-credit")[2].partition("form-row")[0]
    assert "from file" in caption
    assert "from file" not in credit
    assert "The file says:" in credit
    assert "Northwire" in credit
    assert "Instructions that came with the photo" in html
    assert html.count("NO ARCHIVE") == 2


def test_words_with_markup_in_them_are_words(as_ben: Client) -> None:
    evil = "<script>alert(1)</script>"
    photo = agency_photo(f"<photoshop:City>{escape(evil)}</photoshop:City>", city="Hel", instructions=evil)
    for name in (FORM, AGAIN):
        html = text(as_ben.get(page(photo, name)))
        assert evil not in html
        assert escape(evil) in html


def test_ben_reads_the_file_again_and_takes_only_what_he_chose(as_ben: Client) -> None:
    photo = agency_photo(credit="Coastwire", caption="Ben’s own words")
    Photo.objects.update(keywords="")
    html = text(as_ben.get(page(photo, AGAIN)))
    assert chosen(html) == {"caption": False, "credit": False, "keywords": True}
    assert "changed by an editor" in html
    response = as_ben.post(page(photo, AGAIN), {"seen": seen(html), "take": ["credit", "keywords"]}, follow=True)
    photo.refresh_from_db()
    assert (photo.credit, photo.caption, photo.keywords) == ("Northwire", "Ben’s own words", "harbour\nferries")
    assert "Taken from the file: Credit, Keywords." in text(response)
    assert "Read again from the file: Credit, Keywords." in text(as_ben.get(page(photo, "admin:media_photo_history")))


def test_a_photo_from_before_files_were_kept_account_of_loses_nothing_by_itself(as_ben: Client) -> None:
    photo = agency_photo(credit="Coastwire")
    photo.reading.delete()
    Photo.objects.update(keywords="")
    html = text(as_ben.get(page(photo, AGAIN)))
    assert chosen(html) == {"credit": False, "keywords": True}


def test_choosing_nothing_changes_nothing(as_ben: Client) -> None:
    photo = agency_photo(credit="Coastwire")
    html = text(as_ben.get(page(photo, AGAIN)))
    response = as_ben.post(page(photo, AGAIN), {"seen": seen(html)}, follow=True)
    photo.refresh_from_db()
    assert photo.credit == "Coastwire"
    assert "Nothing was changed." in text(response)


def test_nobody_agrees_to_another_comparison_than_they_saw(as_ben: Client) -> None:
    photo = agency_photo(credit="Coastwire")
    old = seen(text(as_ben.get(page(photo, AGAIN))))
    Photo.objects.update(credit="Ana’s credit")
    response = as_ben.post(page(photo, AGAIN), {"seen": old, "take": ["credit"]})
    photo.refresh_from_db()
    assert (response.status_code, photo.credit) == (409, "Ana’s credit")
    assert "Somebody changed this photo" in text(response)
    assert "Ana’s credit" in text(response)


def test_a_file_that_says_nothing_and_one_that_is_gone_are_told(as_ben: Client) -> None:
    silent = add_photo(ContentFile(make_jpeg(), name="silent.jpg"), credit="Northwire")
    assert "says nothing about its picture" in text(as_ben.get(page(silent, AGAIN)))
    default_storage.delete(silent.file.name)
    response = as_ben.get(page(silent, AGAIN), follow=True)
    assert "The original can’t be read" in text(response)
    silent.refresh_from_db()
    assert silent.credit == "Northwire"


def test_only_who_keeps_the_photos_reads_them_again(as_ana: Client, as_cleo: Client, client: Client) -> None:
    photo = agency_photo(credit="Coastwire")
    assert as_ana.get(page(photo, AGAIN)).status_code == 403
    assert as_ana.post(page(photo, AGAIN), {"take": ["credit"]}).status_code == 403
    for outsider in (as_cleo, client):
        assert outsider.get(page(photo, AGAIN)).status_code == 302
    assert "read-again" not in text(as_ana.get(page(photo)))


def test_reading_again_asks_for_a_token(ben: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ben)
    assert strict.post(page(agency_photo(), AGAIN), {"take": ["credit"]}).status_code == 403


def test_iptc_alone_is_kept_account_of_too() -> None:
    data = make_jpeg(extra=app13(block(UTF8, (2, 25, "Île".encode()), (2, 40, b"NO SALES"))))
    photo = add_photo(ContentFile(data, name="wire.jpg"))
    assert json.loads(json.dumps(photo.reading.facts)) == {"keywords": "Île", "instructions": "NO SALES"}


@pytest.mark.parametrize("words", ["boats", "northwire", "ferries", "idra", "gdansk", "harbour gdansk"])
def test_a_photo_is_found_by_caption_credit_keyword_person_and_place(as_ana: Client, words: str) -> None:
    wanted = agency_photo(persons="Idra Quillane", city="Gdansk")
    make_photo(caption="A bridge", title="Bridge", credit="Coastwire")
    html = text(as_ana.get(reverse("media:photo_picker"), {"q": words}))
    assert html.count("data-photo-id=") == 1
    assert f'data-photo-id="{wanted.pk}"' in html
