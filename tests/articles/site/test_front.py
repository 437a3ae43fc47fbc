"""The front page."""

import re

import pytest
from django.test import Client

from articles import publishing
from articles.models import RelatedArticle, Site
from articles.reading import front
from tests.articles.makers import make_article, make_author, make_section
from tests.articles.site.stories import put_all_live, put_live, words
from tests.articles.translated import put_all_tongues_live
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

HEADLINE = re.compile(r">((?:Story|View) \d+)</a>")


def test_an_empty_site_says_so(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "There are no stories here yet." in words(response)
    assert '<h1 class="name">' in response.content.decode()


def test_a_site_with_sections_and_no_stories(client: Client) -> None:
    make_section("Culture")
    assert "Culture" in words(client.get("/"))


def test_what_the_site_says_of_itself_is_on_every_page(client: Client) -> None:
    Site.objects.create(
        name="The Meridian",
        tagline="News from Halmouth",
        find_us=[{"label": "Mastodon", "url": "https://social.example/@us"}],
        policies=[{"label": "Ethics code", "url": "/ethics/"}],
        legal="© The Meridian Trust",
        legal_links=[{"label": "Privacy", "url": "/privacy/"}],
    )
    put_live("Harbour opens", tags=["Ports"])
    for address in ("/", "/section/world/", "/tag/ports/", "/tags/", "/author/ana-verhallow/", "/nothing/"):
        text = words(client.get(address))
        for part in (
            "The Meridian",
            "News from Halmouth",
            "Mastodon",
            "Ethics code",
            "© The Meridian Trust",
            "Privacy",
        ):
            assert part in text


def test_a_logo_stands_for_the_name(client: Client) -> None:
    Site.objects.create(name="The Meridian", logo=make_photo(alt="A bar"))
    html = client.get("/").content.decode()
    assert 'alt="The Meridian"' in html


def test_no_story_stands_twice(client: Client) -> None:
    photo = make_photo()
    opinion = make_section("Opinion", opinion=True)
    news = [
        make_article(f"Story {number}", section=f"Section {number % 3}", lead_photo=photo if number % 2 else None)
        for number in range(30)
    ]
    views = [make_article(f"View {number}", section=opinion.name) for number in range(5)]
    put_all_live(*news, *views)
    found = HEADLINE.findall(client.get("/").content.decode())
    assert len(found) == len(set(found))
    assert found[0] == "Story 29"
    assert {"View 4", "View 1"} <= set(found)


def test_an_opinion_shows_who_holds_it(client: Client) -> None:
    make_section("Opinion", opinion=True)
    make_author("Maren Oyelaran", portrait=make_photo())
    put_live("A view", section="Opinion", byline="Maren Oyelaran")
    put_live("News")
    html = client.get("/").content.decode()
    assert '<p class="kicker">Maren Oyelaran</p>' in html
    assert "/photos/" in html


def test_what_was_chosen_stands_under_the_lead(client: Client) -> None:
    lead, chosen = make_article("Story 1", lead_photo=make_photo()), make_article("Story 2")
    RelatedArticle.objects.create(article=lead, other=chosen)
    RelatedArticle.objects.create(article=lead, other=make_article("A draft"), position=1)
    put_all_live(chosen, lead)
    html = client.get("/").content.decode()
    assert re.search(r'class="related">.*Story 2', html, re.DOTALL)
    assert HEADLINE.findall(html) == ["Story 1", "Story 2"]
    assert "A draft" not in html


def test_each_section_gives_its_newest(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "WANTED", 4)
    front._newest_of.cache_clear()
    put_all_live(*(make_article(f"Story {number}", section=f"Section {number % 2}") for number in range(12)))
    newest = front.newest_of(front.sections_for_front())
    front._newest_of.cache_clear()
    assert [version.headline for version in newest] == [f"Story {number}" for number in range(11, 3, -1)]


def test_a_story_told_in_several_languages_stands_once_in_the_site_s_own(client: Client) -> None:
    put_live("Market closes")
    french, english, arabic = put_all_tongues_live("fr", "en", "ar")
    told = [version.headline for version in (english, french, arabic)]

    def standing() -> list[str]:
        found = words(client.get("/"))
        assert "Market closes" in found
        return [headline for headline in told for _ in range(found.count(headline))]

    assert standing() == [english.headline]
    publishing.withdraw(english.article, by=None)
    assert standing() == [arabic.headline]


def test_a_withdrawn_story_leaves_the_page(client: Client) -> None:
    version = put_live("Harbour opens")
    assert "Harbour opens" in words(client.get("/"))
    publishing.withdraw(version.article, by=None)
    assert "Harbour opens" not in words(client.get("/"))
