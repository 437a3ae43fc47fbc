"""Nobody learns of, reads or writes words of a thing that they may not change; another site posts nothing."""

import json
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles.desk.article import ArticleAdmin
from articles.models import Agency, Article, OpenForm, Tag
from tests.articles.desk.opening import KEEP, NEW_STORY, Window, browser_of, open_story, page_of
from tests.articles.makers import make_article
from tests.conftest import person

pytestmark = pytest.mark.first_database

SECRET = "Minister resigns"


@pytest.fixture
def article(clock: Any, db: None) -> Article:
    return make_article(SECRET)


@pytest.fixture
def only_bens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stories may be changed by Ben alone, whatever a group says."""

    def may_change(self: Any, request: Any, obj: Any = None) -> bool:
        return obj is None or request.user.username == "ben"

    monkeypatch.setattr(ArticleAdmin, "has_change_permission", may_change)


def addresses(row: OpenForm) -> list[str]:
    return [f"/admin/unsaved/?page={row.page}", f"/admin/unsaved/{row.pk}/"]


def test_who_is_logged_out_is_told_so(client: Client, article: Article) -> None:
    window = Window(client, page_of(article))
    answer = window.tell(401, sequence=1, typed=json.dumps([["headline", "x"]]))
    assert "You are logged out." in answer["message"]
    assert SECRET not in json.dumps(answer)
    assert client.get(f"/admin/unsaved/?page={page_of(article)}").status_code == 401
    assert not OpenForm.objects.exists()


def test_who_has_no_place_at_the_desk_may_keep_nothing(article: Article, django_user_model: type[User]) -> None:
    reader = django_user_model.objects.create_user("cleo")
    Window(browser_of(reader), page_of(article)).tell(403)
    assert browser_of(reader).get(f"/admin/unsaved/?page={page_of(article)}").status_code == 403


def test_who_may_only_look_may_keep_nothing(article: Article, django_user_model: type[User]) -> None:
    looker = django_user_model.objects.create_user("lou", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_article"))
    Window(browser_of(looker), page_of(article)).tell(403)
    Window(browser_of(looker), NEW_STORY).tell(403)
    assert not OpenForm.objects.exists()


@pytest.mark.parametrize("model", ["tag", "section", "agency", "author", "redirect", "site"])
def test_every_kind_of_page_has_its_own_permission(model: str, django_user_model: type[User], clock: Any) -> None:
    writer = django_user_model.objects.create_user("lou", is_staff=True)
    writer.user_permissions.add(Permission.objects.get(codename="add_article"))
    for key in ("1", "add"):
        Window(browser_of(writer), f"articles.{model}/{key}").tell(403)
    Window(browser_of(writer), "media.photo/add").tell(403)
    Window(browser_of(writer), NEW_STORY).tell()


def test_a_draft_that_one_may_not_open_is_like_one_that_is_not_there(
    ben: User, ana: User, article: Article, only_bens: None
) -> None:
    shut = Window(browser_of(ana), page_of(article)).tell(403)
    missing = Window(browser_of(ana), "articles.article/987654").tell(403)
    assert shut == missing
    client = browser_of(ana)
    pages = [f"/admin/unsaved/?page={page}" for page in (page_of(article), "articles.article/987654")]
    shut, missing = (client.get(page) for page in pages)
    assert (shut.status_code, shut.content) == (missing.status_code, missing.content)
    assert shut.status_code == 403
    open_story(ben, article).tell()


def test_what_was_there_and_is_gone_is_told_to_who_had_it_open(ada: User, ana: User, clock: Any) -> None:
    tag = Tag.objects.create(name="rail")
    window = Window(browser_of(ada), f"articles.tag/{tag.pk}")
    window.tell()
    tag.delete()
    assert "not there any more" in window.tell(404)["message"]
    Window(browser_of(ana), window.page).tell(403)


def test_a_right_that_is_taken_away_shuts_the_words(
    ben: User, ana: User, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_story(ana, article)
    window.writes(article, headline="Minister stays")
    client = browser_of(ana)
    assert [client.get(address).status_code for address in addresses(window.row)] == [200, 200]
    ana.groups.clear()
    assert [client.get(address).status_code for address in addresses(window.row)] == [403, 404]
    assert client.post(f"/admin/unsaved/{window.form}/discard/").status_code == 404
    assert window.row.discarded_at is None
    window.tell(403)


def test_nobody_sees_or_throws_away_another_s_words(ben: User, ana: User, ada: User, article: Article) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Minister stays")
    for other in (ana, ada):
        client = browser_of(other)
        assert client.get(f"/admin/unsaved/{window.form}/").status_code == 404
        assert client.post(f"/admin/unsaved/{window.form}/discard/").status_code == 404
        assert "Minister stays" not in client.get(f"/admin/unsaved/?page={page_of(article)}").content.decode()
        page = client.get(f"/admin/articles/article/{article.pk}/change/?unsaved={window.form}")
        assert "Minister stays" not in page.content.decode()
        assert "Minister stays" not in client.get("/admin/").content.decode()
    assert window.row.discarded_at is None


def test_nobody_writes_into_another_s_form(ben: User, ana: User, article: Article) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Minister stays")
    thief = open_story(ana, article)
    thief.form, thief.sequence = window.form, 50
    assert "opened by somebody else" in thief.tell(409, sequence=50, typed='[["headline", "x"]]')["message"]
    thief.tell(409, left="1")
    thief.tell(409, back="1")
    row = window.row
    assert (row.sequence, row.left_at, dict(row.pairs)["headline"]) == (1, None, "Minister stays")


def test_another_person_logged_in_meanwhile_takes_no_form_over(ben: User, ana: User, article: Article) -> None:
    window = open_story(ben, article)
    window.client.force_login(ana)
    window.tell(409, person=ben.pk, sequence=1, typed='[["headline", "x"]]')
    assert not OpenForm.objects.exists()


def test_a_new_story_is_nobody_else_s(ben: User, ana: User, clock: Any) -> None:
    window = Window(browser_of(ben), NEW_STORY)
    window.writes(headline=SECRET)
    other = Window(browser_of(ana), NEW_STORY)
    assert other.tell()["others"] == []
    assert SECRET not in other.client.get(f"/admin/unsaved/?page={NEW_STORY}").content.decode()
    assert SECRET not in other.client.get("/admin/articles/article/add/").content.decode()


def test_presence_is_told_to_those_alone_who_may_open_the_story(
    ben: User, ana: User, article: Article, only_bens: None
) -> None:
    open_story(ben, article).tell()
    assert "others" not in Window(browser_of(ana), page_of(article)).tell(403)


def test_users_and_groups_are_never_kept(ada: User, clock: Any) -> None:
    client = browser_of(ada)
    for page in ("auth.user/1", "auth.user/add", "auth.group/add"):
        Window(client, page).tell(400, sequence=1, typed='[["password1", "secret"]]')
    for address in (f"/admin/auth/user/{ada.pk}/change/", "/admin/auth/user/add/", "/admin/auth/group/add/",
                    f"/admin/auth/user/{ada.pk}/password/", "/admin/password_change/"):  # fmt: skip
        html = client.get(address).content.decode()
        assert "data-keep" not in html
        assert "keeping-form" not in html
    assert not OpenForm.objects.exists()


def test_a_form_that_one_may_only_look_at_keeps_nothing(clock: Any, db: None) -> None:
    agency = Agency.objects.create(name="Coastwire")
    ana = person("Ana", "Reporter")
    html = browser_of(ana).get(f"/admin/articles/agency/{agency.pk}/change/").content.decode()
    assert "Coastwire" in html
    assert "data-keep" not in html


FORGED = [(KEEP, {"form": str(uuid.uuid4()), "page": NEW_STORY, "sequence": "1", "typed": "[]"}),
          ("/admin/again/", {"username": "ben", "password": "secret"})]  # fmt: skip


@pytest.mark.parametrize(("address", "data"), FORGED)
def test_another_site_posts_nothing(ben: User, address: str, data: dict[str, str]) -> None:
    client = browser_of(ben, enforce_csrf_checks=True)
    token = client.get(KEEP).json()["token"]
    for more, headers in (
        ({}, {}),
        ({"csrfmiddlewaretoken": "x" * 64}, {}),
        ({"csrfmiddlewaretoken": token}, {"Origin": "https://evil.example"}),
        ({"csrfmiddlewaretoken": token}, {"Origin": "null"}),
    ):
        response = client.post(address, {**data, **more}, headers=headers)
        assert response.status_code == 403
        assert "did not take this from here" in response.json()["message"]
    assert not OpenForm.objects.exists()


def test_a_page_of_ours_posts_with_its_token(ben: User) -> None:
    client = browser_of(ben, enforce_csrf_checks=True)
    token = client.get(KEEP).json()["token"]
    address, data = FORGED[0]
    headers = {"Origin": "http://testserver"}
    response = client.post(address, {**data, "csrfmiddlewaretoken": token}, headers=headers)
    assert response.status_code == 200, response.content


def test_another_site_throws_no_words_away(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Minister stays")
    client = browser_of(ben, enforce_csrf_checks=True)
    assert client.post(f"/admin/unsaved/{window.form}/discard/").status_code == 403
    assert browser_of(ben).get(f"/admin/unsaved/{window.form}/discard/").status_code == 405
    assert window.row.discarded_at is None
