"""May a photo be used? A second before, at, after; in the database as in memory."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from media.models import Photo
from media.rights import Licence, most_stories

from .makers import make_photo
from .test_admin import words

pytestmark = pytest.mark.django_db

END = dt.datetime(2026, 11, 30, 18, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def usable(photo: Photo, at: dt.datetime) -> bool:
    """What memory says, after making sure that the database says the same."""
    assert Photo.objects.usable(at).filter(pk=photo.pk).exists() == photo.is_shown(at) == (not photo.refusal(at))
    return photo.is_shown(at)


def test_without_an_end_and_a_beginning_it_is_always_usable() -> None:
    assert usable(make_photo(), END)


def test_at_the_second_in_which_its_rights_end_it_is_gone() -> None:
    photo = make_photo(allowed_until=END)
    assert [usable(photo, at) for at in (END - SECOND, END, END + SECOND)] == [True, False, False]
    assert photo.refusal(END) == "might be used until 30 November 2026, 18:00 and no longer"


def test_at_the_second_in_which_its_rights_begin_it_is_there() -> None:
    photo = make_photo(allowed_from=END)
    assert [usable(photo, at) for at in (END - SECOND, END, END + SECOND)] == [False, True, True]
    assert photo.refusal(END - SECOND) == "may not be used before 30 November 2026, 18:00"


def test_single_use_is_one_story_whatever_the_number_says() -> None:
    assert most_stories(Photo(licence=Licence.SINGLE_USE, most_uses=5)) == 1
    assert most_stories(Photo(licence=Licence.AGENCY, most_uses=5)) == 5
    assert most_stories(Photo()) is None


@pytest.mark.parametrize("wrong", [{"allowed_from": END, "allowed_until": END}, {"most_uses": 0}])
def test_rights_that_cannot_be_are_refused_by_the_database(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        Photo.objects.create(width=3, height=2, **wrong)


def test_ben_sets_the_rights_and_the_page_says_what_follows(as_ben: Client) -> None:
    photo = make_photo()
    page = reverse("admin:media_photo_change", args=[photo.pk])
    rights = {"licence": "single-use", "allowed_until": "2020-01-01T18:00:00", "restrictions": "Not for sport"}
    html = as_ben.post(page, words(**rights), follow=True).content.decode()
    photo.refresh_from_db()
    assert (photo.licence, photo.restrictions) == ("single-use", "Not for sport")
    assert "Not to be used" in html
    assert "might be used until 1 January 2020, 18:00 and no longer" in html


def test_a_mistake_in_the_rights_is_told_at_its_field(as_ben: Client) -> None:
    page = reverse("admin:media_photo_change", args=[make_photo().pk])
    wrong = {"allowed_from": "2026-12-02T00:00", "allowed_until": "2026-12-01T00:00", "most_uses": "0"}
    html = as_ben.post(page, words(**wrong, restrictions="Typed with care")).content.decode()
    assert "The rights end before they begin." in html
    assert "One story at least" in html
    assert "Typed with care" in html


def test_the_picker_says_why_a_photo_may_not_be_used(as_ana: Client) -> None:
    make_photo(allowed_until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    html = as_ana.get(reverse("media:photo_picker")).content.decode()
    assert "Might be used until 1 January 2020, 01:00 and no longer" in html
