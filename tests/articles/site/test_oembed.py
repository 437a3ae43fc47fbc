"""Another site asks how to show a link to a story."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from lxml import etree

from articles import publishing
from articles.models import Agency, Byline, Kind, Role, Site
from media.models import Photo
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import NOON, put_live
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

SITE = "http://testserver"


def told(client: Client, url: str, more: str = "") -> dict[str, Any]:
    """Return what is told of an address."""
    return json.loads(client.get(f"/oembed?url={quote(url, safe='')}{more}").content)


def test_a_story_is_told_as_a_link_with_its_picture_and_the_credit(client: Client) -> None:
    Site.objects.create(name="The Meridian")
    photo = make_photo()
    address = put_live("Envoys & ships", lead_photo=photo).get_absolute_url()
    page = client.get(address).content.decode()
    where = f"/oembed?url={quote(SITE + address, safe='')}"
    assert f'<link rel="alternate" type="application/json+oembed" href="{SITE}{where}">' in page
    response = client.get(where)
    assert json.loads(response.content) == {
        "version": "1.0",
        "type": "link",
        "title": "Envoys & ships",
        "author_name": "Ana Verhallow",
        "author_url": f"{SITE}/author/ana-verhallow/",
        "provider_name": "The Meridian",
        "provider_url": f"{SITE}/",
        "thumbnail_url": SITE + photo.rendition_url("card", 1200),
        "thumbnail_width": 60,
        "thumbnail_height": 40,
        "thumbnail_credit": "Lena Aumont / Northwire",
    }
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response


def test_the_same_as_xml(client: Client) -> None:
    address = put_live("Envoys & <ships>").get_absolute_url()
    response = client.get(f"/oembed?url={SITE}{address}&format=xml")
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(response.content)
    assert (root.tag, root.findtext("title"), root.findtext("type")) == ("oembed", "Envoys & <ships>", "link")
    assert root.find("thumbnail_url") is None


def test_several_writers_have_no_page_in_common(client: Client) -> None:
    article = make_article("Harbour opens")
    ap = Agency.objects.create(name="Associated Press", short_name="AP")
    Byline.objects.create(article=article, position=1, role=Role.WITH, agency=ap)
    version = publishing.publish(article, by=None)
    found = told(client, version.get_absolute_url())
    assert found["author_name"] == "Ana Verhallow, AP"
    assert "author_url" not in found


def test_a_picture_that_is_too_large_or_may_not_be_shown_is_left_out(client: Client) -> None:
    photo = make_photo()
    address = put_live(lead_photo=photo).get_absolute_url()
    assert "thumbnail_url" in told(client, address, "&maxwidth=60&maxheight=40")
    assert "thumbnail_url" not in told(client, address, "&maxwidth=59")
    assert "thumbnail_url" not in told(client, address, "&maxheight=39")
    Photo.objects.update(allowed_until=NOON)
    assert "thumbnail_url" not in told(client, address)


def test_an_earlier_address_and_a_retraction(client: Client) -> None:
    version = put_live("Harbour opens")
    edit(version.article, slug="moved")
    publishing.correct(version.article, "None of it was so.", by=None, kind=Kind.RETRACTION)
    assert told(client, version.get_absolute_url())["title"] == "Retracted: Harbour opens"


def test_a_retraction_is_told_in_the_language_of_its_page(client: Client) -> None:
    version = put_live("Hafen offen", language="de-AT")
    publishing.correct(version.article, "Nichts davon stimmt.", by=None, kind=Kind.RETRACTION)
    assert told(client, version.get_absolute_url())["title"] == "Zurückgezogen: Hafen offen"


@pytest.mark.parametrize(
    "url",
    ["", "/", "https://elsewhere.example/2026/03/02/harbour-opens/", "/2026/03/02/nothing/", "/2026/02/31/x/",
     "http://[", "/section/world/", "/admin/", "javascript:alert(1)", "/2026/03/02/harbour-opens/history/"],
)  # fmt: skip
def test_what_is_no_story_here_is_not_told(client: Client, url: str) -> None:
    put_live("Harbour opens")
    assert client.get(f"/oembed?url={quote(url)}").status_code == 404


def test_what_was_asked_for_in_vain_is_said(client: Client) -> None:
    address = put_live("Harbour opens").get_absolute_url()
    assert client.get(f"/oembed?url={address}&format=yaml").status_code == 501
    assert client.get(f"/oembed?url={address}&maxwidth=wide").status_code == 400
    assert client.get("/oembed").status_code == 404


def test_the_paper_can_be_put_on_a_phone(client: Client) -> None:
    Site.objects.create(name="الميريديان", tagline="أخبار", language="ar")
    page = client.get("/")
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page.content.decode()
    assert "manifest-src 'self'" in page["Content-Security-Policy"]
    response = client.get("/manifest.webmanifest")
    found = json.loads(response.content)
    assert (found["name"], found["lang"], found["dir"], found["start_url"]) == ("الميريديان", "ar", "rtl", "/")
    assert [icon["sizes"] for icon in found["icons"]] == ["192x192", "512x512"]
    assert response["Content-Type"] == "application/manifest+json"
