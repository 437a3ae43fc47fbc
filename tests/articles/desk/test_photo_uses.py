"""Where a photo is used, on its own page and in the whole list: live, scheduled, past, drafts, and on which pages."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.desk.photo_uses import ON_A_PAGE, uses_of
from articles.models import Site
from articles.models.section import the_site
from media.models import Photo
from tests.articles.desk.browsing import HOUR, NOON, words
from tests.articles.makers import TEXT, edit, make_article, make_author
from tests.articles.site.stories import put_all_live, put_live
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, pia: User) -> Client:
    """Pia's browser."""
    client.force_login(pia)
    return client


def listed(desk: Client, photo: Photo, group: str = "") -> str:
    return words(desk.get(f"/admin/media/photo/{photo.pk}/uses/" + (f"?in={group}" if group else "")))


def test_every_way_of_being_used_is_told(desk: Client) -> None:
    photo, other = make_photo(title="Quay"), make_photo()
    with time_machine.travel(NOON, tick=False) as clock:
        version = put_live("Harbour opens", at=NOON - HOUR, lead_photo=photo, tags=["rail"])
        edit(version.article, lead_photo=other)
        publishing.update(version.article, by=None)
        clock.shift(HOUR)
        figure = f'<figure data-photo="{photo.pk}"><figcaption></figcaption></figure>{TEXT}'
        put_live("In the text", at=NOON, body=figure)
        put_live("On the front", at=NOON, lead_photo=photo, tags=["ports"])
        publishing.schedule(make_article("Tomorrow", lead_photo=photo), NOON + 24 * HOUR, by=None)
        make_author("Eve", portrait=photo)
        Site.objects.filter(pk=the_site()).update(name="Courier", logo=photo)
        page = listed(desk, photo)
        assert "Live 2" in page
        assert "Scheduled 1" in page
        assert "Past 1" in page
        assert "On the desk 3" in page
        assert "Front page, World (1 story), ports (1 story), Eve (portrait), Courier (logo)." in page
        assert "On the front Live since 13:00, version 1 lead photo" in page
        assert "In the text Live since 13:00, version 1 in the text" in page
        assert "Tomorrow Scheduled for 3 March, 13:00, version 1 lead photo" in listed(desk, photo, "scheduled")
        assert "Harbour opens 12:00 to 13:00, version 1 lead photo" in listed(desk, photo, "past")
        assert "Tomorrow On the desk" in listed(desk, photo, "desk")
        form = words(desk.get(f"/admin/media/photo/{photo.pk}/change/"))
        assert "Live 2 · Scheduled 1 · Past 1 · On the desk 3" in form


def test_a_photo_that_nothing_uses(desk: Client) -> None:
    photo = make_photo()
    assert "Nowhere yet." in words(desk.get(f"/admin/media/photo/{photo.pk}/change/"))
    assert "No live story shows this photo." in listed(desk, photo)
    assert "Delete “Harbour”?" in words(desk.get(f"/admin/media/photo/{photo.pk}/delete/"))


def test_a_refused_deletion_leads_to_the_list(desk: Client) -> None:
    photo = make_photo()
    put_live(lead_photo=photo)
    answer = desk.post(f"/admin/media/photo/{photo.pk}/delete/", {"post": "yes"}).content.decode()
    assert f'<a href="/admin/media/photo/{photo.pk}/uses/">All that uses it</a>' in answer
    assert Photo.objects.exists()


def test_a_long_list_comes_in_pages(desk: Client) -> None:
    photo = make_photo()
    put_all_live(*(make_article(f"Story {number}", lead_photo=photo) for number in range(ON_A_PAGE + 2)))
    first, last = listed(desk, photo), words(desk.get(f"/admin/media/photo/{photo.pk}/uses/?in=live&page=2"))
    assert "Page 1 of 2" in first
    assert f"Story {ON_A_PAGE + 1} Live" in first
    assert "Story 0 Live" in last
    assert "Story 1 Live" in last
    for odd in ("page=x", "in=nothing", "page=999", "page=-1"):
        assert desk.get(f"/admin/media/photo/{photo.pk}/uses/?{odd}").status_code == 200


def test_many_uses_cost_as_many_queries_as_one(django_assert_max_num_queries: Any) -> None:
    photo, site = make_photo(), Site.objects.get(pk=the_site())
    make_article(lead_photo=photo)
    put_all_live(*(make_article(f"Story {number}", lead_photo=photo, tags=["a", "b"]) for number in range(30)))
    with django_assert_max_num_queries(18):
        assert uses_of(photo, site).counts["live"] == 30


def test_a_photo_whose_rights_ended_stands_on_no_page(desk: Client) -> None:
    photo = make_photo()
    put_live(lead_photo=photo)
    Photo.objects.update(allowed_until=NOON - dt.timedelta(days=1))
    assert "Front page" not in listed(desk, photo)


def test_who_may_not_see_photos_sees_no_uses(client: Client) -> None:
    photo = make_photo()
    client.force_login(User.objects.create_user("eve", is_staff=True))
    assert client.get(f"/admin/media/photo/{photo.pk}/uses/").status_code == 403
