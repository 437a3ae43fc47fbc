"""Titles that break things elsewhere each get an address of their own, and are stored and printed unharmed."""

import html

import pytest
from django.test import Client

from articles.models import Article
from tests.articles.makers import make_article
from tests.articles.site.stories import put_all_live

pytestmark = pytest.mark.django_db

TITLES = [
    "True",
    "TRUE",
    "true",
    "null",
    "undefined",
    "new",
    "admin",
    "tags",
    "2026",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }}{% now 'Y' %}",
    "' OR 1=1 --",
    "😀😀",
    "👨‍👩‍👧",
    "\u202eleft to right\u202c",
    "مرحبا بالعالم",
    "社會科學院語學研究所",
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
    "ﬁnd the ½ %s %d %n",
    "a\u200bb",
    "x" * 300,
    "😀" * 300,
    "-",
    ".",
    "%2e%2e%2f",
    "?query=1#part",
]


def test_every_title_has_an_address_of_its_own(client: Client) -> None:
    versions = put_all_live(*(make_article(title) for title in TITLES))
    assert len({version.get_absolute_url() for version in versions}) == len(TITLES)
    for title, version in zip(TITLES, versions, strict=True):
        assert Article.objects.get(pk=version.article_id).headline == title
        response = client.get(version.get_absolute_url())
        assert response.status_code == 200, title
        page = response.content.decode()
        heading = page[page.index("<h1>") + 4 : page.index("</h1>")]
        assert html.unescape(heading) == title
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_every_title_stands_in_lists(client: Client) -> None:
    put_all_live(*(make_article(title) for title in TITLES[-20:]))
    for address in ("/", "/section/world/", "/author/ana-verhallow/"):
        response = client.get(address)
        assert response.status_code == 200
        assert "onerror=alert(1)>" not in response.content.decode()


@pytest.mark.parametrize("name", ["<b>Ports</b>", "True", "😀", "مدينة", "../..", "x" * 100, "{{ 7 }}"])
def test_tags_and_people_may_be_called_anything(client: Client, name: str) -> None:
    version = put_all_live(make_article("Harbour opens", byline=name, tags=[name]))[0]
    tag, credit = version.tags.get().tag, version.bylines.get()
    for address in (f"/tag/{tag.slug}/", f"/author/{credit.author.slug}/", "/tags/"):
        response = client.get(address)
        assert response.status_code == 200
        assert html.escape(name) in response.content.decode()
