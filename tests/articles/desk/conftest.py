"""A clock that stands, somebody at the desk, and a story that readers see."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User

from articles import publishing
from articles.models import Article
from tests.articles.desk.browsing import HOUR, NOON, Desk
from tests.articles.desk.two import Two, make_story
from tests.articles.makers import make_article


@pytest.fixture
def clock() -> Iterator[Any]:
    """The newsroom's clock, standing at noon in UTC, 13:00 in Paris."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(ben: User) -> Desk:
    """Ben's browser."""
    return Desk(ben)


@pytest.fixture
def live(clock: Any) -> Article:
    """A story that readers have seen for an hour."""
    article = make_article("Harbour opens")
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    return article


@pytest.fixture
def story(db: None, clock: Any) -> Article:
    """A draft with something in every field."""
    article = make_story()
    clock.shift(1)
    return article


@pytest.fixture
def two(ana: User, ben: User, story: Article) -> Two:
    """Ana and Ben, before the same story."""
    return Two(ana, ben, story)
