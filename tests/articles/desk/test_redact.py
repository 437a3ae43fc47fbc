"""The page that takes words out of what readers saw."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Article
from tests.articles.desk.browsing import HOUR, Desk, change, words
from tests.articles.makers import edit

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

ASKED = {"passages": "the first ferry\n  Harbour   opens ", "reason": "Court order of 2 March", "desk": "on"}


@pytest.fixture
def twice(live: Article, clock: Any) -> Article:
    """A story in two versions."""
    clock.shift(HOUR)
    publishing.update(edit(live, headline="Port opens"), by=None)
    return live


@pytest.fixture
def page(ada: User) -> Client:
    """Ada's browser; she administers the newsroom."""
    client = Client()
    client.force_login(ada)
    return client


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/redact/"


def test_it_is_reached_from_the_storys_history(ada: User, ben: User, twice: Article) -> None:
    told = "Take words out for legal reasons…"
    assert told in Desk(ada).see(twice)
    assert told not in Desk(ben).see(twice)


def test_it_shows_what_it_touches_and_changes_nothing_yet(page: Client, twice: Article) -> None:
    told = words(page.post(address(twice), {**ASKED, "_look": ""}))
    assert "This changes 2 versions, and cannot be undone:" in told
    assert "Version 2, from 15:00: 2 places in body, address" in told
    assert "Version 1, from 13:00: 3 places in headline, body, address" in told
    assert not twice.versions.exclude(redacted_at=None).exists()


def test_then_it_takes_them_out(page: Client, twice: Article) -> None:
    response = page.post(address(twice), {**ASKED, "_redact": ""}, follow=True)
    assert "Redacted: 2 versions of the story show the mark where the words stood." in words(response)
    assert response.redirect_chain == [(change(twice), 302)]
    assert "[Redacted for legal reasons, 2 March 2026]" in twice.versions.first().headline
    log = words(page.get(f"/admin/articles/article/{twice.pk}/history/"))
    assert "Redacted 2 versions for legal reasons." in log
    assert "first ferry" not in log


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"passages": " "}, "Write the words to be taken out."),
        ({"passages": "x"}, "“x” is too short"),
        ({"reason": ""}, "Say why: the reason is kept on record."),
        ({"passages": "Piet Hein", "desk": ""}, "These words stand in no version of the story."),
        ({"reason": "About the first ferry"}, "The reason repeats the words"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_lost(
    values: dict[str, str], message: str, page: Client, twice: Article
) -> None:
    asked = {name: value for name, value in {**ASKED, **values, "_redact": ""}.items() if name != "desk" or value}
    response = page.post(address(twice), asked)
    assert message in words(response)
    assert f'value="{asked["reason"]}"' in response.content.decode() or not asked["reason"]
    assert not twice.versions.exclude(redacted_at=None).exists()


@pytest.mark.parametrize("name", ["ana", "ben", "pia"])
def test_nobody_else_may(name: str, twice: Article, request: Any) -> None:
    client = Client()
    client.force_login(request.getfixturevalue(name))
    assert client.get(address(twice)).status_code == 403
    assert client.post(address(twice), {**ASKED, "_redact": ""}).status_code == 403
    assert not twice.versions.exclude(redacted_at=None).exists()


def test_a_visitor_is_asked_to_log_in(client: Client, twice: Article) -> None:
    assert client.get(address(twice)).status_code == 302


def test_markup_is_text(page: Client, twice: Article) -> None:
    edit(twice, headline="<b>Bold</b>")
    html = page.post(address(twice), {**ASKED, "passages": "<i>x</i>", "_look": ""}).content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt;" in html
    assert "<i>x</i>" not in html
