"""Authors and agencies at the desk."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Agency, Author, Byline, Redirect
from tests.articles.makers import make_article, make_author
from tests.media.makers import make_photo

pytestmark = pytest.mark.first_database

AUTHORS, AGENCIES = "/admin/articles/author/", "/admin/articles/agency/"


@pytest.fixture
def desk(client: Client, ada: User) -> Client:
    """Ada at the desk."""
    client.force_login(ada)
    return client


def test_an_author_is_made(desk: Client, ana: User) -> None:
    photo = make_photo()
    typed = {
        "name": "  Zoë   Öztürk ",
        "job_title": "Harbour reporter",
        "portrait": photo.pk,
        "user": ana.pk,
        "email": "zoe@courier.example",
        "show_email": "on",
        "links": "Mastodon | https://social.example/@zoe\n\nWrite | mailto:zoe@courier.example",
    }
    assert desk.post(f"{AUTHORS}add/", typed).status_code == 302
    author = Author.objects.get()
    assert (author.name, author.slug, author.portrait, author.user) == ("Zoë Öztürk", "zoë-öztürk", photo, ana)
    assert author.links == [
        {"label": "Mastodon", "url": "https://social.example/@zoe"},
        {"label": "Write", "url": "mailto:zoe@courier.example"},
    ]


def test_links_are_shown_as_lines(desk: Client) -> None:
    author = make_author(links=[{"label": "Mastodon", "url": "https://social.example/@ana"}])
    assert "Mastodon | https://social.example/@ana" in desk.get(f"{AUTHORS}{author.pk}/change/").content.decode()


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ("Mastodon https://social.example", "Line 1: it needs a name, a bar and an address"),
        ("A | https://a.example\n| https://b.example", "Line 2: it needs a name"),
        ("A |", "Line 1: it needs a name"),
        ("A | javascript:alert(1)", "Line 1: an address starts with https://, mailto: or /."),
        ("A | //b.example", "Line 1: an address starts with"),
        ("A | https://", "Line 1: “https://” is not an address."),
        ("A | mailto:nobody", "Line 1: “mailto:nobody” is not an e-mail address."),
    ],
)
def test_a_line_that_is_no_link_is_named_and_what_was_typed_stays(desk: Client, lines: str, error: str) -> None:
    response = desk.post(f"{AUTHORS}add/", {"name": "Zoë", "links": lines})
    html = response.content.decode()
    assert error in html.replace("&#x27;", "'")
    assert lines.splitlines()[0].split("|")[0].strip() in html
    assert not Author.objects.exists()


def test_two_people_may_have_one_name_and_the_desk_is_told(desk: Client) -> None:
    make_author("Ana Verhallow")
    response = desk.post(f"{AUTHORS}add/", {"name": "ANA verhallow"}, follow=True)
    assert "There is another author called" in response.content.decode()
    assert sorted(Author.objects.values_list("slug", flat=True)) == ["ana-verhallow", "ana-verhallow-2"]


def test_no_address_no_showing_of_it(desk: Client) -> None:
    response = desk.post(f"{AUTHORS}add/", {"name": "Zoë", "show_email": "on"})
    assert "Write the address that readers are to see" in response.content.decode()


def test_an_address_that_changes_goes_on_leading_to_the_page(desk: Client) -> None:
    author = make_author("Zoë Öztürk")
    desk.post(f"{AUTHORS}{author.pk}/change/", {"name": "Zoë Öztürk", "slug": "Zoë O."})
    author.refresh_from_db()
    assert author.slug == "zoë-o"
    assert Redirect.objects.get(path="/author/zoë-öztürk/").target == "/author/zoë-o/"
    assert desk.get("/author/zo%C3%AB-%C3%B6zt%C3%BCrk/").url == "/author/zo%C3%AB-o/"


def test_a_name_that_changes_leaves_the_address(desk: Client) -> None:
    author = make_author("Ana Verhallow")
    desk.post(f"{AUTHORS}{author.pk}/change/", {"name": "Ana Verhallow-Castellane", "slug": author.slug})
    author.refresh_from_db()
    assert author.slug == "ana-verhallow"
    assert not Redirect.objects.exists()


def test_an_empty_address_is_made_from_the_name(desk: Client) -> None:
    author = make_author("Ana Verhallow")
    desk.post(f"{AUTHORS}{author.pk}/change/", {"name": "Ana Castellane", "slug": ""})
    author.refresh_from_db()
    assert author.slug == "ana-castellane"
    assert Redirect.objects.get().target == "/author/ana-castellane/"


def test_an_address_that_somebody_has_is_refused_with_the_name(desk: Client) -> None:
    make_author("Ana Verhallow")
    response = desk.post(f"{AUTHORS}add/", {"name": "Zoë", "slug": "ANA-verhallow"})
    assert "“Ana Verhallow” has this address." in response.content.decode()


@pytest.mark.parametrize("slug", ["///", "!!!"])
def test_an_address_needs_letters(desk: Client, slug: str) -> None:
    response = desk.post(f"{AUTHORS}add/", {"name": "Zoë", "slug": slug})
    assert ("needs letters or digits" in response.content.decode()) is (slug == "!!!")


def test_two_agencies_never_differ_by_case_alone(desk: Client) -> None:
    Agency.objects.create(name="Coastwire")
    response = desk.post(f"{AGENCIES}add/", {"name": "COASTWIRE"})
    assert "There is already an agency “Coastwire”." in response.content.decode()
    assert Agency.objects.count() == 1


def test_an_agency_may_be_saved_under_its_own_name(desk: Client) -> None:
    agency = Agency.objects.create(name="Coastwire")
    desk.post(f"{AGENCIES}{agency.pk}/change/", {"name": "CoastWire", "slug": agency.slug, "short_name": "CW"})
    agency.refresh_from_db()
    assert (agency.name, agency.short_name) == ("CoastWire", "CW")


@pytest.mark.parametrize("words", ["zoë", "ÖZT", "zoë öztürk", "türk ZOË"])
def test_authors_are_found_whatever_the_case(desk: Client, words: str) -> None:
    make_author("Zoë Öztürk")
    make_author("Ana Verhallow")
    found = desk.get(AUTHORS, {"q": words}).context["cl"].result_list
    assert [str(author) for author in found] == ["Zoë Öztürk"]


def test_agencies_are_found_by_the_short_name(desk: Client) -> None:
    Agency.objects.create(name="Coastwire", short_name="CW")
    Agency.objects.create(name="Northwire")
    assert len(desk.get(AGENCIES, {"q": "cw"}).context["cl"].result_list) == 1


def test_the_list_counts_stories_and_leads_to_them(desk: Client) -> None:
    article = make_article("Harbour opens")
    Byline.objects.create(article=article, author=make_author(), role="photos by")
    make_article("Harbour closes")
    make_author("Zoë Öztürk")
    html = desk.get(AUTHORS).content.decode()
    assert f'href="/admin/articles/article/?byline=author:{make_author().pk}">2 stories</a>' in html
    assert "No stories" in html


@pytest.mark.parametrize("address", [AUTHORS, AGENCIES])
def test_as_many_queries_for_many(desk: Client, address: str, django_assert_num_queries: object) -> None:
    def fill(count: int) -> None:
        stem = Author.objects.count()
        for number in range(count):
            article = make_article(byline=f"Author {stem} {number}")
            agency = Agency.objects.create(name=f"Agency {stem} {number}")
            Byline.objects.create(article=article, agency=agency)
        Author.objects.update(portrait=make_photo())

    fill(3)
    with django_assert_num_queries(6):
        desk.get(address)
    fill(57)
    with django_assert_num_queries(6):
        desk.get(address)


def test_a_desk_editor_sees_no_logins(client: Client, ben: User) -> None:
    client.force_login(ben)
    author = make_author(user=ben)
    html = client.get(f"{AUTHORS}{author.pk}/change/").content.decode()
    assert "At the desk" not in html
    client.post(f"{AUTHORS}{author.pk}/change/", {"name": "Ana V.", "slug": author.slug, "user": ""})
    author.refresh_from_db()
    assert (author.name, author.user) == ("Ana V.", ben)


def test_a_reporter_may_add_but_not_change(client: Client, ana: User) -> None:
    client.force_login(ana)
    author = make_author()
    assert client.get(f"{AUTHORS}add/").status_code == 200
    assert client.post(f"{AUTHORS}{author.pk}/change/", {"name": "X", "slug": "x"}).status_code == 403
