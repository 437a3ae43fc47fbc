"""The pages of tags."""

import pytest
import time_machine
from django.test import Client

from articles import publishing
from articles.models import Tag
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import HOUR, NOON, put_all_live, put_live, words

pytestmark = pytest.mark.django_db


def test_a_tag_shows_its_stories_and_its_neighbours(client: Client) -> None:
    Tag.objects.create(name="Ports", kind=Tag.Kind.PLACE, description="Where ships rest.")
    put_all_live(make_article("Harbour opens", tags=["Ports", "Trade"]), make_article("Rovers win", tags=["Football"]))
    text = words(client.get("/tag/ports/"))
    assert "Place Ports Where ships rest." in text
    assert "Harbour opens" in text
    assert "Related tags Trade" in text
    assert "Rovers win" not in text


def test_a_tag_that_no_reader_could_have_seen_is_not_there(client: Client) -> None:
    Tag.objects.create(name="Unused")
    make_article("A draft", tags=["Secret merger"])
    put_live("Harbour opens", tags=["Ports"])
    assert client.get("/tag/unused/").status_code == 404
    assert client.get("/tag/secret-merger/").status_code == 404
    text = words(client.get("/tags/"))
    assert "Ports" in text
    assert "Unused" not in text
    assert "Secret" not in text


def test_a_tag_goes_when_its_last_story_loses_it(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        article = make_article(tags=["Ports"])
        publishing.publish(article, by=None)
        assert client.get("/tag/ports/").status_code == 200
        clock.shift(HOUR)
        article.tagged.all().delete()
        edit(article)
        publishing.update(article, by=None)
        assert client.get("/tag/ports/").status_code == 404
        assert "Ports" not in words(client.get("/tags/"))


def test_tags_stand_from_a_to_z_and_on(client: Client) -> None:
    names = ["Zürich", "élan", "Eel", "42nd Street", "Москва", "القاهرة", "@home", "東京", "ß"]
    put_live(tags=names)
    text = words(client.get("/tags/"))
    text = text[text.index("All tags Newsroom") if "All tags Newsroom" in text else 0 :]
    places = [text.rindex(f"{name} Topic") for name in ["@home", "42nd Street", "Eel", "élan", "ß", "Zürich", "Москва"]]
    assert places == sorted(places)
    html = client.get("/tags/").content.decode()
    for initial in ("#", "0–9", "E", "M", "Z", "М", "ا", "東"):
        assert (f">{initial}</h2>" in html) == (initial != "M")


def test_the_list_of_tags_of_an_empty_site(client: Client) -> None:
    assert "There are no stories here yet." in words(client.get("/tags/"))
