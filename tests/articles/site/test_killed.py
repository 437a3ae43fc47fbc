"""What Cleo, the reader, finds of what was killed: nothing, at any address, until it is brought back."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.killing import kill_photo, kill_story, revive_photo, revive_story
from articles.models import Author, Redirect, Site, Version
from media.models import Photo
from media.renditions import renditions
from tests.articles.makers import edit, make_article, make_author, make_section
from tests.articles.site.stories import HOUR, NOON
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


@pytest.fixture
def photo(clock: Any) -> Photo:
    """A photo that stands everywhere one can: as lead, in a body, as portrait and as logo, in a story that changed."""
    photo = make_photo(caption="Deadly caption", alt="Deadly alt", credit="Deadly credit")
    Site.objects.create(name="The Meridian", logo=photo)
    make_section("Opinion", opinion=True)
    make_author(portrait=photo)
    for number in range(5):
        figure = f'<p>Text {number}.</p><figure data-photo="{photo.pk}"><figcaption>Deadly here</figcaption></figure>'
        section = "Opinion" if number == 3 else "World"
        article = make_article(f"Story {number}", section=section, lead_photo=photo, body=figure, tags=["Ports"])
        publishing.publish(article, by=None)
        clock.shift(HOUR)
        edit(article, standfirst="Updated.", lead_caption="Deadly lead")
        publishing.update(article, by=None)
    return photo


def pages() -> list[str]:
    """Return every kind of page that readers find, and every story with its history."""
    stories = [version.get_absolute_url() for version in Version.objects.live()]
    histories = [f"{story}history/{query}" for story in stories for query in ("", "?from=1&to=1")]
    lists = ["/", "/section/world/", "/section/opinion/", "/tag/ports/", "/tags/", "/author/ana-verhallow/",
             "/archive/2026/", "/archive/2026/03/", "/archive/2026/03/02/", "/nothing/"]  # fmt: skip
    lists += [
        f"{path}feed.{fmt}" for path in ("/", "/section/world/", "/tag/ports/") for fmt in ("xml", "atom", "json")
    ]
    return [*stories, *histories, *lists]


def everything(client: Client, addresses: list[str]) -> str:
    """Return all that a reader gets at these addresses."""
    return "".join(client.get(address).content.decode() for address in addresses)


def test_a_killed_photo_stands_on_no_page(client: Client, photo: Photo) -> None:
    before = everything(client, pages())
    assert f"/photos/{photo.pk}/" in before
    kill_photo(photo, by=None, reason="The family asked.")
    during = everything(client, pages())
    assert f"/photos/{photo.pk}/" not in during
    assert "Deadly" not in during
    assert "The family asked" not in during
    for empty in ("<figure", "<picture", '<div class="photo">', 'class="portrait"'):
        assert empty not in during
    assert "Text 4." in during
    revive_photo(photo, by=None)
    assert everything(client, pages()) == before


def test_its_addresses_are_gone_at_once_and_kept_by_no_cache(client: Client, photo: Photo) -> None:
    addresses = [f"/photos/{photo.pk}/{one.name}" for one in renditions(photo)]
    etag = client.get(addresses[0])["ETag"]
    kill_photo(photo, by=None, reason="The family asked.")
    for address in [*addresses, f"/photos/{photo.pk}/card-320-{'0' * 16}.jpg"]:
        response = client.get(address, headers={"If-None-Match": etag})
        assert (response.status_code, response["Cache-Control"]) == (410, "no-store"), address
        assert b"family" not in response.content
    revive_photo(photo, by=None)
    assert {client.get(address).status_code for address in addresses} == {200}


def test_only_who_may_bring_it_back_sees_it_on_the_desk(client: Client, photo: Photo, ana: User, pia: User) -> None:
    kill_photo(photo, by=None, reason="The family asked.")
    address = photo.rendition_url("card", 320)
    client.force_login(ana)
    assert client.get(address).status_code == 410
    client.force_login(pia)
    response = client.get(address)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_a_killed_story_is_nowhere_and_back_to_the_letter(client: Client, clock: Any) -> None:
    author, photo = make_author("Deadly Eve"), make_photo(caption="Deadly caption")
    article = make_article("Deadly headline", byline=author.name, tags=["Deadly tag"], lead_photo=photo, slug="deadly")
    Redirect.objects.create(path="/old/deadly.html", article=article)
    first = publishing.publish(article, by=None)
    publishing.publish(make_article("Something else"), by=None)
    clock.shift(HOUR)
    edit(article, headline="Deadly again", slug="deadly-again")
    second = publishing.update(article, by=None)
    edit(article, headline="Deadly soon")
    publishing.schedule(article, NOON + 9 * HOUR, by=None)
    own = [first.get_absolute_url(), second.get_absolute_url(), second.get_history_url(), "/old/deadly.html"]
    own += [first.get_comments_url(), second.get_comments_url()]
    own += [f"{second.get_history_url()}?from={a}&to={b}" for a, b in ((1, 2), (2, 2), (1, 1), (2, 3))]
    around = ["/", "/section/world/", "/tag/deadly-tag/", "/tags/", f"/author/{Author.objects.get(pk=author.pk).slug}/",
              "/archive/2026/03/02/"]  # fmt: skip
    picture = photo.rendition_url("card", 320)
    before = everything(client, [*own, *around])
    kill_story(article, by=None, reason="A court order.", note="We have taken this down.")
    for at in (NOON + HOUR, NOON + 9 * HOUR, NOON + 99 * HOUR):
        clock.move_to(at)
        told = everything(client, [*own, "/", "/section/world/", "/tag/deadly-tag/", "/tags/", "/archive/2026/03/02/"])
        for secret in ("Deadly headline", "Deadly again", "Deadly soon", "Deadly caption", "court order"):
            assert secret not in told
        for address in own:
            response = client.get(address)
            assert response.status_code == 410, address
            assert "We have taken this down." in response.content.decode()
        assert client.get(picture).status_code == 404
    clock.move_to(NOON + HOUR)
    revive_story(article, by=None)
    assert everything(client, [*own, *around]) == before
    assert client.get(picture).status_code == 200


def test_an_address_that_nobody_had_seen_says_nothing(client: Client, clock: Any) -> None:
    article = make_article("Deadly", slug="seen")
    publishing.publish(article, by=None)
    edit(article, slug="never-seen")
    due = publishing.schedule(article, NOON + HOUR, by=None)
    kill_story(article, by=None, reason="Wrong.")
    clock.shift(2 * HOUR)
    assert client.get(due.get_absolute_url()).status_code == 404


def test_what_was_removed_for_legal_reasons_stays_as_if_it_had_never_been(client: Client, clock: Any) -> None:
    version = publishing.publish(make_article("Deadly"), by=None)
    clock.shift(HOUR)
    publishing.withdraw(version.article, by=None, legal=True)
    kill_story(version.article, by=None, reason="Wrong.")
    assert client.get(version.get_absolute_url()).status_code == 404
