"""What somebody may have meant: words of live stories, and of nothing else."""

from typing import Any

import pytest
import time_machine

from articles import publishing
from articles.killing import kill_story
from articles.models import as_of
from articles.search.asking import read
from articles.search.spelling import suggestion, two_edits
from tests.articles.makers import make_article
from tests.articles.site.stories import HOUR, NOON, put_live

pytestmark = pytest.mark.django_db


def meant(typed: str) -> str:
    return suggestion(read(typed))


@pytest.mark.parametrize("typed", ["harbuor", "habour", "harbourr", "hatbour", "arbour", "harbxxr"])
def test_a_word_one_or_two_letters_away(typed: str) -> None:
    put_live("Harbour opens")
    assert meant(f"{typed} ") == "harbour"


def test_the_rest_of_the_question_stays() -> None:
    put_live("Harbour opens", body="<p>The ferry left.</p>")
    assert meant('"the ferry" harbuor opens ') == '"the ferry" harbour opens'
    assert meant("Harbuor ") == "Harbour"


def test_a_word_is_told_as_a_story_has_it() -> None:
    put_live("À Košice", body="<p>Une école.</p>", language="fr")
    assert meant("ecolle ") == "école"
    assert meant("Kosize ") == "Košice"
    put_live("Елка горит", language="ru")
    assert meant("елкб ") == "елка"


@pytest.mark.parametrize("typed", ["harbour ", "qwertzuiop ", "abc ", "2o26 ", '"harbuor"', "", "😀"])
def test_nothing_where_nothing_is_like_it_or_it_is_there(typed: str) -> None:
    put_live("Harbour opens in 2026", body="<p>abd</p>")
    assert meant(typed) == ""


def test_the_nearest_word_comes_before_the_commonest_and_that_before_others() -> None:
    put_live("Harbour", body="<p>harvest harbor</p>")
    for number in range(3):
        put_live(f"Other {number}", body="<p>harbour</p>")
    assert meant("harboor ") == "harbour"


def test_never_a_word_of_what_readers_do_not_see() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        make_article("Zeppelin drafted")
        publishing.schedule(make_article("Zeppelin scheduled"), NOON + 2 * HOUR, by=None)
        withdrawn, killed = (make_article(f"Zeppelin {name}") for name in ("withdrawn", "killed"))
        for article in (withdrawn, killed):
            publishing.publish(article, by=None)
        assert meant("zepelin ") == "zeppelin"
        clock.shift(HOUR)
        publishing.withdraw(withdrawn, by=None)
        kill_story(killed, by=None, reason="A source")
        assert meant("zepelin ") == ""
        with as_of(NOON + 2 * HOUR):
            assert meant("zepelin ") == "zeppelin"


def test_it_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        put_live(f"Harb{'abcdefghijkl'[number]}ur")
    with django_assert_max_num_queries(25):
        assert meant("harbzur ")


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("harbour", "harbour", True), ("harbour", "habor", True), ("harbour", "harvest", False), ("", "ab", True),
     ("abcd", "badc", True), ("harbour", "rabuorh", False)],
)  # fmt: skip
def test_two_edits(one: str, other: str, near: bool) -> None:
    assert two_edits(one, other) == two_edits(other, one) == near
