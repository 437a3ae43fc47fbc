"""Merging tags, authors and agencies: every story follows, nothing looks changed, and all of it can be undone."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import merging, publishing
from articles.merging import merge_into, touched, undo_merge
from articles.models import (
    Act,
    Agency,
    Article,
    Author,
    Byline,
    Merge,
    Record,
    Revision,
    Role,
    Tag,
    VersionByline,
    VersionTag,
    tags_named,
)
from articles.restoring import restore_revision
from tests.articles.makers import edit, make_article, make_author
from tests.articles.merged import published, state, true_digests

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def test_stories_follow_and_nothing_looks_changed(ben: User, client: Client) -> None:
    one = published("One", tags=["Harbor", "Trade"])
    both = published("Both", tags=["Harbour", "Ferries", "Harbor"])
    draft = make_article("Draft", tags=["Harbor"])
    source, target = Tag.objects.named("Harbor"), Tag.objects.named("Harbour")
    merge_into(source, target, by=ben)

    assert list(one.tagged.order_by("pk").values_list("tag__name", flat=True)) == ["Harbour", "Trade"]
    assert list(both.tagged.order_by("pk").values_list("tag__name", flat=True)) == ["Harbour", "Ferries"]
    assert list(draft.tagged.values_list("tag__name", flat=True)) == ["Harbour"]
    assert not VersionTag.objects.filter(tag=source).exists()
    true_digests()
    assert not Article.objects.with_changes().exists()
    for article in (one, both, draft):
        article.refresh_from_db()
        assert Revision.objects.keep(article) is None
    response = client.get("/tag/harbor/")
    assert (response.status_code, response["Location"]) == (301, "/tag/harbour/")
    page = client.get("/tag/harbour/").content.decode()
    assert "One" in page
    assert "Both" in page


def test_what_was_changed_stays_changed(ben: User) -> None:
    article = published("One", tags=["Harbor"])
    edit(article, headline="Another")
    merge_into(Tag.objects.named("Harbor"), tags_named(["Harbour"])[0], by=ben)
    assert list(Article.objects.with_changes()) == [article]
    true_digests()


def test_undoing_restores_exactly_the_rows(ben: User) -> None:
    published("One", tags=["Harbor", "Trade"])
    published("Both", tags=["Harbour", "Ferries", "Harbor"])
    published("Already there", tags=["Harbour"])
    source, target = Tag.objects.named("Harbor"), Tag.objects.named("Harbour")
    before = state()
    merge = merge_into(source, target, by=ben)
    assert state() != before
    undo_merge(merge, by=ben)
    assert state() == before


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_undoing_a_merge_of_authors_restores_exactly_the_rows(
    ben: User, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "AT_ONCE", at_once)
    for number, (first, second) in enumerate([("Ana V", "Cleo"), ("Cleo", "Ana V"), ("Ana V", "Ana Verhallow")]):
        article = make_article(f"Story {number}", byline=first)
        Byline.objects.create(article=article, author=make_author(second), role=Role.PHOTOS_BY, position=1)
        if second == "Ana Verhallow":
            Byline.objects.create(article=article, author=make_author(first), role=Role.PHOTOS_BY, position=2)
        Revision.objects.keep(article)
        publishing.publish(article, by=None)
    source, target = Author.objects.named("Ana V"), make_author("Ana Verhallow")
    before = state()
    merge = merge_into(source, target, by=ben)
    true_digests()
    firsts = VersionByline.objects.filter(author=target, first_published__isnull=False)
    assert firsts.count() == firsts.values("version").distinct().count() == 3
    undo_merge(merge, by=ben)
    assert state() == before


def test_the_page_of_a_merged_author_or_agency_leads_on(ben: User, client: Client) -> None:
    make_author("Ana V")
    make_author("Ana Verhallow")
    merge_into(Author.objects.named("Ana V"), Author.objects.named("Ana Verhallow"), by=ben)
    assert client.get("/author/ana-v/")["Location"] == "/author/ana-verhallow/"
    agencies = [Agency.objects.create(name=name) for name in ("Reuter", "Reuters")]
    merge_into(*agencies, by=ben)
    assert client.get("/agency/reuter/")["Location"] == "/agency/reuters/"


def test_a_merged_name_means_what_it_was_merged_into(ben: User) -> None:
    source, target = tags_named(["Harbor", "Harbour"])
    merge_into(source, target, by=ben)
    assert Tag.objects.named("HARBOR") == Tag.objects.like("harbór") == target
    assert tags_named(["Harbor", "harbour"]) == [target]
    assert Tag.objects.offered("harb", 8) == [target]
    assert Tag.objects.offered("harbor", 8) == [target]


def test_merges_follow_one_another(ben: User) -> None:
    first, second, third = tags_named(["Harbor", "Harbour", "Ports"])
    article = make_article(tags=["Harbor"])
    before = state()
    one = merge_into(first, second, by=ben)
    between = state()
    two = merge_into(second, third, by=ben)
    assert Tag.objects.named("Harbor") == third
    assert list(article.tagged.values_list("tag", flat=True)) == [third.pk]
    undo_merge(two, by=ben)
    assert state() == between
    undo_merge(one, by=ben)
    assert state() == before


def test_an_earlier_revision_is_restored_with_what_its_tags_stand_for(ben: User) -> None:
    article = make_article("One", tags=["Harbor"])
    edit(article, headline="Two")
    target = tags_named(["Harbour"])[0]
    merge_into(Tag.objects.named("Harbor"), target, by=ben)
    article.refresh_from_db()
    _, left_out = restore_revision(Revision.objects.get(article=article, number=1), by=ben)
    assert left_out == []
    assert list(article.tagged.values_list("tag", flat=True)) == [target.pk]


def test_it_can_be_undone_until_the_second_thirty_days_later(ben: User, time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)
    source, target = tags_named(["Harbor", "Harbour"])
    merge = merge_into(source, target, by=ben)
    time_machine.move_to(NOON + dt.timedelta(days=30) - SECOND, tick=False)
    assert Merge.objects.undoable().get() == merge
    time_machine.move_to(NOON + dt.timedelta(days=30), tick=False)
    with pytest.raises(publishing.Refused):
        undo_merge(merge, by=ben)
    time_machine.move_to(NOON + dt.timedelta(days=30) - SECOND, tick=False)
    undo_merge(merge, by=ben)
    with pytest.raises(publishing.Refused):
        undo_merge(merge, by=ben)


def test_what_is_refused_changes_nothing(ben: User, ana: User) -> None:
    source, target, third = tags_named(["Harbor", "Harbour", "Ports"])
    with pytest.raises(PermissionDenied):
        merge_into(source, target, by=ana)
    with pytest.raises(publishing.Refused, match="itself"):
        merge_into(source, source, by=ben)
    merge_into(source, target, by=ben)
    for one, other in ((source, third), (third, source)):
        with pytest.raises(publishing.Refused, match="already"):
            merge_into(one, other, by=ben)
    author = make_author("Ana V", user=ana)
    with pytest.raises(publishing.Refused, match="logs in"):
        merge_into(author, make_author("Ana Verhallow"), by=ben)
    assert Merge.objects.count() == 1


def test_it_is_on_record_and_so_is_undoing_it(ben: User) -> None:
    published("One", tags=["Harbor"])
    source, target = Tag.objects.named("Harbor"), tags_named(["Harbour"])[0]
    undo_merge(merge_into(source, target, by=ben), by=ben)
    merged, undone = Record.objects.about(source).order_by("pk")
    assert (merged.act, merged.after) == (Act.MERGED, {"Stands for": "Harbour"})
    assert merged.before == {"Stories": ["1 live", "1 on the desk", "1 versions readers saw"]}
    assert (undone.act, undone.before, undone.after) == (Act.UNMERGED, merged.after, {"Stands for": "itself"})


def test_what_it_touches_is_counted(ben: User, time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)
    live = published("One", tags=["Harbor"])
    time_machine.shift(60)
    publishing.update(edit(live, headline="Two"), by=ben)
    publishing.schedule(make_article("Three", tags=["Harbor"]), NOON + dt.timedelta(days=1), by=ben)
    make_article("Draft", tags=["Harbor"])
    count = touched(Tag.objects.named("Harbor"))
    assert (count.live, count.versions, count.desk, count.scheduled) == (1, 2, 3, 1)


def test_queries_grow_with_thousands_and_not_with_stories(ben: User) -> None:
    counts = []
    assert ben.has_perm("articles.delete_tag")  # asked once for all that follows
    for stories in (1, 5):
        source, target = tags_named([f"Harbor {stories}", f"Harbour {stories}"])
        for number in range(stories):
            published(f"Story {stories} {number}", tags=[source.name])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            merge_into(source, target, by=ben)
        counts.append(len(queries))
    assert counts[0] == counts[1]
