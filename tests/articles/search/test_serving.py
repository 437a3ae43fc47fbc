"""One row of the index for what readers see and for the desk copy, while both say the same."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from articles import publishing
from articles.models import Article, Version
from articles.search.asking import read
from articles.search.desk import best, saying
from articles.search.documents import document
from articles.search.engines import engine
from articles.search.finding import Narrowing, find
from articles.search.indexes import COPIES, VERSIONS, Index
from articles.search.indexing import fill, rebuild
from tests.articles.makers import edit, make_article
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def read_by(typed: str) -> list[str]:
    """Return the headlines that readers find."""
    return [Version.objects.get(pk=key).headline for key in find(read(typed), Narrowing()).keys]


def on_desk(typed: str) -> list[str]:
    """Return the headlines that the desk finds; the two ways of asking agree."""
    stories = Article.objects.order_by("pk")
    found = [one.headline for one in saying(stories, typed)]
    assert sorted(one.headline for one in best(stories, typed, 9)) == sorted(found)
    return found


def rows(index: Index) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {index.table}")  # noqa: S608 a table's own name
        return int(cursor.fetchone()[0])


@pytest.fixture
def article() -> Article:
    article = make_article("Zeppelin lands", slug="airship-at-the-pier", body="<p>At the harbour.</p>")
    publishing.publish(article, by=None)
    return article


def test_one_row_serves_readers_and_the_desk_which_alone_finds_by_the_address(article: Article) -> None:
    assert (rows(VERSIONS), rows(COPIES)) == (1, 0)
    assert read_by("zeppelin ") == on_desk("zepp") == on_desk("harbour") == ["Zeppelin lands"]
    assert on_desk("airship") == on_desk("airship-at-the-pier") == on_desk('"the pier"') == ["Zeppelin lands"]
    assert read_by("airship ") == read_by("pier") == on_desk("pier-the") == []
    assert best(Article.objects.all(), "pier zeppelin", 1) == [article]


def test_a_copy_that_says_something_else_has_its_own_until_that_is_published(article: Article) -> None:
    edit(article, headline="Balloon lands")
    assert (read_by("zeppelin "), on_desk("zeppelin"), read_by("balloon ")) == (["Zeppelin lands"], [], [])
    assert on_desk("balloon") == on_desk("airship") == ["Balloon lands"]
    assert (rows(VERSIONS), rows(COPIES)) == (1, 1)
    publishing.update(article, by=None)
    assert (read_by("zeppelin "), read_by("balloon ")) == ([], ["Balloon lands"])
    assert (on_desk("balloon"), on_desk("zeppelin")) == (["Balloon lands"], [])
    assert (rows(VERSIONS), rows(COPIES)) == (2, 0)


def test_one_that_says_the_same_again_is_served_by_the_old_version(article: Article) -> None:
    edit(article, headline="Balloon lands")
    edit(article, headline="Zeppelin lands")
    assert (rows(VERSIONS), rows(COPIES)) == (1, 0)
    assert (on_desk("balloon"), on_desk("zeppelin")) == ([], ["Zeppelin lands"])


def test_a_note_is_for_readers_alone(article: Article) -> None:
    edit(article, headline="Balloon lands")
    publishing.correct(article, "It was no dirigible.", by=None)
    assert (read_by("dirigible"), on_desk("dirigible")) == (["Balloon lands"], [])
    assert (read_by("balloon"), on_desk("balloon")) == (["Balloon lands"], ["Balloon lands"])


def test_a_version_that_is_called_off_leaves_its_row_to_the_copy() -> None:
    article = make_article("Zeppelin lands", slug="airship")
    version = publishing.schedule(article, timezone.now() + HOUR, by=None)
    assert (read_by("zeppelin "), on_desk("zeppelin"), rows(COPIES)) == ([], ["Zeppelin lands"], 0)
    publishing.unschedule(version, by=None)
    assert on_desk("zeppelin") == on_desk("airship") == ["Zeppelin lands"]
    assert (rows(VERSIONS), rows(COPIES)) == (0, 1)
    assert engine().served([article.pk]) == set()
    article.revisions.all().delete()
    article.delete()
    assert rows(COPIES) == 0


def test_withdrawn_stories_are_found_by_the_desk_alone(article: Article) -> None:
    publishing.withdraw(article, by=None)
    assert (read_by("zeppelin "), on_desk("zeppelin")) == ([], ["Zeppelin lands"])


def test_rows_from_before_serve_both_once_they_are_rebuilt(article: Article) -> None:
    before = document(article.pk, headline="Zeppelin lands", standfirst="", text="harbour", language="en")
    engine().write(COPIES, [(before, article.updated_at)])
    assert (rows(VERSIONS), rows(COPIES)) == (1, 1)
    assert on_desk("zeppelin") == read_by("zeppelin ") == ["Zeppelin lands"]
    assert fill() == 0
    assert rebuild() == 2
    assert (rows(VERSIONS), rows(COPIES)) == (1, 0)
    assert on_desk("zeppelin airship") == ["Zeppelin lands"]


def test_a_draft_is_found_by_what_stands_at_its_photos_as_they_are_now() -> None:
    photo, other = make_photo(caption="A dirigible", credit="Vera Newcomer"), make_photo(caption="A barge")
    body = f'<p>Text.</p><figure data-photo="{other.pk}"><figcaption></figcaption></figure>'
    make_article("Harbour opens", lead_photo=photo, body=body)
    assert on_desk("dirigible") == on_desk("newcomer") == on_desk("barge") == ["Harbour opens"]
    photo.caption, other.caption = "A balloon", "A ferry"
    photo.save()
    other.save()
    assert on_desk("balloon ferry") == ["Harbour opens"]
    assert on_desk("dirigible") == on_desk("barge") == []
