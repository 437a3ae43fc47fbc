"""What a lead photo's file says, on the story's form: keywords as tags to choose, instructions, how it was made."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Tag, tags_named
from tests.articles.desk.browsing import posted
from tests.articles.desk.keeping_forms import kept, named
from tests.articles.makers import make_article
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def form(client: Client, article: Any) -> str:
    return client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()


def offered(html: str) -> list[str]:
    block = html.partition("data-offered>")[2].partition("</div>")[0]
    return re.findall(r">\s*([^<>]+)</label>", block)


@pytest.fixture
def as_ana(ana: Any) -> Client:
    client = Client()
    client.force_login(ana)
    return client


def test_keywords_that_are_tags_are_offered_and_no_tag_is_made(as_ana: Client) -> None:
    tags_named(["Ferries", "Île-de-France", "Elections"])
    photo = make_photo(keywords="FERRIES\nile-de-france\nnobody’s tag")
    html = form(as_ana, make_article(lead_photo=photo))
    assert offered(html) == ["Ferries", "Île-de-France"]
    assert "nobody’s tag" not in html
    assert Tag.objects.count() == 3


def test_a_tag_that_the_story_has_is_not_offered_again(as_ana: Client) -> None:
    article = make_article(lead_photo=make_photo(keywords="ferries\nports"), tags=["Ferries"])
    tags_named(["Ports"])
    assert offered(form(as_ana, article)) == ["Ports"]


def test_what_is_offered_is_chosen_by_one_tick(ana: Any) -> None:
    article = make_article(lead_photo=make_photo(keywords="ports"), tags=["Ferries"])
    (ports,) = tags_named(["Ports"])
    data = posted(article)
    data["tags"] = [*data["tags"], str(ports.pk)]
    assert named(kept(ana, data, article)) == ["Ferries", "Ports"]


def test_the_card_of_a_photo_chosen_just_now_brings_its_tags_and_instructions(as_ana: Client) -> None:
    tags_named(["Ferries"])
    photo = make_photo(
        keywords="ferries", instructions="NO <b>ARCHIVE</b>", digital_source_type="trainedAlgorithmicMedia"
    )
    html = as_ana.get("/admin/articles/article/lead-photo/", {"photo": photo.pk}).content.decode()
    assert offered(html) == ["Ferries"]
    assert "NO &lt;b&gt;ARCHIVE&lt;/b&gt;" in html
    assert "AI-generated picture" in html


def test_a_photo_without_keywords_costs_no_query(as_ana: Client) -> None:
    plain, keyed = make_article(lead_photo=make_photo()), make_article("Two", lead_photo=make_photo(keywords="a\nb\nc"))

    def queries(article: Any) -> int:
        with CaptureQueriesContext(connection) as asked:
            form(as_ana, article)
        return len(asked)

    queries(plain)
    assert queries(keyed) == queries(plain) + 1
