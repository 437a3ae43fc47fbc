"""Editors who take the same story at once, each on a connection of their own."""

import threading

import pytest
from django.contrib.auth.models import User
from django.db import connection

from articles.holding import Refused
from articles.models import Article, Move
from articles.reviewing import hand_over, take
from tests.articles.makers import make_article
from tests.conftest import person


@pytest.mark.django_db(transaction=True)
def test_one_takes_it_and_all_others_are_told_so() -> None:
    editors = [person(name, "Desk editor") for name in ("Ben", "Mila", "Nils", "Olga")]
    story = make_article()
    seen = hand_over(story, by=None).pk
    start, told = threading.Barrier(len(editors)), []

    def takes(editor: User) -> None:
        try:
            start.wait()
            take(Article.objects.get(pk=story.pk), by=editor, seen=seen)
        except Refused as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=takes, args=[editor]) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    row = story.handovers.get(move=Move.TAKE)
    assert Article.objects.get(pk=story.pk).assigned_to == row.by
    assert told == [f"{row.by.first_name} took it meanwhile. Look at it, then choose again."] * 3
