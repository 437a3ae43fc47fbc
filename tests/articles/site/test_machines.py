"""What machines find of each kind of page: search engines by structured data, and whoever shows a link to it.

Read by extruct, as those read it who gather it from the web.
"""

from typing import Any

import extruct
import pytest
import time_machine
from django.test import Client

from articles import publishing
from articles.models import Kind, Site, Version
from media.models import Photo
from tests.articles.makers import edit, make_article, make_author, make_section
from tests.articles.site.stories import HOUR, NOON, credit_more, put_live
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

SITE = "http://testserver"


def found(client: Client, address: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what extruct finds on a page: the things of its graph by their type, and its OpenGraph properties."""
    html = client.get(address).content.decode()
    told = extruct.extract(html, base_url=SITE + address, syntaxes=["json-ld", "opengraph"])
    (data,) = told["json-ld"]
    assert data["@context"] == "https://schema.org"
    properties: dict[str, Any] = {}
    for name, value in told["opengraph"][0]["properties"]:
        properties.setdefault(name, []).append(value)
    return {thing["@type"]: thing for thing in data["@graph"]}, properties


@pytest.fixture
def rich(clock: Any) -> Version:
    """A live story with all that a story can have, corrected an hour after it was published."""
    Site.objects.create(name="The Meridian", logo=make_photo(credit="Studio Oru"), time_zone="Europe/Paris")
    article = make_article(
        "Envoys </script> & ships",
        standfirst="It comes after a rare trip.",
        lead_photo=make_photo(alt="A flag"),
        tags=["Ports", "Été"],
        language="en",
    )
    credit_more(article)
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, standfirst="It comes after a trip.")
    return publishing.correct(article, "The trip was not rare.", by=None)


def test_a_story_is_a_news_article_with_all_that_it_says(client: Client, rich: Version) -> None:
    things, shared = found(client, rich.get_absolute_url())
    article = things["NewsArticle"]
    assert article["headline"] == "Envoys </script> & ships"
    assert article["datePublished"] == "2026-03-02T13:00:00+01:00"
    assert article["dateModified"] == "2026-03-02T14:00:00+01:00"
    assert article["author"] == [
        {"@type": "Person", "name": "Ana Verhallow", "url": f"{SITE}/author/ana-verhallow/"},
        {"@type": "Organization", "name": "Associated Press", "url": f"{SITE}/agency/associated-press/"},
    ]
    assert article["publisher"]["name"] == "The Meridian"
    assert article["publisher"]["logo"]["creditText"] == "Studio Oru"
    assert article["isAccessibleForFree"] is True
    assert article["keywords"] == ["Ports", "Été"]
    assert (article["articleSection"], article["inLanguage"]) == ("World", "en")
    assert [note["text"] for note in article["correction"]] == ["The trip was not rare."]
    assert {image["creditText"] for image in article["image"]} == {"Lena Aumont / Northwire"}
    for image in article["image"]:
        assert client.get(image["contentUrl"].removeprefix(SITE)).status_code == 200
    steps = [(one["name"], one.get("item")) for one in things["BreadcrumbList"]["itemListElement"]]
    assert steps == [
        ("The Meridian", f"{SITE}/"),
        ("World", f"{SITE}/section/world/"),
        ("Envoys </script> & ships", None),
    ]
    assert shared["og:type"] == ["article"]
    assert shared["og:title"] == ["Envoys </script> & ships"]
    assert shared["og:description"] == ["It comes after a trip."]
    assert shared["og:url"] == [SITE + rich.get_absolute_url()]
    assert shared["article:published_time"] == ["2026-03-02T13:00:00+01:00"]
    assert shared["article:modified_time"] == ["2026-03-02T14:00:00+01:00"]
    assert shared["article:author"] == [f"{SITE}/author/ana-verhallow/"]
    assert (shared["article:section"], shared["article:tag"]) == (["World"], ["Ports", "Été"])
    assert client.get(shared["og:image"][0].removeprefix(SITE)).status_code == 200
    assert shared["og:image:alt"] == ["A flag"]


def test_a_retracted_story_says_so_to_machines(client: Client, rich: Version) -> None:
    publishing.correct(rich.article, "None of it was so.", by=None, kind=Kind.RETRACTION)
    with time_machine.travel(NOON + 2 * HOUR, tick=False):
        things, shared = found(client, rich.get_absolute_url())
    assert things["NewsArticle"]["creativeWorkStatus"] == "Retracted"
    assert shared["og:title"] == ["Retracted: Envoys </script> & ships"]


def test_an_opinion_and_a_story_without_a_photo(client: Client) -> None:
    make_section("Opinion", opinion=True)
    things, shared = found(client, put_live("A view", section="Opinion").get_absolute_url())
    assert "image" not in things["OpinionNewsArticle"]
    assert client.get(shared["og:image"][0].removeprefix(SITE)).status_code == 200
    assert '<meta name="twitter:card" content="summary">' in client.get("/").content.decode()


def test_the_front_page_says_who_publishes_and_how_they_work(client: Client) -> None:
    Site.objects.create(
        name="The Meridian",
        tagline="News from Halmouth",
        find_us=[{"label": "A", "url": "https://social.example/@us"}, {"label": "B", "url": "mailto:us@news.example"}],
        ethics_policy="/ethics/",
        ownership_page="https://trust.example/",
    )
    things, shared = found(client, "/")
    newsroom = things["NewsMediaOrganization"]
    assert newsroom["name"] == "The Meridian"
    assert newsroom["sameAs"] == ["https://social.example/@us"]
    assert newsroom["ethicsPolicy"] == f"{SITE}/ethics/"
    assert newsroom["ownershipFundingInfo"] == "https://trust.example/"
    assert not {"correctionsPolicy", "masthead", "logo"} & {*newsroom}
    assert things["WebSite"]["publisher"] == {"@id": newsroom["@id"]}
    assert (shared["og:type"], shared["og:site_name"]) == (["website"], ["The Meridian"])


def test_an_author_is_a_person_with_a_profile(client: Client) -> None:
    make_author(
        job_title="Port correspondent",
        biography="Ana reports on ships.",
        portrait=make_photo(credit="Emil Torvane"),
        email="ana@meridian.example",
        links=[{"label": "Mastodon", "url": "https://social.example/@ana"}],
    )
    things, shared = found(client, "/author/ana-verhallow/")
    person = things["ProfilePage"]["mainEntity"]
    assert (person["name"], person["jobTitle"]) == ("Ana Verhallow", "Port correspondent")
    assert person["sameAs"] == ["https://social.example/@ana"]
    assert person["image"]["creditText"] == "Emil Torvane"
    assert "email" not in person
    assert shared["og:type"] == ["profile"]
    assert shared["og:description"] == ["Ana reports on ships."]
    Photo.objects.update(killed_at=NOON, kill_reason="Wrong.")
    things, shared = found(client, "/author/ana-verhallow/")
    assert "image" not in things["ProfilePage"]["mainEntity"]
    assert "og:image" not in shared


def test_a_list_says_what_stands_in_it(client: Client, rich: Version) -> None:
    for path in ("/section/world/", "/tag/ports/", "/agency/associated-press/", "/archive/2026/03/02/"):
        with time_machine.travel(NOON + 2 * HOUR, tick=False):
            things, shared = found(client, path)
        (item,) = things["CollectionPage"]["mainEntity"]["itemListElement"]
        assert (item["position"], item["url"]) == (1, SITE + rich.get_absolute_url())
        assert things["CollectionPage"]["url"] == SITE + path
        assert shared["og:title"] == [things["CollectionPage"]["name"]]
    for path, name in {"/tags/": "All tags", "/corrections/": "Corrections", "/archive/2026/": "2026"}.items():
        things, shared = found(client, path)
        assert shared["og:title"] == [things["CollectionPage"]["name"]] == [name]


def test_what_no_machine_should_keep_says_nothing(client: Client, rich: Version) -> None:
    publishing.withdraw(rich.article, by=None, at=NOON + 2 * HOUR)
    for path in (rich.get_absolute_url(), "/nothing/"):
        with time_machine.travel(NOON + 2 * HOUR, tick=False):
            html = client.get(path).content.decode()
        assert "og:" not in html
        assert "ld+json" not in html
        assert 'content="noindex"' in html


def test_ben_fills_in_where_the_newsroom_says_how_it_works(client: Client, ada: Any) -> None:
    site = Site.objects.create(name="The Meridian")
    client.force_login(ada)
    address = f"/admin/articles/site/{site.pk}/change/"
    form = client.get(address).context["adminform"].form
    values = {name: value for name, value in form.initial.items() if value is not None}
    values |= dict.fromkeys(("find_us", "policies", "legal_links"), "")
    refused = client.post(address, {**values, "ethics_policy": "ethics"})
    assert "An address starts with https:// or with /." in refused.content.decode()
    assert client.post(address, {**values, "ethics_policy": "/ethics/"}).status_code == 302
    assert Site.objects.get().policy_pages() == {"ethicsPolicy": "/ethics/"}
