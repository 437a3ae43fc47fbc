"""What stands beside a tag: the tags it shares stories with, and who writes most about it."""

import re

import pytest
from django.test import Client

from articles.models import Agency, Author, Byline, Role
from tests.articles.makers import make_article
from tests.articles.site.stories import put_all_live

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def beside(client: Client, what: str) -> list[str]:
    html = client.get("/tag/ports/").content.decode()
    part = re.search(rf'<aside aria-labelledby="{what}">(.*?)</aside>', html, re.DOTALL)
    return re.findall(r">([^<]+)</a>", part[1]) if part else []


def test_the_most_come_first(client: Client) -> None:
    articles = [
        make_article("One", tags=["Ports", "Trade"], byline="Ana Verhallow"),
        make_article("Two", tags=["Ports", "Trade", "Sea"], byline="Nils Bo"),
        make_article("Three", tags=["Ports", "Åre"], byline="Nils Bo"),
        make_article("Elsewhere", tags=["Trade", "Money"], byline="Kim Ro"),
    ]
    Byline.objects.create(article=articles[0], author=Author.objects.get(name="Nils Bo"), role=Role.WITH, position=1)
    Byline.objects.create(
        article=articles[0], author=Author.objects.create(name="P. Hoto"), role=Role.PHOTOS_BY, position=2
    )
    Byline.objects.create(article=articles[1], agency=Agency.objects.create(name="AP"), role=Role.WITH, position=1)
    put_all_live(*articles, make_article("Five", tags=["Ports", "Quay"]))
    assert beside(client, "subjects") == ["Trade", "Quay", "Sea", "Åre"]
    assert beside(client, "authors") == ["Nils Bo", "Ana Verhallow"]


def test_a_tag_alone_has_no_company(client: Client) -> None:
    put_all_live(make_article("One", tags=["Ports"]))
    assert beside(client, "subjects") == []


def test_a_draft_is_no_company(client: Client) -> None:
    put_all_live(make_article("One", tags=["Ports"]))
    make_article("Draft", tags=["Ports", "Secret"], byline="Nils Bo")
    assert beside(client, "subjects") == []
    assert beside(client, "authors") == ["Ana Verhallow"]
