"""Tags, sections, the site record and redirects at the desk."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Redirect, Section, Site, Tag
from articles.models.section import the_site
from tests.articles.makers import make_article, make_section
from tests.media.makers import make_photo

TAGS, SECTIONS, SITE, REDIRECTS = (f"/admin/articles/{name}/" for name in ("tag", "section", "site", "redirect"))


@pytest.fixture
def desk(client: Client, ada: User) -> Client:
    """Ada at the desk."""
    client.force_login(ada)
    return client


@pytest.mark.parametrize("name", ["košice", "KOŠICE", " Košice ", "Kos\u030cice"])
def test_two_tags_never_differ_by_case_or_composition_alone(desk: Client, name: str) -> None:
    Tag.objects.create(name="Košice")
    response = desk.post(f"{TAGS}add/", {"name": name, "kind": "place"})
    assert "There is already a tag “Košice”." in response.content.decode()
    assert Tag.objects.count() == 1


def test_a_tag_is_made(desk: Client) -> None:
    desk.post(f"{TAGS}add/", {"name": "Storm Orla", "kind": "event", "description": "November 2026"})
    tag = Tag.objects.get()
    assert (tag.name, tag.slug, tag.kind) == ("Storm Orla", "storm-orla", "event")


@pytest.mark.parametrize("name", ["İ" * 100, "ﬃ" * 100])
def test_a_name_that_grows_when_it_is_compared_is_refused_at_the_field(desk: Client, name: str) -> None:
    response = desk.post(f"{TAGS}add/", {"name": name, "kind": "topic"})
    assert response.status_code == 302 or "This name is too long." in response.content.decode()


@pytest.mark.parametrize("words", ["kosice", "KOŠ", "koši"])
def test_tags_are_found_with_or_without_accents(desk: Client, words: str) -> None:
    Tag.objects.create(name="Košice")
    Tag.objects.create(name="rail")
    assert [str(tag) for tag in desk.get(TAGS, {"q": words}).context["cl"].result_list] == ["Košice"]


def test_tags_stand_in_order_whatever_their_capitals(desk: Client) -> None:
    for name in ("rail", "Storm Orla", "elections", "Äther"):
        Tag.objects.create(name=name)
    listed = [str(tag) for tag in desk.get(TAGS).context["cl"].result_list]
    assert listed == ["Äther", "elections", "rail", "Storm Orla"]


def test_a_tag_s_old_address_leads_to_its_page(desk: Client) -> None:
    tag = Tag.objects.create(name="Košice")
    desk.post(f"{TAGS}{tag.pk}/change/", {"name": "Košice", "kind": "place", "slug": "kosice"})
    assert Redirect.objects.get(path="/tag/košice/").target == "/tag/kosice/"


@pytest.mark.parametrize(("address", "queries"), [(TAGS, 6), (SECTIONS, 5)])
def test_as_many_queries_for_many(desk: Client, address: str, queries: int, django_assert_num_queries: object) -> None:
    def fill(count: int) -> None:
        stem = Article.objects.count()
        for number in range(count):
            make_article(tags=[f"tag {stem} {number}", "rail"], section=f"Section {stem} {number}")

    fill(3)
    with django_assert_num_queries(queries):
        desk.get(address)
    fill(57)
    with django_assert_num_queries(queries):
        desk.get(address)


def test_sections_count_their_stories_and_lead_to_them(desk: Client) -> None:
    make_article()
    html = desk.get(SECTIONS).content.decode()
    assert f'href="/admin/articles/article/?section={make_section().pk}">1 story</a>' in html


def test_sections_are_put_in_order_in_the_list(desk: Client) -> None:
    first, second = make_section("City", position=1), make_section("Sport", position=2)
    rows = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "Save"}
    rows |= {"form-0-id": first.pk, "form-0-position": 5, "form-1-id": second.pk, "form-1-position": 2}
    desk.post(SECTIONS, rows)
    assert [str(section) for section in Section.objects.all()] == ["Sport", "City"]


def test_the_site_record_opens_at_once_and_is_there_from_the_start(desk: Client) -> None:
    assert not Site.objects.exists()
    assert desk.get(SITE, follow=True).context["original"].pk == 1
    assert desk.get(f"{SITE}add/").status_code == 403
    assert desk.post(f"{SITE}1/delete/", {"post": "yes"}).status_code == 403


def test_the_site_record_is_changed(desk: Client) -> None:
    photo = make_photo()
    typed = {
        "name": "Merren Courier",
        "logo": photo.pk,
        "time_zone": "Asia/Tokyo",
        "language": "fr",
        "find_us": "Mastodon | https://social.example/@courier",
        "policies": "Corrections | /about/corrections/",
        "legal_links": "",
        "comments": "after",
        "comment_links": "3",
        "comment_days": "7",
    }
    assert desk.post(f"{SITE}{the_site()}/change/", typed).status_code == 302
    site = Site.objects.get()
    assert (site.name, site.logo, site.time_zone, site.language) == ("Merren Courier", photo, "Asia/Tokyo", "fr")
    assert site.find_us == [{"label": "Mastodon", "url": "https://social.example/@courier"}]
    assert site.policies == [{"label": "Corrections", "url": "/about/corrections/"}]
    assert site.legal_links == []
    assert (site.comments, site.comment_links, site.comment_days, site.comment_words) == ("after", 3, 7, "")


def test_a_time_zone_and_a_language_that_django_does_not_know_stay(desk: Client) -> None:
    Site.objects.create(language="tlh")
    html = desk.get(f"{SITE}1/change/").content.decode()
    assert '<option value="tlh" selected>' in html
    assert '<option value="Europe/Paris" selected>' in html
    response = desk.post(f"{SITE}1/change/", {"name": "C", "time_zone": "Mars/Phobos", "language": "tlh"})
    assert "Select a valid choice." in response.content.decode()


def test_a_redirect_to_a_story(desk: Client) -> None:
    article = make_article()
    desk.post(f"{REDIRECTS}add/", {"path": "https://old.example/2019/h%C3%A4fen.html?id=7", "article": article.pk})
    redirect = Redirect.objects.get()
    assert (redirect.path, redirect.article, redirect.target) == ("/2019/häfen.html?id=7", article, "")
    assert "Harbour opens</a>" in desk.get(REDIRECTS).content.decode()


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"path": "old", "target": "/new/"}, "An old address begins with /."),
        ({"path": "/old/"}, "Choose a story, or write an address below."),
        ({"path": "/old/", "target": "new"}, "An address begins with / or https://."),
        ({"path": "/old/", "target": "//elsewhere.example"}, "An address begins with / or https://."),
        ({"path": "/old/", "target": "javascript:alert(1)"}, "An address begins with / or https://."),
        ({"path": "/old/", "target": "/old/"}, "This leads to itself."),
    ],
)
def test_a_redirect_that_leads_nowhere_is_refused_at_the_field(
    desk: Client, values: dict[str, str], error: str
) -> None:
    assert error in desk.post(f"{REDIRECTS}add/", values).content.decode()
    assert not Redirect.objects.exists()


def test_a_redirect_leads_to_one_place(desk: Client) -> None:
    response = desk.post(f"{REDIRECTS}add/", {"path": "/old/", "target": "/new/", "article": make_article().pk})
    assert "A story is chosen already." in response.content.decode()


def test_an_old_address_is_listed_once(desk: Client) -> None:
    Redirect.objects.moved("/old/", "/new/")
    response = desk.post(f"{REDIRECTS}add/", {"path": "/old/", "target": "/newer/"})
    assert "This old address is listed already." in response.content.decode()
    assert Redirect.objects.count() == 1
