"""A version's window, told by the row and by the database alike."""

import datetime as dt

import pytest

from articles import publishing
from articles.models import Version
from tests.articles.makers import edit, make_article

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR, SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=1)


def test_row_and_query_agree_a_second_before_at_and_after_each_edge(time_machine: object) -> None:
    time_machine.move_to(NOON, tick=False)
    article = make_article()
    edges = [NOON + HOUR, NOON + 2 * HOUR, NOON + 3 * HOUR]
    publishing.schedule(article, edges[0], by=None)
    publishing.schedule(edit(article, headline="Two"), edges[1], by=None)
    publishing.withdraw(article, at=edges[2], by=None)
    told = []
    for edge in edges:
        for at in (edge - SECOND, edge, edge + SECOND):
            rows = list(Version.objects.all())
            live, seen = Version.objects.live(at), Version.objects.seen(at)
            assert [one for one in rows if one.is_live(at)] == list(live)
            assert [one for one in rows if one.is_seen(at)] == list(seen)
            assert [one for one in rows if not one.is_seen(at)] == list(Version.objects.upcoming(at))
            ending = [one for one in rows if one.to_be_withdrawn(at)]
            assert ending == list(Version.objects.to_be_withdrawn(at))
            told.append((live.count(), [one.to_be_withdrawn(at) for one in rows]))
    ending, ended = [None, edges[2]], [None, None]
    assert told == [
        (0, ending), (1, ending), (1, ending),
        (1, ending), (1, ending), (1, ending),
        (1, ending), (0, ended), (0, ended),
    ]  # fmt: skip
