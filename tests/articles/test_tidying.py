"""Near-duplicates and unused tags, authors and agencies: listed, called apart, deleted."""

from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client

from articles import publishing
from articles.merging import merge_into, undo_merge
from articles.models import Act, Agency, Article, Author, CalledApart, Record, Tag, tags_named
from articles.synonyms import put_on
from articles.tidying import call_alike, call_apart, near_duplicates, unused
from tests.articles.makers import make_article, make_author, make_section

pytestmark = pytest.mark.django_db

TIDY = "/admin/articles/tag/tidy/"


def pairs(kind: Any) -> list[tuple[str, str]]:
    """Return the near-duplicates by name."""
    names = dict(kind.objects.values_list("pk", "name"))
    return [(names[pair.one], names[pair.other]) for pair in near_duplicates(kind)]


@pytest.fixture
def desk(client: Client, ben: User) -> Client:
    """Ben at the desk."""
    client.force_login(ben)
    return client


def test_like_names_are_listed_with_other_names_too() -> None:
    tags_named(["Harbor", "Harbour", "Ports", "North Korea", "D.P.R.K."])
    put_on(Tag.objects.named("North Korea"), ["DPRK", "North Koreas"])
    assert pairs(Tag) == [("North Korea", "D.P.R.K."), ("Harbor", "Harbour")]
    Agency.objects.create(name="Agence France-Presse", short_name="AFP")
    Agency.objects.create(name="A.F.P.")
    assert pairs(Agency) == [("Agence France-Presse", "A.F.P.")]
    make_author("Ana Verhallow")
    make_author("A. Verhallow")
    assert pairs(Author) == [("Ana Verhallow", "A. Verhallow")]


def test_what_was_merged_is_not_listed_and_comes_back_when_that_is_undone() -> None:
    merge = merge_into(*tags_named(["Harbor", "Harbour"]), by=None)
    assert pairs(Tag) == []
    undo_merge(merge, by=None)
    assert pairs(Tag) == [("Harbor", "Harbour")]


def test_two_are_called_apart_and_alike_again_on_record(ben: User, ana: User) -> None:
    one, other = tags_named(["Gambia", "Zambia"])
    with pytest.raises(PermissionDenied):
        call_apart(Tag, [one.pk, other.pk], by=ana)
    for _ in range(2):
        call_apart(Tag, [other.pk, one.pk], by=ben)
    assert pairs(Tag) == []
    assert [entry.after for entry in Record.objects.about(one)] == [{"Not the same as": "Zambia"}]
    call_alike(Tag, [one.pk, other.pk], by=ben)
    assert pairs(Tag) == [("Gambia", "Zambia")]
    assert Record.objects.about(one).newest_first()[0].before == {"Not the same as": "Zambia"}
    other.delete()
    with pytest.raises(publishing.Refused):
        call_apart(Tag, [one.pk, other.pk], by=ben)


def test_finding_them_takes_as_many_queries_for_many(django_assert_num_queries: Any) -> None:
    tags_named(["Harbor", "Harbour"])
    with django_assert_num_queries(2):
        near_duplicates(Tag)
    tags_named([f"Tag {number}" for number in range(50)])
    with django_assert_num_queries(2):
        near_duplicates(Tag)


def test_what_no_story_uses_is_unused(ben: User, time_machine: Any) -> None:
    described, named, _ = tags_named(["described", "named", "free"])
    publishing.publish(make_article("Live", tags=["live"]), by=None)
    make_article("Draft", tags=["draft"])
    article = make_article("Past", tags=["past"])
    publishing.publish(article, by=None)
    article.tagged.all().delete()
    publishing.withdraw(Article.objects.get(pk=article.pk), by=None)
    later = make_article("Later", tags=["scheduled"])
    publishing.schedule(later, publishing.timezone.now() + publishing.dt.timedelta(days=1), by=None)
    later.tagged.all().delete()
    Tag.objects.filter(pk=described.pk).update(description="What it is.")
    put_on(named, ["called"])
    assert [(tag.name, tag.past) for tag in unused(Tag)] == [("free", False), ("past", True)]
    assert {tag.name for tag in unused(Tag, written=True)} == {"free", "past", "described", "named"}


def test_authors_with_words_about_them_or_a_login_are_kept(ben: User) -> None:
    make_author("Free")
    make_author("Written", biography="Writes.")
    make_author("Linked", links=[{"label": "Here", "url": "/"}])
    make_author("Logs in", user=ben)
    make_article(byline="Busy")
    assert [author.name for author in unused(Author)] == ["Free"]
    assert [author.name for author in unused(Author, written=True)] == ["Free", "Linked", "Written"]


class TestPages:
    def test_like_ones_are_merged_or_called_apart(self, desk: Client) -> None:
        one, other = tags_named(["<b>Gambia</b>", "<b>Zambia</b>"])
        page = desk.get(TIDY).content.decode()
        assert "&lt;b&gt;Gambia&lt;/b&gt;" in page
        assert "<b>Gambia" not in page
        assert f"/admin/articles/tag/merge/?thing={one.pk}&amp;thing={other.pk}" in page
        answer = desk.post(f"{TIDY}apart/", {"thing": [one.pk, other.pk], "next": TIDY}, follow=True)
        assert "are not the same" in answer.content.decode()
        assert "No names are so like" in answer.content.decode()
        apart = desk.get(TIDY, {"show": "apart"}).content.decode()
        assert "&lt;b&gt;Zambia&lt;/b&gt;" in apart
        desk.post(f"{TIDY}apart/", {"thing": [one.pk, other.pk], "again": "1", "next": TIDY})
        assert "&lt;b&gt;Zambia&lt;/b&gt;" in desk.get(TIDY).content.decode()

    def test_unused_ones_are_deleted_after_a_look(self, desk: Client) -> None:
        free, named, used = tags_named(["free", "named", "used"])
        put_on(named, ["called"])
        page = desk.get(TIDY, {"show": "unused"}).content.decode()
        assert f'name="thing" value="{free.pk}"' in page
        assert f'name="thing" value="{named.pk}"' not in page
        page = desk.get(TIDY, {"show": "unused", "written": "1"}).content.decode()
        assert f'name="thing" value="{named.pk}"' in page
        keys = {"thing": [free.pk, named.pk, used.pk]}
        asked = desk.post(f"{TIDY}delete/", keys).content.decode()
        assert "Delete 3 tags?" in asked
        assert "called" in asked
        assert Tag.objects.count() == 4
        make_article(tags=["used"])
        done = desk.post(f"{TIDY}delete/", {**keys, "_confirmed": "1"}, follow=True).content.decode()
        assert "2 tags deleted." in done
        assert "“used” is on stories" in done
        assert list(Tag.objects.all()) == [used]
        assert Record.objects.filter(act=Act.DELETED, title="named").get().before["Also known as"] == ["called"]

    def test_what_another_was_merged_into_stays_while_that_can_be_undone(self, desk: Client) -> None:
        source, target = tags_named(["Harbor", "Harbour"])
        merge_into(source, target, by=None)
        done = desk.post(f"{TIDY}delete/", {"thing": [target.pk], "_confirmed": "1"}, follow=True).content.decode()
        assert "Another was merged into “Harbour”, which can still be undone." in done
        assert Tag.objects.count() == 2

    def test_tags_used_once_are_listed_with_their_story(self, desk: Client) -> None:
        make_article("One", tags=["once", "twice"])
        make_article("<i>Two</i>", tags=["twice", "single"])
        page = desk.get(TIDY, {"show": "once"}).content.decode()
        assert "once" in page
        assert "&lt;i&gt;Two&lt;/i&gt;" in page
        assert "twice" not in page

    @pytest.mark.parametrize("show", ["near", "unused", "once", "apart"])
    def test_long_lists_have_pages_and_as_many_queries(
        self, desk: Client, show: str, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(60):
            tags_named(
                [f"Harbo{chr(0x430 + number % 30)}{'x' * number}", f"Harbou{chr(0x430 + number % 30)}{'x' * number}"]
            )
        keys = list(Tag.objects.order_by("pk").values_list("pk", flat=True))
        if show == "once":
            article = make_article("All")
            for key in keys:
                article.tagged.create(tag_id=key)
        if show == "apart":
            CalledApart.objects.bulk_create(
                CalledApart(kind="articles.tag", one=one, other=other) for one, other in pairwise(keys)
            )
        desk.get(TIDY)
        with django_assert_max_num_queries(12):
            page = desk.get(TIDY, {"show": show, "p": "2"}).content.decode()
        assert 'aria-current="page"' in page
        assert "Tidy" in page
        for odd in ("x", "0", "-1", "99999", ""):
            assert desk.get(TIDY, {"show": show, "p": odd}).status_code == 200
        assert desk.get(TIDY, {"show": "<script>"}).status_code == 200

    @pytest.mark.parametrize("kind", ["tag", "author", "agency"])
    def test_who_may_not_merge_may_not_tidy(self, client: Client, ana: User, kind: str) -> None:
        client.force_login(ana)
        for method, address in (("get", ""), ("post", "apart/"), ("post", "delete/")):
            assert getattr(client, method)(f"/admin/articles/{kind}/tidy/{address}").status_code == 403
        assert "/tidy/" not in client.get(f"/admin/articles/{kind}/").content.decode()

    @pytest.mark.parametrize("kind", ["tag", "author", "agency"])
    def test_lists_and_the_box_that_goes_anywhere_lead_there(self, desk: Client, kind: str) -> None:
        make_section()
        assert f"/admin/articles/{kind}/tidy/" in desk.get(f"/admin/articles/{kind}/").content.decode()
        plural = {"tag": "tags", "author": "authors", "agency": "agencies"}[kind]
        assert desk.get("/admin/go/", {"q": f"tidy {plural}"})["Location"] == f"/admin/articles/{kind}/tidy/"
        for show in ("near", "unused", "once", "apart"):
            assert desk.get(f"/admin/articles/{kind}/tidy/", {"show": show}).status_code == 200

    def test_posting_is_the_only_way_to_change(self, desk: Client) -> None:
        for address in ("apart/", "delete/"):
            assert desk.get(f"{TIDY}{address}").status_code == 405
