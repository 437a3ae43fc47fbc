"""The renditions of photos, and who may see them."""

from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Site
from media.background import renew
from media.making import make_all
from media.models import Photo
from tests.articles.makers import edit, make_article, make_author
from tests.articles.site.stories import HOUR, NOON, put_live
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def addresses(photo: Photo) -> list[str]:
    """Return a rendition of the photo in every format."""
    return [photo.rendition_url("card", 320, fmt) for fmt in ("avif", "webp", "jpg")]


def statuses(client: Client, photo: Photo) -> set[int]:
    return {client.get(address).status_code for address in addresses(photo)}


def test_a_live_storys_photos_are_sent(client: Client) -> None:
    lead, inside = make_photo(), make_photo()
    put_live(lead_photo=lead, body=f'<p>Text.</p><figure data-photo="{inside.pk}"><figcaption></figcaption></figure>')
    for photo in (lead, inside):
        for address, kind in zip(addresses(photo), ("image/avif", "image/webp", "image/jpeg"), strict=True):
            response = client.get(address)
            content = b"".join(response.streaming_content)
            assert (response.status_code, response["Content-Type"]) == (200, kind)
            assert response["Content-Length"] == str(len(content))
            assert response["X-Content-Type-Options"] == "nosniff"
            assert response["Cache-Control"] == "public, max-age=600, s-maxage=0"
            assert "Vary" not in response
            assert not response.cookies


def test_a_browser_that_has_it_is_told_so(client: Client) -> None:
    photo = make_photo()
    put_live(lead_photo=photo)
    address = addresses(photo)[2]
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Cache-Control"] == "public, max-age=600, s-maxage=0"


def test_nobody_sees_a_photo_before_or_after_its_story(client: Client) -> None:
    photo = make_photo()
    with time_machine.travel(NOON, tick=False) as clock:
        article = make_article(lead_photo=photo)
        assert statuses(client, photo) == {404}
        publishing.schedule(article, NOON + HOUR, by=None)
        assert statuses(client, photo) == {404}
        clock.shift(HOUR)
        assert statuses(client, photo) == {200}
        clock.shift(HOUR)
        edit(article, lead_photo=None)
        publishing.update(article, by=None)
        assert statuses(client, photo) == {404}


def test_a_story_withdrawn_takes_its_photos_along(client: Client) -> None:
    photo = make_photo()
    version = put_live(lead_photo=photo)
    publishing.withdraw(version.article, by=None)
    response = client.get(addresses(photo)[0])
    assert (response.status_code, response["Cache-Control"]) == (404, "no-cache")


def test_a_portrait_and_a_logo_are_seen(client: Client) -> None:
    portrait, logo = make_photo(), make_photo()
    make_author(portrait=portrait)
    Site.objects.update_or_create(defaults={"logo": logo})
    assert statuses(client, portrait) == statuses(client, logo) == {200}


def test_the_desk_sees_all_and_keeps_nothing(client: Client, ben: User) -> None:
    photo = make_photo()
    client.force_login(ben)
    response = client.get(addresses(photo)[0])
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_somebody_without_the_permission_sees_what_readers_see(client: Client) -> None:
    photo = make_photo()
    client.force_login(User.objects.create_user("reader"))
    assert statuses(client, photo) == {404}


def test_no_session_is_looked_for_when_readers_may_see_the_photo(
    client: Client, ben: User, django_assert_num_queries: Any
) -> None:
    photo = make_photo()
    put_live(lead_photo=photo)
    client.force_login(ben)
    with django_assert_num_queries(1):
        response = client.get(addresses(photo)[0])
    assert "Vary" not in response


def test_an_outdated_name_leads_to_the_new_one(client: Client) -> None:
    photo = make_photo()
    put_live(lead_photo=photo)
    old = addresses(photo)[2]
    photo.credit = "Emil Torvane"
    photo.save()
    renew(photo)
    assert client.get(old).status_code == 200
    make_all()
    photo.refresh_from_db()
    assert client.get(old).headers["Location"] == addresses(photo)[2]


def test_a_name_that_is_outdated_while_it_is_asked_for_leads_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make_photo()
    put_live(lead_photo=photo)
    old = addresses(photo)[2]

    def meanwhile(*args: Any) -> None:
        photo.credit = "Emil Torvane"
        photo.save()
        renew(photo)
        make_all()
        photo.refresh_from_db()

    monkeypatch.setattr("articles.site.photo.open_rendition", meanwhile)
    assert client.get(old).headers["Location"] == addresses(photo)[2] != old


@pytest.mark.parametrize(
    "name",
    [
        "card-320-0000000000000000.exe",
        "secret-320-0000000000000000.jpg",
        "card-9999-0000000000000000.jpg",
        "..%2f..%2foriginals%2fx.jpg",
        "original.jpg",
        "card-320.jpg",
    ],
)
def test_a_name_that_is_no_renditions_leads_nowhere(client: Client, name: str) -> None:
    photo = make_photo()
    put_live(lead_photo=photo)
    assert client.get(f"/photos/{photo.pk}/{name}").status_code == 404
    assert client.get(f"/photos/999999999999999999999/{name}").status_code == 404


def test_originals_have_no_address(client: Client) -> None:
    photo = make_photo()
    put_live(lead_photo=photo)
    assert client.get(f"/uploads/{photo.file.name}").status_code == 404
    assert client.get(f"/media/{photo.file.name}").status_code == 404
