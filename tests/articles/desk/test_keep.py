"""What is typed is kept while it is typed: never older over newer, and in words whatever goes wrong."""

import errno
import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, InterfaceError, OperationalError
from django.test import Client

from articles.desk import keep
from articles.models import Article, OpenForm
from tests.articles.desk.browsing import posted
from tests.articles.desk.opening import KEEP, NEW_STORY, Window, browser_of, open_story, page_of
from tests.articles.makers import edit, make_article

# Session, user, two for permissions, the story; the row as it is kept and as it is told, the others; the site.
QUERIES = 9
# The first time a form is heard of: a row is made, and old ones are looked for.
FIRST = QUERIES + 4


@pytest.fixture
def article(clock: Any, db: None) -> Article:
    return make_article()


def headline(window: Window) -> str:
    return dict(window.row.pairs)["headline"]


def test_what_is_typed_is_kept(ben: User, article: Article) -> None:
    answer = open_story(ben, article).writes(article, headline="Harbour closes")
    assert answer == {
        "kept": "13:00:00",
        "sequence": 1,
        "revision": 1,
        "saved": None,
        "others": [],
        "taken": None,
        "deleted": None,
    }
    row = OpenForm.objects.get()
    assert dict(row.pairs)["headline"] == "Harbour closes"
    assert (row.user, row.page, row.base) == (ben, page_of(article), 1)
    article.refresh_from_db()
    assert article.headline == "Harbour opens"
    assert article.revisions.count() == 1


def test_a_story_that_was_never_saved_is_kept(ben: User, clock: Any) -> None:
    window = Window(browser_of(ben), NEW_STORY)
    assert window.writes(headline="Harbour closes")["revision"] is None
    assert headline(window) == "Harbour closes"
    assert Article.objects.count() == 0


def test_older_never_replaces_newer(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.sequence = 6
    window.writes(article, headline="Seventh")
    for sequence in (3, 7):
        answer = window.tell(sequence=sequence, typed=json.dumps([["headline", "Older"]]))
        assert answer["sequence"] == 7
    assert headline(window) == "Seventh"
    window.writes(article, headline="Eighth")
    assert headline(window) == "Eighth"


def test_a_form_as_it_was_filled_holds_nothing_unsaved(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    window.tell(sequence=2, typed="")
    assert window.row.typed == ""
    assert not OpenForm.objects.unsaved().exists()


def test_being_there_takes_no_words_away(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    assert window.tell(place="headline")["sequence"] == 1
    assert headline(window) == "Harbour closes"


def test_when_it_was_typed_counts_not_when_it_came(ben: User, article: Article, clock: Any) -> None:
    window = open_story(ben, article)
    window.types(posted(article), age="3600.5")
    row = window.row
    assert (row.seen_at - row.typed_at).total_seconds() == 3600.5


@pytest.mark.parametrize("age", ["-5", "nan", "inf", "soon", ""])
def test_a_clock_that_jumped_is_not_believed(ben: User, article: Article, age: str) -> None:
    window = open_story(ben, article)
    window.types(posted(article), age=age)
    assert window.row.typed_at == window.row.seen_at


@pytest.mark.parametrize("typed", ["{", "null", "7", '{"a": "b"}', '[["a"]]', '[["a", 1]]', '["ab"]', "[" * 100_000])
def test_what_cannot_be_read_is_refused_and_leaves_the_words(ben: User, article: Article, typed: str) -> None:
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    assert "could not be read" in window.tell(400, sequence=2, typed=typed)["message"]
    assert headline(window) == "Harbour closes"


@pytest.mark.parametrize("sequence", ["", "0", "-1", "1.5", "x", "2147483648", "9" * 5000, "0" * 20 + "9" * 5000, "²"])
def test_a_state_without_a_number_is_refused(ben: User, article: Article, sequence: str) -> None:
    open_story(ben, article).tell(400, sequence=sequence, typed="[]")
    assert not OpenForm.objects.exclude(typed="").exists()


@pytest.mark.parametrize("page", ["", "articles.article", "articles.article/0", "articles.article/x", "auth.user/1",
                                  "auth.user/add", "sessions.session/add", "no.model/1", "articles.revision/1",
                                  "articles.article/9999999999999999999"])  # fmt: skip
def test_only_pages_that_keep_typing_are_known(ada: User, db: None, page: str) -> None:
    assert Window(browser_of(ada), page).tell(400, sequence=1, typed='[["a", "b"]]')["message"]
    assert not OpenForm.objects.exists()


@pytest.mark.parametrize("form", ["", "x", "1234"])
def test_a_form_has_a_key(ben: User, article: Article, form: str) -> None:
    open_story(ben, article).tell(400, form=form)


def test_signs_that_no_database_keeps_are_left_out(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.tell(sequence=1, typed=r'[["headline", "Har\u0000bour \ud83d\ude00 \ud83d!"]]', place="head\0line")
    assert headline(window) == "Harbour \U0001f600 �!"
    assert window.row.place == "headline"


def test_the_form_s_own_fields_are_no_words(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    names = ["keeping-form", "csrfmiddlewaretoken", "headline"]
    window.tell(sequence=1, typed=json.dumps([[name, "x"] for name in names]))
    assert window.row.pairs == [("headline", "x")]


def test_a_long_place_is_cut(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.tell(place="p" * 500)
    assert window.row.place == "p" * 60


def test_too_much_is_refused_in_words(ben: User, article: Article, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    window = open_story(ben, article)
    window.writes(article, headline="Harbour closes")
    answer = window.types(posted(article, body="x" * 2000), status=413)
    assert "more than the newsroom can keep" in answer["message"]
    assert headline(window) == "Harbour closes"


def test_who_saved_since_is_told(ben: User, ana: User, article: Article) -> None:
    window = open_story(ben, article)
    assert window.tell()["saved"] is None
    edit(article, standfirst="At noon.")
    Article.objects.update(updated_by=ana)
    answer = window.tell()
    assert answer["revision"] == 2
    assert answer["saved"] == {"by": "Ana", "at": "13:00:00", "then": "Saving joins your words with theirs."}


def test_words_for_a_deleted_story_are_kept_and_it_is_told(ben: User, ana: User, article: Article, clock: Any) -> None:
    window = open_story(ben, article)
    window.tell()
    Article.objects.update(deleted_at=article.updated_at, deleted_by=ana)
    answer = window.writes(article, headline="Harbour closes")
    assert answer["deleted"] == {"by": "Ana", "at": "13:00:00"}
    assert headline(window) == "Harbour closes"


def test_leaving_and_coming_back(ben: User, article: Article) -> None:
    window = open_story(ben, article)
    window.tell(left="1")
    assert window.row.left_at
    window.tell()
    assert window.row.left_at is None


def test_a_beat_is_cheap(ben: User, article: Article, django_assert_num_queries: Any) -> None:
    window, first, second = open_story(ben, article), posted(article), posted(article, headline="Harbour closes")
    with django_assert_num_queries(FIRST):
        window.types(first)
    with django_assert_num_queries(QUERIES):
        window.types(second)
    with django_assert_num_queries(QUERIES):
        window.tell()


def test_the_token_and_who_is_there(client: Client, ben: User) -> None:
    answer = client.get(KEEP)
    assert answer.json()["person"] is None
    assert answer.json()["token"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert browser_of(ben).get(KEEP).json()["person"] == ben.pk


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(ben: User, method: str) -> None:
    assert getattr(browser_of(ben), method)(KEEP).status_code == 405


FAILURES = [
    (OperationalError("database or disk is full"), 507, "disk is full"),
    (DatabaseError("could not extend file: No space left on device"), 507, "disk is full"),
    (OSError(errno.ENOSPC, "No space left on device"), 507, "disk is full"),
    (OperationalError("database is locked"), 503, "busy or away"),
    (InterfaceError("connection already closed"), 503, "busy or away"),
]


@pytest.mark.parametrize(("failure", "status", "words"), FAILURES)
def test_a_machine_that_fails_is_told_in_words(
    ben: User, article: Article, monkeypatch: Any, failure: Exception, status: int, words: str
) -> None:
    window = open_story(ben, article)

    def fail(*args: Any, **kwargs: Any) -> None:
        raise failure

    monkeypatch.setattr(OpenForm.objects, "keep", fail)
    answer = window.types(posted(article), status)
    assert words in answer["message"]
    assert "kept on this device" in answer["message"]


def test_a_mistake_of_ours_is_not_hidden(ben: User, article: Article, monkeypatch: Any) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("syntax error")

    monkeypatch.setattr(OpenForm.objects, "keep", fail)
    with pytest.raises(DatabaseError):
        open_story(ben, article).tell()


@pytest.mark.django_db(transaction=True)
def test_a_beat_of_somebody_whose_account_is_deleted_just_then(
    ben: User, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_story(ben, article)
    asked = keep.asked_page

    def and_then(*args: Any) -> Any:
        found = asked(*args)
        User.objects.filter(pk=ben.pk).delete()
        return found

    monkeypatch.setattr(keep, "asked_page", and_then)
    assert window.tell(status=401)["message"] == keep.LOGGED_OUT
    assert not OpenForm.objects.exists()
