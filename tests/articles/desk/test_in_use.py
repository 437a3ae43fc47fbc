"""What is in use is not deleted, and the refusal says where it is used."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import deleting, publishing
from articles.desk import in_use as module
from articles.desk.in_use import in_use
from articles.models import (
    KEPT_DELETED,
    Agency,
    Article,
    ArticlePhoto,
    Author,
    Byline,
    Redirect,
    Revision,
    Section,
    Site,
    Tag,
)
from articles.models.section import the_site
from media.models import Photo
from tests.articles.makers import TEXT, edit, make_article, make_author, make_section
from tests.media.makers import make_photo

pytestmark = pytest.mark.first_database

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def test_what_nothing_uses_may_go(db: None) -> None:
    things = [
        make_author(),
        make_section(),
        Tag.objects.create(name="rail"),
        make_photo(),
        make_article("", byline=None, section=None),
    ]
    assert [in_use(thing) for thing in things] == [[]] * 5
    assert in_use(Redirect(path="/a/", target="/b/")) == []


def test_one_story_is_named(db: None) -> None:
    make_article("Harbour opens")
    assert in_use(make_author()) == ["Ana Verhallow is named in the bylines of 1 story: “Harbour opens”."]


def test_three_stories_are_named_and_the_others_counted(db: None) -> None:
    for number in range(12):
        make_article(f"Story {number}")
    assert in_use(make_author()) == [
        "Ana Verhallow is named in the bylines of 12 stories: “Story 11”, “Story 10”, “Story 9” and 9 more."
    ]


def test_beyond_a_bound_nothing_is_counted(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COUNTED", 4)
    for number in range(5):
        make_article(f"Story {number}")
    assert "more than 4 stories: “Story 4”, “Story 3”, “Story 2” and others." in in_use(make_section())[0]


def test_a_version_alone_holds_on_to_it(db: None) -> None:
    article = make_article("Harbour opens", tags=["rail"])
    publishing.publish(article, by=None)
    article.tagged.all().delete()
    article.bylines.all().delete()
    edit(article, section=make_section("City"))
    assert in_use(make_author()) == ["Ana Verhallow is named in published versions of 1 story: “Harbour opens”."]
    assert in_use(Tag.objects.get()) == ["“rail” is a tag of published versions of 1 story: “Harbour opens”."]
    assert in_use(make_section()) == ["World is the section of published versions of 1 story: “Harbour opens”."]


def test_a_photo_says_each_way_in_which_it_is_used(db: None) -> None:
    photo = make_photo()
    make_article("Leads", lead_photo=photo)
    make_article("In the text", body=f'<figure data-photo="{photo.pk}"><figcaption>Here</figcaption></figure>{TEXT}')
    Author.objects.update(portrait=photo)
    Site.objects.filter(pk=the_site()).update(name="Courier", logo=photo)
    assert ArticlePhoto.objects.count() == 1
    assert in_use(photo) == [
        "This photo stands in 2 stories: “In the text” and “Leads”.",
        "This photo is the portrait of Ana Verhallow.",
        "This photo is the logo of Courier.",
    ]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("author", "Ana Verhallow is named in the bylines of 1 story"),
        ("agency", "Coastwire is named in the bylines of 1 story"),
        ("section", "World is the section of 1 story"),
        ("tag", "“rail” is a tag of 1 story"),
        ("photo", "This photo stands in 1 story"),
    ],
)
def test_the_page_says_why_and_nothing_is_deleted(client: Client, ada: User, address: str, words: str) -> None:
    client.force_login(ada)
    article = make_article("Harbour opens", tags=["rail"], lead_photo=make_photo())
    agency = Agency.objects.create(name="Coastwire")
    Byline.objects.create(article=article, agency=agency, role="with")
    Revision.objects.keep(article)
    things = {"author": Author, "agency": Agency, "section": Section, "tag": Tag, "photo": Photo}
    thing = things[address].objects.get()
    delete = f"/admin/{thing._meta.app_label}/{address}/{thing.pk}/delete/"
    assert words in client.get(delete).content.decode()
    assert words in client.post(delete, {"post": "yes"}).content.decode()
    assert things[address].objects.count() == 1


@pytest.mark.parametrize("address", ["author", "agency", "section", "tag", "photo"])
def test_a_deleted_story_holds_on_to_what_it_has_for_30_days(ada: User, address: str, time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)
    article = make_article("Harbour opens", tags=["rail"], lead_photo=make_photo())
    Byline.objects.create(article=article, agency=Agency.objects.create(name="Coastwire"), role="with")
    Revision.objects.keep(article)
    things = {"author": Author, "agency": Agency, "section": Section, "tag": Tag, "photo": Photo}
    thing = things[address].objects.get()
    delete = f"/admin/{thing._meta.app_label}/{address}/{thing.pk}/delete/"
    desk = Client()
    deleting.delete_story(article, ada)
    told = "a deleted story that can be brought back until 14:00: “Harbour opens”."
    time_machine.move_to(NOON + KEPT_DELETED - SECOND, tick=False)
    desk.force_login(ada)
    for answer in (desk.get(delete), desk.post(delete, {"post": "yes"})):
        assert told in answer.content.decode()
    time_machine.move_to(NOON + KEPT_DELETED, tick=False)
    assert in_use(thing) == []
    desk.post(delete, {"post": "yes"})
    assert not things[address].objects.exists()
    assert not Article.every_row.exists()


def test_many_deleted_stories_are_counted(ada: User, time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)
    for number in range(5):
        article = make_article(f"Story {number}")
        deleting.delete_story(article, ada)
        time_machine.shift(60)
    make_article("Harbour opens")
    assert in_use(make_section()) == [
        "World is the section of 1 story: “Harbour opens”.",
        "World is the section of 5 deleted stories, of which the last can be brought back until 1 April, 14:04: "
        "“Story 4”, “Story 3”, “Story 2” and 2 more.",
    ]
    Site.objects.get_or_create()
    desk = Client()
    desk.force_login(ada)
    assert ">1 story</a>" in desk.get("/admin/articles/author/").content.decode()


def test_what_is_not_used_is_asked_about_once_and_deleted(client: Client, ada: User) -> None:
    client.force_login(ada)
    tag = Tag.objects.create(name="rail")
    assert "Delete “rail”?" in client.get(f"/admin/articles/tag/{tag.pk}/delete/").content.decode()
    client.post(f"/admin/articles/tag/{tag.pk}/delete/", {"post": "yes"})
    assert not Tag.objects.exists()


def test_a_draft_may_be_deleted(client: Client, ana: User) -> None:
    client.force_login(ana)
    article = make_article()
    delete = f"/admin/articles/article/{article.pk}/delete/"
    assert "No reader has seen it." in client.get(delete).content.decode()
    client.post(delete, {"post": "yes"})
    assert not Article.objects.exists()


@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_published_story_can_only_be_withdrawn(client: Client, ada: User, withdrawn: bool) -> None:
    client.force_login(ada)
    article = make_article()
    publishing.publish(article, by=None)
    if withdrawn:
        publishing.withdraw(article, by=None)
    delete = f"/admin/articles/article/{article.pk}/delete/"
    assert "A published story can only be withdrawn." in client.post(delete, {"post": "yes"}).content.decode()
    assert Article.objects.exists()


def test_a_scheduled_story_is_called_off_first(client: Client, ada: User) -> None:
    client.force_login(ada)
    article = make_article()
    version = publishing.schedule(article, timezone.now() + dt.timedelta(hours=1), by=None)
    delete = f"/admin/articles/article/{article.pk}/delete/"
    assert "This story is scheduled." in client.post(delete, {"post": "yes"}).content.decode()
    publishing.unschedule(version, by=None)
    client.post(delete, {"post": "yes"})
    assert not Article.objects.exists()


def test_asking_takes_as_many_queries_for_many_stories(db: None, django_assert_num_queries: object) -> None:
    make_article("First", tags=["rail"])
    tag = Tag.objects.get()
    with django_assert_num_queries(9):
        in_use(tag)
    for number in range(20):
        make_article(f"Story {number}", tags=["rail"])
    with django_assert_num_queries(9):
        in_use(tag)
