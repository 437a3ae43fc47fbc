"""Who may do what: every address of the desk is asked with GET and POST by everybody, and held against one table.

The addresses are walked, not listed: one that is added without a row in TABLE fails here. A row names who reaches an
address: who gets its page, or has what was posted looked at. All others are refused, by a login page or in words, and
nothing is written for them. GET writes nothing for anybody. Every name has markup in it, which is text on each page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from articles import publishing
from articles.models import Section
from tests.articles.makers import make_article
from tests.newsroom.everything import Newsroom, make_newsroom
from tests.newsroom.who_may import EDITORS, GROUPS, NONE, OURS, ROLES, ROWS, TABLE

pytestmark = pytest.mark.django_db

# What GET writes: how often a preview link was opened.
COUNTED = {"preview/<str:token>/": frozenset({"articles_previewlink"})}
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b.*?\"(\w+)\"", re.IGNORECASE | re.DOTALL)
MARK, MARK_AS_TEXT = "<xss>", "&lt;xss&gt;"
# What is written when somebody logs in or out, or comes again.
OF_SESSIONS = {"django_session", "auth_user"}


def routes() -> Iterator[str]:
    """Give every address of the desk and of outsiders, as a pattern."""

    def walk(patterns: list[Any], prefix: str = "") -> Iterator[str]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif route.startswith(OURS):
                yield route

    yield from walk(get_resolver().url_patterns)


@dataclass(frozen=True)
class Answer:
    """How somebody was received, in a word; which tables were written for them; and the page they see then, if any."""

    word: str
    written: frozenset[str]
    html: str


def word_of(response: Any) -> str:
    """Say in a word how somebody was received."""
    status = response.status_code
    if status == 302 and response.headers["Location"].startswith("/admin/login/"):
        return "login"
    return {401: "login", 403: "refused", 404: "nothing", 405: "never"}.get(
        status, "reached" if status < 500 else "fault"
    )


class Visitors:
    """Everybody, each with a browser; whatever they do is undone when it is answered."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.browsers: dict[str, tuple[Client, dict[str, Any]]] = {}
        for role in ROLES:
            client = Client(raise_request_exception=False)
            if role != "nobody":
                client.force_login(newsroom.people[role])
            self.browsers[role] = (client, dict(client.cookies))

    def ask(self, role: str, method: str, route: str, *, follow: bool = False) -> Answer:
        """Ask an address of a route. follow: whether the page is the one to which the answer leads on, if it does."""
        client, cookies = self.browsers[role]
        client.cookies.clear()
        client.cookies.update(cookies)
        given = self.newsroom.posted if method == "post" else self.newsroom.asked
        written: set[str] = set()

        def noting(execute: Any, sql: str, *rest: Any) -> Any:
            if found := WRITES.match(sql):
                written.add(found[2])
            return execute(sql, *rest)

        address = self.newsroom.address(route)
        with transaction.atomic():
            with connection.execute_wrapper(noting):
                answer = getattr(client, method)(address, given.get(route, {}))
                html = html_of(answer)
            if follow and answer.status_code == 302:
                html = html_of(client.get(urljoin(address, answer.headers["Location"]), follow=True))
            transaction.set_rollback(True)
        return Answer(word_of(answer), frozenset(written - OF_SESSIONS), html)


def html_of(response: Any) -> str:
    """Return a page, read to its end; of a file and the like nothing."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode() if response.headers.get("Content-Type", "").startswith("text/html") else ""


@pytest.fixture
def visitors() -> Visitors:
    """Everybody, in a newsroom with one of everything."""
    return Visitors(make_newsroom(mark=MARK))


def test_every_address_is_in_the_table() -> None:
    there = set(routes())
    assert there - set(TABLE) == set(), "who may do this? Give each a row in ROWS"
    assert set(TABLE) - there == set(), "these are no more"
    assert sum(len(known) for _, _, known in ROWS) == len(TABLE), "one has two rows"


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_table_is_kept_and_names_stand_on_every_page_as_text(visitors: Visitors, method: str) -> None:
    wrong, shown = [], 0
    for route, row in TABLE.items():
        for role in ROLES:
            found = visitors.ask(role, method, route, follow=role in EDITORS)
            reached = found.word == "reached"
            allowed = COUNTED.get(route, NONE) if method == "get" else found.written if reached else NONE
            if reached != (role in row[method]) or found.word == "fault" or not found.written <= allowed:
                wrong.append((method, route, role, found.word, sorted(found.written)))
            if MARK in found.html:
                wrong.append((method, route, role, MARK))
            shown += MARK_AS_TEXT in found.html
    assert wrong == []
    assert shown > 400


# The first number that is too large for a row's key, and one that no 64 bits hold.
@pytest.mark.parametrize("number", [2**63, 10**20])
def test_a_number_that_no_row_can_have_is_no_fault(visitors: Visitors, number: int) -> None:
    client, _ = visitors.browsers["admin"]
    numbered = [route for route in TABLE if re.search(r"<(int|path):", route)]
    assert len(numbered) > 60
    for route in numbered:
        address = "/" + re.sub(r"<(int|path):\w+>", str(number), route)
        if "<" not in address:
            assert client.get(address).status_code < 500, address


def test_a_reporter_does_no_more_with_another_s_story_than_with_her_own(visitors: Visitors) -> None:
    other = make_article("Ferry sails", created_by=visitors.newsroom.people["desk"], byline="Ben Sorel")
    publishing.publish(other, by=None)
    of_stories = [route for route in TABLE if route.startswith("admin/articles/article/<")]
    assert len(of_stories) > 8
    own = {
        (route, method): visitors.ask("reporter", method, route) for route in of_stories for method in ("get", "post")
    }
    visitors.newsroom.values["admin/articles/article/"] = dict.fromkeys(("object_id", "pk", "id"), other.pk)
    for (route, method), answer in own.items():
        found = visitors.ask("reporter", method, route)
        assert found.word == answer.word or found.word == "refused", (route, method, found.word)
        assert found.written <= answer.written, (route, method, found.written)


def test_a_list_is_edited_by_who_may_edit_the_page_of_one_thing(visitors: Visitors) -> None:
    route = "admin/articles/section/"
    section = Section.objects.latest("pk")
    management = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "_save": "Save"}
    wrote = set()
    for key in (section.pk, section.pk + 1):
        visitors.newsroom.posted[route] = management | {"form-0-id": key, "form-0-position": "77"}
        for role in ROLES:
            if "articles_section" in visitors.ask(role, "post", route).written:
                wrote.add((role, key))
    assert wrote == {(role, section.pk) for role in TABLE[f"{route}<path:object_id>/change/"]["post"]}


def test_an_act_of_a_list_does_no_more_than_the_page_of_one_thing(visitors: Visitors) -> None:
    lists = [route for route in TABLE if f"{route}<path:object_id>/delete/" in TABLE]
    assert len(lists) > 8
    deleted = set()
    for route in lists:
        for role in GROUPS:
            if visitors.ask(role, "post", route).written:
                assert role in TABLE[f"{route}<path:object_id>/delete/"]["post"], (route, role)
                deleted.add(route)
    assert deleted, "nothing was deleted for anybody: the form is not what the list takes"
