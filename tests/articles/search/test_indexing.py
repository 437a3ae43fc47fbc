"""What is written to the indexes, and when."""

from io import StringIO
from typing import Any
from unittest.mock import Mock

import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.merging import merge_into, undo_merge
from articles.models import Article, SearchForm, SearchWord, Tag, Version
from articles.redacting import redact
from articles.search import documents, indexing
from articles.search.asking import read
from articles.search.desk import saying
from articles.search.documents import document
from articles.search.engines import engine
from articles.search.finding import Narrowing, find
from articles.search.indexes import COPIES, INDEXES, VERSIONS, Index
from articles.search.indexing import fill, rebuild, tie
from articles.synonyms import take_off
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import put_all_live, put_live

pytestmark = pytest.mark.django_db


def empty() -> None:
    with connection.cursor() as cursor:
        for index in INDEXES:
            cursor.execute(f"DELETE FROM {index.table}")  # noqa: S608 a table's own name
    SearchWord.objects.all().delete()


def known() -> set[str]:
    return set(SearchWord.objects.values_list("word", flat=True))


def found(typed: str, **narrowed: Any) -> int:
    return len(find(read(typed), Narrowing(**narrowed)).keys)


def count(index: Index, word: str) -> int:
    """Return how many texts of an index have a word, whoever sees them."""
    with connection.cursor() as cursor:
        cursor.execute(*engine().keys(index, [[(word,)]]))
        return len(cursor.fetchall())


def test_the_vocabulary_has_each_word_once_and_the_languages() -> None:
    put_live("Harbour opens", body="<p>harbour</p>")
    put_live("Harbour opens", language="fr", body="<p>école</p>")
    words = list(SearchWord.objects.values_list("word", flat=True))
    assert len(words) == len(set(words))
    assert {"harbour", "opens", "ecole", "~len", "~lfr"} <= set(words)


def test_what_was_there_before_is_indexed_after_a_migration_and_by_the_command() -> None:
    put_all_live(*(make_article(f"Harbour {number}") for number in range(3)))
    empty()
    assert found("harbour ") == 0
    tie("default")
    assert found("harbour ") == found("harb") == 3
    assert fill() == 0
    empty()
    told = StringIO()
    call_command("rebuild_search", missing=True, stdout=told, verbosity=0)
    assert told.getvalue() == "Indexed for search: 3 texts.\n"
    assert found("harbour ") == 3


def warned() -> bool:
    return any(one.id == "articles.W002" for one in checks.run_checks(databases=["default"]))


def test_older_rows_are_told_of_until_all_are_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    put_live()
    assert not warned()
    SearchForm.objects.update(number=indexing.FORM - 1)
    tie("default", stdout=(told := StringIO()), verbosity=1)
    assert "Run “manage.py rebuild_search” once" in told.getvalue()
    assert warned()
    call_command("rebuild_search", missing=True, stdout=StringIO(), verbosity=0)
    with monkeypatch.context() as full:
        full.setattr(indexing, "index_versions", Mock(side_effect=OperationalError("disk full")))
        with pytest.raises(CommandError):
            call_command("rebuild_search", stdout=StringIO(), verbosity=0)
    assert warned()
    call_command("rebuild_search", stdout=StringIO(), verbosity=0)
    tie("default", stdout=(told := StringIO()), verbosity=1)
    assert told.getvalue() == ""
    assert not warned()


@pytest.mark.parametrize("stories", [0, 1])
def test_a_new_newsroom_has_no_older_rows(stories: int) -> None:
    for number in range(stories):
        make_article(f"Harbour {number}")
    SearchForm.objects.all().delete()  # as before the migration that makes the table
    tie("default", verbosity=0)
    assert warned() is bool(stories)


@pytest.mark.parametrize("verbosity", [0, 1])
def test_what_stops_a_rebuild_is_said_with_how_far_it_came(monkeypatch: pytest.MonkeyPatch, verbosity: int) -> None:
    put_all_live(*(make_article(f"Harbour {number}") for number in range(3)))
    for reason in (OperationalError("disk full"), KeyboardInterrupt()):
        monkeypatch.setattr(indexing, "_again_held", Mock(side_effect=[None, reason]))
        told = StringIO()
        with pytest.raises(SystemExit if isinstance(reason, KeyboardInterrupt) else CommandError) as stopped:
            call_command("rebuild_search", stdout=told, verbosity=verbosity)
        assert "3 texts were indexed." in f"{told.getvalue()}{stopped.value}"


def test_a_rebuild_puts_right_what_is_wrong_and_drops_what_nothing_has() -> None:
    put_live("Harbour opens")
    SearchWord.objects.bulk_create([SearchWord(word="zeppelin"), SearchWord(word="harbour")])
    article = Article.objects.get()
    engine().write(
        VERSIONS,
        [(document(Version.objects.get().pk, headline="Wrong", standfirst="", text="", language="en"),
          Version.objects.get().first_published)],
    )  # fmt: skip
    assert found("harbour ") == 0
    told: list[int] = []
    assert rebuild(told.append) == 2
    assert told == [1, 2]
    assert (found("harbour "), found("wrong ")) == (1, 0)
    assert "zeppelin" not in known()
    assert SearchWord.objects.filter(word="harbour").count() == 1
    assert article.pk


def test_a_story_is_indexed_as_often_as_it_is_saved_and_goes_with_its_row() -> None:
    article = make_article("Harbour opens")
    edit(article, headline="Zeppelin lands")
    assert count(COPIES, "zeppelin") == 1
    # The address is still the first one.
    assert count(COPIES, "harbour") == int("harbour" in article.slug)
    Article.every_row.filter(pk=article.pk).update(deleted_at=None)
    article.revisions.all().delete()
    Article.every_row.filter(pk=article.pk).delete()
    assert count(COPIES, "zeppelin") == 0


def test_redacted_words_are_in_no_index_and_no_vocabulary() -> None:
    article = make_article("Harbour opens", body="<p>The zeppelin of Vera Newcomer at the harbour.</p>")
    publishing.publish(article, by=None)
    assert {"zeppelin", "vera", "newcomer"} <= known()
    redact(article, ["zeppelin", "Vera Newcomer"], by=None, reason="A court")
    assert not {"zeppelin", "vera", "newcomer"} & known()
    for index in INDEXES:
        for word in ("zeppelin", "newcomer"):
            assert count(index, word) == 0


def test_what_was_merged_into_a_tag_keeps_to_it_when_the_old_name_goes() -> None:
    version = put_live("Harbour opens", tags=["Ports"])
    other, ports = Tag.objects.create(name="Harbours"), Tag.objects.get(name="Ports")
    # As a merge leaves it when it can be undone no more.
    version.tags.update(tag=other)
    version.article.tagged.update(tag=other)
    ports.stands_for = other
    ports.save()
    take_off(other, [])
    assert not Tag.objects.filter(name="Ports").exists()
    assert found("harbour ", tag=other) == 1


@pytest.mark.parametrize("both", [False, True])
def test_what_was_indexed_while_a_tag_was_merged_is_found_under_it_when_that_is_undone(both: bool) -> None:
    version = put_live("Harbour opens", tags=["Ports", "Harbours"] if both else ["Ports"])
    harbours, ports = Tag.objects.get_or_create(name="Harbours")[0], Tag.objects.get(name="Ports")
    merge = merge_into(ports, harbours, by=None)
    rebuild()
    assert found("harbour ", tag=harbours) == 1
    undo_merge(merge, by=None)
    assert (found("harbour ", tag=ports), found("harbour ", tag=harbours)) == (1, int(both))
    assert list(saying(Article.objects.all(), "ports")) == [version.article]


def test_a_batch_costs_what_one_does() -> None:
    cost = []
    for stories in (1, 9):
        put_all_live(*(make_article(f"Harbour {number}", tags=["Ports"]) for number in range(stories)))
        with CaptureQueriesContext(connection) as asked:
            rebuild()
        cost.append(len([one for one in asked if "searchword" not in one["sql"] and " LIMIT 1" not in one["sql"]]))
    assert cost[0] == cost[1]


def test_no_story_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"word{number}" for number in range(documents.MOST_WORDS + 5))
    many = document(10**6, headline="x", standfirst="", text=text, language="en")
    assert len(many.body.words) == documents.MOST_WORDS
    wide = document(
        2, headline="x", standfirst="", text=" ".join(f"{n:05}" + "ж" * 59 for n in range(9000)), language="ru"
    )
    assert sum(len(word.encode()) for word in wide.body.words) <= documents.MOST_BYTES
    moment = put_live().first_published
    engine().write(VERSIONS, [(many, moment), (wide, moment)])
    story = put_live("Long", body=f"<p>{text}</p>")
    assert found("word7 ") == 1
    assert story.pk
