"""Other names of tags, authors and agencies: given at the desk, understood everywhere."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles import publishing
from articles.addresses import dead_links
from articles.house_rules import facts_for
from articles.merging import merge_into
from articles.models import Act, Agency, Author, Byline, Record, Tag, TaggedArticle, instant, tags_named
from articles.synonyms import names_of
from articles.wire.cast import Cast
from tests.articles.makers import make_article, make_author

pytestmark = pytest.mark.django_db

PEOPLE, TAGS = "/admin/articles/article/people/", "/admin/articles/article/tags/"


@pytest.fixture
def desk(client: Client, ben: User) -> Client:
    """Ben at the desk."""
    client.force_login(ben)
    return client


@pytest.fixture
def korea() -> Tag:
    """A tag with a live story."""
    publishing.publish(make_article("Talks resume", tags=["North Korea"]), by=None)
    return Tag.objects.named("North Korea")


def save(desk: Client, thing: Any, also: str, **values: str) -> Any:
    """Save the form of a thing with these other names, one a line."""
    typed = {"name": thing.name, "also": also, "kind": "place", "links": "", "slug": thing.slug, **values}
    return desk.post(f"/admin/articles/{thing._meta.model_name}/{thing.pk}/change/", typed)


def told(response: Any) -> list[str]:
    """Return what the field says."""
    return list(response.context["adminform"].form.errors.get("also", []))


def test_another_name_leads_to_the_page_and_is_understood_while_typing(desk: Client, korea: Tag) -> None:
    assert save(desk, korea, "DPRK\n  Corée  du Nord\ndprk\n\n").status_code == 302
    assert names_of(korea) == ["Corée du Nord", "DPRK"]
    assert desk.get("/tag/dprk/").status_code == 301
    assert desk.get("/tag/dprk/")["Location"] == desk.get("/tag/corée-du-nord/")["Location"] == "/tag/north-korea/"
    for typed in ("DPRK", "dpr", "coree du"):
        (found,) = desk.get(TAGS, {"q": typed}).json()["results"]
        assert found["name"] == "North Korea"
        assert found["label"] in {"North Korea (DPRK)", "North Korea (Corée du Nord)"}
    answer = desk.get(TAGS, {"q": "Dprk"}).json()
    assert (answer["results"][0]["exact"], answer["new"]) == (True, [])
    assert desk.get(TAGS, {"q": "north"}).json()["results"][0]["label"] == "North Korea"
    assert "North Korea</a>" in desk.get("/admin/articles/tag/", {"q": "coree"}).content.decode()
    assert tags_named(["dprk", "CORÉE DU NORD"]) == [korea]
    assert Tag.objects.like("coree du nord") == korea


def test_a_link_to_another_name_is_not_dead(desk: Client, korea: Tag) -> None:
    save(desk, korea, "DPRK")
    assert not dead_links(["/tag/dprk/"], instant())
    assert dead_links(["/tag/dprq/"], instant())


def test_names_are_taken_off(desk: Client, korea: Tag) -> None:
    save(desk, korea, "DPRK\nPyongyang’s")
    save(desk, korea, "DPRK")
    assert names_of(korea) == ["DPRK"]
    save(desk, korea, "")
    assert names_of(korea) == []
    assert desk.get("/tag/dprk/").status_code == 404
    assert Tag.objects.like("DPRK") is None


def test_a_name_that_is_another_tag_s_is_refused_with_an_offer_to_merge(desk: Client, korea: Tag) -> None:
    other = tags_named(["DPRK"])[0]
    response = save(desk, korea, "dprk\nCorée", description="Kept")
    (error,) = told(response)
    assert error.startswith("“dprk” is a tag of its own.")
    address = f"/admin/articles/tag/{other.pk}/merge/?into=%23{korea.pk}"
    page = response.content.decode()
    assert f'<a href="{address}">Merge “DPRK” into “North Korea”…</a>' in page
    assert "Corée" in page, "what was typed is still there"
    assert names_of(korea) == []
    assert "Merge “DPRK” into “North Korea”?" in desk.get(address).content.decode()


def test_another_s_other_name_is_refused_and_markup_stays_text(desk: Client, korea: Tag) -> None:
    other = tags_named(["<b>Korea</b>"])[0]
    save(desk, other, "DPRK")
    response = save(desk, korea, "DPRK")
    assert "“DPRK” is another name of “&lt;b&gt;Korea&lt;/b&gt;”." in response.content.decode()
    assert "<b>Korea" not in response.content.decode()


def test_who_may_not_merge_is_offered_nothing(client: Client, korea: Tag, ana: User) -> None:
    tags_named(["DPRK"])
    ana.user_permissions.add(Permission.objects.get(codename="change_tag", content_type__app_label="articles"))
    client.force_login(ana)
    (error,) = told(save(client, korea, "DPRK"))
    assert error == "“DPRK” is a tag of its own."


@pytest.mark.parametrize(
    ("also", "why"),
    [
        ("north KOREA", "is the name itself"),
        ("x" * 101, "at most 100 characters"),
        ("\n".join(map(str, range(60))), "At most 50"),
    ],
)
def test_names_that_cannot_be_are_refused(desk: Client, korea: Tag, also: str, why: str) -> None:
    assert why in " ".join(told(save(desk, korea, also)))
    assert names_of(korea) == []


def test_the_name_and_another_name_change_places(desk: Client, korea: Tag) -> None:
    save(desk, korea, "DPRK")
    assert save(desk, korea, "North Korea", name="DPRK", slug="").status_code == 302
    korea.refresh_from_db()
    assert (korea.name, names_of(korea)) == ("DPRK", ["North Korea"])
    assert Tag.objects.like("north korea") == korea


def test_a_new_tag_has_other_names_and_none_of_another_s(desk: Client, korea: Tag) -> None:
    save(desk, korea, "DPRK")
    page = desk.post("/admin/articles/tag/add/", {"name": "dprk", "kind": "place"}).content.decode()
    assert "There is already a tag “North Korea”, also known as “dprk”." in page
    desk.post("/admin/articles/tag/add/", {"name": "South Korea", "also": "ROK", "kind": "place"})
    assert names_of(Tag.objects.named("South Korea")) == ["ROK"]


def test_a_merged_name_stays_until_the_merge_is_undone_or_old(desk: Client, korea: Tag, time_machine: Any) -> None:
    time_machine.move_to(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))
    merge_into(tags_named(["DPRK"])[0], korea, by=None)
    (error,) = told(save(desk, korea, ""))
    assert error == "“DPRK” was merged into this. Undo that under Merge… to take the name off."
    assert names_of(korea) == ["DPRK"]
    time_machine.move_to(dt.datetime(2026, 4, 2, 12, tzinfo=dt.UTC))
    desk.force_login(User.objects.get(username="ben"))
    save(desk, korea, "")
    assert names_of(korea) == []


def test_other_names_are_on_record(desk: Client, korea: Tag) -> None:
    save(desk, korea, "DPRK")
    entry = Record.objects.about(korea).order_by("pk").last()
    assert (entry.act, entry.before, entry.after) == (
        Act.CHANGED,
        {"Kind": "topic", "Also known as": []},
        {"Kind": "place", "Also known as": ["DPRK"]},
    )


def test_others_who_gave_a_name_meanwhile_lose_nothing(desk: Client, korea: Tag) -> None:
    page = desk.get(f"/admin/articles/tag/{korea.pk}/change/")
    filled = page.context["adminform"].form.filled_from
    save(desk, korea, "DPRK")
    save(desk, korea, "", **{"description": "A state.", "filled-from": filled})
    assert names_of(korea) == ["DPRK"]


def test_an_author_s_other_name_is_understood_in_bylines(desk: Client) -> None:
    author = make_author("Ana Verhallow")
    save(desk, author, "A. Verhallow")
    found = desk.get(PEOPLE, {"q": "a. ver"}).json()
    assert found["results"][0]["label"] == "Ana Verhallow (A. Verhallow)"
    assert Author.objects.named("a. verhallow") == author
    assert desk.get("/author/a-verhallow/")["Location"] == "/author/ana-verhallow/"
    make_article("One", byline="A. Verhallow")
    assert Byline.objects.get().author == author
    stories = desk.get("/admin/articles/article/", {"byline": "a. verhallow"}).content.decode()
    assert "One" in stories


def test_an_agency_s_other_name_counts_as_its_name(desk: Client) -> None:
    agency = Agency.objects.create(name="Agence France-Presse", short_name="AFP")
    other = Agency.objects.create(name="Associated Press", short_name="AP")
    (error,) = told(save(desk, agency, "ap", short_name="AFP", url=""))
    assert error.startswith("“AP” is the short name of “Associated Press”.")
    save(desk, agency, "France-Presse", short_name="AFP", url="")
    facts = facts_for(make_article().content(), make_article("Two"), instant())
    assert dict(facts.agencies) == {
        agency.pk: ("AFP", "Agence France-Presse", "France-Presse"),
        other.pk: ("AP", "Associated Press"),
    }


def test_stories_are_listed_by_what_a_merged_tag_means(desk: Client, korea: Tag) -> None:
    source = tags_named(["DPRK"])[0]
    merge_into(source, korea, by=None)
    for asked in (source.pk, "dprk"):
        assert "Talks resume" in desk.get("/admin/articles/article/", {"tag": asked}).content.decode()
    author = make_author("A. V.")
    merge_into(author, Author.objects.named("Ana Verhallow"), by=None)
    assert "Talks resume" in desk.get("/admin/articles/article/", {"byline": f"author:{author.pk}"}).content.decode()


def test_a_tag_with_other_names_is_deleted_without_them(desk: Client, korea: Tag) -> None:
    TaggedArticle.objects.all().delete()
    third = tags_named(["Ports"])[0]
    save(desk, third, "Docks")
    page = desk.post(f"/admin/articles/tag/{third.pk}/delete/", {"post": "yes"}).content.decode()
    assert "“Ports” has other names, which lead to it: “Docks”." in page


def test_a_file_that_is_loaded_finds_what_another_name_means(desk: Client, korea: Tag) -> None:
    save(desk, korea, "DPRK")
    agency = Agency.objects.create(name="Reuters")
    save(desk, agency, "Thomson Reuters", short_name="", url="")
    cast = Cast()
    for kind, name, meant in ((Tag, "dprk", korea), (Agency, "Thomson reuters", agency)):
        cast.make(kind, [name])
        assert cast.pk(kind, name) == meant.pk
    assert cast.is_agency("Thomson Reuters")
