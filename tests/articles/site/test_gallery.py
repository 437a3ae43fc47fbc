"""Galleries as readers get them: a list of figures, frozen with the story, each photo held to the same rules."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from articles import body, publishing
from articles.holding import Refused
from articles.killing import kill_photo
from articles.models import VersionPhoto
from media.models import Photo
from tests.articles.makers import TEXT, make_article
from tests.articles.site.stories import NOON
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def figures(*photos: Photo, caption: str = "Here") -> str:
    return "".join(
        f'<figure data-photo="{photo.pk}" class="gallery"><figcaption>{caption} {number}</figcaption></figure>'
        for number, photo in enumerate(photos, 1)
    )


def page(client: Client, **values: Any) -> str:
    version = publishing.publish(make_article(**values), by=None)
    return client.get(version.get_absolute_url()).content.decode()


def test_gallery_photos_in_a_row_are_one_list_in_their_order(client: Client) -> None:
    photos = [make_photo(alt=f"Boat {number}") for number in range(3)]
    html = page(client, body=TEXT + figures(*photos) + TEXT)
    assert html.count('<ul class="gallery" role="list" aria-label="Gallery"') == 1
    places = [html.index(f'href="/photos/{photo.pk}/full-') for photo in photos]
    assert places == sorted(places)
    assert html.count("<li><figure") == 3
    for number in range(1, 4):
        assert f"Here {number}" in html
        assert f'alt="Boat {number - 1}"' in html
    assert html.count('<span class="credit">Lena Aumont / Northwire</span>') == 3
    assert "articles/gallery.js" in html
    assert VersionPhoto.objects.count() == 3


def test_text_between_makes_two_and_one_photo_alone_is_none(client: Client) -> None:
    one, two, three = make_photo(), make_photo(), make_photo()
    html = page(client, body=figures(one, two) + TEXT + figures(three))
    assert html.count('<ul class="gallery"') == 1
    assert f'href="/photos/{three.pk}/' not in html
    assert f"/photos/{three.pk}/full-" in html


def test_a_story_without_one_loads_nothing_for_it(client: Client) -> None:
    assert "gallery" not in page(client, body=TEXT + figures(make_photo()))


@pytest.mark.parametrize(("lacks", "said"), [("alt", "no alt text"), ("credit", "no credit")])
def test_every_photo_of_a_gallery_is_checked(lacks: str, said: str) -> None:
    bare = make_photo(**{lacks: ""})
    article = make_article(body=TEXT + figures(make_photo(), bare))
    with pytest.raises(Refused, match=said):
        publishing.publish(article, by=None)


def test_what_may_not_be_shown_leaves_the_gallery_at_its_second(client: Client, ben: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        one, two = make_photo(), make_photo()
        ending = make_photo(allowed_until=NOON + dt.timedelta(hours=6))
        version = publishing.publish(make_article(body=TEXT + figures(one, ending, two)), by=None)
        address = version.get_absolute_url()
        clock.move_to(NOON + dt.timedelta(hours=6, seconds=-1))
        assert client.get(address).content.decode().count("<li><figure") == 3
        clock.shift(1)
        assert client.get(address).content.decode().count("<li><figure") == 2
        kill_photo(two, by=ben, reason="Stolen.")
        left = client.get(address).content.decode()
        assert '<ul class="gallery"' not in left
        assert f"/photos/{one.pk}/" in left


def test_captions_and_labels_are_escaped_and_speak_the_pages_language(client: Client) -> None:
    photos = make_photo(), make_photo()
    html = page(client, language="ar", headline="الميناء", body=figures(*photos, caption="<b>&lt;x&gt;"))
    assert 'aria-label="معرض صور"' in html
    assert 'data-next="الصورة التالية"' in html
    assert "<strong>&lt;x&gt; 1</strong>" in html


def test_the_body_is_cleaned_into_one_form() -> None:
    given = '<figure class="big gallery wide" data-photo="7"><img src=x><figcaption>A<p>b</p></figcaption></figure>'
    assert body.clean(given).startswith('<figure data-photo="7" class="gallery"><figcaption>A')
    assert body.clean(body.clean(given)) == body.clean(given)
    with translation.override("en"):
        assert not body.has_gallery(body.clean(given))
        assert body.has_gallery(body.clean(given + given))
