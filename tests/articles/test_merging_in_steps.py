"""Merging and undoing step by step: what everybody meets midway, and what is killed, stopped or late."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from articles import merging, publishing
from articles.merging import begin_merge, begin_undo, go_on, merge_into, undo_merge
from articles.models import (
    Article,
    Merge,
    Revision,
    Tag,
    TaggedArticle,
    VersionTag,
    tags_named,
)
from tests.articles.makers import edit, make_article
from tests.articles.merged import in_steps, published, state, true_digests

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def test_at_every_step_each_story_is_on_one_of_them_and_none_looks_changed(
    ben: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = in_steps(monkeypatch)
    before, left = state(), []
    merge = begin_merge(source, target, by=ben)
    while not go_on(merge, within=0):
        left.append(VersionTag.objects.filter(tag=source).count())
        assert not Article.objects.with_changes().exists()
        true_digests()
        for page, tag in (("harbor", source), ("harbour", target)):
            listed = client.get(f"/tag/{page}/").content.decode()
            assert all(one.version.headline in listed for one in tag.versions.all())
    assert left == [3, 2, 1]
    after = state()
    begin_undo(merge, by=ben)
    while not go_on(merge, within=0):
        assert not Article.objects.with_changes().exists()
        true_digests()
    assert state() == before != after


@pytest.mark.parametrize("undoing", [False, True])
def test_what_is_killed_midway_goes_on_where_it_was(ben: User, monkeypatch: pytest.MonkeyPatch, undoing: bool) -> None:
    source, target = in_steps(monkeypatch)
    before = state()
    merge = begin_merge(source, target, by=ben)
    name = "move_stories"
    if undoing:
        name = "put_back"
        go_on(merge)
        begin_undo(merge, by=ben)
    act, calls = getattr(merging, name), []

    def killed(*args: Any) -> None:
        act(*args)
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(merging, name, killed)
        with pytest.raises(KeyboardInterrupt):
            go_on(merge)
    true_digests()
    found = Merge.objects.under_way().get()
    assert 0 < merging.progress(found) < 100
    assert go_on(found)
    assert source.versions.count() == (4 if undoing else 0)
    if not undoing:
        undo_merge(found, by=ben)
    assert state() == before


def test_a_merge_that_is_stopped_midway_gives_everything_back(ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = in_steps(monkeypatch)
    before = state()
    merge = begin_merge(source, target, by=ben)
    go_on(merge, within=0)
    stale = Merge.objects.get()
    begin_undo(merge, by=ben)
    assert go_on(stale), "who was going on with the merge goes on with what it is by now"
    assert state() == before
    assert Merge.objects.get().undone_at


def test_what_was_interrupted_and_what_came_late_is_finished_by_the_command_of_every_night(
    ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = in_steps(monkeypatch)
    before = state()
    go_on(begin_merge(source, target, by=ben), within=0)
    call_command("thin", stdout=StringIO())
    assert Merge.objects.get().done_at
    late = make_article("Late")
    TaggedArticle.objects.create(content_object=late, tag=source)  # its form was read before the merge was done
    Revision.objects.keep(late)
    publishing.publish(late, by=None)
    call_command("thin", "--dry-run", stdout=StringIO())
    assert late.tagged.get().tag == source
    call_command("thin", stdout=StringIO())
    assert late.tagged.get().tag == target
    true_digests()
    undo_merge(Merge.objects.get(), by=ben)
    assert late.tagged.get().tag == source
    true_digests()
    assert {row["content_object_id"] for row in state()["TaggedArticle"]} - {late.pk} == {
        row["content_object_id"] for row in before["TaggedArticle"]
    }


def test_a_story_that_is_given_the_tag_meanwhile_follows(ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = in_steps(monkeypatch)
    merge = begin_merge(source, target, by=ben)
    while source.tagged_articles.count():
        go_on(merge, within=0)
    late = published("Late", tags=["Harbor"])
    assert go_on(merge)
    assert list(late.tagged.values_list("tag", flat=True)) == [target.pk]
    assert list(VersionTag.objects.filter(version__article=late).values_list("tag", flat=True)) == [target.pk]
    true_digests()


def test_a_story_that_is_saved_between_reading_and_moving_stays_true(
    ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = published("One", tags=["Harbor"])
    source, target = Tag.objects.named("Harbor"), tags_named(["Harbour"])[0]
    read = merging.read_ahead

    def saved_after(kind: Any, stories: list[int]) -> Any:
        found = read(kind, stories)
        edit(article, headline="Another")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(merging, "read_ahead", saved_after)
        merge_into(source, target, by=ben)
    assert list(Article.objects.with_changes()) == [article]
    true_digests()


def test_undoing_the_first_of_two_merges_gives_the_stories_back_from_where_they_went(ben: User) -> None:
    first, second, third = tags_named(["Harbor", "Harbour", "Ports"])
    article = published("One", tags=["Harbor"])
    before = state()
    one = merge_into(first, second, by=ben)
    two = merge_into(second, third, by=ben)
    undo_merge(one, by=ben)
    assert list(article.tagged.values_list("tag", flat=True)) == [first.pk]
    assert Tag.objects.named("Harbor") == first
    true_digests()
    undo_merge(two, by=ben)
    assert state() == before


def test_what_is_being_merged_is_neither_merged_again_nor_deleted(
    ben: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = in_steps(monkeypatch)
    third = tags_named(["Ports"])[0]
    go_on(begin_merge(source, target, by=ben), within=0)
    for pair in ((source, third), (third, source), (target, third)):
        with pytest.raises(publishing.Refused, match="is being merged already"):
            begin_merge(*pair, by=ben)
    client.force_login(ben)
    page = client.post(f"/admin/articles/tag/{target.pk}/delete/", {"post": "yes"}).content.decode()
    assert "“Harbour” is being merged." in page
    assert Tag.objects.filter(pk=target.pk).exists()
