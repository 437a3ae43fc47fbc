"""The bell rings when what was written can be read, and never in the way of what is written."""

import threading
import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from media.models import Change
from newsroom.page_cache.bell import RingsAfterWrites
from newsroom.page_cache.log import KEPT

pytestmark = pytest.mark.django_db(transaction=True)


class Reader:
    """Counts, on a connection of its own, the people who may be seen at each ring."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def ring(self) -> None:
        looking = threading.Thread(target=self._look)
        looking.start()
        looking.join()

    def _look(self) -> None:
        self.seen.append(User.objects.count())
        connection.close()


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> RingsAfterWrites:
    """What rings here: the bell as it is, heard by a reader who looks at each ring."""
    connection.ensure_connection()
    rings = next(one for one in connection.execute_wrappers if isinstance(one, RingsAfterWrites))
    monkeypatch.setattr(rings, "bell", Reader())
    return rings


def seen(rings: RingsAfterWrites) -> Any:
    return rings.bell.seen  # type: ignore[attr-defined]


def test_what_is_written_by_itself_is_there_at_its_ring(rings: RingsAfterWrites) -> None:
    User.objects.create(username="ana")
    User.objects.filter(username="ana").update(first_name="Ana")
    User.objects.filter(username="ana").delete()
    assert (seen(rings)[0], seen(rings)[-1]) == (1, 0)


def test_what_a_transaction_wrote_is_there_at_its_ring(rings: RingsAfterWrites) -> None:
    with transaction.atomic():
        User.objects.create(username="ana")
        User.objects.create(username="ben")
        assert seen(rings) == []
    assert set(seen(rings)) == {2}


def test_what_is_read_rings_nothing(rings: RingsAfterWrites) -> None:
    assert not User.objects.exists()
    assert seen(rings) == []


def test_what_nobody_needs_is_forgotten_and_nothing_written_is_lost(
    rings: RingsAfterWrites, monkeypatch: pytest.MonkeyPatch
) -> None:
    Change.objects.create(key="old", at=int(time.time()) - KEPT - 10, tx=0)
    Change.objects.create(key="new", at=int(time.time()), tx=0)
    monkeypatch.setattr(rings, "_forgets_at", time.monotonic() - 1)
    User.objects.create(username="ana")
    assert User.objects.get().username == "ana"
    assert list(Change.objects.filter(key__in=["old", "new"]).values_list("key", flat=True)) == ["new"]
