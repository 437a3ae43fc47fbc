"""What stands in for a photo whose rights have ended or that was killed: the section's fallback, else the site's."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.desk.as_of import site_as_of
from articles.killing import kill_photo
from articles.models import Section, Site, Version
from articles.models.section import the_site
from media.models import Photo
from tests.articles.makers import make_article
from tests.articles.site.stories import NOON
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

END = NOON + dt.timedelta(hours=6)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def publish(**values: Any) -> Version:
    return publishing.publish(make_article(**values), by=None)


def shows(client: Client, address: str, photo: Photo) -> bool:
    return f"/photos/{photo.pk}/" in client.get(address).content.decode()


def test_at_the_second_in_which_rights_end_lists_show_the_sections_fallback(client: Client, clock: Any) -> None:
    photo, fallback = make_photo(allowed_until=END), make_photo()
    version = publish(lead_photo=photo, tags=["Ports"])
    Section.objects.update(fallback_photo=fallback)
    lists = ["/", "/section/world/", "/tag/ports/", "/author/ana-verhallow/", "/nothing/"]
    clock.move_to(END - SECOND)
    assert [(shows(client, page, photo), shows(client, page, fallback)) for page in lists] == [(True, False)] * 5
    clock.move_to(END)
    assert [(shows(client, page, photo), shows(client, page, fallback)) for page in lists] == [(False, True)] * 5
    story = client.get(version.get_absolute_url()).content.decode()
    assert f'"contentUrl": "http://testserver{fallback.rendition_url("square", 640)}"' in story
    assert '<meta property="og:image" content="http://testserver/cards/' in story
    assert "<figure" not in story
    for shape in ("card", "social"):
        assert client.get(fallback.rendition_url(shape, 1200)).status_code == 200
    Photo.objects.filter(pk=photo.pk).update(allowed_until=END + SECOND)
    assert [(shows(client, page, photo), shows(client, page, fallback)) for page in lists] == [(True, False)] * 5


def test_the_site_stands_in_for_a_section_without_a_fallback_or_with_one_that_ended(client: Client, clock: Any) -> None:
    photo, own, whole = make_photo(allowed_until=END), make_photo(allowed_until=END), make_photo()
    publish(lead_photo=photo)
    Site.objects.filter(pk=the_site()).update(fallback_photo=whole)
    clock.move_to(END)
    assert shows(client, "/", whole)
    Section.objects.update(fallback_photo=own)
    assert shows(client, "/", whole)
    assert not shows(client, "/", own)
    Site.objects.update(fallback_photo=own)
    assert "<picture" not in client.get("/").content.decode()


def test_a_killed_photo_has_a_stand_in_until_it_is_back(client: Client, ben: User) -> None:
    photo, fallback = make_photo(), make_photo()
    publish(lead_photo=photo)
    Section.objects.update(fallback_photo=fallback)
    kill_photo(photo, by=ben, reason="Stolen.")
    assert shows(client, "/", fallback)
    kill_photo(fallback, by=ben, reason="Stolen too.")
    assert "<picture" not in client.get("/").content.decode()


def test_nothing_stands_in_where_a_story_never_had_a_photo(client: Client) -> None:
    fallback = make_photo()
    publish()
    Section.objects.update(fallback_photo=fallback)
    assert not shows(client, "/", fallback)


def test_the_desk_sees_it_as_of_the_second(client: Client, clock: Any, ben: User) -> None:
    photo, fallback = make_photo(allowed_until=END), make_photo()
    publish(lead_photo=photo)
    Section.objects.update(fallback_photo=fallback)
    client.force_login(ben)
    for at, seen in ((END - SECOND, photo), (END, fallback)):
        assert shows(client, site_as_of(at), seen)


def test_one_fallback_costs_one_query_however_many_stories_need_it(client: Client, clock: Any) -> None:
    costs = []
    photo, fallback = make_photo(allowed_until=END), make_photo()
    for count in (1, 12):
        for number in range(count):
            publish(headline=f"Story {count} {number}", lead_photo=photo)
        Section.objects.update(fallback_photo=fallback)
        clock.move_to(END)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/")
        costs.append(len(queries))
        clock.move_to(NOON)
    assert costs[0] == costs[1]


def test_editors_choose_it_on_the_sections_page_and_it_is_not_deleted(client: Client, ada: User) -> None:
    fallback = make_photo(title="Grey sea")
    version = publish()
    client.force_login(ada)
    form = client.get(f"/admin/articles/section/{version.section_id}/change/").content.decode()
    assert 'name="fallback_photo"' in form
    Section.objects.update(fallback_photo=fallback)
    refused = client.post(f"/admin/media/photo/{fallback.pk}/delete/", {"post": "yes"}).content.decode()
    assert "This photo stands in for others of World." in refused
    assert "World" in client.get(f"/admin/media/photo/{fallback.pk}/uses/").content.decode()
