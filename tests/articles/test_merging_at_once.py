"""Editors who save, publish and merge while a merge is under way, each on a connection of their own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from articles import merging, publishing
from articles.contents import contents
from articles.holding import Refused, hold
from articles.merging import begin_merge, begin_undo, finish_merges, go_on
from articles.models import Article, Merge, Revision, Tag, TaggedArticle, Version, VersionTag, tags_named
from tests.articles.makers import make_article
from tests.conftest import person

STORIES, SAVES = 12, 6


@pytest.fixture
def ben(transactional_db: None) -> User:
    """Ben, a desk editor."""
    return person("Ben", "Desk editor")


@pytest.fixture
def stories(ben: User, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Live stories on the tag that is merged, every third on the other as well; each moves by itself."""
    monkeypatch.setattr(merging, "AT_ONCE", 1)
    keys = []
    for number in range(STORIES):
        article = make_article(f"Story {number}", tags=["Harbor", *([] if number % 3 else ["Harbour"])])
        publishing.publish(article, by=None)
        keys.append(article.pk)
    return keys


def together(*acts: Callable[[], object]) -> list[BaseException]:
    """Do several things at once; return what went wrong."""
    start = threading.Barrier(len(acts))

    def do(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        done = [pool.submit(do, act) for act in acts]
    return [error for one in done if (error := one.exception())]


def save(pk: int, headline: str, *tags: str) -> None:
    """Save a story as its form does: its row is held, its tags are written anew."""
    with transaction.atomic():
        article = Article.objects.get(pk=pk)
        hold(article)
        article.headline = headline
        article.save()
        article.tagged.all().delete()
        for tag in tags_named(list(tags)):
            TaggedArticle.objects.create(content_object=article, tag=tag)
        Revision.objects.keep(article)
    publishing.update(Article.objects.get(pk=pk), by=None)


def is_whole() -> None:
    """Check that digests say what is there."""
    for model in (Article, Version):
        rows = dict(model.objects.order_by().values_list("pk", "digest"))
        assert {pk: content.digest for pk, content in contents(model, rows).items()} == rows
    assert not Article.objects.with_changes().exists()


def test_stories_that_are_saved_and_published_meanwhile_follow(ben: User, stories: list[int]) -> None:
    source, target = Tag.objects.named("Harbor"), Tag.objects.named("Harbour")
    merge = begin_merge(source, target, by=ben)

    def saves() -> None:
        for number in range(SAVES):
            save(stories[-1 - number], f"Changed {number}", "Harbor", "Trade")

    wrong = together(lambda: go_on(merge), lambda: go_on(Merge.objects.get()), saves)
    assert wrong == []
    assert Merge.objects.get().done_at
    finish_merges()  # what was being saved as the last step was made
    assert not TaggedArticle.objects.filter(tag=source).exists()
    assert not VersionTag.objects.filter(tag=source).exists()
    is_whole()


def test_undoing_while_others_go_on_with_it_ends_undone(ben: User, stories: list[int]) -> None:
    source, target = Tag.objects.named("Harbor"), Tag.objects.named("Harbour")
    before = set(TaggedArticle.objects.values_list("content_object", "tag"))
    merge = begin_merge(source, target, by=ben)

    def undo() -> None:
        begin_undo(Merge.objects.get(), by=ben)
        go_on(Merge.objects.get())

    assert together(lambda: go_on(merge), undo) == []
    assert Merge.objects.get().undone_at
    assert set(TaggedArticle.objects.values_list("content_object", "tag")) == before
    is_whole()


def test_two_who_merge_the_same_at_once_make_one_merge(ben: User, stories: list[int]) -> None:
    source, target = Tag.objects.named("Harbor"), Tag.objects.named("Harbour")

    def merges() -> None:
        go_on(begin_merge(source, target, by=ben))

    wrong = together(merges, merges)
    assert all(isinstance(error, Refused) for error in wrong)
    assert len(wrong) == 1
    assert Merge.objects.get().done_at
    is_whole()
