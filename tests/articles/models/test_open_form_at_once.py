"""Open forms kept and saved by many requests at once, each on a connection of its own."""

import json
import random
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from articles.models import OpenForm, Typed

PAGE = "articles.article/12"
STATES = 40
SAVED = 25


@pytest.fixture
def user(transactional_db: None) -> User:
    return User.objects.create_user("ben")


def keep(user: User, key: uuid.UUID, sequence: int) -> None:
    words = json.dumps([["headline", f"State {sequence}"]])
    OpenForm.objects.keep(key, user=user, page=PAGE, typed=Typed(sequence, words, timezone.now()))


def save(user: User, key: uuid.UUID) -> None:
    """Save the form as the browser sent it after its state 25."""
    with transaction.atomic():
        OpenForm.objects.put_away({"keeping-form": str(key), "keeping-sequence": str(SAVED)}, user=user, page=PAGE)


def at_once(acts: list[Callable[[], None]]) -> None:
    """Do everything at once, in no order."""

    def done(act: Callable[[], None]) -> None:
        try:
            act()
        finally:
            connection.close()

    random.Random(3).shuffle(acts)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(done, acts))


def test_the_latest_state_is_kept_in_whatever_order_they_come(user: User) -> None:
    key = uuid.uuid4()
    at_once([lambda sequence=sequence: keep(user, key, sequence) for sequence in range(1, STATES + 1)])
    row = OpenForm.objects.get()
    assert (row.sequence, dict(row.pairs)["headline"]) == (STATES, f"State {STATES}")


def test_no_state_that_is_saved_comes_back(user: User) -> None:
    key = uuid.uuid4()
    at_once(
        [lambda sequence=sequence: keep(user, key, sequence) for sequence in range(1, SAVED + 1)]
        + [lambda: save(user, key)]
    )
    row = OpenForm.objects.get()
    assert (row.sequence, row.typed) == (SAVED, "")


def test_no_state_that_came_after_the_save_is_lost(user: User) -> None:
    key = uuid.uuid4()
    states = [lambda sequence=sequence: keep(user, key, sequence) for sequence in range(1, STATES + 1)]
    at_once([*states, lambda: save(user, key), lambda: save(user, key)])
    row = OpenForm.objects.get()
    assert (row.sequence, dict(row.pairs)["headline"]) == (STATES, f"State {STATES}")
