"""Who may do what: every address of the desk is asked with GET and POST by everybody, and held against one table.

The addresses are walked, not listed: one that is added without a row in TABLE fails here. A row names who reaches an
address: who gets its page, or has what was posted looked at. All others are refused, by a login page or in words, and
nothing is written for them. GET writes nothing for anybody.
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from articles import publishing
from articles.deleting import delete_story
from articles.merging import merge_into
from articles.models import Agency, Author, OpenForm, Record, Redirect, SavedView, Section, Site, Tag
from articles.previewing import make_link, token_of
from media.models import Arrival, EarlierFile
from media.renditions import renditions
from tests.articles.makers import edit, make_article, make_author, make_section
from tests.conftest import person
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

OURS = ("admin/", "preview/")
# Nobody; somebody with a login and no place at the desk; somebody at the desk who may do nothing; the four groups.
ROLES = ("nobody", "reader", "guest", "reporter", "photo", "desk", "admin")
Who = frozenset[str]

ANYBODY = frozenset(ROLES)
NONE: Who = frozenset()
OUTSIDE = frozenset({"nobody", "reader"})
AT_THE_DESK = ANYBODY - OUTSIDE
GROUPS = AT_THE_DESK - {"guest"}
WRITERS = GROUPS - {"photo"}
PICTURES = GROUPS - {"reporter"}
EDITORS = frozenset({"desk", "admin"})
KEEPERS = frozenset({"photo", "admin"})
ADMIN = frozenset({"admin"})
# Ben, whose own it is.
OWNER = frozenset({"desk"})

# Who reaches an address with GET, and who with POST.
ROWS: list[tuple[Who, Who, list[str]]] = [
    (GROUPS, NONE, [
        "admin/media-tools/picker/",
        "admin/media-tools/photos/",
        "admin/today/",
        "admin/articles/article/people/",
        "admin/articles/article/tags/",
        "admin/articles/article/stories/",
        "admin/articles/article/lead-photo/",
        "admin/articles/article/<int:pk>/preview/",
        "admin/articles/article/<int:pk>/compare/",
        "admin/articles/article/deleted/",
        "admin/media/photo/<int:photo_id>/uses/",
        "admin/media/photo/<int:photo_id>/earlier/<int:file_id>/",
        "admin/media/photo/<int:photo_id>/original/",
    ]),
    (GROUPS, GROUPS, [
        "admin/media-tools/arrivals/",
        "admin/articles/article/<int:pk>/restore/<int:number>/",
        "admin/articles/article/views/add/",
        "admin/articles/article/scheduled/",
        "admin/articles/article/",
        "admin/articles/article/<path:object_id>/history/",
        "admin/articles/article/<path:object_id>/change/",
        "admin/articles/author/",
        "admin/articles/author/add/",
        "admin/articles/author/<path:object_id>/history/",
        "admin/articles/agency/",
        "admin/articles/agency/add/",
        "admin/articles/agency/<path:object_id>/history/",
        "admin/articles/section/",
        "admin/articles/section/<path:object_id>/history/",
        "admin/articles/tag/",
        "admin/articles/tag/add/",
        "admin/articles/tag/<path:object_id>/history/",
        "admin/media/photo/",
        "admin/media/photo/add/",
        "admin/media/photo/<path:object_id>/history/",
    ]),
    (NONE, NONE, [
        "admin/r/<path:content_type_id>/<path:object_id>/",
        "admin/articles/site/add/",
        "admin/articles/site/<path:object_id>/delete/",
        "admin/articles/record/add/",
        "admin/articles/record/<path:object_id>/delete/",
        r"admin/(?P<url>.*)$",
    ]),
    (NONE, PICTURES, [
        "admin/media-tools/alt/",
        "admin/media-tools/keep-both/",
        "admin/revive/photo/<int:pk>/",
    ]),
    (EDITORS, NONE, [
        "admin/as-of/",
        "admin/as-of/<instant:at>/<rest:rest>",
        "admin/articles/record/export/",
        "admin/articles/author/tidy/",
        "admin/articles/agency/tidy/",
        "admin/articles/tag/tidy/",
        "admin/articles/record/<path:object_id>/change/",
    ]),
    (ANYBODY, AT_THE_DESK, [
        "admin/keep/",
    ]),
    (NONE, ANYBODY, [
        "admin/again/",
    ]),
    (AT_THE_DESK, NONE, [
        "admin/unsaved/",
        "admin/password_change/done/",
        "admin/jsi18n/",
    ]),
    (OWNER, NONE, [
        "admin/unsaved/<uuid:key>/",
    ]),
    (NONE, OWNER, [
        "admin/unsaved/<uuid:key>/discard/",
    ]),
    (EDITORS, EDITORS, [
        "admin/kill/story/<int:pk>/",
        "admin/articles/author/merging/<int:pk>/",
        "admin/articles/author/<int:pk>/merge/",
        "admin/articles/author/merge/",
        "admin/articles/author/<path:object_id>/delete/",
        "admin/articles/agency/merging/<int:pk>/",
        "admin/articles/agency/<int:pk>/merge/",
        "admin/articles/agency/merge/",
        "admin/articles/agency/<path:object_id>/delete/",
        "admin/articles/tag/merging/<int:pk>/",
        "admin/articles/tag/<int:pk>/merge/",
        "admin/articles/tag/merge/",
        "admin/articles/tag/<path:object_id>/delete/",
        "admin/articles/record/",
        "admin/articles/record/<path:object_id>/history/",
    ]),
    (NONE, EDITORS, [
        "admin/revive/story/<int:pk>/",
        "admin/articles/article/<int:pk>/take/",
        "admin/articles/author/tidy/apart/",
        "admin/articles/author/tidy/delete/",
        "admin/articles/agency/tidy/apart/",
        "admin/articles/agency/tidy/delete/",
        "admin/articles/tag/tidy/apart/",
        "admin/articles/tag/tidy/delete/",
        "admin/articles/author/unmerge/<int:pk>/",
        "admin/articles/agency/unmerge/<int:pk>/",
        "admin/articles/tag/unmerge/<int:pk>/",
    ]),
    (PICTURES, PICTURES, [
        "admin/kill/photo/<int:pk>/",
        "admin/media/photo/<int:photo_id>/replace/",
        "admin/media/photo/<int:photo_id>/read-again/",
        "admin/media/photo/drop/<uuid:drop>/",
    ]),
    (AT_THE_DESK, AT_THE_DESK, [
        "admin/preferences/",
        "admin/more/",
        "admin/go/",
        "admin/",
        "admin/password_change/",
        "admin/articles/article/<path:object_id>/",
        "admin/articles/author/<path:object_id>/",
        "admin/articles/agency/<path:object_id>/",
        "admin/articles/section/<path:object_id>/",
        "admin/articles/tag/<path:object_id>/",
        "admin/articles/site/",
        "admin/articles/site/<path:object_id>/",
        "admin/articles/redirect/<path:object_id>/",
        "admin/articles/record/<path:object_id>/",
        "admin/auth/user/<path:object_id>/",
        "admin/auth/group/<path:object_id>/",
        "admin/media/photo/<path:object_id>/",
        r"admin/^(?P<app_label>articles|auth|media)/$",
    ]),
    (ANYBODY, ANYBODY, [
        "admin/login/",
    ]),
    (OUTSIDE, ANYBODY, [
        "admin/logout/",
    ]),
    (ADMIN, NONE, [
        "admin/autocomplete/",
    ]),
    (ADMIN, ADMIN, [
        "admin/articles/article/<int:pk>/redact/",
        "admin/articles/section/add/",
        "admin/articles/section/<path:object_id>/delete/",
        "admin/articles/site/<path:object_id>/history/",
        "admin/articles/site/<path:object_id>/change/",
        "admin/articles/redirect/",
        "admin/articles/redirect/add/",
        "admin/articles/redirect/<path:object_id>/history/",
        "admin/articles/redirect/<path:object_id>/delete/",
        "admin/articles/redirect/<path:object_id>/change/",
        "admin/auth/user/<id>/password/",
        "admin/auth/user/",
        "admin/auth/user/add/",
        "admin/auth/user/<path:object_id>/history/",
        "admin/auth/user/<path:object_id>/delete/",
        "admin/auth/user/<path:object_id>/change/",
        "admin/auth/group/",
        "admin/auth/group/add/",
        "admin/auth/group/<path:object_id>/history/",
        "admin/auth/group/<path:object_id>/delete/",
        "admin/auth/group/<path:object_id>/change/",
    ]),
    (NONE, GROUPS, [
        "admin/articles/article/pass-on/",
        "admin/articles/article/many/",
        "admin/media/photo/drop/",
    ]),
    (OWNER, OWNER, [
        "admin/articles/article/views/<int:pk>/",
    ]),
    (NONE, WRITERS, [
        "admin/articles/article/<int:pk>/bring-back/",
    ]),
    (WRITERS, WRITERS, [
        "admin/articles/article/add/",
        "admin/articles/article/<path:object_id>/delete/",
    ]),
    (GROUPS, EDITORS, [
        "admin/articles/author/<path:object_id>/change/",
        "admin/articles/agency/<path:object_id>/change/",
        "admin/articles/tag/<path:object_id>/change/",
    ]),
    (GROUPS, ADMIN, [
        "admin/articles/section/<path:object_id>/change/",
    ]),
    (KEEPERS, KEEPERS, [
        "admin/media/photo/<path:object_id>/delete/",
    ]),
    (GROUPS, PICTURES, [
        "admin/media/photo/<path:object_id>/change/",
    ]),
    (ANYBODY, NONE, [
        "preview/<str:token>/",
        "preview/<str:token>/photos/<int:photo_id>/<str:name>",
    ]),
]  # fmt: skip
TABLE = {route: {"get": get, "post": post} for get, post, known in ROWS for route in known}

# What GET writes: how often a preview link was opened.
COUNTED = {"preview/<str:token>/": frozenset({"articles_previewlink"})}
PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b.*?\"(\w+)\"", re.IGNORECASE | re.DOTALL)
MARK, MARK_AS_TEXT = "<xss>", "&lt;xss&gt;"
# What is written when somebody logs in or out, or comes again.
OF_SESSIONS = {"django_session", "auth_user"}


@dataclass
class Newsroom:
    """One of everything, and who is there."""

    people: dict[str, User]
    values: dict[str, dict[str, Any]]
    posted: dict[str, dict[str, Any]]
    asked: dict[str, dict[str, Any]]

    def address(self, route: str) -> str:
        """Return an address of a route, of something that is there."""
        fitting = [prefix for prefix in self.values if route.startswith(prefix)]
        values = {name: value for prefix in sorted(fitting, key=len) for name, value in self.values[prefix].items()}
        if "(?P<" in route:
            return "/admin/articles/" if "app_label" in route else "/admin/nowhere/"
        return "/" + PLACEHOLDER.sub(lambda one: quote(str(values[one[1]]), safe=":+"), route)


def make_newsroom(mark: str = "") -> Newsroom:
    """Return a newsroom in which every address of the desk leads to something. mark: stands in every name."""
    Site.objects.create(name=f"The Meridian{mark}")
    people = {
        "reporter": person("Ana", "Reporter"),
        "photo": person("Pia", "Photo editor"),
        "desk": person("Ben", "Desk editor"),
        "admin": person("Ada", "Administrator", is_superuser=True),
        "guest": User.objects.create_user("kit", first_name=f"Kit{mark}", is_staff=True),
        "reader": User.objects.create_user("cleo", first_name=f"Cleo{mark}"),
    }
    ben = people["desk"]
    ben.first_name = f"Ben{mark}"
    ben.save()
    photo = make_photo(title=f"Quay{mark}", caption=f"The quay{mark}", alt=f"Ships{mark}", credit=f"Lena{mark}")
    earlier = EarlierFile.objects.create(
        photo=photo, file=photo.file.name, width=60, height=40, replaced_at=timezone.now(), reason=f"Sharper{mark}"
    )
    drop = uuid.uuid4()
    Arrival.objects.create(
        key=uuid.uuid4(), drop=drop, by=people["photo"], name=f"quay{mark}.jpg", photo=photo, state=Arrival.State.TAKEN
    )
    live = make_article(
        f"Harbour opens{mark}",
        kicker=f"Transport{mark}",
        standfirst=f"At noon{mark}",
        lead_photo=photo,
        lead_caption=f"At dawn{mark}",
        section=f"World{mark}",
        byline=f"Ana Verhallow{mark}",
        tags=[f"Ports{mark}"],
        created_by=people["reporter"],
    )
    publishing.publish(live, by=None)
    edit(live, headline=f"Harbour opens again{mark}")
    deleted = make_article(f"Deleted{mark}")
    delete_story(deleted, None)
    link = make_link(live, by=None, until=timezone.now() + dt.timedelta(days=1), frozen=False, note=f"Cleo{mark}")
    view = SavedView.objects.create(user=ben, name=f"Mine{mark}", query="q=x")
    words = OpenForm.objects.create(
        id=uuid.uuid4(), user=ben, page=f"articles.article/{live.pk}", typed='[["headline", "x"]]', sequence=1
    )
    Record.objects.create(act="published")
    Group.objects.get_or_create(name=f"Interns{mark}")
    merges = {
        model: merge_into(model.objects.named_or_new(f"One{mark}"), model.objects.named_or_new(f"Other{mark}"), by=None)
        for model in (Author, Agency, Tag)
    }
    one_of = {
        "articles/article": live.pk,
        "articles/author": make_author(f"Ana Verhallow{mark}").pk,
        "articles/agency": Agency.objects.named_or_new(f"Northwire{mark}").pk,
        "articles/section": make_section(f"World{mark}").pk,
        "articles/tag": Tag.objects.named_or_new(f"Ports{mark}").pk,
        "articles/site": Site.objects.get().pk,
        "articles/redirect": Redirect.objects.create(path="/old", target="/").pk,
        "articles/record": Record.objects.first().pk,
        "auth/user": people["reader"].pk,
        "auth/group": Group.objects.get(name=f"Interns{mark}").pk,
        "media/photo": photo.pk,
    }
    values: dict[str, dict[str, Any]] = {
        f"admin/{model}/": {"object_id": pk, "pk": pk, "id": pk, "photo_id": pk} for model, pk in one_of.items()
    }
    for model, merge in merges.items():
        for act in ("merging", "unmerge"):
            values[f"admin/articles/{model._meta.model_name}/{act}/"] = {"pk": merge.pk}
    values |= {
        "admin/as-of/": {"at": timezone.now().isoformat(timespec="seconds"), "rest": ""},
        "admin/unsaved/": {"key": words.pk},
        "admin/kill/story/": {"pk": live.pk},
        "admin/revive/story/": {"pk": live.pk},
        "admin/kill/photo/": {"pk": photo.pk},
        "admin/revive/photo/": {"pk": photo.pk},
        "admin/r/": {"content_type_id": 1, "object_id": 1},
        "admin/articles/article/<int:pk>/restore/": {"pk": live.pk, "number": 1},
        "admin/articles/article/<int:pk>/bring-back/": {"pk": deleted.pk},
        "admin/articles/article/views/": {"pk": view.pk},
        "admin/media/photo/<int:photo_id>/earlier/": {"photo_id": photo.pk, "file_id": earlier.pk},
        "admin/media/photo/drop/": {"drop": drop},
        "preview/": {"token": token_of(link), "photo_id": photo.pk, "name": renditions(photo)[0].name},
    }
    posted: dict[str, dict[str, Any]] = {
        "admin/media-tools/keep-both/": {"id": photo.pk},
        "admin/media-tools/alt/": {"id": photo.pk, "alt": "Ships"},
        "admin/kill/story/<int:pk>/": {"reason": "A court"},
        "admin/kill/photo/<int:pk>/": {"reason": "Stolen"},
        "admin/articles/article/<int:pk>/redact/": {"passages": "ferry", "reason": "A court", "_redact": "1"},
        "admin/articles/article/pass-on/": {"act": "take", "story": live.pk},
        "admin/articles/article/many/": {"act": "tag", "story": live.pk, "_shown": "1", "many-tag": "Ports"},
        "admin/articles/article/views/<int:pk>/": {"_delete": "1"},
        "admin/auth/user/<id>/password/": {"usable_password": "false", "unset-password": "1"},
    }
    for model, pk in one_of.items():
        posted[f"admin/{model}/"] = {"action": "delete_selected", "_selected_action": pk, "post": "yes"}
        posted[f"admin/{model}/<path:object_id>/delete/"] = {"post": "yes"}
    for model in merges:
        other = model.objects.named_or_new(f"Other{mark}").pk
        posted[f"admin/articles/{model._meta.model_name}/<int:pk>/merge/"] = {"target": other}
    field = {"app_label": "articles", "model_name": "author", "field_name": "user", "term": "a"}
    return Newsroom(people, values, posted, asked={"admin/autocomplete/": field})


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
    """How somebody was received, in a word; which tables were written for them; and the page, if it is one."""

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

        with transaction.atomic():
            with connection.execute_wrapper(noting):
                response = getattr(client, method)(self.newsroom.address(route), given.get(route, {}), follow=follow)
                content = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        html = content.decode() if response.headers.get("Content-Type", "").startswith("text/html") else ""
        return Answer(word_of(response), frozenset(written - OF_SESSIONS), html)


@pytest.fixture
def visitors() -> Visitors:
    """Everybody, in a newsroom with one of everything."""
    return Visitors(make_newsroom())


def test_every_address_is_in_the_table() -> None:
    there = set(routes())
    assert there - set(TABLE) == set(), "who may do this? Give each a row in ROWS"
    assert set(TABLE) - there == set(), "these are no more"
    assert sum(len(known) for _, _, known in ROWS) == len(TABLE), "one has two rows"


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_table_is_kept(visitors: Visitors, method: str) -> None:
    wrong = []
    for route, row in TABLE.items():
        for role in ROLES:
            found = visitors.ask(role, method, route)
            reached = found.word == "reached"
            allowed = COUNTED.get(route, NONE) if method == "get" else found.written if reached else NONE
            if reached != (role in row[method]) or found.word == "fault" or not found.written <= allowed:
                wrong.append((method, route, role, found.word, sorted(found.written)))
    assert wrong == []


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
    section = Section.objects.get()
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


def test_names_with_markup_in_them_stand_on_every_page_as_text() -> None:
    visitors = Visitors(make_newsroom(mark=MARK))
    shown, wrong = 0, []
    for route in TABLE:
        for role, method in (("admin", "get"), ("admin", "post"), ("desk", "get"), ("desk", "post"), ("nobody", "get")):
            for follow in (False, True) if method == "post" else (False,):
                html = visitors.ask(role, method, route, follow=follow).html
                shown += MARK_AS_TEXT in html
                if MARK in html:
                    wrong.append((method, route, role, follow))
    assert wrong == []
    assert shown > 100
