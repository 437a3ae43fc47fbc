"""What the story's form finds while somebody types."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Agency, Author, TaggedArticle, tags_named
from tests.articles.makers import make_article, make_author
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db


def ask(user: User, what: str, **query: Any) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(f"/admin/articles/article/{what}/", query)


def labels(user: User, what: str, typed: str, **query: Any) -> list[str]:
    return [result["label"] for result in ask(user, what, q=typed, **query).json()["results"]]


class TestPeople:
    @pytest.fixture(autouse=True)
    def cast(self) -> None:
        make_author("José Ferrowe", job_title="Court reporter")
        make_author("Idra Quillane")
        Agency.objects.create(name="Associated Press", short_name="AP")

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("jos", ["José Ferrowe"]),
            ("JOSÉ", ["José Ferrowe"]),
            ("jose f", ["José Ferrowe"]),
            ("ferr", ["José Ferrowe"]),
            ("ap", ["AP"]),
            ("press", ["AP"]),
            ("illane", []),
            ("", []),
            ("  ", []),
            ("a\0p", ["AP"]),
            ("%", []),
        ],
    )
    def test_by_the_beginning_of_a_word(self, typed: str, found: list[str], ana: User) -> None:
        assert labels(ana, "people", typed) == found

    def test_each_says_what_it_is(self, ana: User) -> None:
        author, agency = Author.objects.get(name__startswith="José"), Agency.objects.get()
        assert ask(ana, "people", q="jose").json()["results"] == [
            {"value": f"author:{author.pk}", "label": "José Ferrowe", "note": "Court reporter", "exact": False}
        ]
        assert ask(ana, "people", q="ap").json()["results"] == [
            {"value": f"agency:{agency.pk}", "label": "AP", "note": "agency", "exact": True}
        ]

    def test_a_new_one_is_offered_where_there_is_none_of_that_name(self, ana: User, pia: User) -> None:
        assert ask(ana, "people", q="Idra").json()["new"] == ["author", "agency"]
        assert ask(ana, "people", q="idra quillane").json()["new"] == ["agency"]
        pia.groups.get().permissions.remove(*pia.groups.get().permissions.filter(codename__startswith="add_a"))
        assert ask(pia, "people", q="Idra").json()["new"] == []

    def test_at_most_eight_of_each(self, ana: User) -> None:
        for number in range(20):
            make_author(f"Somebody {number}")
        assert len(labels(ana, "people", "some")) == 8


class TestTags:
    def test_accents_and_case_do_not_count(self, ana: User) -> None:
        tag = tags_named(["Košice"])[0]
        TaggedArticle.objects.create(content_object=make_article(), tag=tag)
        for typed in ("kos", "KOŠ", "kosice"):
            answer = ask(ana, "tags", q=typed).json()
            exact = typed == "kosice"
            assert answer["results"] == [{"value": str(tag.pk), "label": "Košice", "note": "1 story", "exact": exact}]

    def test_a_new_one_is_not_offered_where_it_would_be_a_double(self, ana: User) -> None:
        tags_named(["Košice"])
        assert ask(ana, "tags", q="kosi").json()["new"] == ["tag"]
        assert ask(ana, "tags", q="kosice").json()["new"] == []
        ana.groups.get().permissions.remove(*ana.groups.get().permissions.filter(codename="add_tag"))
        assert ask(ana, "tags", q="Ports").json()["new"] == []

    def test_the_same_number_of_queries_for_one_and_for_many(
        self, client: Client, ana: User, django_assert_max_num_queries: Any
    ) -> None:
        client.force_login(ana)
        for tag in tags_named([f"Subject {number}" for number in range(30)]):
            TaggedArticle.objects.create(content_object=make_article(), tag=tag)
        with django_assert_max_num_queries(9):
            found = client.get("/admin/articles/article/tags/", {"q": "sub"}).json()["results"]
        assert len(found) == 8


class TestStories:
    def test_by_words_of_the_headline(self, ana: User) -> None:
        article = make_article("Harbour bridge opens")
        publishing.publish(article, by=None)
        # In its text, the harbour opened.
        make_article("Bridge closes")
        assert labels(ana, "stories", "bridge") == ["Bridge closes", "Harbour bridge opens"]
        assert labels(ana, "stories", "OPENS bri") == ["Harbour bridge opens", "Bridge closes"]
        assert labels(ana, "stories", "bridge", **{"not": article.pk}) == ["Bridge closes"]
        assert labels(ana, "stories", "") == []

    def test_each_says_when_it_was_published(self, ana: User) -> None:
        make_article("Draft")
        assert [result["note"] for result in ask(ana, "stories", q="draft").json()["results"]] == ["not published"]


class TestLeadPhoto:
    def test_the_card_of_a_photo(self, ben: User) -> None:
        photo = make_photo(caption="The harbour at dawn", alt="")
        html = ask(ben, "lead-photo", photo=photo.pk).content.decode()
        assert "The harbour at dawn" in html
        assert "Lena Aumont / Northwire" in html
        assert 'name="lead_alt"' in html
        assert 'name="lead_credit"' not in html

    def test_a_reporter_describes_only_what_they_brought(self, ana: User) -> None:
        assert 'name="lead_alt"' not in ask(ana, "lead-photo", photo=make_photo(alt="").pk).content.decode()
        own = make_photo(alt="")
        type(own).objects.filter(pk=own.pk).update(uploaded_by=ana)
        assert 'name="lead_alt"' in ask(ana, "lead-photo", photo=own.pk).content.decode()

    def test_without_a_photo_there_is_a_place_to_drop_one(self, ana: User) -> None:
        assert "Drop a photo here" in ask(ana, "lead-photo", photo="").content.decode()

    @pytest.mark.parametrize("photo", ["99", "x", "9" * 30])
    def test_a_photo_that_is_not_there(self, photo: str, ana: User) -> None:
        assert ask(ana, "lead-photo", photo=photo).status_code == 404


@pytest.mark.parametrize("what", ["people", "tags", "stories", "lead-photo"])
def test_only_for_those_who_write(what: str, client: Client, ana: User, django_user_model: Any) -> None:
    guest = django_user_model.objects.create_user("guest", is_staff=True)
    assert ask(guest, what, q="a").status_code == 403
    assert client.get(f"/admin/articles/article/{what}/").url.startswith("/admin/login/")
    client.force_login(ana)
    assert client.post(f"/admin/articles/article/{what}/").status_code == 405
    assert "no-store" in client.get(f"/admin/articles/article/{what}/", {"photo": ""})["Cache-Control"]


class TestPeopleWithoutAccents:
    def test_accents_and_case_do_not_count(self, ana: User) -> None:
        make_author("Zoë Kőszegi")
        Agency.objects.create(name="Agence Française", short_name="Afé")
        for typed in ("zoe", "ZOË k", "koszegi", "Kősz"):
            assert labels(ana, "people", typed) == ["Zoë Kőszegi"]
        assert labels(ana, "people", "francaise") == ["Afé"]

    def test_the_list_finds_them_too(self, client: Client, ben: User) -> None:
        make_author("Zoë Kőszegi")
        client.force_login(ben)
        for words in ("koszegi zoe", "ő"):
            assert "Zoë Kőszegi" in client.get("/admin/articles/author/", {"q": words}).content.decode()
