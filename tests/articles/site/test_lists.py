"""The pages of sections, authors and agencies."""

import pytest
from django.test import Client

from articles.models import Agency, Byline
from tests.articles.makers import make_article, make_author, make_section
from tests.articles.site.stories import HOUR, NOON, put_all_live, put_live, words
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db


def test_a_section_shows_its_own_stories(client: Client) -> None:
    put_all_live(make_article("Harbour opens"), make_article("Rovers win", section="Sport"))
    text = words(client.get("/section/sport/"))
    assert "Rovers win" in text
    assert "Harbour opens" not in text


def test_a_section_without_stories_has_its_page(client: Client) -> None:
    make_section("Culture", description="Books and stages.")
    response = client.get("/section/culture/")
    assert response.status_code == 200
    assert "Books and stages." in words(response)
    assert "There are no stories here yet." in words(response)
    assert client.get("/section/sport/").status_code == 404


def test_a_section_names_what_it_is_about(client: Client) -> None:
    put_all_live(make_article("One", tags=["Ports", "Trade"]), make_article("Two", tags=["Ports"]))
    assert "Subjects Ports Trade" in words(client.get("/section/world/"))


def test_an_author_says_who_they_are(client: Client) -> None:
    make_author(
        job_title="Port correspondent",
        biography="Ana reports on ships.\n\nShe likes tides.",
        portrait=make_photo(credit="Emil Torvane"),
        email="ana@meridian.example",
        links=[{"label": "Mastodon", "url": "https://social.example/@ana"}],
    )
    put_live("Harbour opens", tags=["Ports"])
    response = client.get("/author/ana-verhallow/")
    text = words(response)
    for part in (
        "Port correspondent",
        "Ana reports on ships.",
        "She likes tides.",
        "Mastodon",
        "Harbour opens",
        "Ports",
    ):
        assert part in text
    assert "Emil Torvane" in text
    assert 'alt="Portrait of Ana Verhallow"' in response.content.decode()
    assert "ana@meridian.example" not in response.content.decode()


def test_an_author_may_show_an_address(client: Client) -> None:
    make_author(email="ana@meridian.example", show_email=True)
    assert 'href="mailto:ana@meridian.example"' in client.get("/author/ana-verhallow/").content.decode()


def test_an_author_of_nothing_that_readers_see_has_a_page(client: Client) -> None:
    make_article("A draft")
    text = words(client.get("/author/ana-verhallow/"))
    assert "There are no stories here yet." in text
    assert "A draft" not in text


def test_an_agency_shows_what_it_is_credited_for(client: Client) -> None:
    agency = Agency.objects.create(name="Associated Press", short_name="AP", url="https://ap.example/")
    article = make_article("From the wire", byline=None)
    Byline.objects.create(article=article, agency=agency)
    put_all_live(article, make_article("Our own"))
    response = client.get("/agency/associated-press/")
    assert "From the wire" in words(response)
    assert "By AP" in words(response)
    assert "Our own" not in words(response)
    assert 'href="https://ap.example/"' in response.content.decode()
    assert client.get("/agency/nobody/").status_code == 404


def test_a_card_in_another_language_says_so(client: Client) -> None:
    put_live("مرحبا", language="ar")
    html = client.get("/section/world/").content.decode()
    assert '<article class="card card-row" lang="ar" dir="rtl">' in html
    assert '<p class="byline" lang="en" dir="ltr">' in html


def test_the_newest_comes_first(client: Client) -> None:
    put_live("Older", at=NOON)
    put_live("Newer", at=NOON + HOUR)
    text = words(client.get("/section/world/"))
    assert text.index("Newer") < text.index("Older")
