"""May a photo be used? A second before, at, after; in the database as in memory."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from media.models import Photo
from media.rights import SOON, Licence, RightsState, most_stories

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


def states(photo: Photo, at: dt.datetime) -> set[str]:
    """Return the states in which the database has a photo."""
    return {state for state in RightsState.values if Photo.objects.in_rights_state(state, at).filter(pk=photo.pk)}


def test_each_state_of_the_rights_begins_and_ends_at_its_second() -> None:
    free = make_photo(licence="own")
    assert states(free, END) == {"usable"}
    assert states(make_photo(), END) == {"usable", "unknown"}
    ends = make_photo(licence="own", allowed_until=END)
    assert states(ends, END - SOON - SECOND) == {"usable", "limited"}
    assert states(ends, END - SOON) == states(ends, END - SECOND) == {"usable", "limited", "ending"}
    assert states(ends, END) == {"ended"}
    begins = make_photo(licence="agency", allowed_from=END)
    assert states(begins, END - SECOND) == {"not-yet"}
    assert states(begins, END) == {"usable"}
    killed = make_photo(allowed_until=END, killed_at=END, kill_reason="The family asked.")
    assert states(killed, END + SECOND) == {"killed"}


def test_the_list_and_the_picker_are_asked_for_a_state(as_ben: Client, django_assert_max_num_queries: Any) -> None:
    make_photo(title="Past", licence="own", allowed_until=timezone.now() - SECOND)
    make_photo(title="Free", licence="own")
    for address in (reverse("admin:media_photo_changelist"), reverse("media:photo_picker")):
        with django_assert_max_num_queries(11):
            found = as_ben.get(address, {"rights": "ended"}).content.decode()
        assert "<b>Past</b>" in found
        assert "<b>Free</b>" not in found
        assert "and no longer" in found
        assert "<b>Free</b>" in as_ben.get(address, {"rights": "odd"}).content.decode()


@pytest.mark.parametrize("state", ["ending", "not-yet", "ended", "unknown", "killed"])
def test_what_few_photos_are_in_is_found_by_an_index(state: str) -> None:
    found = Photo.objects.in_rights_state(state, END).order_by()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which reads a small table from end to end, whatever there is
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = found.explain()
    by = {"not-yet": "media_photo_from", "unknown": "media_photo_by_licence", "killed": "media_photo_killed"}
    assert by.get(state, "allowed_until") in plan, plan
