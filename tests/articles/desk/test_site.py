"""The desk's shell: header, where one can go, whose time it is, and what the browser is told to refuse."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.desk.site import Person
from articles.models import Agency, Redirect, Site, Tag
from tests.articles.makers import make_article, make_author
from tests.media.makers import make_photo

pytestmark = pytest.mark.first_database

INLINE = re.compile(
    r"""<style\b|<script(?![^>]*\bsrc=)[^>]*>\s*\S|\sstyle=|\son[a-z]+=["']|href=["']?javascript:""", re.I
)
DATA = re.compile(r'<script[^>]*type="(?:application/json|importmap)"[^>]*>.*?</script>', re.S)


def nav(client: Client) -> list[str]:
    return [place.label for place in client.get("/admin/").context["desk_nav"]]


def test_the_header_says_whose_desk_it_is_and_who_is_there(client: Client, ben: User) -> None:
    Site.objects.create(name="Merren Courier")
    ben.last_name = "Okonkwo"
    ben.save()
    client.force_login(ben)
    html = client.get("/admin/").content.decode()
    assert "<title>Today | Merren Courier desk</title>" in html
    assert ">BO</span>" in html
    assert "Ben Okonkwo" in html


def test_initials() -> None:
    names = {"mila sandquist": "MS", "Ana": "A", "Jean-Luc de la Tour": "JT"}
    assert {name: Person(User(pk=1, username=name)).initials for name in names} == names


def test_everybody_goes_where_they_may(client: Client, ana: User, ada: User) -> None:
    client.force_login(ana)
    assert nav(client) == ["Today", "Stories", "Photos", "Tags", "More"]
    html = client.get("/admin/more/").content.decode()
    assert "Authors" in html
    assert "Users" not in html
    client.force_login(ada)
    html = client.get("/admin/more/").content.decode()
    for words in ("Authors", "Agencies", "Sections", "Site record", "Redirects", "Users", "Groups", "Change password"):
        assert f">{words}</a>" in html
    assert "Other" not in html


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/admin/", "Today"),
        ("/admin/articles/article/", "Stories"),
        ("/admin/articles/tag/add/", "Tags"),
        ("/admin/articles/author/", "More"),
        ("/admin/more/", "More"),
        ("/admin/password_change/", "More"),
    ],
)
def test_the_navigation_says_where_one_is(client: Client, ada: User, path: str, place: str) -> None:
    client.force_login(ada)
    here = [one for one in client.get(path).context["desk_nav"] if one.current]
    assert [(one.label, one.current == "page") for one in here] == [(place, path == here[0].url)]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("authors", "/admin/articles/author/"),
        (" TODAY ", "/admin/"),
        ("new story", "/admin/articles/article/add/"),
        ("harbour bridge", "/admin/articles/article/?q=harbour+bridge"),
        ("", "/admin/articles/article/?q="),
    ],
)
def test_search_or_go_to(client: Client, ada: User, words: str, address: str) -> None:
    client.force_login(ada)
    assert client.get("/admin/go/", {"q": words}).url == address


def test_nobody_goes_by_name_where_they_may_not(client: Client, ana: User) -> None:
    client.force_login(ana)
    assert client.get("/admin/go/", {"q": "users"}).url == "/admin/articles/article/?q=users"


def test_an_application_s_page_is_the_page_of_everything(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert client.get("/admin/articles/").url == "/admin/more/"


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/more/", "/admin/go/", "/admin/articles/article/", "/admin/articles/"]
)
def test_strangers_log_in_first(client: Client, db: None, path: str) -> None:
    assert client.get(path).url == f"/admin/login/?next={path}"


def test_a_refusal_is_a_page_from_which_one_can_go_on(client: Client, ana: User) -> None:
    client.force_login(ana)
    response = client.get("/admin/articles/section/add/")
    assert response.status_code == 403
    assert "You may not do this." in response.content.decode()
    assert ">Today</a>" in response.content.decode()


def test_times_are_the_site_s(client: Client, ada: User) -> None:
    Site.objects.create(time_zone="Asia/Tokyo")
    client.force_login(ada)
    assert 'data-admin-utc-offset="32400"' in client.get("/admin/articles/tag/add/").content.decode()


def test_the_stock_tags_are_not_there(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert client.get("/admin/taggit/tag/").status_code == 404


@pytest.fixture
def things(ada: User) -> dict[str, int]:
    """One of everything."""
    Site.objects.create()
    article = make_article(tags=["rail"], lead_photo=make_photo())
    agency = Agency.objects.create(name="Coastwire", url="https://coastwire.example/")
    redirect = Redirect.objects.create(path="/old/", article=article)
    author = make_author(user=ada, portrait=make_photo())
    return {
        "article": article.pk,
        "tag": Tag.objects.get().pk,
        "agency": agency.pk,
        "redirect": redirect.pk,
        "author": author.pk,
        "user": ada.pk,
    }


PAGES = [
    "/admin/",
    "/admin/more/",
    "/admin/password_change/",
    "/admin/articles/article/",
    "/admin/articles/article/{article}/delete/",
    "/admin/articles/article/{article}/history/",
    "/admin/articles/author/",
    "/admin/articles/author/{author}/change/",
    "/admin/articles/author/{author}/delete/",
    "/admin/articles/agency/{agency}/change/",
    "/admin/articles/tag/",
    "/admin/articles/tag/{tag}/change/",
    "/admin/articles/tag/add/?_popup=1",
    "/admin/articles/section/",
    "/admin/articles/site/1/change/",
    "/admin/articles/redirect/",
    "/admin/articles/redirect/{redirect}/change/",
    "/admin/auth/user/",
    "/admin/auth/user/add/",
    "/admin/auth/user/{user}/change/",
    "/admin/auth/user/{user}/password/",
    "/admin/auth/group/",
    "/admin/auth/group/add/",
]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_asks_the_browser_for_what_the_policy_refuses(
    client: Client, ada: User, things: dict[str, int], page: str
) -> None:
    client.force_login(ada)
    response = client.get(page.format(**things))
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert INLINE.findall(DATA.sub("", response.content.decode())) == []
