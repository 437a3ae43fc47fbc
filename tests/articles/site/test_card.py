"""Cleo shares a story: the picture of the link, from its second to its end, and a photo no longer than allowed."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from articles import cards, publishing
from articles.cards import making
from articles.killing import kill_photo, kill_story
from articles.models import Kind, Section, Version
from media.encode import delete_renditions
from media.making import make_all
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import DAY, HOUR, NOON, put_live
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def shared(client: Client, version: Version) -> str:
    """Return the path of the picture that a story's page names."""
    html = client.get(version.get_absolute_url()).content.decode()
    address = html.partition('property="og:image" content="')[2].partition('"')[0]
    assert address.startswith("http://testserver/cards/")
    return address.removeprefix("http://testserver")


def test_a_shared_link_has_a_picture_with_its_credit_in_it(client: Client, clock: Any) -> None:
    version = put_live(
        "Harbour opens", at=NOON - HOUR, lead_photo=make_photo(credit="Northwire", copyright="© Northwire")
    )
    address = shared(client, version)
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert response["Cache-Control"] == "public, max-age=600, s-maxage=0"
    assert "Set-Cookie" not in response
    data = b"".join(response.streaming_content)
    picture = Image.open(io.BytesIO(data))
    assert picture.size == (1200, 630)
    assert b"Northwire" in data
    assert len(data) == int(response["Content-Length"]) < 200_000
    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again["ETag"]) == (304, response["ETag"])


def test_it_is_drawn_once(client: Client, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    version = put_live("Harbour opens", at=NOON - HOUR)
    address = shared(client, version)
    first = b"".join(client.get(address).streaming_content)
    monkeypatch.setattr(making, "draw", None)
    assert b"".join(client.get(address).streaming_content) == first


def test_it_is_drawn_once_for_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make_photo()
    version = put_live("Harbour opens", lead_photo=photo)
    card = cards.card_of(version, version.section.site, photo)
    drawn, all_ask, draw = [], threading.Barrier(3), making.draw

    def counted(*of: Any) -> Image.Image:
        drawn.append(of)
        return draw(*of)

    def ask(_: int) -> bytes:
        all_ask.wait(10)
        file, whole = cards.open_card(card, photo)
        assert whole
        with file:
            return file.read()

    monkeypatch.setattr(making, "draw", counted)
    with ThreadPoolExecutor(3) as readers:
        (data,) = set(readers.map(ask, range(3)))
    assert (len(drawn), data[:2]) == (1, b"\xff\xd8")


def test_it_is_drawn_as_the_story_is_published_and_shown_from_its_second(
    client: Client, clock: Any, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making._hand, "submit", lambda work: work())
    with django_capture_on_commit_callbacks(execute=True):
        version = publishing.schedule(make_article(lead_photo=make_photo()), NOON + HOUR, by=None)
    card = cards.card_of(version, version.section.site, version.lead_photo)
    assert default_storage.exists(making.path_of(card))
    monkeypatch.setattr(making, "draw", None)
    assert client.get(card.get_absolute_url()).status_code == 404
    clock.move_to(NOON + HOUR - publishing.TICK)
    assert client.get(card.get_absolute_url()).status_code == 404
    clock.move_to(NOON + HOUR)
    assert shared(client, version) == card.get_absolute_url()
    assert client.get(card.get_absolute_url()).status_code == 200


def test_a_failure_to_draw_stops_nobody(django_capture_on_commit_callbacks: Any, monkeypatch: Any, caplog: Any) -> None:
    monkeypatch.setattr(making._hand, "submit", lambda work: work())
    monkeypatch.setattr(making, "draw", None)
    with django_capture_on_commit_callbacks(execute=True):
        version = publishing.publish(make_article(), by=None)
    assert version.is_live()
    assert "is drawn when somebody asks for it" in caplog.text


def test_whatever_changes_has_another_name_and_the_old_one_leads_there(client: Client, clock: Any) -> None:
    photo = make_photo()
    version = publishing.publish(make_article("Harbour opens", lead_photo=photo), by=None)
    names = [shared(client, version)]
    clock.shift(HOUR)
    edit(version.article, headline="Harbour opens late")
    publishing.update(version.article, by=None)
    names.append(shared(client, version))
    photo.credit = "Somebody else"
    photo.save()
    names.append(shared(client, version))
    clock.shift(HOUR)
    publishing.correct(version.article, "None of it was so.", by=None, kind=Kind.RETRACTION)
    names.append(shared(client, version))
    assert len(set(names)) == 4
    for old in names[:-1]:
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (302, names[-1])
        assert response["Cache-Control"] == "no-cache"


def test_when_the_photos_rights_end_a_card_without_it_stands_in(client: Client, clock: Any) -> None:
    photo = make_photo(allowed_until=NOON + HOUR)
    version = publishing.publish(make_article(lead_photo=photo), by=None)
    address = shared(client, version)
    assert client.get(address).status_code == 200
    clock.move_to(NOON + HOUR - publishing.TICK)
    response = client.get(address)
    assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=0, s-maxage=0")
    clock.move_to(NOON + HOUR)
    for _ in range(2):
        gone = client.get(address, headers={"If-None-Match": response["ETag"]})
        assert (gone.status_code, gone["Cache-Control"]) == (410, "no-store")
    without = shared(client, version)
    assert without != address
    assert client.get(without).status_code == 200


def test_a_photo_cropped_for_its_story_is_gone_too(client: Client, clock: Any) -> None:
    photo = make_photo(size=(400, 300), allowed_until=NOON + HOUR)
    version = publishing.publish(make_article(lead_photo=photo, lead_crops="square=0,0,0.5"), by=None)
    whole = shared(client, version)
    make_all()
    address = shared(client, version)
    assert address != whole
    assert client.get(address).status_code == 200
    clock.move_to(NOON + HOUR)
    assert client.get(address).status_code == 410


def test_a_killed_photo_is_gone_at_once_and_the_sections_fallback_stands_in(client: Client, clock: Any) -> None:
    photo, fallback = make_photo(), make_photo(credit="Courier")
    version = publishing.publish(make_article(lead_photo=photo), by=None)
    Section.objects.update(fallback_photo=fallback)
    address = shared(client, version)
    kill_photo(photo, by=None, reason="The family asked.")
    assert client.get(address).status_code == 410
    assert b"Courier" in b"".join(client.get(shared(client, version)).streaming_content)


@pytest.mark.parametrize("end", ["withdraw", "kill", "remove"])
def test_a_storys_end_is_its_cards(client: Client, clock: Any, end: str) -> None:
    version = publishing.publish(make_article(), by=None)
    address = shared(client, version)
    clock.shift(DAY)
    if end == "kill":
        kill_story(version.article, by=None, reason="A court order.")
    else:
        publishing.withdraw(version.article, by=None, legal=end == "remove")
    response = client.get(address)
    assert response.status_code == (404 if end == "remove" else 410)


def test_a_photo_that_is_not_made_yet_is_left_off_and_nothing_of_it_kept(client: Client, clock: Any) -> None:
    photo = make_photo()
    version = publishing.publish(make_article(lead_photo=photo), by=None)
    delete_renditions(photo.pk)
    address = shared(client, version)
    response = client.get(address)
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in response
    assert not default_storage.exists(address.lstrip("/"))


def test_a_card_is_kept_whole_or_not_at_all(client: Client, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    address = shared(client, publishing.publish(make_article(), by=None))

    def killed(*args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            client.get(address)
    assert not default_storage.exists(address.lstrip("/"))
    assert client.get(address).status_code == 200


def test_cards_of_many_versions_are_not_all_kept(client: Client, clock: Any) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    for number in range(making.MOST_KEPT + 3):
        clock.shift(HOUR)
        edit(article, headline=f"Harbour opens {number}")
        client.get(shared(client, publishing.update(article, by=None)))
    assert 0 < len(default_storage.listdir(f"cards/{article.pk}")[1]) <= making.MOST_KEPT


def test_a_credit_that_no_font_writes_takes_its_photo_along(client: Client, clock: Any) -> None:
    photo = make_photo(credit="山田太郎")
    version = publishing.publish(make_article(lead_photo=photo), by=None)
    card = cards.card_of(version, version.section.site, photo)
    assert (card.photo, card.credit) == (0, "")
    assert client.get(shared(client, version)).status_code == 200


def test_what_is_no_card(client: Client, clock: Any) -> None:
    version = publishing.publish(make_article(), by=None)
    assert client.get(f"/cards/{version.article_id}/nothing.jpg").status_code == 404
    assert client.get(f"/cards/999/{'0' * 16}.jpg").status_code == 404
    assert client.post(shared(client, version)).status_code == 405
