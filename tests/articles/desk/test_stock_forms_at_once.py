"""Two people who save one form of the stock admin in the same moment."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection

from articles.models import Tag
from tests.articles.desk.opening import browser_of

ROUNDS = 6


@pytest.fixture
def people(transactional_db: None) -> list[User]:
    return [User.objects.create_superuser(name) for name in ("ada", "bea")]


def test_neither_takes_the_other_s_words_away(people: list[User]) -> None:
    tag = Tag.objects.create(name="rail", description="Trains.", kind="topic", slug="rail")
    address = f"/admin/articles/tag/{tag.pk}/change/"
    browsers = [browser_of(user) for user in people]
    for number in range(ROUNDS):
        tag.refresh_from_db()
        shown = {"name": tag.name, "kind": tag.kind, "description": tag.description, "slug": tag.slug}
        page = browsers[0].get(address).content.decode()
        shown |= dict(re.findall(r'name="(filled-from)" value="([^"]*)"', page))
        changes = [{"description": f"Trains {number}."}, {"name": f"rail {number}"}]
        start = Barrier(2)

        def save(which: int, sent: dict[str, str], start: Barrier = start) -> int:
            try:
                start.wait()
                return browsers[which].post(address, sent).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as threads:
            answers = list(threads.map(save, range(2), [shown | change for change in changes]))
        tag.refresh_from_db()
        assert answers == [302, 302]
        assert (tag.description, tag.name) == (f"Trains {number}.", f"rail {number}")
